// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/verdict.h"

#include "app/models/evidence.h"
#include "app/models/run_caption.h"
#include "app/style/words.h"

namespace interleave {

namespace {

constexpr qsizetype kNamed = 4; // more who died are counted: a headline is a few words

/// "10 of 15" where the result is a number, else the scenario's own text: "lost 3, duplicated 1".
QString figures(const Account &account)
{
    // Where the number that was left is the right one and the result is not, the number says nothing.
    if (account.correct || account.observed != account.expected)
        return QStringLiteral("%1 of %2").arg(words::number(account.observed), words::number(account.expected));
    return words::grouped(QString::fromStdString(account.result));
}

bool died(const ProcessInfo &process)
{
    return process.end == ProcessEnd::Killed || process.end == ProcessEnd::Crashed;
}

/// "Process 1", "Processes 1 and 3", "5 processes": those who died; empty when none did.
QString theDead(const std::vector<ProcessInfo> &processes)
{
    QStringList numbers;
    for (std::size_t actor = 0; actor < processes.size(); ++actor)
        if (died(processes[actor]))
            numbers << QString::number(actor + 1);
    if (numbers.isEmpty())
        return {};
    if (numbers.size() > kNamed)
        return QStringLiteral("%1 processes").arg(numbers.size());
    return (numbers.size() == 1 ? QStringLiteral("Process ") : QStringLiteral("Processes ")) + words::joined(numbers);
}

/// Why the run cannot be judged; empty when it can.
QString unfinished(const RunInfo &info)
{
    if (info.stuck)
        return QStringLiteral("Stuck");
    const QString dead = theDead(info.processes);
    if (info.interrupted)
        return dead.isEmpty() ? QStringLiteral("Stopped") : QStringLiteral("Stopped (%1 had died)").arg(dead.toLower());
    return dead.isEmpty() ? QString() : dead + QStringLiteral(" died");
}

/// "So far 2 of 3 went wrong. "; empty before the first has ended, or where results are to be guessed first.
QString soFar(const Repetition &repetition, bool tellsResults)
{
    if (repetition.run == 1 || !tellsResults)
        return {};
    return QStringLiteral("So far %1 of %2 went wrong. ").arg(words::none(repetition.wrong)).arg(repetition.run - 1);
}

QString remarkOn(const MachineInfo &machine)
{
    return machine.cores == 1 ? QStringLiteral(" Processes take turns on one processor here, so races are rarer.") : QString();
}

Verdict judge(const ScenarioInfo &scenario, const RunInfo &info, const Findings &findings, const Account &account,
              const ExplorationReport *orders, const ExplorationReport *withDeaths)
{
    const QString sentence = words::grouped(QString::fromStdString(account.sentence));
    if (!account.complete)
        return {Verdict::Kind::Unfinished, QStringLiteral("Incomplete"), sentence};
    const QString why = unfinished(info);
    if (!why.isEmpty())
        return {Verdict::Kind::Unfinished, why + QStringLiteral(": ") + figures(account), sentence};
    if (!account.correct)
        return {Verdict::Kind::Wrong, QStringLiteral("Wrong: ") + figures(account), sentence};
    const Evidence evidence = evidenceOf(scenario, info, findings, orders, withDeaths);
    if (evidence.guarantee == Guarantee::None)
        return {Verdict::Kind::Chance, QStringLiteral("Right this time: ") + figures(account),
                evidence.sentence + remarkOn(info.machine)};
    return {Verdict::Kind::Right, QStringLiteral("Right: ") + figures(account), evidence.sentence, evidence.limit};
}

} // namespace

Verdict verdictOf(const ScenarioInfo &scenario, const RunInfo &info, const Findings &findings, const Account &account,
                  const ExplorationReport *orders, const ExplorationReport *withDeaths)
{
    Verdict verdict = judge(scenario, info, findings, account, orders, withDeaths);
    for (const QString &missing : {refusalCaption(info), memoryCaption(info)})
        if (!missing.isEmpty())
            verdict.sentence += QLatin1Char(' ') + missing;
    return verdict;
}

Verdict underWay(const Repetition &repetition, bool tellsResults)
{
    if (repetition.of == 1)
        return {Verdict::Kind::None, QStringLiteral("Running…"), QStringLiteral("The processes are at work.")};
    const QString headline = QStringLiteral("Run %1 of %2").arg(repetition.run).arg(repetition.of);
    return {Verdict::Kind::None, headline, soFar(repetition, tellsResults) + QStringLiteral("Esc stops.")};
}

Verdict underWayUnwatched(const Repetition &repetition, bool tellsResults)
{
    const QString headline = QStringLiteral("Run %1 of %2, unwatched").arg(repetition.run).arg(repetition.of);
    const auto shown = QStringLiteral("Nothing is seen of it; on show is the recorded run before it. Esc stops.");
    return {Verdict::Kind::None, headline, soFar(repetition, tellsResults) + shown};
}

QString lastOf(const Repetition &repetition, bool interrupted)
{
    if (repetition.of == 1)
        return {};
    const QString wrong = repetition.wrong == 0 ? QStringLiteral("none") : QString::number(repetition.wrong);
    const QString run = QString::number(repetition.run), of = QString::number(repetition.of);
    if (interrupted && repetition.run == 1)
        return QStringLiteral("Run 1 of %1, stopped. ").arg(of);
    if (interrupted)
        return QStringLiteral("Run %1 of %2, stopped; of the %3 before, %4 went wrong. ")
            .arg(run, of, QString::number(repetition.run - 1), wrong);
    if (repetition.run < repetition.of)
        return QStringLiteral("Stopped after %1 of %2 runs; %3 went wrong. ").arg(run, of, wrong);
    return QStringLiteral("The last of %1 runs; %2 went wrong. ").arg(of, wrong);
}

} // namespace interleave
