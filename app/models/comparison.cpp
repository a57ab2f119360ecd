// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/comparison.h"

#include "app/models/recording_account.h"
#include "app/models/run_time.h"
#include "app/models/run_tokens.h"
#include "app/models/to_text.h"
#include "app/models/verdict.h"
#include "app/style/words.h"
#include "scenarios/catalog.h"

#include <algorithm>
#include <array>
#include <functional>

namespace interleave {

namespace {

constexpr double kHeldUp = 0.1;      // of the processes' time
constexpr double kEquallyFast = 1.2; // below this, two runs on a busy machine say nothing

/// A number of one run: known, not known, or of something that it does not have.
struct Figure {
    Figure(std::nullopt_t) {}
    explicit Figure(double known) : number(known) {}
    static Figure unknown()
    {
        Figure figure(std::nullopt);
        figure.isKnown = false;
        return figure;
    }
    /// Only what is proved is a number.
    static Figure ifProved(double number, Proof proof) { return proof == Proof::Proved ? Figure(number) : unknown(); }

    std::optional<double> number = std::nullopt;
    bool isKnown = true;
};

/// One of the two runs, with all that is asked of it.
struct Side {
    std::shared_ptr<const RunInfo> info;
    std::shared_ptr<const Findings> findings;
    Account account;
    Verdict verdict;
    double ns = 0; ///< the run's time by its processes' clocks or, where that is not known, what the session took
    std::uint64_t events = 0;

    /// 0: not known.
    double perSecond() const
    {
        return ns > 0 && account.counted ? static_cast<double>(account.attempted) * 1e9 / ns : 0;
    }
    /// What came of the run is not in a recording that breaks off.
    Figure ifComplete(double number) const { return account.complete ? Figure(number) : Figure::unknown(); }
    /// So much of the processes' time went into waiting for the recording that how fast they were is not theirs.
    bool wasHeldUp() const
    {
        return static_cast<double>(info->stalledNs) > kHeldUp * ns * static_cast<double>(info->processes.size());
    }
    const LockHistory *lock(const std::string &name) const
    {
        for (const LockHistory &one : findings->locks)
            if (one.name == name)
                return &one;
        return nullptr;
    }
    const MessageHistory *messages() const { return findings->messages.empty() ? nullptr : &findings->messages.begin()->second; }
};

Result<Side> sideOf(const Recording &recording, const ScenarioInfo &scenario)
{
    const auto account = accountOf(recording);
    if (!account.ok())
        return account.error();
    Side side{recording.info(), recording.findings(), account.value(), {}, 0, recording.trace().size()};
    side.verdict = verdictOf(scenario, *side.info, *side.findings, side.account);
    side.ns = runTime(*side.info);
    if (side.ns <= 0)
        side.ns = static_cast<double>(side.info->durationNs);
    return side;
}

using Text = QString (*)(double);

QString countedText(double number)
{
    return words::number(static_cast<std::int64_t>(number));
}

QString wholeRateText(double perSecond)
{
    return words::number(qRound64(perSecond)) + QStringLiteral("/s");
}

/// Collects rows of one group after the other.
class Rows
{
public:
    Rows(std::vector<ComparedRow> &rows, const Side &a, const Side &b) : m_rows(rows), m_a(a), m_b(b) {}

    void begin(const QString &group) { m_group = group; }
    void text(const QString &id, const QString &title, const std::function<QString(const Side &)> &of)
    {
        m_rows.push_back({m_group, id, title, of(m_a), of(m_b), {}, {}});
    }
    void number(const QString &id, const QString &title, Text write, const std::function<Figure(const Side &)> &of)
    {
        const Figure a = of(m_a), b = of(m_b);
        const bool isKnown = a.isKnown && b.isKnown;
        if (a.number || b.number || !isKnown)
            m_rows.push_back({m_group, id, title, textOf(a, write), textOf(b, write), a.number, b.number, isKnown});
    }

private:
    static QString textOf(const Figure &figure, Text write)
    {
        if (!figure.isKnown)
            return QStringLiteral("not known");
        return figure.number ? write(*figure.number) : QString();
    }

