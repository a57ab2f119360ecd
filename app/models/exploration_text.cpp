// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/exploration_text.h"

#include "app/models/order_words.h"
#include "app/models/run_tokens.h"
#include "app/models/text_table.h"
#include "app/models/transcript.h"
#include "app/style/words.h"
#include "scenarios/catalog.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

QLatin1String claimName(Claim claim)
{
    switch (claim) {
    case Claim::Exhaustive: return QLatin1String("exhaustive");
    case Claim::Bounded: return QLatin1String("bounded");
    case Claim::Sampled: break;
    }
    return QLatin1String("sampled");
}

QString stepsOf(const ExplorationReport &report, const ExploredOutcome &outcome)
{
    return QString::fromStdString(scheduleText(scheduleOf(report, outcome)));
}

/// What a run of it would say of its objects.
RunInfo runOf(const ExplorationReport &report)
{
    RunInfo info;
    info.settings = report.settings;
    const ScenarioInfo *const scenario = findScenario(report.settings.scenario);
    if (scenario && scenario->accepts(report.settings.parameters))
        info.objects = scenario->objects(report.settings.parameters, report.settings.mode);
    return info;
}

/// How many of the orders that are listed were done again by real processes, and how many came to the same.
struct Confirmed {
    qint64 replays = 0, equal = 0;
};

Confirmed confirmedIn(const ExplorationReport &report)
{
    Confirmed confirmed;
    for (const ExploredOutcome &outcome : report.outcomes) {
        confirmed.replays += static_cast<qint64>(outcome.replays);
        confirmed.equal += static_cast<qint64>(outcome.equal);
    }
    return confirmed;
}

QJsonObject outcomeJson(const ExplorationReport &report, const ExploredOutcome &outcome)
{
    return {{QStringLiteral("result"),
             outcome.isDeadlock ? QStringLiteral("deadlock") : QString::fromStdString(outcome.result)},
            {QStringLiteral("interleavings"), QString::fromStdString(outcome.interleavings)},
            {QStringLiteral("correct"), outcome.isCorrect},
            {QStringLiteral("preemptions"), static_cast<qint64>(outcome.preemptions)},
            {QStringLiteral("switches"), static_cast<qint64>(outcome.switches)},
            {QStringLiteral("schedule"), stepsOf(report, outcome)}};
}

QJsonArray cycleJson(const ExplorationReport &report, const ExploredOutcome &deadlock)
{
    const RunInfo info = runOf(report);
    QJsonArray cycle;
    for (const Wait &wait : deadlock.waits)
        cycle.append(
            QJsonObject{{QStringLiteral("actor"), wait.actor + 1},
                        {QStringLiteral("object"), objectName(info, wait.object)},
                        {QStringLiteral("holder"),
                         wait.holder == kNoActor ? QJsonValue(QJsonValue::Null) : QJsonValue(wait.holder + 1)}});
    return cycle;
}

QJsonValue deadlocksJson(const ExplorationReport &report)
{
    const ExploredOutcome *const deadlock = report.deadlock();
    if (!deadlock)
        return QJsonObject{{QStringLiteral("interleavings"), QStringLiteral("0")},
                           {QStringLiteral("schedule"), QJsonValue::Null}};
    return QJsonObject{{QStringLiteral("interleavings"), QString::fromStdString(deadlock->interleavings)},
                       {QStringLiteral("preemptions"), static_cast<qint64>(deadlock->preemptions)},
                       {QStringLiteral("schedule"), stepsOf(report, *deadlock)},
                       {QStringLiteral("cycle"), cycleJson(report, *deadlock)}};
}

QJsonValue shortestJson(const ExplorationReport &report)
{
    const ExploredOutcome *const shortest = report.shortestFailure();
    return shortest ? QJsonValue(outcomeJson(report, *shortest)) : QJsonValue(QJsonValue::Null);
}

QJsonValue tracesJson(const ExplorationReport &report)
{
    if (report.traces == 0)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("count"), static_cast<qint64>(report.traces)},
                       {QStringLiteral("deadlocked"), static_cast<qint64>(report.deadlockedTraces)}};
}

