// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/loss_words.h"
#include "app/stage/scene_parts.h"
#include "app/stage/stage_words.h"
#include "scenarios/scenario_info.h"

#include <QStringList>

#include <algorithm>
#include <set>

namespace interleave::parts {

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// "Process 1's +1 is gone."
QString verdictOf(const Moment &moment, const Now &now)
{
    const LostThings lost = lostThings(moment.info, moment.event, now.event->actor, now.losses);
    const QString text = lost.subject.left(1).toUpper() % lost.subject.mid(1)
        % (lost.many ? QStringLiteral(" are gone") : QStringLiteral(" is gone"));
    return text % (lost.split.isEmpty() ? QString() : QStringLiteral(": ") % lost.split) % u'.';
}

StripBody::Part partOf(int actor, const QString &verb, Word word, const QString &rest = {})
{
    return {actor, verb % u' ' % words::number(word.value()) % rest};
}

/// What was read, what was written meanwhile, and what was written over it. One who never looked has no first part;
/// what was put where nobody looks any more went over nothing that counts.
std::vector<StripBody::Part> partsOf(const Moment &moment, const Now &now)
{
    const Event &event = *now.event;
    const int actor = event.actor == kNoActor ? kNobody : event.actor;
    if (now.losses.front().victim == now.index)
        return {partOf(actor, QStringLiteral("wrote"), event.written())};
    std::vector<StripBody::Part> parts;
    if (const Overwrite *overwrite = moment.losses->overwriteAt(now.index); overwrite && overwrite->read != kNoEvent)
        parts.push_back(partOf(actor, QStringLiteral("read"), overwrite->seen));
    parts.push_back(partOf(writerOf(event.replaced()), QStringLiteral("wrote"), event.replaced()));
    parts.push_back(partOf(actor, QStringLiteral("wrote"), event.written(), QStringLiteral(" over it")));
    return parts;
}

StripBody repeated(const Moment &moment, const Now &now)
{
    const QString message = words::number(now.repeat->message);
    const QString took = QStringLiteral("read ") % message;
    return {StripBody::Sign::Loss, QStringLiteral("Arrived again"),
            {{moment.event(now.repeat->first).actor, took}, {now.event->actor, took % QStringLiteral(" again")}},
            QStringLiteral("Message %1 arrives again.").arg(message),
            {}};
}

StripBody stuck(const Moment &moment, const std::vector<Wait> &deadlock)
{
    StripBody body{StripBody::Sign::Deadlock, QStringLiteral("Deadlock"), {},
                   QStringLiteral("Each waits for what the next one holds: for ever."), {}};
    if (deadlock.size() == 1)
        body.verdict = QStringLiteral("It waits for what it holds itself: for ever.");
    for (const Wait &wait : deadlock)
        body.parts.push_back({wait.actor, QStringLiteral("waits for ") % words::objectName(moment.info.objects, wait.object),
                              QStringLiteral("for ") % words::objectName(moment.info.objects, wait.object)});
    return body;
}

/// Of a record with gaps only a part is counted.
QString recorded(const Moment &moment)
{
    return moment.state.hasGaps() ? QStringLiteral(", as recorded") : QString();
}

/// "counter shows 5"; at the end of a record with gaps, what was found in the memory.
QString shownValue(const Moment &moment, std::size_t row)
{
    const QString name = QString::fromStdString(moment.info.objects[row].name);
    if (const CellState *cell = moment.state.cell(ObjectRef::of(static_cast<std::uint32_t>(row))))
        return name % QStringLiteral(" shows ") % words::number(cell->current.value());
    const auto &last = moment.info.finalWords;
    if (moment.ended && row < last.size() && !last[row].empty())
        return name % QStringLiteral(" was ") % words::number(last[row].front().value())
            % QStringLiteral(" in the end");
    return name % QStringLiteral(" is not known here");
}

QString linesOfRow(const Moment &moment, const UnitInfo &unit, int row)
{
    const bool reads = unit.kind == EventKind::Read;
    std::uint64_t n = moment.state.objects[static_cast<std::size_t>(row)].writes;
    if (reads) {
        n = 0;
        for (const ActorState &actor : moment.state.actors)
            n += actor.slotReads;
    }
    const QString verb = reads ? QStringLiteral(" read") : QStringLiteral(" written");
    return words::counted(qint64(n), textOf(unit.singular), textOf(unit.plural)) % verb % recorded(moment);
}

/// "3 transfers": of all whose unit has that name and is no access to one certain object.
QString unitsMade(const Moment &moment, const UnitInfo &wanted)
{
    std::uint64_t made = 0;
    for (std::size_t actor = 0; actor < std::min(moment.info.processes.size(), moment.state.actors.size()); ++actor)
        for (const UnitInfo &unit : moment.scenario->units)
            if (unit.object.empty() && unit.plural == wanted.plural && unit.role == moment.info.processes[actor].role)
                made += unitsDone(moment.info.objects, unit, moment.state.actors[actor]);
    const QString done = wanted.done.empty() ? QString() : u' ' % textOf(wanted.done);
    return words::counted(qint64(made), textOf(wanted.singular), textOf(wanted.plural)) % done % recorded(moment);
}

/// The rows whose writes count as units; without a scenario the first cell.
std::vector<int> countedRows(const Moment &moment)
{
    std::vector<int> rows;
    if (moment.scenario) {
        for (const UnitInfo &unit : moment.scenario->units)
            if (unit.kind != EventKind::Read)
                rows.push_back(rowOf(moment.info.objects, unit.object));
    } else {
        for (std::size_t row = 0; row < moment.info.objects.size() && rows.empty(); ++row)
            if (moment.info.objects[row].kind == ObjectKind::Cell)
                rows.push_back(static_cast<int>(row));
    }
    std::erase(rows, -1);
    return rows;
}

} // namespace

