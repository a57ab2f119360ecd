// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/lock_lines.h"

#include "app/style/words.h"
#include "scenarios/scenario_info.h"

#include <algorithm>
#include <map>

namespace interleave {

namespace {

/// "process 1 14 times and process 2 once", the most frequent first; more than three are summed up.
QString holdersText(const std::map<ActorId, std::uint64_t> &holders)
{
    std::vector<std::pair<ActorId, std::uint64_t>> ordered(holders.begin(), holders.end());
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    constexpr std::size_t kNamed = 3;
    QStringList names;
    std::uint64_t others = 0;
    for (std::size_t i = 0; i < ordered.size(); ++i)
        if (i < kNamed || ordered.size() == kNamed + 1)
            names << words::process(ordered[i].first) + QLatin1Char(' ') + words::times(ordered[i].second);
        else
            others += ordered[i].second;
    if (others > 0)
        names << QStringLiteral("others ") + words::times(others);
    const QString last = names.takeLast();
    return names.isEmpty() ? last : names.join(QStringLiteral(", ")) + QStringLiteral(" and ") + last;
}

/// "process 3, while it was taken by process 1 twice"
QString waiterText(const LongestWait &wait)
{
    QString text = words::process(wait.actor);
    if (!wait.holders.empty())
        text += QStringLiteral(", while it was taken by ") + holdersText(wait.holders);
    return text;
}

QString takenText(const LockHistory &lock)
{
    return QStringLiteral("“%1” was taken %2, %3 of them after waiting")
        .arg(QString::fromStdString(lock.name), words::times(lock.acquisitions),
             words::number(static_cast<qint64>(lock.contended)));
}

FindingLine takenLine(const LockHistory &lock)
{
    const bool isCount = lock.proof == Proof::Proved;
    return {takenText(lock) + QLatin1Char('.'), kNoEvent, isCount ? std::nullopt : std::optional(lock.proof)};
}

FindingLine waitLine(const LockHistory &lock)
{
    QString sentence =
        QStringLiteral(
            "From asking for “%1” to getting it took %2 in half of the cases at most, %3 in 99 of 100, %4 at "
            "the longest")
            .arg(QString::fromStdString(lock.name), words::duration(lock.wait.p50), words::duration(lock.wait.p99),
                 words::duration(lock.wait.max));
    if (lock.longest.actor != kNoActor)
        sentence += QStringLiteral(": that was ") + waiterText(lock.longest);
    return {sentence + QLatin1Char('.'), lock.longest.acquired, {}};
}

/// Held by one, and wanted by another meanwhile: only the second part costs anybody time.
FindingLine holdLine(const LockHistory &lock)
{
    QString sentence =
        QStringLiteral(
            "“%1” was held for %2 in half of the cases at most, %3 in 99 of 100, %4 at the longest; %5 in all, ")
            .arg(QString::fromStdString(lock.name), words::duration(lock.hold.p50), words::duration(lock.hold.p99),
                 words::duration(lock.hold.max), words::duration(lock.hold.total));
    sentence += lock.wanted > 0
        ? QStringLiteral("for %1 of it somebody else was waiting.").arg(words::duration(lock.wanted))
        : QStringLiteral("and nobody else waited for it meanwhile.");
    return {sentence, kNoEvent, {}};
}

/// Who waited for whom most, in time.
FindingLine handOffLine(const LockHistory &lock)
{
    const HandOff &most = *std::max_element(lock.handOffs.begin(), lock.handOffs.end(),
                                            [](const HandOff &a, const HandOff &b) { return a.waited < b.waited; });
    return {QStringLiteral(
                "Most of the waiting for “%1” ended with %2 giving it back and %3 getting it: %4, %5 of waiting.")
                .arg(QString::fromStdString(lock.name),
                     most.from == kNoActor ? QStringLiteral("somebody") : words::process(most.from),
                     words::process(most.to), words::times(most.count), words::duration(most.waited)),
            kNoEvent,
            {}};
}

/// Whoever asks first is served first: then nobody sees each of the others go before it more than once.
std::uint64_t mostWithTurns(const LockHistory &lock)
{
    return lock.askers - std::min<std::uint64_t>(lock.askers, 1);
}

} // namespace

FindingSection waiting(const RunInfo &info, const Findings &findings)
{
    FindingSection section = sectionOf(u"waiting");
    for (const LockHistory &lock : findings.locks) {
        if (lock.acquisitions == 0 || section.lines.size() >= kListedFindings)
            continue;
        section.lines.push_back(takenLine(lock));
        if (lock.wait.count > 0)
            section.lines.push_back(waitLine(lock));
        if (lock.hold.count > 0)
            section.lines.push_back(holdLine(lock));
        if (!lock.handOffs.empty())
            section.lines.push_back(handOffLine(lock));
    }
    const bool hasLocks = std::any_of(info.objects.begin(), info.objects.end(), [](const Object &object) {
        return object.kind == ObjectKind::Mutex || object.kind == ObjectKind::Semaphore;
    });
    if (section.lines.empty() && hasLocks && !isWhole(info))
        sayNone(section, {}, Proof::NotProvable);
    if (section.lines.empty())
        section.lines.push_back({QStringLiteral("There is no lock to wait for in this run."), kNoEvent, {}});
    return section;
}

/// Where a request stands among the acquisitions of others is what the clock says: a measurement, so no grade of proof,
/// but for whether anything is known at all.
FindingSection starvation(const Findings &findings)
{
    FindingSection section = sectionOf(u"starvation");
    if (findings.races.proof == Proof::NotProvable) {
        sayNone(section, {}, Proof::NotProvable);
        return section;
    }
    for (const LockHistory &lock : findings.locks) {
        const Overtake &worst = lock.overtake;
        if (worst.others <= mostWithTurns(lock) || section.lines.size() == kListedFindings)
            continue;
        const QString who = words::process(worst.actor);
        QString sentence = QStringLiteral("%1%2 asked for “%3”, and %4 before it")
                               .arg(who.left(1).toUpper(), who.mid(1), QString::fromStdString(lock.name),
                                    counted(worst.others, u"other was served", u"others were served"));
        if (worst.acquired == kNoEvent)
            sentence += findings.races.proof == Proof::Proved
                ? QStringLiteral("; it had not got it when the run ended")
                : QStringLiteral("; it had not got it when the record ends");
        sentence += QStringLiteral(". By turns it would have been %1 at most.")
                        .arg(words::number(static_cast<qint64>(mostWithTurns(lock))));
        section.lines.push_back({sentence, worst.acquired == kNoEvent ? worst.requested : worst.acquired, {}});
    }
    if (section.lines.empty())
        section.lines.push_back(
            {QStringLiteral(
                 "None: nobody who asked for a lock was passed by more often than taking turns would have it."),
             kNoEvent,
             {}});
    return section;
}

QString lockText(const LockHistory &lock)
{
    const QString text = takenText(lock)
        + (lock.proof == Proof::Proved ? QString() : QStringLiteral(", as far as was recorded"));
    if (lock.contended == 0 || lock.longest.actor == kNoActor)
        return text + QLatin1Char('.');
    return text
        + QStringLiteral("; the longest wait was %1, of %2.")
              .arg(words::duration(lock.longest.nanoseconds), waiterText(lock.longest));
}

} // namespace interleave
