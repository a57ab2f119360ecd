// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/scene_parts.h"
#include "app/stage/stage_words.h"
#include "scenarios/scenario_info.h"

#include <QStringList>

#include <map>

namespace interleave::parts {

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// What one write to that row is called.
struct UnitWords {
    QString singular = QStringLiteral("write");
    QString plural = QStringLiteral("writes");
};

UnitWords unitWords(const Moment &moment, int row)
{
    if (moment.scenario)
        for (const UnitInfo &unit : moment.scenario->units)
            if (unit.kind != EventKind::Read && rowOf(moment.info.objects, unit.object) == row)
                return {textOf(unit.singular), textOf(unit.plural)};
    return {};
}

int writerOf(Word word)
{
    return word.actor() == kNoActor ? kNobody : word.actor();
}

QString verdictOf(const Moment &moment, const Overwrite &overwrite)
{
    const UnitWords unit = unitWords(moment, overwrite.object.row());
    if (overwrite.victims.size() == 1) {
        const int victim = moment.event(overwrite.victims.front()).actor;
        const QString what = unit.singular == QStringLiteral("increment") ? QStringLiteral("+1") : unit.singular;
        return QStringLiteral("Process %1’s %2 is gone.").arg(QString::number(victim + 1), what);
    }
    std::map<int, std::uint64_t> byActor;
    for (const EventIndex victim : overwrite.victims)
        ++byActor[moment.event(victim).actor];
    const QString many = words::number(qint64(overwrite.victims.size())) % u' ' % unit.plural;
    if (byActor.size() == 1)
        return QStringLiteral("%1 of %2 are gone.").arg(many, words::process(byActor.begin()->first));
    QStringList whose;
    for (const auto &[actor, n] : byActor)
        whose << QStringLiteral("%1 of %2").arg(words::number(qint64(n)), words::process(actor));
    return QStringLiteral("%1 are gone: %2.").arg(many, whose.join(QStringLiteral(", ")));
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
    return words::counted(qint64(n), textOf(unit.singular), textOf(unit.plural)) % (reads ? QStringLiteral(" read") : QStringLiteral(" written"));
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

std::optional<LossBody> loss(const Moment &moment, const Now &now)
{
    if (!now.overwrite)
        return std::nullopt;
    const Overwrite &overwrite = *now.overwrite;
    LossBody body;
    const QString value = words::number(overwrite.written.value());
    // A write that never looked (a slot) has no first part.
    if (overwrite.read != kNoEvent)
        body.parts.push_back({overwrite.actor, QStringLiteral("read ") % words::number(overwrite.seen.value())});
    body.parts.push_back({writerOf(overwrite.replaced),
                          QStringLiteral("wrote ") % words::number(overwrite.replaced.value())});
    body.parts.push_back({overwrite.actor, QStringLiteral("wrote %1 over it").arg(value)});
    body.verdict = verdictOf(moment, overwrite);
    QStringList sentence;
    for (const LossBody::Part &part : body.parts)
        sentence << (part.actor == kNobody ? QStringLiteral("the session") : words::process(part.actor)) % u' ' % part.text;
    body.sentence = QStringLiteral("Overwritten: ") % sentence.join(QStringLiteral(", then ")) % QStringLiteral(". ")
        % body.verdict;
    return body;
}

std::vector<TallyLine> tally(const Moment &moment)
{
    std::vector<TallyLine> lines;
    const ObjectTable &objects = moment.info.objects;
    const std::vector<int> rows = countedRows(moment);
    if (moment.scenario) {
        for (const UnitInfo &unit : moment.scenario->units)
            if (const int row = rowOf(objects, unit.object); row >= 0)
                lines.push_back({linesOfRow(moment, unit, row)});
    } else if (!rows.empty()) {
        const auto writes = moment.state.objects[static_cast<std::size_t>(rows.front())].writes;
        lines.push_back({words::counted(qint64(writes), u"write", u"writes")});
    }

    const int shown = moment.scenario ? rowOf(objects, moment.scenario->valueObject) : rows.empty() ? -1 : rows.front();
    if (shown >= 0)
        if (const CellState *cell = moment.state.cell(ObjectRef::of(static_cast<std::uint32_t>(shown))))
            lines.push_back({QString::fromStdString(objects[static_cast<std::size_t>(shown)].name)
                             % QStringLiteral(" shows ") % words::number(cell->current.value())});

    LossIndex::Count lost;
    for (const int row : rows) {
        const LossIndex::Count count = moment.losses ? moment.losses->before(row, moment.state.position) : LossIndex::Count();
        lost.lost += count.lost;
        lost.atLeast |= count.atLeast;
    }
    if (lost.lost > 0)
        lines.push_back({(lost.atLeast ? QStringLiteral("at least ") : QString()) % words::number(qint64(lost.lost))
                             % QStringLiteral(" overwritten so far"),
                         true});
    return lines;
}

} // namespace interleave::parts
