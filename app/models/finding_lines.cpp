// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/finding_lines.h"

#include "app/models/transcript.h"
#include "app/style/words.h"
#include "scenarios/scenario_info.h"

#include <algorithm>
#include <map>

namespace interleave {

namespace {

/// "counter.cpp:21"; of what nobody reported "an unknown line".
QString placeOf(const RunInfo &info, SiteId site)
{
    if (site == 0 || site >= info.sites.size())
        return QStringLiteral("an unknown line");
    return QStringLiteral("%1:%2").arg(QString::fromStdString(info.sites[site].file)).arg(info.sites[site].line);
}

/// "counter"; of an array, whose elements count as one, "slots".
QString nameOf(const RunInfo &info, ObjectRef object)
{
    const Object *found = objectOf(info, object);
    return found != nullptr ? QString::fromStdString(found->name) : objectName(info, object);
}

bool isWithinGroup(const RunInfo &info, ObjectRef object)
{
    const Object *found = objectOf(info, object);
    return found != nullptr && found->parent >= 0 && static_cast<std::size_t>(found->parent) < info.objects.size()
        && isGroup(info.objects[static_cast<std::size_t>(found->parent)].kind);
}

QString counted(std::uint64_t count, QStringView one, QStringView many)
{
    return words::counted(static_cast<qint64>(count), one, many);
}

FindingSection sectionOf(QStringView token)
{
    FindingSection section{words::word(token), words::sentence(token), {}};
    section.title[0] = section.title[0].toUpper();
    return section;
}

/// That nothing was found means something only where it would have been found.
void sayNone(FindingSection &section, const QString &sentence, Proof proof)
{
    if (!section.lines.empty())
        return;
    section.lines.push_back({sentence, kNoEvent, proof});
    if (proof == Proof::Bounded)
        section.lines.back().sentence = QStringLiteral("None in what could be looked at; there may be some in the rest.");
    else if (proof == Proof::NotProvable)
        section.lines.back().sentence = QStringLiteral("Not known: events are missing, or contradict each other.");
}

void sayMore(FindingSection &section, std::size_t all)
{
    if (all > kListedFindings)
        section.lines.push_back(
            {QStringLiteral("And %1 more.").arg(words::number(static_cast<qint64>(all - kListedFindings))),
             kNoEvent,
             {}});
}

/// The first thing taken away that `isOfIt` says belongs to it.
template <typename IsOfIt>
EventIndex firstLoss(const Losses &losses, IsOfIt &&isOfIt)
{
    for (const Loss &loss : losses.listed)
        if (isOfIt(loss))
            return loss.event;
    return kNoEvent;
}

FindingSection lostUpdates(const RunInfo &info, const Findings &findings)
{
    FindingSection section = sectionOf(u"what-was-lost");
    Proof worst = Proof::Proved;
    for (const CellHistory &cell : findings.cells) {
        if (isWithinGroup(info, cell.object))
            continue;
        worst = std::max(worst, cell.proof);
        if (cell.lost == 0 || section.lines.size() == kListedFindings)
            continue;
        const EventIndex first = cell.overwrites.empty() ? kNoEvent : cell.overwrites.front().event;
        section.lines.push_back(
            {QStringLiteral("%1 of %2 of %3 are lost; %4 survived.")
                 .arg(words::number(static_cast<qint64>(cell.lost)), counted(cell.attempted, u"write", u"writes"),
                      nameOf(info, cell.object), words::number(static_cast<qint64>(cell.survivors))),
             first, cell.proof, true});
    }
    for (const auto &[row, items] : findings.items) {
        worst = std::max(worst, items.proof);
        if (items.lost > 0)
            section.lines.push_back({QStringLiteral("%1 of %2 are not in the list.")
                                         .arg(words::number(static_cast<qint64>(items.lost)),
                                              counted(items.appended, u"appended item", u"appended items")),
                                     firstLoss(findings.losses, [](const Loss &) { return true; }), items.proof, true});
    }
    for (const auto &[row, messages] : findings.messages) {
        worst = std::max(worst, messages.proof);
        if (!messages.lostOnes.empty())
            section.lines.push_back({QStringLiteral("%1 of %2 were never received.")
                                         .arg(words::number(static_cast<qint64>(messages.lostOnes.size())),
                                              counted(messages.sent, u"message", u"messages")),
                                     messages.lostOnes.front().killer, messages.proof, true});
        if (!messages.repeated.empty())
            section.lines.push_back({QStringLiteral("%1 of a message that had been received before.")
                                         .arg(counted(messages.duplicated, u"reception was", u"receptions were")),
                                     messages.repeated.front().again, messages.proof});
        if (!messages.overtakings.empty())
            section.lines.push_back({QStringLiteral("%1 after a later one of the same producer.")
                                         .arg(counted(messages.overtaken, u"message came", u"messages came")),
                                     messages.overtakings.front().event, messages.proof});
    }
    sayNone(section, QStringLiteral("None: everything that was written is in the result, or was continued."), worst);
    return section;
}

/// Only where there is something to say: it takes plain stores, and most runs have none.
FindingSection contradictions(const RunInfo &info, const Findings &findings)
{
    FindingSection section = sectionOf(u"no-interleaving");
    section.lines.push_back(
        {QStringLiteral("No order of the events explains this run. In the order shown, these reads contradict it:"), kNoEvent, Proof::Proved});
    for (const Contradiction &one : findings.contradictions) {
        if (section.lines.size() == kListedFindings)
            break;
        section.lines.push_back({QStringLiteral("In event %1 %2 read %3 from %4, which %5 had replaced by %6 in event %7.")
                                     .arg(words::number(static_cast<qint64>(one.event) + 1), words::process(one.actor),
                                          words::number(one.seen.value()), objectName(info, one.object),
                                          words::process(one.current.actor()), words::number(one.current.value()),
                                          words::number(static_cast<qint64>(one.since) + 1)),
                                 one.event, {}});
    }
    return section;
}

FindingSection dataRaces(const RunInfo &info, const Findings &findings)
{
    FindingSection section = sectionOf(u"data-race");
    section.title = QStringLiteral("Data races");
    for (const RacePair &pair : findings.races.pairs) {
        if (section.lines.size() == kListedFindings)
            break;
        section.lines.push_back(
            {QStringLiteral(
                 "The %1 of %2 at %3 and the %4 at %5 are unordered: such as event %6 of %7 and event %8 of %9.")
                 .arg(accessName(pair.first.kind), nameOf(info, pair.object), placeOf(info, pair.first.site),
                      accessName(pair.second.kind), placeOf(info, pair.second.site),
                      words::number(static_cast<qint64>(pair.first.event) + 1), words::process(pair.first.actor),
                      words::number(static_cast<qint64>(pair.second.event) + 1), words::process(pair.second.actor)),
             pair.second.event, findings.races.proof});
    }
    sayMore(section, findings.races.pairs.size());
    sayNone(
        section,
        QStringLiteral("None: every two accesses that conflict were ordered by a lock, a semaphore or a single step."),
        findings.races.proof);
    return section;
}

FindingSection atomicityViolations(const RunInfo &info, const Findings &findings)
{
    FindingSection section = sectionOf(u"atomicity-violation");
    section.title = QStringLiteral("Atomicity violations");
    for (const AtomicityViolation &one : findings.atomicity.violations) {
        if (section.lines.size() == kListedFindings)
            break;
        section.lines.push_back(
            {QStringLiteral(
                 "Between the read of %1 at %2 and the write at %3 “%4” was given up, and somebody else wrote: %5, "
                 "such as %6 between event %7 and event %8 of %9.")
                 .arg(nameOf(info, one.object), placeOf(info, one.readSite), placeOf(info, one.writeSite),
                      objectName(info, one.lock), words::times(one.count), words::process(one.between),
                      words::number(static_cast<qint64>(one.read) + 1),
                      words::number(static_cast<qint64>(one.write) + 1), words::process(one.actor)),
             one.write, findings.atomicity.proof, true});
    }
    sayMore(section, findings.atomicity.violations.size());
    sayNone(
        section,
        QStringLiteral("None: nobody read and wrote under a lock that was free in between while somebody else wrote."),
        findings.atomicity.proof);
    if (findings.atomicity.split > 0)
        section.lines.push_back(
            {QStringLiteral("%1 done with no lock held from reading to writing, so that it could happen there.")
                 .arg(counted(findings.atomicity.split, u"update was", u"updates were")),
             kNoEvent, findings.atomicity.proof});
    return section;
}

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

FindingLine takenLine(const LockHistory &lock)
{
    const bool isCount = lock.proof == Proof::Proved;
    return {QStringLiteral("“%1” was taken %2, %3 of them after waiting.")
                .arg(QString::fromStdString(lock.name), words::times(lock.acquisitions),
                     words::number(static_cast<qint64>(lock.contended))),
            kNoEvent, isCount ? std::nullopt : std::optional(lock.proof)};
}

FindingLine waitLine(const LockHistory &lock)
{
    QString sentence = QStringLiteral("From asking for “%1” to getting it took %2 in half of the cases at most, %3 in 99 of 100, %4 at "
                                      "the longest")
                           .arg(QString::fromStdString(lock.name), words::duration(lock.wait.p50), words::duration(lock.wait.p99),
                                words::duration(lock.wait.max));
    if (lock.longest.actor != kNoActor)
        sentence += QStringLiteral(": that was ") + words::process(lock.longest.actor);
    if (!lock.longest.holders.empty())
        sentence += QStringLiteral(", while it was taken by ") + holdersText(lock.longest.holders);
    return {sentence + QLatin1Char('.'), lock.longest.acquired, {}};
}

/// Held by one, and wanted by another meanwhile: only the second part costs anybody time.
FindingLine holdLine(const LockHistory &lock)
{
    QString sentence = QStringLiteral("“%1” was held for %2 in half of the cases at most, %3 in 99 of 100, %4 at the longest; %5 in all, ")
                           .arg(QString::fromStdString(lock.name), words::duration(lock.hold.p50), words::duration(lock.hold.p99),
                                words::duration(lock.hold.max), words::duration(lock.hold.total));
    sentence += lock.wanted > 0 ? QStringLiteral("for %1 of it somebody else was waiting.").arg(words::duration(lock.wanted))
                                : QStringLiteral("and nobody else waited for it meanwhile.");
    return {sentence, kNoEvent, {}};
}

/// Who waited for whom most, in time.
FindingLine handOffLine(const LockHistory &lock)
{
    const HandOff &most = *std::max_element(lock.handOffs.begin(), lock.handOffs.end(),
                                            [](const HandOff &a, const HandOff &b) { return a.waited < b.waited; });
    return {QStringLiteral("Most of the waiting for “%1” ended with %2 giving it back and %3 getting it: %4, %5 of waiting.")
                .arg(QString::fromStdString(lock.name),
                     most.from == kNoActor ? QStringLiteral("somebody") : words::process(most.from), words::process(most.to),
                     words::times(most.count), words::duration(most.waited)),
            kNoEvent,
            {}};
}

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

/// Whoever asks first is served first: then nobody sees each of the others go before it more than once.
std::uint64_t mostWithTurns(const LockHistory &lock)
{
    return lock.askers - std::min<std::uint64_t>(lock.askers, 1);
}

/// Where a request stands among the acquisitions of others is what the clock says: a measurement, so no grade of proof,
/// but for whether anything is known at all.
FindingSection starvation(const RunInfo &, const Findings &findings)
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
            sentence += findings.races.proof == Proof::Proved ? QStringLiteral("; it had not got it when the run ended")
                                                              : QStringLiteral("; it had not got it when the record ends");
        sentence += QStringLiteral(". By turns it would have been %1 at most.")
                        .arg(words::number(static_cast<qint64>(mostWithTurns(lock))));
        section.lines.push_back({sentence, worst.acquired == kNoEvent ? worst.requested : worst.acquired, {}});
    }
    if (section.lines.empty())
        section.lines.push_back(
            {QStringLiteral("None: nobody who asked for a lock was passed by more often than taking turns would have it."), kNoEvent, {}});
    return section;
}