QJsonValue stoppedWhileJson(const ExplorationReport &report)
{
    if (!report.isInterrupted)
        return QJsonValue::Null;
    switch (report.phase) {
    case SearchPhase::Counting: return QStringLiteral("counting");
    case SearchPhase::Confirming: return QStringLiteral("confirming");
    case SearchPhase::Tracing: return QStringLiteral("tracing");
    case SearchPhase::Over: break;
    }
    return QJsonValue::Null;
}

bool isKilled(const ExploredOutcome &outcome, ActorId actor)
{
    return std::find(outcome.steps.begin(), outcome.steps.end(), Step{actor, StepKind::Kill}) != outcome.steps.end();
}

/// "process 1 waits for lock a, which process 2 holds; …" of a deadlock.
QString waitsSentence(const ExplorationReport &report, const ExploredOutcome &deadlock)
{
    const RunInfo info = runOf(report);
    QStringList parts;
    for (const Wait &wait : deadlock.waits) {
        QString part =
            QStringLiteral("%1 waits for %2").arg(words::process(wait.actor), objectName(info, wait.object));
        if (wait.holder != kNoActor)
            part += (isKilled(deadlock, wait.holder) ? QStringLiteral(", which %1 died holding")
                                                     : QStringLiteral(", which %1 holds"))
                        .arg(words::process(wait.holder));
        parts << part;
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace

Schedule scheduleOf(const ExplorationReport &report, const ExploredOutcome &outcome)
{
    return {report.settings.scenario, report.settings.mode, report.settings.parameters, outcome.steps};
}

QJsonObject exploreJson(const ExplorationReport &report)
{
    QJsonArray outcomes;
    for (const ExploredOutcome &outcome : report.outcomes)
        if (!outcome.isDeadlock)
            outcomes.append(outcomeJson(report, outcome));
    const Confirmed confirmed = confirmedIn(report);
    const bool isBounded = report.claim == Claim::Bounded;
    return {{QStringLiteral("schema"), QStringLiteral("interleave.explore/1")},
            {QStringLiteral("scenario"), QString::fromStdString(report.settings.scenario)},
            {QStringLiteral("sync"), QString::fromStdString(report.settings.mode)},
            {QStringLiteral("parameters"), parametersJson(report.settings.parameters)},
            {QStringLiteral("claim"), claimName(report.claim)},
            {QStringLiteral("preemption_bound"),
             isBounded ? QJsonValue(static_cast<qint64>(report.preemptionBound)) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("deaths"), static_cast<qint64>(report.deaths)},
            {QStringLiteral("interleavings"), QString::fromStdString(report.interleavings)},
            {QStringLiteral("executions"), static_cast<qint64>(report.executions)},
            {QStringLiteral("states"), static_cast<qint64>(report.states)},
            {QStringLiteral("traces"), tracesJson(report)},
            {QStringLiteral("outcomes"), outcomes},
            {QStringLiteral("deadlocks"), deadlocksJson(report)},
            {QStringLiteral("shortest"), shortestJson(report)},
            {QStringLiteral("confirmed"),
             QJsonObject{{QStringLiteral("replays"), confirmed.replays}, {QStringLiteral("equal"), confirmed.equal}}},
            {QStringLiteral("limit"),
             report.limit.empty() ? QJsonValue(QJsonValue::Null) : QJsonValue(QString::fromStdString(report.limit))},
            {QStringLiteral("feasible"),
             report.feasible.empty() ? QJsonValue(QJsonValue::Null) : QJsonValue(parametersJson(report.feasible))},
            {QStringLiteral("interrupted"), report.isInterrupted},
            {QStringLiteral("stopped_while"), stoppedWhileJson(report)},
            {QStringLiteral("elapsed_ms"), static_cast<qint64>(report.elapsedMs)}};
}

QString exploreText(const ExplorationReport &report)
{
    const ScenarioInfo *const scenario = findScenario(report.settings.scenario);
    const Verdict verdict = verdictOf(report, *scenario);
    QStringList lines{verdict.headline + QStringLiteral(". ") + verdict.sentence};
    if (!verdict.limit.isEmpty())
        lines << verdict.limit;
    if (const QString stop = stopText(report); !stop.isEmpty())
        lines << stop;
    if (!report.limit.empty() && report.anyWrong()) // else the verdict has said so
        lines << limitText(report);
    if (const ExploredOutcome *const deadlock = report.deadlock(); deadlock && !deadlock->waits.empty())
        lines << QStringLiteral("Deadlock: %1.").arg(waitsSentence(report, *deadlock));
    lines << QString();
    std::vector<QStringList> rows{{QStringLiteral("result"), QStringLiteral("orders"), QString(),
                                   QStringLiteral("preemptions"), QStringLiteral("order with the fewest")}};
    for (const ExploredOutcome &outcome : report.outcomes)
        rows.push_back({outcomeName(outcome), orderCount(outcome.interleavings),
                        outcome.isCorrect ? QStringLiteral("right") : QStringLiteral("wrong"),
                        QString::number(outcome.preemptions), QString::fromStdString(stepsText(outcome.steps))});
    lines << tableLines(rows, {Align::Left, Align::Right, Align::Left, Align::Right, Align::Left});
    lines << QString();
    const auto [replays, equal] = confirmedIn(report);
    const auto again = std::count_if(report.outcomes.begin(), report.outcomes.end(),
                                     [](const ExploredOutcome &one) { return one.replays > 0; });
    if (equal < replays)
        lines << QStringLiteral("Of these orders, done again by real processes, %1 of %2 came to that result.")
                     .arg(equal)
                     .arg(replays);
    else if (again > 0)
        lines << (again == std::ssize(report.outcomes)
                      ? QStringLiteral(
                          "Each of these orders was done again by real processes, and came to that result.")
                      : QStringLiteral("%1 of these %2 orders were done again by real processes, and came to that "
                                       "result.")
                            .arg(again)
                            .arg(report.outcomes.size()));
    if (report.traces == 1)
        lines << QStringLiteral("Real processes have also run one order of the only trace (all orders differ in nothing "
                                "but accesses which do not concern each other).");
    else if (report.traces > 1)
        lines << QStringLiteral("Real processes have also run one order of each of the %1 traces (orders that differ "
                                "in more than accesses "
                                "which do not concern each other).")
                     .arg(words::number(static_cast<qint64>(report.traces)));
    lines << QStringLiteral("%1, %2 of the model, %3.")
                 .arg(words::counted(static_cast<qint64>(report.executions), u"execution of real processes",
                                     u"executions of real processes"),
                      words::counted(static_cast<qint64>(report.states), u"state", u"states"),
                      words::duration(static_cast<double>(report.elapsedMs) * 1e6));
    if (verdict.limit.isEmpty() && addsInPrivate(scenario, report.settings.mode)) // else the limit has said it
        lines << QStringLiteral(
            "An order is an order of the recorded accesses; + 1 between a read and a write happens in private memory, so its "
            "place cannot matter.");
    return lines.join(QLatin1Char('\n'));
}

QStringList newsOfSize(const ExplorationReport &report, SaidOfSize &said)
{
    if (report.isOver || report.phase != SearchPhase::Counting || report.limit.empty())
        return {};
    QStringList news;
    if (!std::exchange(said.howLarge, true)) {
        const QString limit = limitText(report);
        const qsizetype end = limit.indexOf(QLatin1String(". ")); // what could be gone through is said below
        news << (end < 0 ? limit : limit.left(end + 1))
                + QStringLiteral(" As much of it as can be is searched; Ctrl-C ends the search and says what is known by "
                                 "then.");
    }
    if (report.feasible.empty() || std::exchange(said.feasible, true))
        return news;
    QStringList sizes;
    for (const auto &[name, value] : report.feasible)
        sizes << QStringLiteral("--set %1=%2").arg(QString::fromStdString(name)).arg(value);
    return news << QStringLiteral("All orders can be gone through with “%1”.").arg(sizes.join(QLatin1Char(' ')));
}

} // namespace interleave
