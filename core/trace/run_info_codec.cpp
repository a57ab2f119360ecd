// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/run_info_codec.h"

#include "core/shm/layout.h"
#include "core/trace/fields.h"

#include <algorithm>
#include <optional>

namespace interleave {
namespace {

/// In nanoseconds; far outside of what any clock does.
constexpr double kShortestTick = 1e-6, kLongestTick = 1e6;

// Equal neighbours are written once: how many, then what. Slots that nobody touched and a ledger of ones take few
// bytes.

void putWord(ByteWriter &out, Word word)
{
    out.signedNumber(word.value());
    out.number(word.tag());
}
void putWord(ByteWriter &out, std::uint32_t word)
{
    out.number(word);
}

bool takeWord(ByteReader &in, Word &word)
{
    const auto value = static_cast<std::uint32_t>(in.signedNumber());
    word = {(std::uint64_t{value} << 32) | static_cast<std::uint32_t>(in.number())};
    return true;
}
bool takeWord(ByteReader &in, std::uint32_t &word)
{
    word = static_cast<std::uint32_t>(in.number());
    return true;
}

template <typename T>
void putRuns(ByteWriter &out, const std::vector<T> &words)
{
    out.number(words.size());
    for (auto first = words.begin(); first != words.end();) {
        const auto last = std::find_if(first, words.end(), [&](const T &word) { return !(word == *first); });
        out.number(static_cast<std::uint64_t>(last - first));
        putWord(out, *first);
        first = last;
    }
}

/// Takes at most `budget` words, and lowers it by them.
template <typename T>
bool takeRuns(ByteReader &in, std::vector<T> &words, std::size_t &budget)
{
    const std::uint64_t size = in.number();
    if (size > budget)
        return false;
    budget -= static_cast<std::size_t>(size);
    while (in.ok() && words.size() < size) {
        const std::uint64_t run = in.number();
        T word{};
        if (!takeWord(in, word) || run == 0 || run > size - words.size())
            return false;
        words.insert(words.end(), static_cast<std::size_t>(run), word);
    }
    return in.ok();
}

void describeFinalWords(FieldWriter &archive, const std::vector<std::vector<Word>> &rows)
{
    archive.bytes("final words", [&](ByteWriter &out) {
        for (const std::vector<Word> &row : rows)
            putRuns(out, row);
    });
}
void describeFinalWords(FieldReader &archive, std::vector<std::vector<Word>> &rows)
{
    archive.bytes("final words", [&](ByteReader &in) {
        std::size_t budget = kMostElements;
        while (!in.atEnd())
            if (rows.size() == kMaxObjects || !takeRuns(in, rows.emplace_back(), budget))
                return false;
        return true;
    });
}

void describeLedger(FieldWriter &archive, const std::vector<std::uint32_t> &ledger)
{
    archive.bytes("ledger", [&](ByteWriter &out) { putRuns(out, ledger); });
}
void describeLedger(FieldReader &archive, std::vector<std::uint32_t> &ledger)
{
    archive.bytes("ledger", [&](ByteReader &in) {
        std::size_t budget = kMostLedgerWords;
        return ledger.empty() && takeRuns(in, ledger, budget);
    });
}

void describeBookmarks(FieldWriter &archive, const std::vector<EventIndex> &bookmarks)
{
    if (bookmarks.empty())
        return;
    archive.bytes("bookmarks", [&](ByteWriter &out) {
        for (const EventIndex event : bookmarks)
            out.number(event);
    });
}
void describeBookmarks(FieldReader &archive, std::vector<EventIndex> &bookmarks)
{
    archive.bytes("bookmarks", [&](ByteReader &in) {
        while (!in.atEnd()) {
            if (bookmarks.size() == kMostBookmarks)
                return false;
            bookmarks.push_back(in.number());
            if (!in.ok())
                return false;
        }
        return true;
    });
}

struct Parameter {
    std::string name;
    std::int64_t value = 0;
};

void describeParameter(auto &archive, auto &parameter)
{
    archive.field("name", parameter.name);
    archive.field("value", parameter.value);
}
void describeParameters(FieldWriter &archive, const Parameters &parameters)
{
    for (const auto &[name, value] : parameters)
        archive.record("parameter", Parameter{name, value}, [](auto &a, auto &p) { describeParameter(a, p); });
}
void describeParameters(FieldReader &archive, Parameters &parameters)
{
    std::vector<Parameter> one;
    archive.records("parameter", one, 1, [](auto &a, auto &p) { describeParameter(a, p); });
    for (Parameter &parameter : one)
        parameters[std::move(parameter.name)] = parameter.value;
}

void describeSettings(auto &archive, auto &settings)
{
    archive.field("scenario", settings.scenario);
    archive.field("mode", settings.mode);
    describeParameters(archive, settings.parameters);
    archive.field("pace", settings.pace);
    archive.field("window", settings.window.kind);
    archive.field("window ns", settings.window.nanoseconds);
    archive.field("seed", settings.seed);
    archive.field("drop", settings.drop);
}

void describeObject(auto &archive, auto &object)
{
    archive.field("kind", object.kind);
    archive.field("name", object.name);
    archive.field("parent", object.parent);
    archive.field("count", object.count);
    archive.field("initial", object.initial);
    archive.field("awaitable", object.awaitable);
    archive.field("lock", object.lock);
}

void describeSite(auto &archive, auto &site)
{
    archive.field("file", site.file);
    archive.field("line", site.line);
}

void describeProcess(auto &archive, auto &process)
{
    archive.field("pid", process.pid);
    archive.field("role", process.role);
    archive.field("end", process.end);
    archive.field("exit code", process.exitCode);
    archive.field("signal", process.signal);
    archive.field("events", process.events);
    archive.field("refusal", process.refusal);
    archive.field("started at", process.startedAt);
    archive.field("ended at", process.endedAt);
}

void describeClock(auto &archive, auto &clock)
{
    archive.field("origin", clock.origin);
    archive.field("ns per tick", clock.nanosecondsPerTick);
}

void describeMachine(auto &archive, auto &machine)
{
    archive.field("cpu", machine.cpu);
    archive.field("cores", machine.cores);
    archive.field("kernel", machine.kernel);
    archive.field("version", machine.version);
}

void describeWait(auto &archive, auto &wait)
{
    archive.field("actor", wait.actor);
    archive.field("object", wait.object.bits);
    archive.field("holder", wait.holder);
}

void describeHead(auto &archive, auto &info)
{
    archive.record("settings", info.settings, [](auto &a, auto &one) { describeSettings(a, one); });
    archive.records("object", info.objects, kMaxObjects, [](auto &a, auto &one) { describeObject(a, one); });
    archive.records("site", info.sites, kMaxSites, [](auto &a, auto &one) { describeSite(a, one); });
    archive.records("process", info.processes, kMaxActors, [](auto &a, auto &one) { describeProcess(a, one); });
    archive.record("clock", info.clock, [](auto &a, auto &one) { describeClock(a, one); });
    archive.record("machine", info.machine, [](auto &a, auto &one) { describeMachine(a, one); });
    archive.field("started at", info.startedAt);
    archive.field("duration ns", info.durationNs);
    archive.field("dropped", info.dropped);
    archive.field("memory ran out at", info.memoryRanOutAt);
    archive.field("stalled ns", info.stalledNs);
    archive.field("interrupted", info.interrupted);
    archive.field("stuck", info.stuck);
    archive.records("wait", info.standstill, kMaxActors, [](auto &a, auto &one) { describeWait(a, one); });
    archive.records("deadlock", info.deadlock, kMaxActors, [](auto &a, auto &one) { describeWait(a, one); });
}

void describeWhole(auto &archive, auto &info)
{
    describeHead(archive, info);
    describeFinalWords(archive, info.finalWords);
    describeLedger(archive, info.ledger);
    describeBookmarks(archive, info.bookmarks);
}

/// A group's group's … end: a circle of parents would send every walk round for ever.
bool endsAtTop(const ObjectTable &objects, std::size_t row)
{
    std::size_t steps = 0;
    for (int up = objects[row].parent; up != -1; up = objects[static_cast<std::size_t>(up)].parent)
        if (++steps > objects.size())
            return false;
    return true;
}

std::optional<std::string> wrongObject(const RunInfo &info)
{
    const auto rows = static_cast<int>(info.objects.size());
    for (const Object &object : info.objects) {
        if (object.kind == ObjectKind::None || static_cast<std::uint8_t>(object.kind) >= kObjectKinds)
            return "an object is of an unknown kind";
        if (object.lock > LockKind::Poisoned)
            return "a lock is of an unknown kind";
        if (object.count < 1)
            return "an object has no elements";
        if (object.parent < -1 || object.parent >= rows
            || (object.parent >= 0 && !isGroup(info.objects[static_cast<std::size_t>(object.parent)].kind)))
            return "an object belongs to something that is no group";
    }
    if (isTooLarge(info.objects))
        return "its objects have too many elements";
    for (std::size_t row = 0; row < info.objects.size(); ++row)
        if (!endsAtTop(info.objects, row))
            return "groups contain each other";
    return {};
}

std::optional<std::string> wrongWords(const RunInfo &info)
{
    if (info.finalWords.empty())
        return {};
    if (info.finalWords.size() != info.objects.size())
        return "the final words are not those of its objects";
    for (std::size_t row = 0; row < info.objects.size(); ++row)
        if (!info.finalWords[row].empty() && info.finalWords[row].size() != info.objects[row].count)
            return "the final words are not those of its objects";
    return {};
}

std::optional<std::string> wrongWait(const RunInfo &info)
{
    for (const std::vector<Wait> *waits : {&info.standstill, &info.deadlock})
        for (const Wait &wait : *waits)
            if (wait.actor >= info.processes.size() || wait.object.row() >= info.objects.size()
                || wait.object.element() >= info.objects[wait.object.row()].count
                || (wait.holder != kNoActor && wait.holder >= info.processes.size()))
                return "somebody waits who or for what it does not have";
    return {};
}

/// What one waits for is a mutex, and the next one in the circle holds it.
std::optional<std::string> wrongCircle(const RunInfo &info)
{
    for (std::size_t i = 0; i < info.deadlock.size(); ++i) {
        const Wait &wait = info.deadlock[i], &next = info.deadlock[(i + 1) % info.deadlock.size()];
        if (info.objects[wait.object.row()].kind != ObjectKind::Mutex || wait.holder != next.actor)
            return "its deadlock is none";
    }
    return {};
}

const char *wrongFigure(const RunInfo &info)
{
    if (!info.clock.canTell(info.clock.origin) || info.durationNs < 0 || info.stalledNs < 0
        || static_cast<std::uint64_t>(info.durationNs) > kMostCounted || static_cast<std::uint64_t>(info.stalledNs) > kMostCounted)
        return "it lasted for ever";
    for (const ProcessInfo &process : info.processes)
        if (!info.clock.canTell(process.startedAt) || !info.clock.canTell(process.endedAt) || process.events > kMostCounted)
            return "a process lasted for ever";
    if (info.dropped > kMostCounted || (info.memoryRanOutAt != kNoEvent && info.memoryRanOutAt > kMostCounted))
        return "more is missing than there can be";
    return nullptr;
}

std::optional<std::string> wrong(const RunInfo &info)
{
    if (info.settings.pace > Pace::Step || info.settings.window.kind > Window::Kind::Sleep)
        return "the settings are unknown";
    for (const ProcessInfo &process : info.processes)
        if (process.end > ProcessEnd::Stopped || process.refusal > Refusal::Words)
            return "a process ended in an unknown way";
    if (!(info.clock.nanosecondsPerTick >= kShortestTick && info.clock.nanosecondsPerTick <= kLongestTick))
        return "the clock does not run";
    if (const char *sentence = wrongFigure(info))
        return sentence;
    if (auto sentence = wrongObject(info))
        return sentence;
    if (auto sentence = wrongWait(info))
        return sentence;
    if (auto sentence = wrongCircle(info))
        return sentence;
    return wrongWords(info);
}

} // namespace

std::vector<std::uint8_t> packRunInfo(const RunInfo &info, RunInfoPart part)
{
    FieldWriter archive;
    if (part == RunInfoPart::Head)
        describeHead(archive, info);
    else
        describeWhole(archive, info);
    return archive.take();
}

Result<RunInfo> unpackRunInfo(std::span<const std::uint8_t> bytes)
{
    RunInfo info;
    if (std::string sentence = FieldReader::read(bytes, info, [](auto &a, auto &one) { describeWhole(a, one); });
        !sentence.empty())
        return Error{std::move(sentence)};
    if (auto sentence = wrong(info))
        return Error{std::move(*sentence)};
    return info;
}

} // namespace interleave
