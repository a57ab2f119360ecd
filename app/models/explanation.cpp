// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/explanation.h"

#include "app/models/evidence.h"
#include "app/models/ladder.h"
#include "app/models/to_text.h"
#include "app/models/transcript.h"
#include "app/style/words.h"
#include "scenarios/catalog.h"

#include <algorithm>

namespace interleave {

namespace {

bool lostSomething(const Findings &findings, int group)
{
    if (const auto items = findings.items.find(group); items != findings.items.end() && items->second.lost > 0)
        return true;
    const auto messages = findings.messages.find(group);
    return messages != findings.messages.end()
        && (!messages->second.lostOnes.empty() || messages->second.duplicated > 0);
}

/// The cell a scenario is about, if it has a history of its own and is no part of a list or queue; else null.
const CellHistory *valueCell(const Ladder &ladder)
{
    const ScenarioInfo *scenario = findScenario(ladder.info.settings.scenario);
    const int row = scenario != nullptr ? rowOf(ladder.info.objects, scenario->valueObject) : -1;
    if (row < 0)
        return nullptr;
    const CellHistory *cell = ladder.findings.cell(ObjectRef::of(static_cast<std::uint32_t>(row)));
    return cell != nullptr && !ladder.isWithinGroup(cell->object) ? cell : nullptr;
}

/// A recording from elsewhere has no account, but its words.
std::int64_t valueAtTheEnd(const RunInfo &info, const Account &account)
{
    const ScenarioInfo *scenario = findScenario(info.settings.scenario);
    const int row = scenario != nullptr ? rowOf(info.objects, scenario->valueObject) : 0;
    const bool known = row >= 0 && static_cast<std::size_t>(row) < info.finalWords.size()
        && !info.finalWords[static_cast<std::size_t>(row)].empty();
    return known ? info.finalWords[static_cast<std::size_t>(row)][0].value() : account.observed;
}

/// Who waits for whom, when nobody could go on.
void tellStandstill(Ladder &ladder)
{
    const State end = ladder.recording.at(ladder.trail.reader(), ladder.trail.reader().size());
    for (const Wait &wait : ladder.info.standstill) {
        if (!ladder.hasRoom(1))
            return;
        QString sentence =
            QStringLiteral("%1 waits for %2").arg(words::process(wait.actor), ladder.nameOf(wait.object));
        if (wait.holder != kNoActor)
            sentence += (hasDied(ladder.info, wait.holder) ? QStringLiteral(", which %1 died holding") : QStringLiteral(", which %1 holds"))
                            .arg(words::process(wait.holder));
        const bool known = wait.actor < end.actors.size();
        ladder.add(known ? end.actors[wait.actor].last : kNoEvent, words::asSentence(sentence));
    }
}

/// Nothing was lost: what the result is made of, and how far that can be relied on.
void tellRight(Ladder &ladder, const Account &account, const ExplorationReport *orders)
{
    ladder.add(kNoEvent,
               account.sentence.empty() ? QStringLiteral("Nothing that was written was lost.")
                                        : words::grouped(QString::fromStdString(account.sentence)));
    if (const CellHistory *cell = valueCell(ladder))
        climbValue(ladder, *cell);
    const ScenarioInfo *scenario = findScenario(ladder.info.settings.scenario);
    if (scenario == nullptr || !account.correct || ladder.findings.events == 0)
        return;
    const Evidence evidence = evidenceOf(*scenario, ladder.info, ladder.findings, orders);
    EventIndex example = kNoEvent;
    if (!ladder.findings.races.pairs.empty())
        example = ladder.findings.races.pairs.front().second.event;
    ladder.open();
    ladder.add(example, evidence.sentence);
    if (!evidence.limit.isEmpty())
        ladder.add(kNoEvent, evidence.limit);
}

Proof worst(Proof one, Proof other)
{
    return std::max(one, other);
}

} // namespace

QString Ladder::sentence(EventIndex event)
{
    return words::asSentence(sentenceOf(info, findings, trail.reader(), event));
}

QString Ladder::nameOf(ObjectRef object) const
{
    const QString name = objectName(info, object);
    const bool single = object.row() < info.objects.size() && info.objects[object.row()].count == 1;
    return single && !name.contains(u' ') ? QStringLiteral("the ") + name : name; // “lock a” is a name, “lock” is a word
}

bool Ladder::isWithinGroup(ObjectRef object) const
{
    const int parent = object.row() < info.objects.size() ? info.objects[object.row()].parent : -1;
    return parent >= 0 && static_cast<std::size_t>(parent) < info.objects.size()
        && isGroup(info.objects[static_cast<std::size_t>(parent)].kind);
}

QString eventNumber(EventIndex event)
{
    return words::number(static_cast<std::int64_t>(event) + 1);
}

QString questionOf(const Recording &recording, const Account &account)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    if (!findings || recording.trace().empty())
        return {};
    if (info->stuck)
        return QStringLiteral("Why is it stuck?");
    const ScenarioInfo *scenario = findScenario(info->settings.scenario);
    if (scenario != nullptr && scenario->valueObject.empty() && account.correct)
        return QStringLiteral("Why is it right?");
    const bool group = !findings->items.empty() || !findings->messages.empty();
    if (!group)
        return QStringLiteral("Why is it %1?").arg(words::number(valueAtTheEnd(*info, account)));
    if (account.lost == 1)
        return QStringLiteral("Why is 1 missing?");
    if (account.lost > 1)
        return QStringLiteral("Why are %1 missing?").arg(words::number(account.lost));
    std::uint64_t again = 0;
    for (const auto &[row, messages] : findings->messages)
        again += messages.duplicatedMessages;
    if (again > 0)
        return QStringLiteral("Why did %1 arrive again?").arg(words::number(static_cast<std::int64_t>(again)));
    return QStringLiteral("Why is none missing?");
}

