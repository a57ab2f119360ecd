// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/finding_summary.h"

#include "app/models/finding_section.h"
#include "app/models/lock_lines.h"
#include "app/style/words.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr qsizetype kSummedUpLocks = 6; ///< that have a line of their own in a summary

/// How many of a kind there are, as far as that is known.
struct Tally {
    std::uint64_t count = 0;
    Proof proof = Proof::Proved;

    void add(std::uint64_t more, Proof itsProof)
    {
        count += more;
        proof = std::max(proof, itsProof);
    }
};

/// "Data races: 2 pairs of lines."
QString tallyText(QStringView kind, const Tally &tally, QStringView one = {}, QStringView many = {})
{
    QString text = words::number(static_cast<qint64>(tally.count));
    if (!one.isEmpty())
        text = counted(tally.count, one, many);
    if (tally.proof == Proof::NotProvable)
        text = QStringLiteral("not known");
    else if (tally.count == 0)
        text = tally.proof == Proof::Proved ? QStringLiteral("none")
                                            : QStringLiteral("none in what could be looked at");
    else if (tally.proof == Proof::Bounded)
        text.prepend(QStringLiteral("at least "));
    return QStringLiteral("%1: %2.").arg(kind, text);
}

QString kindsText(const RunInfo &info, const Findings &findings)
{
    Tally updates, items, messages, violations;
    bool hasUpdates = false;
    for (const CellHistory &cell : findings.cells) {
        if (isWithinGroup(info, cell.object))
            continue;
        hasUpdates = true;
        updates.add(cell.lost, cell.proof);
    }
    for (const auto &[row, history] : findings.items)
        items.add(history.lost, history.proof);
    for (const auto &[row, history] : findings.messages)
        messages.add(history.lostOnes.size(), history.proof);
    violations.proof = findings.atomicity.proof;
    for (const AtomicityViolation &one : findings.atomicity.violations)
        violations.count += one.count;

    QStringList kinds;
    if (hasUpdates || (findings.items.empty() && findings.messages.empty()))
        kinds << tallyText(u"Lost updates", updates);
    if (!findings.items.empty())
        kinds << tallyText(u"Lost items", items);
    if (!findings.messages.empty())
        kinds << tallyText(u"Lost messages", messages);
    kinds << tallyText(u"Data races", {findings.races.pairs.size(), findings.races.proof}, u"pair of lines",
                       u"pairs of lines");
    kinds << tallyText(u"Atomicity violations", violations,
                       u"update whose lock was given up between reading and writing",
                       u"updates whose lock was given up between reading and writing");
    return kinds.join(QLatin1Char(' '));
}

} // namespace

QStringList findingSummary(const RunInfo &info, const Findings &findings)
{
    if (info.settings.pace == Pace::Bare)
        return {};
    QStringList lines{kindsText(info, findings)};
    qint64 untold = 0;
    for (const LockHistory &lock : findings.locks) {
        if (lock.acquisitions == 0)
            continue;
        if (lines.size() > kSummedUpLocks)
            ++untold;
        else
            lines << lockText(lock);
    }
    if (untold > 0)
        lines << words::counted(untold, u"more lock was taken.", u"more locks were taken.");
    return lines;
}

} // namespace interleave