    std::vector<ComparedRow> &m_rows;
    const Side &m_a, &m_b;
    QString m_group;
};

void addSettings(Rows &rows, const ScenarioInfo &scenario)
{
    rows.begin(QStringLiteral("settings"));
    rows.text(QStringLiteral("sync"), QStringLiteral("protection"), [&](const Side &side) {
        const ModeInfo *const mode = scenario.mode(side.info->settings.mode);
        return mode ? toText(mode->title) : QString::fromStdString(side.info->settings.mode);
    });
    rows.text(QStringLiteral("pace"), QStringLiteral("pace"), [](const Side &side) {
        return words::gear(side.info->settings.pace).toLower();
    });
    rows.text(QStringLiteral("window"), QStringLiteral("between reading and writing"),
              [](const Side &side) { return windowName(side.info->settings.window); });
    for (const ParameterInfo &parameter : scenario.parameters)
        rows.number(QStringLiteral("parameters.") + toText(parameter.name), toText(parameter.title).toLower(),
                    countedText, [&](const Side &side) {
                        return Figure(
                            static_cast<double>(side.info->settings.parameters.at(std::string(parameter.name))));
                    });
}

void addResult(Rows &rows)
{
    rows.begin(QStringLiteral("result"));
    rows.text(QStringLiteral("verdict"), QStringLiteral("verdict"), [](const Side &side) { return side.verdict.headline; });
    rows.number(QStringLiteral("expected"), QStringLiteral("expected"), countedText,
                [](const Side &side) { return Figure(static_cast<double>(side.account.expected)); });
    rows.number(QStringLiteral("observed"), QStringLiteral("result"), countedText,
                [](const Side &side) { return side.ifComplete(static_cast<double>(side.account.observed)); });
    rows.number(QStringLiteral("lost"), QStringLiteral("lost"), countedText, [](const Side &side) {
        return side.account.counted ? side.ifComplete(static_cast<double>(side.account.lost)) : Figure::unknown();
    });
    rows.number(QStringLiteral("races"), QStringLiteral("pairs of lines that raced"), countedText, [](const Side &side) {
        const RaceFindings &races = side.findings->races;
        return Figure::ifProved(static_cast<double>(races.pairs.size()), races.proof);
    });
    rows.number(QStringLiteral("atomicity"), QStringLiteral("atomicity violations"), countedText, [](const Side &side) {
        double violations = 0;
        for (const AtomicityViolation &violation : side.findings->atomicity.violations)
            violations += static_cast<double>(violation.count);
        return Figure::ifProved(violations, side.findings->atomicity.proof);
    });
    rows.number(QStringLiteral("atomicity.split"), QStringLiteral("updates that no lock was held over"), countedText,
                [](const Side &side) {
                    const AtomicityFindings &atomicity = side.findings->atomicity;
                    return Figure::ifProved(static_cast<double>(atomicity.split), atomicity.proof);
                });
}

void addTime(Rows &rows, const ScenarioInfo &scenario)
{
    rows.begin(QStringLiteral("time"));
    rows.number(QStringLiteral("run_time_ns"), QStringLiteral("duration, by the processes' clocks"), words::duration,
                [](const Side &side) {
                    const double ns = runTime(*side.info);
                    return ns > 0 ? Figure(ns) : Figure::unknown();
                });
    rows.number(QStringLiteral("duration_ns"), QStringLiteral("duration of the session"), words::duration,
                [](const Side &side) { return Figure(static_cast<double>(side.info->durationNs)); });
    const QString unit = scenario.units.empty() ? QStringLiteral("throughput") : toText(scenario.units.front().plural);
    rows.number(QStringLiteral("units_per_second"), unit, wholeRateText,
                [](const Side &side) { return side.ifComplete(side.perSecond()); });
    rows.number(QStringLiteral("events"), QStringLiteral("events recorded"), countedText,
                [](const Side &side) { return Figure(static_cast<double>(side.events)); });
    rows.number(QStringLiteral("dropped"), QStringLiteral("events dropped"), countedText,
                [](const Side &side) { return Figure(static_cast<double>(side.info->dropped)); });
    rows.number(QStringLiteral("stalled_ns"), QStringLiteral("held up by recording"), words::duration,
                [](const Side &side) { return Figure(static_cast<double>(side.info->stalledNs)); });
}

void addDurations(Rows &rows, const QString &id, const QString &title, const std::function<const Durations *(const Side &)> &of)
{
    using Part = double Durations::*;
    static constexpr std::array<std::pair<const char16_t *, Part>, 3> parts = {
        {{u"p50", &Durations::p50}, {u"p99", &Durations::p99}, {u"max", &Durations::max}}};
    for (const auto &[name, part] : parts)
        rows.number(id + QLatin1Char('.') + QString::fromUtf16(name), title + QLatin1Char(' ') + QString::fromUtf16(name), words::duration,
                    [&of, part = part](const Side &side) {
                        const Durations *const durations = of(side);
                        return durations ? Figure(durations->*part) : Figure(std::nullopt);
                    });
}

void addLock(Rows &rows, const std::string &name)
{
    const QString id = QStringLiteral("lock.") + QString::fromStdString(name) + QLatin1Char('.');
    rows.begin(QStringLiteral("lock “%1”").arg(QString::fromStdString(name)));
    const auto count = [&](const char16_t *what, std::uint64_t LockHistory::*part, const QString &title) {
        rows.number(id + QString::fromUtf16(what), title, countedText, [&name, part](const Side &side) {
            const LockHistory *const lock = side.lock(name);
            return lock ? Figure::ifProved(static_cast<double>(lock->*part), lock->proof) : Figure(std::nullopt);
        });
    };
    count(u"acquisitions", &LockHistory::acquisitions, QStringLiteral("acquisitions"));
    count(u"contended", &LockHistory::contended, QStringLiteral("of them after waiting"));
    addDurations(rows, id + QStringLiteral("wait_ns"), QStringLiteral("wait"), [&name](const Side &side) {
        const LockHistory *const lock = side.lock(name);
        return lock ? &lock->wait : nullptr;
    });
}

void addLocks(Rows &rows, const Side &a, const Side &b)
{
    std::vector<std::string> names;
    for (const Side *const side : {&a, &b})
        for (const LockHistory &lock : side->findings->locks)
            if (std::find(names.begin(), names.end(), lock.name) == names.end())
                names.push_back(lock.name);
    for (const std::string &name : names)
        addLock(rows, name);
}

void addMessages(Rows &rows)
{
    rows.begin(QStringLiteral("messages"));
    const auto count = [&](const char16_t *what, std::uint64_t MessageHistory::*part) {
        rows.number(QStringLiteral("messages.") + QString::fromUtf16(what), QString::fromUtf16(what), countedText,
                    [part](const Side &side) {
                        const MessageHistory *const messages = side.messages();
                        return messages ? Figure::ifProved(static_cast<double>(messages->*part), messages->proof)
                                        : Figure(std::nullopt);
                    });
    };
    count(u"sent", &MessageHistory::sent);
    count(u"received", &MessageHistory::received);
    count(u"duplicated", &MessageHistory::duplicated);
    count(u"overtaken", &MessageHistory::overtaken);
    addDurations(rows, QStringLiteral("messages.latency_ns"), QStringLiteral("under way"),
                 [](const Side &side) { return side.messages() ? &side.messages()->latency : nullptr; });
}

/// "lost 317 of 500 increments", "lost none".
QString whatBecame(const Side &side, const ScenarioInfo &scenario)
{
    if (side.verdict.kind == Verdict::Kind::Unfinished)
        return QStringLiteral("did not come to its end (%1)").arg(side.verdict.headline);
    if (side.account.lost == 0 && !side.account.correct)
        return QStringLiteral("ended with “%1”").arg(words::grouped(QString::fromStdString(side.account.result)));
    if (side.account.lost == 0)
        return QStringLiteral("lost none");
    const QString unit = scenario.units.empty() ? QString() : QString(QLatin1Char(' ') + toText(scenario.units.front().plural));
    return QStringLiteral("lost %1 of %2%3").arg(words::number(side.account.lost), words::number(side.account.attempted), unit);
}

/// How many times as fast A was as B; none of slowed or stepped runs, whose times are those of the sleeps between.
std::optional<double> speed(const Side &a, const Side &b)
{
    const RunSettings &first = a.info->settings, &second = b.info->settings;
    const bool judged = a.verdict.kind != Verdict::Kind::Unfinished && b.verdict.kind != Verdict::Kind::Unfinished;
    if (!judged || first.pace != Pace::Full || second.pace != Pace::Full || first.window != second.window || a.perSecond() <= 0 || b.perSecond() <= 0)
        return std::nullopt;
    return a.perSecond() / b.perSecond();
}

QString timesText(double factor)
{
    return QString::number(factor, 'f', factor < 10 ? 1 : 0);
}

QString differenceInResult(const Side &a, const Side &b, const ScenarioInfo &scenario)
{
    const QString ofA = whatBecame(a, scenario), ofB = whatBecame(b, scenario);
    const bool heldUp = a.wasHeldUp() || b.wasHeldUp();
    const auto faster = heldUp ? std::nullopt : speed(a, b);
    QString byA, byB;
    if (faster && *faster >= kEquallyFast)
        byA = QStringLiteral(" and was %1 times as fast").arg(timesText(*faster));
    else if (faster && *faster <= 1 / kEquallyFast)
        byB = QStringLiteral(" and was %1 times as fast").arg(timesText(1 / *faster));
    if (ofA != QLatin1String("lost none") || ofA != ofB)
        return QStringLiteral("A %1%2; B %3%4.").arg(ofA, byA, ofB, byB);
    const QString quick = byA.isEmpty() ? QString(QStringLiteral("B") + byB.mid(4)) : QString(QStringLiteral("A") + byA.mid(4));
    if (byA.isEmpty() && byB.isEmpty())
        return faster ? QStringLiteral("Neither lost anything, and they were equally fast.") : QStringLiteral("Neither lost anything.");
    return QStringLiteral("Neither lost anything; %1.").arg(quick);
}

QString mainDifference(const Side &a, const Side &b, const ScenarioInfo &scenario)
{
    const QString result = differenceInResult(a, b, scenario);
    if (!(a.wasHeldUp() || b.wasHeldUp()) || !speed(a, b))
        return result;
    return result + QStringLiteral(" Their speed is not compared: recording held the processes up.");
}

QString titleOf(const Side &side, const ScenarioInfo &scenario)
{
    const ModeInfo *const mode = scenario.mode(side.info->settings.mode);
    const QString protection = mode ? toText(mode->title) : QString::fromStdString(side.info->settings.mode);
    return protection + QStringLiteral(" · ") + side.verdict.headline;
}

QString scenarioTitle(const std::string &id)
{
    const ScenarioInfo *const scenario = findScenario(id);
    return scenario ? toText(scenario->title) : QString::fromStdString(id);
}

} // namespace

std::optional<double> ComparedRow::factor() const
{
    if (!numberA || !numberB || *numberA <= 0 || *numberB <= 0)
        return std::nullopt;
    return *numberB / *numberA;
}

QString ComparedRow::factorText() const
{
    if (!isKnown)
        return QStringLiteral("not known");
    if (!differs())
        return QStringLiteral("same");
    if (const auto times = factor()) {
        const int decimals = *times >= 100 ? 0 : *times >= 10 ? 1 : *times >= 0.1 ? 2 : 4;
        return QString::number(*times, 'f', decimals) + QChar(0xd7);
    }
    const auto isThere = [](const QString &text, const std::optional<double> &number) { return number ? *number > 0 : !text.isEmpty(); };
    if (isThere(a, numberA) == isThere(b, numberB))
        return QStringLiteral("differs");
    return isThere(a, numberA) ? QStringLiteral("only A") : QStringLiteral("only B");
}

const ComparedRow *Comparison::row(QStringView id) const
{
    const auto found = std::find_if(rows.begin(), rows.end(), [id](const ComparedRow &one) { return one.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

Result<Comparison> compareRecordings(const Recording &a, const Recording &b)
{
    const std::string first = a.info()->settings.scenario, second = b.info()->settings.scenario;
    if (first != second)
        return Error{QStringLiteral("These two cannot be compared: one is a run of “%1”, the other of “%2”.")
                         .arg(scenarioTitle(first), scenarioTitle(second)).toStdString()};
    const ScenarioInfo *const scenario = findScenario(first);
    if (scenario == nullptr)
        return Error{"These two cannot be compared: this version does not have their scenario, “" + first + "”."};
    const auto sideA = sideOf(a, *scenario), sideB = sideOf(b, *scenario);
    for (const auto *const side : {&sideA, &sideB})
        if (!side->ok())
            return side->error();
    Comparison comparison;
    comparison.sentence = mainDifference(sideA.value(), sideB.value(), *scenario);
    comparison.titleA = titleOf(sideA.value(), *scenario);
    comparison.titleB = titleOf(sideB.value(), *scenario);
    Rows rows(comparison.rows, sideA.value(), sideB.value());
    addSettings(rows, *scenario);
    addResult(rows);
    addTime(rows, *scenario);
    addMessages(rows);
    addLocks(rows, sideA.value(), sideB.value());
    return comparison;
}

} // namespace interleave
