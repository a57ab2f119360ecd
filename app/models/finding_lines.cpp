// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/finding_lines.h"

#include "app/models/transcript.h"
#include "app/style/words.h"

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
    const bool isKnown = proof != Proof::NotProvable;
    section.lines.push_back(
        {isKnown ? sentence : QStringLiteral("Not known: events are missing, or contradict each other."), kNoEvent, proof});
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
        if (cell.lost == 0)
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

FindingSection waiting(const RunInfo &, const Findings &findings)
{
    FindingSection section = sectionOf(u"waiting");
    for (const LockHistory &lock : findings.locks) {
        if (lock.acquisitions == 0 || section.lines.size() == kListedFindings)
            continue;
        QString sentence = QStringLiteral("“%1” was taken %2, %3 of them after waiting")
                               .arg(QString::fromStdString(lock.name), words::times(lock.acquisitions),
                                    words::number(static_cast<qint64>(lock.contended)));
        if (lock.wait.count > 0)
            sentence += QStringLiteral(". From asking to getting it took %1 in half of the cases at most, %2 in 99 of "
                                       "100, %3 at the longest")
                            .arg(words::duration(lock.wait.p50), words::duration(lock.wait.p99),
                                 words::duration(lock.wait.max));
        if (lock.hold.count > 0)
            sentence += QStringLiteral(". It was held for %1, %2 and %3")
                            .arg(words::duration(lock.hold.p50), words::duration(lock.hold.p99),
                                 words::duration(lock.hold.max));
        if (lock.longestOvertake > 0)
            sentence += QStringLiteral(". Between one request and its turn %1 had theirs")
                            .arg(counted(lock.longestOvertake, u"other", u"others"));
        section.lines.push_back({sentence + QLatin1Char('.'), kNoEvent, {}});
    }
    if (section.lines.empty())
        section.lines.push_back({QStringLiteral("There is no lock to wait for in this run."), kNoEvent, {}});
    return section;
}

} // namespace

std::vector<FindingSection> findingSections(const RunInfo &info, const Findings &findings)
{
    return {lostUpdates(info, findings), dataRaces(info, findings), atomicityViolations(info, findings),
            waiting(info, findings)};
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