Explanation explain(const Recording &recording, TraceReader &reader, const Account &account,
                    const ExplorationReport *orders)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    Explanation none{questionOf(recording, account), {}, Proof::Proved};
    if (none.question.isEmpty())
        return none;

    Ladder ladder(recording, *info, *findings, reader);
    ladder.told = none;
    if (info->stuck)
        tellStandstill(ladder);
    for (int row = 0; row < static_cast<int>(info->objects.size()); ++row) {
        if (!lostSomething(*findings, row))
            continue;
        ladder.open();
        climbGroup(ladder, row);
    }
    for (const CellHistory &cell : findings->cells) {
        if (cell.lost == 0 || ladder.isWithinGroup(cell.object)
            || info->objects[cell.object.row()].kind != ObjectKind::Cell)
            continue;
        ladder.open();
        climbValue(ladder, cell);
    }
    if (ladder.told.rungs.empty())
        tellRight(ladder, account, orders);
    ladder.told.proof = worst(ladder.told.proof, account.proof);
    // Words that contradict each other somewhere else do not matter: what the account rests on was looked at. And where
    // reads went ahead of writes, the words of other cells continue each other all the same.
    if (findings->unexplained > 0 && !findings->noInterleaving && account.proof != Proof::Proved)
        ladder.told.proof = Proof::NotProvable;
    return std::move(ladder.told);
}

QString textOf(const Explanation &explanation)
{
    QString text = explanation.question + QLatin1Char('\n');
    for (const Rung &rung : explanation.rungs) {
        if (rung.opens)
            text += QLatin1Char('\n');
        if (rung.isLoss())
            text += QStringLiteral("✕ ");
        if (rung.event != kNoEvent)
            text += eventNumber(rung.event) + QStringLiteral(" · ");
        text += rung.sentence + QLatin1Char('\n');
    }
    return text + proofSentence(explanation.proof) + QLatin1Char('\n');
}

QString proofSentence(Proof proof)
{
    switch (proof) {
    case Proof::Proved:
        return QStringLiteral("Proved: each sentence follows from the words that the processes saw and wrote.");
    case Proof::Bounded: return QStringLiteral("Bounded: the sentences hold, but not everything was looked at.");
    case Proof::NotProvable:
        return QStringLiteral("Not provable: events are missing from the recording, or no order explains them.");
    }
    return {};
}

} // namespace interleave
