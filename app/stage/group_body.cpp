// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"
#include "app/style/words.h"

#include <algorithm>

namespace interleave {

namespace {

/// A cell of the group: its name below its value, at an end of the slots.
void drawEnd(Sketch &sketch, const WordBody &cell, const QRectF &rect, int actor, bool arrived)
{
    const Theme &theme = sketch.theme();
    const bool settled = arrived || !cell.changed();
    sketch.box(rect, faceOf(sketch, cell.touched || cell.isNew(), cell.overwritten && settled,
                            cell.touched || cell.writer == kNobody ? actor : cell.writer, 6),
               idOfObject(cell.name));
    const QString &value = settled ? cell.value : cell.before;
    sketch.text(rect.adjusted(4, 2, -4, -17), value,
                sketch.fittedNumber(value, {18, QFont::Bold, true}, rect.width() - 8), theme.text, Qt::AlignCenter);
    sketch.text({rect.left() + 2, rect.bottom() - 18, rect.width() - 4, 16}, cell.name, {kSmallest}, theme.muted,
                Qt::AlignCenter);
}

/// An item carries the colour of whoever wrote it; what is left in a slot that no longer counts is only a trace.
void drawSlot(Sketch &sketch, const GroupBody::Slot &slot, const QRectF &rect, int actor, bool arrived)
{
    const Theme &theme = sketch.theme();
    const WordBody &word = slot.word;
    const bool settled = arrived || !word.changed();
    const QString value = settled ? word.value : word.before;
    const int writer = settled ? word.writer : word.writerBefore;
    const bool item = slot.filled && writer != kNobody;
    const QRectF box = rect.adjusted(1.5, 1.5, -1.5, -1.5);

    Face face{item ? theme.actor(writer) : theme.inset, item ? QColor() : theme.borderStrong, 1, 4, slot.filled && !item};
    sketch.box(box, face, idOfSlot(word.object));
    if (writer != kNobody || !word.known)
        sketch.text(box, value,
                    sketch.fittedNumber(value, {14, item ? QFont::Bold : QFont::Normal, true}, box.width() - 8),
                    item ? theme.onActor(writer) : theme.muted, Qt::AlignCenter);
    if (word.overwritten && settled)
        sketch.box(rect, {{}, theme.loss, 3, 5});
    else if (word.touched || word.isNew())
        sketch.box(rect.adjusted(-1, -1, 1, 1), {{}, item && actor == writer ? theme.text : theme.actor(actor), 2.5, 6});
}

// The mark under a slot: how far below it, clear of the frame of a touched one, how high, and where its words begin.
constexpr qreal kTip = 4, kTipHeight = 5, kMarkWords = 10;

/// Where the name of the cell that points to a slot stands: under it, but not beyond the row.
QRectF markRect(const Sketch &sketch, const QString &mark, const QRectF &slot, const QRectF &row)
{
    const qreal width = sketch.widthOf(mark, {kSmallest, QFont::Medium}) + 4;
    const qreal least = row.left() - 4, most = row.right() + 4 - width;
    const qreal left = std::clamp(slot.center().x() - width / 2, least, std::max(least, most));
    return {left, slot.bottom() + kMarkWords, width, 15};
}

/// A small triangle under a slot, and the name of the cell that points there.
void drawMark(Sketch &sketch, const QString &mark, const QRectF &slot, const QRectF &words)
{
    const qreal top = slot.bottom() + kTip, foot = top + kTipHeight;
    const Theme &theme = sketch.theme();
    QPainterPath tip;
    tip.moveTo(slot.center().x() - 5, foot);
    tip.lineTo(slot.center().x(), top);
    tip.lineTo(slot.center().x() + 5, foot);
    sketch.outline(tip, theme.text, 1.8, false, false);
    sketch.text(words, mark, {kSmallest, QFont::Medium}, theme.text, Qt::AlignCenter);
}

void drawSlots(Sketch &sketch, const GroupBody &group, const GroupPlan &plan, int actor, bool arrived)
{
    const Theme &theme = sketch.theme();
    const QRectF row = plan.places.empty() ? QRectF() : plan.places.front().united(plan.places.back());
    std::vector<QRectF> marks;
    for (std::size_t i = 0; i < plan.places.size(); ++i) {
        const GroupBody::Slot &slot = group.places[plan.firstSlot + i];
        drawSlot(sketch, slot, plan.places[i], actor, arrived);
        if (slot.mark.isEmpty())
            continue;
        marks.push_back(markRect(sketch, slot.mark, plan.places[i], row));
        drawMark(sketch, slot.mark, plan.places[i], marks.back());
    }
    // The number of a slot whose neighbour's mark reaches below it gives way; the slots are numbered in order.
    for (std::size_t i = 0; i < plan.places.size(); ++i) {
        const GroupBody::Slot &slot = group.places[plan.firstSlot + i];
        const QString number = words::number(slot.word.object.element());
        const qreal width = sketch.widthOf(number, {kSmallest}) + 2;
        const QRectF rect(plan.places[i].center().x() - width / 2, plan.places[i].bottom() + 1, width, 16);
        const bool covered = std::any_of(marks.begin(), marks.end(),
                                         [&](const QRectF &mark) { return mark.intersects(rect); });
        if (slot.mark.isEmpty() && !covered)
            sketch.text(rect, number, {kSmallest}, theme.muted, Qt::AlignCenter);
    }
    if (plan.places.empty() || plan.places.size() == group.capacity)
        return;
    const QRectF first = plan.places.front(), last = plan.places.back();
    const QString more = QStringLiteral("…");
    const bool ring = group.kind == ObjectKind::Queue;
    if (ring || group.places[plan.firstSlot].word.object.element() > 0)
        sketch.text({first.left() - 16, first.top(), 14, first.height()}, more, {14}, theme.muted, Qt::AlignCenter);
    if (ring || group.places[plan.firstSlot + plan.places.size() - 1].word.object.element() + 1 < group.capacity)
        sketch.text({last.right() + 2, last.top(), 14, last.height()}, more, {14}, theme.muted, Qt::AlignCenter);
}

} // namespace

void drawGroup(Sketch &sketch, const GroupBody &group, const GroupPlan &plan, int actor, bool arrived)
{
    const Theme &theme = sketch.theme();
    sketch.box(plan.rect, {theme.card, theme.borderStrong, 1, 10}, idOfObject(group.name));
    for (std::size_t i = 0; i < group.before.size(); ++i)
        drawEnd(sketch, group.before[i], plan.before[i], actor, arrived);
    for (std::size_t i = 0; i < group.after.size(); ++i)
        drawEnd(sketch, group.after[i], plan.after[i], actor, arrived);
    drawSlots(sketch, group, plan, actor, arrived);

    const QRectF caption(plan.rect.left() + 12, plan.rect.bottom() - 21, plan.rect.width() - 24, 18);
    const qreal name = sketch.widthOf(group.name, {13, QFont::DemiBold}) + 10;
    sketch.text(caption, group.name, {13, QFont::DemiBold}, theme.text);
    const QRectF beside = caption.adjusted(name, 0, 0, 0);
    QString shown, briefly;
    if (plan.places.size() < group.capacity) {
        briefly =
            QStringLiteral(" · %1 of %2").arg(words::number(qint64(plan.places.size())), words::number(group.capacity));
        shown = briefly % QStringLiteral(" slots shown");
        briefly += QStringLiteral(" shown");
    }
    const QStringList wordings{group.filling % shown, group.shortFilling % shown, group.shortFilling % briefly};
    sketch.text(beside, sketch.worded(wordings, {kSmallest}, beside.width()), {kSmallest}, theme.muted);
}

} // namespace interleave
