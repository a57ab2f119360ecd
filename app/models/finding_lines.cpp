// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/finding_lines.h"

#include "app/models/evidence.h"
#include "app/models/ladder.h"
#include "app/models/recording_account.h"
#include "app/models/transcript.h"
#include "app/style/words.h"
#include "scenarios/catalog.h"

#include <algorithm>
#include <map>

namespace interleave {

namespace {

constexpr qsizetype kSummedUpLocks = 6; ///< that have a line of their own in a summary

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
    QString sentence = QStringLiteral("From asking for “%1” to getting it took %2 in half of the cases at most, %3 in 99 of 100, %4 at "
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

} // namespace

std::vector<FindingSection> findingSections(const RunInfo &info, const Findings &findings)
{
    std::vector<FindingSection> sections{lostUpdates(info, findings), dataRaces(info, findings), atomicityViolations(info, findings),
                                         waiting(info, findings), starvation(info, findings)};
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