std::optional<StripBody> strip(const Moment &moment, const Now &now, const std::vector<Wait> &deadlock)
{
    StripBody body;
    if (!now.losses.empty())
        body = {StripBody::Sign::Loss, QStringLiteral("Overwritten"), partsOf(moment, now), verdictOf(moment, now), {}};
    else if (now.repeat != nullptr)
        body = repeated(moment, now);
    else if (!deadlock.empty())
        body = stuck(moment, deadlock);
    else
        return std::nullopt;
    QStringList sentence;
    for (const StripBody::Part &part : body.parts)
        sentence << (part.actor == kNobody ? QStringLiteral("the session") : words::process(part.actor)) % u' ' % part.text;
    const QString next = body.sign == StripBody::Sign::Loss ? QStringLiteral(", then ") : QStringLiteral(", ");
    body.sentence = body.title % QStringLiteral(": ") % sentence.join(next) % QStringLiteral(". ") % body.verdict;
    return body;
}

namespace {

/// Increments that the counter does not show at this moment, beyond those lost for good: a process that has read an
/// older value and not written yet may bring them back.
std::int64_t mayComeBack(const Moment &moment, std::uint64_t lost)
{
    const int row = moment.scenario ? rowOf(moment.info.objects, moment.scenario->valueObject) : -1;
    if (row < 0 || moment.scenario->units.empty() || moment.scenario->units.front().object != moment.scenario->valueObject
        || moment.scenario->units.front().singular != "increment")
        return 0;
    const CellState *cell = moment.state.cell(ObjectRef::of(static_cast<std::uint32_t>(row)));
    if (cell == nullptr || moment.state.hasGaps())
        return 0;
    const auto written = static_cast<std::int64_t>(moment.state.objects[static_cast<std::size_t>(row)].writes);
    const std::int64_t shown = std::int64_t{cell->current.value()} - moment.info.objects[static_cast<std::size_t>(row)].initial;
    return written - shown - static_cast<std::int64_t>(lost);
}

} // namespace

std::vector<TallyLine> tally(const Moment &moment)
{
    std::vector<TallyLine> lines;
    const ObjectTable &objects = moment.info.objects;
    const std::vector<int> rows = countedRows(moment);
    if (moment.scenario) {
        std::set<std::string_view> told;
        for (const UnitInfo &unit : moment.scenario->units)
            if (unit.object.empty() && told.insert(unit.plural).second)
                lines.push_back({unitsMade(moment, unit)});
            else if (const int row = rowOf(objects, unit.object); row >= 0)
                lines.push_back({linesOfRow(moment, unit, row)});
    } else if (!rows.empty()) {
        const auto writes = moment.state.objects[static_cast<std::size_t>(rows.front())].writes;
        lines.push_back({words::counted(qint64(writes), u"write", u"writes") % recorded(moment)});
    }

    const int shown = moment.scenario ? rowOf(objects, moment.scenario->valueObject) : rows.empty() ? -1 : rows.front();
    if (shown >= 0)
        lines.push_back({shownValue(moment, static_cast<std::size_t>(shown))});

    const LossIndex::Count lost = moment.losses ? moment.losses->before(moment.state.position) : LossIndex::Count();
    if (lost.lost > 0)
        lines.push_back({(lost.atLeast ? QStringLiteral("at least ") : QString()) % words::number(qint64(lost.lost))
                             % QStringLiteral(" lost so far"),
                         true});
    if (lost.repeated > 0)
        lines.push_back({(lost.repeatedAtLeast ? QStringLiteral("at least ") : QString())
                             % words::number(qint64(lost.repeated)) % QStringLiteral(" arrived again"),
                         true});
    const bool known = moment.losses && moment.losses->known(); // else those lost for good would be among them
    if (const std::int64_t more = mayComeBack(moment, lost.lost); more > 0 && known && !lost.atLeast)
        lines.push_back({words::number(more) % QStringLiteral(" not in it now, may come back"), true});
    return lines;
}

} // namespace interleave::parts
