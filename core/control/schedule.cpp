// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/schedule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

namespace interleave {

namespace {

constexpr std::string_view kVersion = "v1";
constexpr std::string_view kParts = "version;scenario;protection;parameters;steps";

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Takes `start` away when the text begins with it.
bool takeFront(std::string_view &text, std::string_view start)
{
    if (!text.starts_with(start))
        return false;
    text.remove_prefix(start.size());
    return true;
}

/// One line of a mail without what marks it as quoted: "> ", ">> ", "> > ".
std::string_view unquotedLine(std::string_view line)
{
    do
        line = trimmed(line);
    while (takeFront(line, ">"));
    return line;
}

/// Without the quotation marks around it; one that has no counterpart stays.
std::string_view withoutMarks(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMarks = {
        {{"\"", "\""}, {"'", "'"}, {"`", "`"}, {"“", "”"}, {"„", "“"}, {"‘", "’"}, {"«", "»"}, {"»", "«"}}};
    for (const auto &[open, close] : kMarks)
        if (text.size() >= open.size() + close.size() && text.starts_with(open) && text.ends_with(close))
            return trimmed(text.substr(open.size(), text.size() - open.size() - close.size()));
    return text;
}

/// A schedule has neither line ends nor quotation marks, nor ">": whatever a mail or an editor has put there of these
/// is not of the schedule. Blanks within a line no mail puts there, so these stay, and are complained of. One line is
/// taken as it is, for it may be long; several come together in `joined`.
std::string_view unwrapped(std::string_view text, std::string &joined)
{
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    takeFront(text, kByteOrderMark);
    text = trimmed(text);
    if (text.find('\n') == std::string_view::npos)
        return withoutMarks(unquotedLine(text));
    joined.reserve(text.size());
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        joined += unquotedLine(line);
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return withoutMarks(joined);
}

std::optional<ActorId> actorOf(char letter)
{
    for (ActorId actor = 0; actor < 52; ++actor)
        if (scheduleLetter(actor) == letter)
            return actor;
    return std::nullopt;
}

std::string quoted(std::string_view text)
{
    constexpr std::size_t kShown = 24;
    const bool isLong = text.size() > kShown;
    std::string shown;
    for (const char c : text.substr(0, kShown))
        shown += c >= ' ' && c != 0x7f ? c : '?';
    return "“" + shown + (isLong ? "…" : "") + "”";
}

void appendStep(std::string &text, Step step, std::size_t times)
{
    text += scheduleLetter(step.actor);
    if (step.kind == StepKind::Other)
        text += '~';
    if (step.kind == StepKind::Kill)
        text += '!';
    if (times > 1)
        text += std::to_string(times);
}

std::string textOf(const Steps &steps, const std::vector<std::uint16_t> &checks)
{
    std::string text;
    for (std::size_t first = 0; first < steps.size();) {
        const std::size_t block = first / StepChecksum::kSteps;
        const std::size_t end = block < checks.size() ? std::min(steps.size(), (block + 1) * StepChecksum::kSteps)
                                                      : steps.size();
        std::size_t next = first + 1;
        while (next < end && steps[next] == steps[first] && steps[first].kind == StepKind::Go)
            ++next;
        appendStep(text, steps[first], next - first);
        if (block < checks.size() && next == (block + 1) * StepChecksum::kSteps)
            text += checkText(checks[block]);
        first = next;
    }
    return text;
}

/// Reads the steps of a schedule, one letter after the other.
class StepReader
{
public:
    explicit StepReader(std::string_view text, std::size_t most = kMostScheduleSteps) : m_rest(text), m_most(most) {}

    Result<void> readAll(Steps &steps, std::vector<std::uint16_t> &checks)
    {
        while (!m_rest.empty()) {
            const Result<void> read = m_rest.front() == '#' ? readCheck(steps, checks) : readStep(steps);
            if (!read.ok())
                return read;
        }
        return {};
    }

private:
    Result<void> readStep(Steps &steps)
    {
        const std::string place = "Step " + std::to_string(steps.size() + 1) + " of the schedule";
        const auto actor = actorOf(m_rest.front());
        if (!actor)
            return Error{place + " is " + quoted(m_rest.substr(0, 1))
                         + ": a step is a letter, A for the first process, with a number for how often in a row."};
        m_rest.remove_prefix(1);
        Step step{*actor, StepKind::Go};
        if (take('~'))
            step.kind = StepKind::Other;
        else if (take('!'))
            step.kind = StepKind::Kill;
        const auto times = number();
        if (!times || *times > m_most - steps.size())
            return Error{place + " is to be repeated " + quoted(m_digits) + " times: from 1 to "
                         + std::to_string(m_most) + " steps are possible."};
        if (step.kind == StepKind::Kill && *times > 1)
            return Error{place + " kills a process " + std::to_string(*times) + " times: it dies once."};
        steps.insert(steps.end(), *times, step);
        return {};
    }

