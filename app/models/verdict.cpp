// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/verdict.h"

#include "app/models/run_caption.h"
#include "app/style/words.h"

#include <algorithm>

namespace interleave {

namespace {

/// "10 of 15" where the result is a number, else the scenario's own text: "lost 3, duplicated 1".
QString figures(const Account &account)
{
    // Where the number that was left is the right one and the result is not, the number says nothing.
    if (account.correct || account.observed != account.expected)
        return QStringLiteral("%1 of %2").arg(words::number(account.observed), words::number(account.expected));
    return QString::fromStdString(account.result);
}

bool died(const ProcessInfo &process)
{
    return process.end == ProcessEnd::Killed || process.end == ProcessEnd::Crashed;
}

/// Why the run cannot be judged; empty when it can.
QString unfinished(const RunInfo &info)
{
    if (info.stuck)
        return QStringLiteral("Stuck");
    const auto dead = std::find_if(info.processes.begin(), info.processes.end(), died);
    if (dead != info.processes.end())
        return QStringLiteral("Process %1 died").arg(dead - info.processes.begin() + 1);
    if (info.interrupted)
        return QStringLiteral("Stopped");
    return {};
}

Verdict judge(const ScenarioInfo &scenario, const RunInfo &info, const Account &account)
{
    const QString sentence = QString::fromStdString(account.sentence);
    if (!account.complete)
        return {Verdict::Kind::Unfinished, QStringLiteral("Incomplete"), sentence};
    const QString why = unfinished(info);
    if (!why.isEmpty())
        return {Verdict::Kind::Unfinished, why + QStringLiteral(": ") + figures(account), sentence};
    if (!account.correct)
        return {Verdict::Kind::Wrong, QStringLiteral("Wrong: ") + figures(account), sentence};
    const ModeInfo *mode = scenario.mode(info.settings.mode);
    if (mode != nullptr && mode->right)
        return {Verdict::Kind::Right, QStringLiteral("Right: ") + figures(account), sentence};
    if (info.processes.size() == 1)
        return {Verdict::Kind::Right, QStringLiteral("Right: ") + figures(account),
                QStringLiteral("One process alone has one order only: nobody can come between.")};
    return {Verdict::Kind::Chance, QStringLiteral("Right this time: ") + figures(account),
            QStringLiteral("Nothing guarantees it; another order of the same accesses can end differently.")};
}

} // namespace

Verdict verdictOf(const ScenarioInfo &scenario, const RunInfo &info, const Account &account)
{
    Verdict verdict = judge(scenario, info, account);
    if (const QString memory = memoryCaption(info); !memory.isEmpty())
        verdict.sentence += QLatin1Char(' ') + memory;
    return verdict;
}

} // namespace interleave
