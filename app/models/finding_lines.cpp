// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/finding_lines.h"

#include "app/models/evidence.h"
#include "app/models/ladder.h"
#include "app/models/lock_lines.h"
#include "app/models/recording_account.h"
#include "app/models/transcript.h"
#include "app/style/words.h"
#include "scenarios/catalog.h"

#include <algorithm>

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

/// The first thing taken away that `isOfIt` says belongs to it.
template <typename IsOfIt>
EventIndex firstLoss(const Losses &losses, IsOfIt &&isOfIt)
{
    for (const Loss &loss : losses.listed)
        if (isOfIt(loss))
            return loss.event;
    return kNoEvent;
}

/// How many messages came late, and which, after which, by whom and to whom.
void sayOvertaken(FindingSection &section, const MessageHistory &messages)
{
    if (messages.overtaken == 0)
        return;
    section.lines.push_back({QStringLiteral("%1 after a later one of the same producer.")
                                 .arg(counted(messages.overtaken, u"message came", u"messages came")),
                             kNoEvent, messages.proof});
    std::uint64_t told = 0;
    for (const Overtaking &one : messages.overtakings) {
        if (section.lines.size() >= kListedFindings)
            break;
        section.lines.push_back(
            {QStringLiteral(
                 "Message %1 came at event %2, after message %3 at event %4: %5 had sent it before that one, and %6 "
                 "received it after.")
                 .arg(words::number(one.message), eventNumber(one.event), words::number(one.laterMessage),
                      eventNumber(one.later), words::process(one.producer), words::process(one.consumer)),
             one.event, messages.proof});
        ++told;
    }
    if (told < messages.overtaken)
        section.lines.push_back(
            {QStringLiteral("And %1 more.").arg(words::number(static_cast<qint64>(messages.overtaken - told))),
             kNoEvent,
             {}});
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
            section.lines.push_back(
                {QStringLiteral("%1 of a message that had been received before: %2 came more than once.")
                     .arg(counted(messages.duplicated, u"reception was", u"receptions were"),
                          counted(messages.duplicatedMessages, u"message", u"messages")),
                 messages.repeated.front().again, messages.proof});
        sayOvertaken(section, messages);
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

/// None happened, but locks were taken in a circle.
QString couldHaveBeen(const RunInfo &info, const LockCircle &circle)
{
    QStringList steps;
    for (std::size_t i = 0; i < circle.mutexes.size(); ++i)
        steps << QStringLiteral("“%1” while “%2” was held")
                     .arg(objectName(info, circle.mutexes[(i + 1) % circle.mutexes.size()]), objectName(info, circle.mutexes[i]));
    return QStringLiteral("None in this run, but there could have been one: taken were %1.").arg(words::joined(steps));
}

/// Only where there are any, or could have been.
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
    if (findings.deadlocks.empty() && !findings.lockCircle.mutexes.empty())
        section.lines.push_back({couldHaveBeen(info, findings.lockCircle), findings.lockCircle.event, {}});
    return section;
}

/// What a right result rests on, and what it does not prove.
FindingSection guarantee(const Evidence &evidence)
{
    FindingSection section = sectionOf(u"guarantee");
    const bool claims = evidence.guarantee != Guarantee::None;
    section.lines.push_back({evidence.sentence, kNoEvent, claims ? std::optional(Proof::Proved) : std::nullopt});
    if (!evidence.limit.isEmpty())
        section.lines.push_back({evidence.limit, kNoEvent, {}});
    return section;
}

} // namespace

std::vector<FindingSection> findingSections(const RunInfo &info, const Findings &findings)
{
    std::vector<FindingSection> sections{lostUpdates(info, findings), dataRaces(info, findings), atomicityViolations(info, findings),
                                         waiting(info, findings), starvation(findings)};
    if (findings.noInterleaving)
        sections.insert(sections.begin() + 1, contradictions(info, findings));
    if (!findings.deadlocks.empty() || !findings.lockCircle.mutexes.empty())
        sections.insert(sections.begin(), deadlocks(info, findings));
    return sections;
}

std::vector<FindingSection> findingSections(const Recording &recording, const ExplorationReport *orders)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    std::vector<FindingSection> sections = findingSections(*info, *findings);
    const auto account = accountOf(recording);
    if (account.ok() && account.value().correct)
        sections.push_back(guarantee(evidenceOf(*findScenario(info->settings.scenario), *info, *findings, orders)));
    return sections;
}

} // namespace interleave