    Result<void> readCheck(const Steps &steps, std::vector<std::uint16_t> &checks)
    {
        std::uint16_t check = 0;
        const std::string_view digits = m_rest.substr(1, 4);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), check, 16);
        const bool isInPlace = steps.size() == (checks.size() + 1) * StepChecksum::kSteps;
        if (digits.size() != 4 || read.ptr != digits.data() + 4 || !isInPlace)
            return Error{"The check " + quoted(m_rest.substr(0, 5)) + " after step " + std::to_string(steps.size())
                         + " of the schedule makes no sense: four hexadecimal digits stand after each 16 steps."};
        m_rest.remove_prefix(5);
        checks.push_back(check);
        return {};
    }

    bool take(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    /// How often; 1 when nothing is said.
    std::optional<std::size_t> number()
    {
        const auto *const end = std::find_if(m_rest.begin(), m_rest.end(), [](char c) { return c < '0' || c > '9'; });
        m_digits = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
        m_rest.remove_prefix(m_digits.size());
        if (m_digits.empty())
            return 1;
        std::size_t times = 0;
        const auto read = std::from_chars(m_digits.data(), m_digits.data() + m_digits.size(), times);
        return read.ec == std::errc() && times > 0 ? std::optional(times) : std::nullopt;
    }

    std::string_view m_rest, m_digits;
    std::size_t m_most;
};

/// "a=1,b=2". Errors: as parseSchedule().
Result<Parameters> parseParameters(std::string_view text)
{
    Parameters parameters;
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        const std::size_t equals = one.find('=');
        const std::string_view digits = equals == std::string_view::npos ? "" : one.substr(equals + 1);
        std::int64_t value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (equals == 0 || digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size())
            return Error{"The parameter " + quoted(one)
                         + " of the schedule makes no sense: it is written NAME=NUMBER."};
        if (!parameters.emplace(one.substr(0, equals), value).second)
            return Error{"The schedule gives the parameter " + quoted(one.substr(0, equals))
                         + " twice: once is enough."};
    }
    return parameters;
}

} // namespace

void StepChecksum::add(Step step, const Action &wanted)
{
    const Action action = step.kind == StepKind::Kill ? Action{} : wanted; // it never came to it
    const std::uint32_t object = action.object.bits;
    const std::array<std::uint8_t, 7> bytes = {step.actor,
                                               static_cast<std::uint8_t>(step.kind),
                                               static_cast<std::uint8_t>(action.operation),
                                               static_cast<std::uint8_t>(object),
                                               static_cast<std::uint8_t>(object >> 8),
                                               static_cast<std::uint8_t>(object >> 16),
                                               static_cast<std::uint8_t>(object >> 24)};
    m_crc.process_bytes(bytes.data(), bytes.size());
}

std::string checkText(std::uint16_t check)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = "#";
    for (int shift = 12; shift >= 0; shift -= 4)
        text += kDigits[(check >> shift) & 0xf];
    return text;
}

std::string stepsText(const Steps &steps)
{
    return textOf(steps, {});
}

std::string scheduleText(const Schedule &schedule)
{
    std::string text = std::string(kVersion) + ";" + schedule.scenario + ";" + schedule.mode + ";";
    for (const auto &[name, value] : schedule.parameters) {
        if (text.back() != ';')
            text += ',';
        text += name + "=" + std::to_string(value);
    }
    return text + ";" + textOf(schedule.steps, schedule.checks);
}

Result<Schedule> parseSchedule(std::string_view given)
{
    constexpr std::size_t kParted = 5;
    std::string joined;
    const std::string_view text = unwrapped(given, joined);
    std::vector<std::string_view> parts;
    for (std::size_t from = 0; parts.size() <= kParted;) { // one too many is enough to see
        const std::size_t end = text.find(';', from);
        parts.push_back(text.substr(from, end == std::string_view::npos ? end : end - from));
        if (end == std::string_view::npos)
            break;
        from = end + 1;
    }
    if (parts[0] != kVersion && parts.size() == kParted)
        return Error{"The schedule is of version " + quoted(parts[0]) + ": this program knows " + std::string(kVersion)
                     + "."};
    if (parts.size() != kParted)
        return Error{quoted(text) + " is no schedule: one is written " + std::string(kParts) + ", as in "
                     + "v1;counter;off;increments=3,processes=2;A2BA."};
    auto parameters = parseParameters(parts[3]);
    if (!parameters.ok())
        return parameters.error();
    Schedule schedule{std::string(parts[1]), std::string(parts[2]), std::move(parameters.value()), {}, {}};
    if (const auto read = StepReader(parts[4]).readAll(schedule.steps, schedule.checks); !read.ok())
        return read.error();
    return schedule;
}

Result<Steps> parseSteps(std::string_view text, std::size_t most)
{
    Steps steps;
    std::vector<std::uint16_t> checks;
    if (const auto read = StepReader(trimmed(text), most).readAll(steps, checks); !read.ok())
        return read.error();
    return steps;
}

std::size_t switchesIn(const Steps &steps)
{
    std::size_t switches = 0;
    ActorId last = kNoActor;
    for (const Step &step : steps) {
        if (step.kind == StepKind::Kill)
            continue;
        switches += last != kNoActor && step.actor != last;
        last = step.actor;
    }
    return switches;
}

} // namespace interleave