/// Only where there are any.
FindingSection deadlocks(const RunInfo &info, const Findings &findings)
{
    FindingSection section = sectionOf(u"deadlock");
    for (const Deadlock &deadlock : findings.deadlocks) {
        if (section.lines.size() == kListedFindings)
            break;
        QStringList waits;
        for (const Wait &wait : deadlock.circle)
            waits << QStringLiteral("%1 waits for “%2”, which %3 holds")
                         .arg(words::process(wait.actor), objectName(info, wait.object),
                              wait.holder == wait.actor ? QStringLiteral("it") : words::process(wait.holder));
        section.lines.push_back({words::asSentence(waits.join(QStringLiteral("; "))), deadlock.event, deadlock.proof});
    }
    return section;
}

} // namespace

std::vector<FindingSection> findingSections(const RunInfo &info, const Findings &findings)
{
    std::vector<FindingSection> sections{lostUpdates(info, findings), dataRaces(info, findings), atomicityViolations(info, findings),
                                         waiting(info, findings), starvation(info, findings)};
    if (findings.noInterleaving)
        sections.insert(sections.begin() + 1, contradictions(info, findings));
    if (!findings.deadlocks.empty())
        sections.insert(sections.begin(), deadlocks(info, findings));
    return sections;
}

QString proofName(Proof proof)
{
    switch (proof) {
    case Proof::Proved: return QStringLiteral("proved");
    case Proof::Bounded: return QStringLiteral("bounded");
    case Proof::NotProvable: break;
    }
    return QStringLiteral("not provable");
}

} // namespace interleave
