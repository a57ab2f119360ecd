// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/orders/ladder_layout.h"

#include "app/paint/wrapped_lines.h"
#include "app/stage/sketch.h"
#include "app/style/words.h"

#include <QFontMetrics>

#include <algorithm>

namespace interleave {

namespace {

using OrderStep = OrderLadder::Step;

constexpr qreal kNumbers = 30; // column of the steps' numbers
constexpr qreal kNotes = 92;   // column in which preemptions are named
constexpr qreal kNarrow = 140; // a column below which the notes give way: a change of a number is a long rung
constexpr qreal kGap = 4;      // between two rungs
constexpr qreal kFoot = 30;    // of what stands below the last rung
constexpr qreal kWaitsHead = 28, kWait = 22; // of who waits for whom: title, and each line

/// Where things are across.
class Columns
{
public:
    Columns(const LadderScene &scene)
        : m_count(std::max<std::size_t>(1, scene.ladder->processes.size())),
          m_left(kNumbers)
    {
        const qreal room = scene.width - kNumbers - 6;
        m_hasNotes = (room - kNotes) / double(m_count) >= kNarrow;
        m_right = scene.width - 6 - (m_hasNotes ? kNotes : 0);
    }

    bool hasNotes() const { return m_hasNotes; }
    qreal width() const { return (m_right - m_left) / double(m_count); }
    qreal left(ActorId actor) const { return m_left + double(actor) * width(); }
    qreal center(ActorId actor) const { return left(actor) + width() / 2; }
    qreal notes() const { return m_right + 8; }

private:
    std::size_t m_count;
    qreal m_left, m_right = 0;
    bool m_hasNotes = false;
};

QRectF rungOf(const LadderScene &scene, const Columns &columns, std::size_t step)
{
    const ActorId actor = scene.ladder->steps[step].actor;
    return {columns.left(actor) + 5, scene.rowTop(std::ptrdiff_t(step)), columns.width() - 10,
            LadderScene::kRow - kGap};
}

/// Two bars: somebody was held where it could have gone on.
void drawPause(Sketch &sketch, QPointF leftCenter, const QColor &color)
{
    for (const qreal x : {0.0, 5.0})
        sketch.box({leftCenter.x() + x, leftCenter.y() - 5, 3, 10}, {color, {}, 0, 1});
}

void drawHeads(Sketch &sketch, const LadderScene &scene, const Columns &columns)
{
    const qreal middle = scene.titleHeight() + LadderScene::kHeader / 2;
    for (std::size_t i = 0; i < scene.ladder->processes.size(); ++i) {
        const auto actor = static_cast<ActorId>(i);
        const qreal left = columns.left(actor) + 5;
        sketch.badge({left + 10, middle}, 9, actor);
        const QRectF name(left + 24, middle - 10, columns.width() - 34, 20);
        const QString &title = scene.ladder->processes[i];
        const Type type = sketch.fitted(title, {13, QFont::DemiBold}, name.width());
        // "pro…" says less than the number beside it.
        const bool isNumber = title == words::process(static_cast<int>(i));
        if (name.width() > 30 && (!isNumber || sketch.widthOf(title, type) <= name.width()))
            sketch.text(name, title, type, sketch.theme().text);
    }
}

/// From its head to its last rung: after that a process does nothing any more.
void drawRails(Sketch &sketch, const LadderScene &scene, const Columns &columns)
{
    const std::vector<OrderStep> &steps = scene.ladder->steps;
    for (std::size_t i = 0; i < scene.ladder->processes.size(); ++i) {
        const auto actor = static_cast<ActorId>(i);
        const auto last = std::find_if(steps.rbegin(), steps.rend(),
                                       [actor](const OrderStep &step) { return step.actor == actor; });
        if (last == steps.rend())
            continue;
        const auto row = static_cast<std::ptrdiff_t>(steps.rend() - last) - 1;
        sketch.line({columns.center(actor), scene.rowTop(0) - 2}, {columns.center(actor), scene.rowTop(row)},
                    sketch.theme().border, 1);
    }
}

void drawSwitch(Sketch &sketch, const LadderScene &scene, const Columns &columns, std::size_t step)
{
    const Theme &theme = sketch.theme();
    const std::vector<OrderStep> &steps = scene.ladder->steps;
    const bool preempted = steps[step].next == OrderStep::Next::Preempted;
    const QColor color = preempted ? theme.accent : theme.borderStrong;
    std::size_t next = step + 1;
    while (next + 1 < steps.size() && steps[next].isDeath)
        ++next;
    const qreal y = scene.rowTop(std::ptrdiff_t(step) + 1) - kGap / 2;
    QPainterPath path(QPointF(columns.center(steps[step].actor), y - kGap / 2));
    path.lineTo(columns.center(steps[step].actor), y);
    path.lineTo(columns.center(steps[next].actor), y);
    path.lineTo(columns.center(steps[next].actor), scene.rowTop(std::ptrdiff_t(next)));
    sketch.outline(path, color, preempted ? 2 : 1, false, false);
    if (!preempted)
        return;
    const QRectF rung = rungOf(scene, columns, step);
    if (!columns.hasNotes())
        return drawPause(sketch, {rung.right() - (steps[step].isLoss ? 30 : 14), rung.center().y()}, color);
    drawPause(sketch, {columns.notes(), rung.center().y()}, color);
    sketch.text({columns.notes() + 14, rung.top(), kNotes - 22, rung.height()}, QStringLiteral("preempted"), {12},
                theme.muted);
}

void drawRung(Sketch &sketch, const LadderScene &scene, const Columns &columns, std::size_t index, bool isCurrent)
{
    const Theme &theme = sketch.theme();
    const OrderStep &step = scene.ladder->steps[index];
    const QRectF rung = rungOf(scene, columns, index);
    const QString id = QStringLiteral("step/%1").arg(index);
    // All of its row leads to it.
    const QRectF row(0, scene.rowTop(std::ptrdiff_t(index)) - kGap / 2, scene.width, LadderScene::kRow);
    sketch.box(row, {{}, {}, 0, 0}, id);
    sketch.text({0, rung.top(), kNumbers - 6, rung.height()}, QString::number(index + 1), {12}, theme.muted,
                Qt::AlignRight | Qt::AlignVCenter);
    const QColor edge = step.isLoss ? theme.loss : theme.actor(step.actor);
    sketch.box(rung, {step.isLoss ? theme.lossSoft : theme.actorSoft(step.actor), edge, isCurrent ? 2.4 : 1, 5}, id);
    const qreal marks = step.isLoss ? 18 : 0;
    const QRectF text = rung.adjusted(8, 0, -4 - marks, 0);
    const Type smallest = sketch.fitted(step.words, {13}, text.width());
    const bool fits = step.shorter.isEmpty() || sketch.widthOf(step.words, smallest) <= text.width();
    const QString &words = fits ? step.words : step.shorter;
    sketch.text(text, words, sketch.fitted(words, {13}, text.width()), theme.text);
    if (step.isLoss)
        sketch.cross({rung.right() - 16, rung.center().y() - 4.5, 9, 9}, 2.4);
}

/// Those who wait for each other in the order in which each waits for the next; others behind them.
std::vector<OrderLadder::Standing> inCircle(std::vector<OrderLadder::Standing> all)
{
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        const auto next = std::find_if(all.begin() + std::ptrdiff_t(i) + 1, all.end(),
                                       [&](const auto &one) { return one.actor == all[i].holder; });
        if (next != all.end())
            std::iter_swap(all.begin() + std::ptrdiff_t(i) + 1, next);
    }
    return all;
}

/// How many of them, from the first on, close a circle; 0: there is none.
std::size_t circleLength(const std::vector<OrderLadder::Standing> &standing)
{
    for (std::size_t i = 0; i < standing.size(); ++i) {
        if (standing[i].holder == standing.front().actor)
            return i + 1;
        if (i + 1 < standing.size() && standing[i + 1].actor != standing[i].holder)
            return 0;
    }
    return 0;
}

/// Who waits for whom, one below the other, and back from the last to the first.
qreal drawStandstill(Sketch &sketch, const LadderScene &scene, qreal top)
{
    const Theme &theme = sketch.theme();
    const auto standing = inCircle(scene.ladder->standstill);
    const std::size_t circle = circleLength(standing);
    const qreal height = kWaitsHead + kWait * double(standing.size()) + 4;
    const QRectF frame(kNumbers, top, scene.width - kNumbers - 12, height);
    sketch.box(frame, {theme.lossSoft, theme.loss, 1.4, 8}, QStringLiteral("deadlock"));
    sketch.cross({frame.left() + 12, frame.top() + 10, 10, 10}, 2.4);
    const QString title = sketch.worded({circle > 0 ? QStringLiteral("Deadlock: each waits for the next, in a circle")
                                                    : QStringLiteral("Nobody can move any more"),
                                         QStringLiteral("Deadlock")},
                                        {13, QFont::Bold}, frame.width() - 40);
    sketch.text({frame.left() + 30, frame.top() + 5, frame.width() - 36, 20}, title, {13, QFont::Bold}, theme.loss);
    const qreal left = frame.left() + 40;
    const auto middle = [&](std::size_t i) { return frame.top() + kWaitsHead + kWait * (double(i) + 0.5); };
    for (std::size_t i = 0; i < standing.size(); ++i) {
        sketch.badge({left, middle(i)}, 9, standing[i].actor);
        const bool held = standing[i].holder != kNoActor;
        const QString by = !held                     ? QString()
                               : standing[i].holderDied ? QStringLiteral(", held by the dead")
                                                        : QStringLiteral(", held by");
        const qreal room = frame.right() - left - 16 - (held ? 26 : 0);
        const QString waits = QStringLiteral("for ") + standing[i].object;
        const QString words = sketch.worded({QStringLiteral("waits ") + waits + by, waits + by,
                                             waits + (standing[i].holderDied ? QStringLiteral(", dead:") : QString())},
                                            {13}, room - 2);
        const qreal width = std::min(room, sketch.widthOf(words, {13}) + 2);
        sketch.text({left + 16, middle(i) - 10, width, 20}, words, {13}, theme.text);
        if (held)
            sketch.badge({left + 16 + width + 14, middle(i)}, 9, standing[i].holder);
    }
    if (circle > 1) {
        QPainterPath back(QPointF(left - 11, middle(circle - 1)));
        back.cubicTo(left - 30, middle(circle - 1), left - 30, middle(0), left - 12, middle(0));
        sketch.outline(back, theme.loss, 1.8, false, true);
    }
    return top + height;
}

qreal drawEnd(Sketch &sketch, const LadderScene &scene, qreal top)
{
    if (scene.end.isEmpty())
        return top;
    const Theme &theme = sketch.theme();
    const QColor color = scene.isRight ? theme.right : theme.loss;
    if (scene.isRight) {
        QPainterPath tick(QPointF(kNumbers + 6, top + 11));
        tick.lineTo(kNumbers + 10, top + 15);
        tick.lineTo(kNumbers + 17, top + 6);
        sketch.outline(tick, color, 2.4, false, false);
    } else {
        sketch.cross({kNumbers + 6, top + 6, 10, 10}, 2.4);
    }
    sketch.text({kNumbers + 24, top, scene.width - kNumbers - 30, 22}, scene.end, {13, QFont::Bold}, color);
    return top + 22;
}

} // namespace

Picture layoutLadder(const LadderScene &scene)
{
    Picture picture;
    if (!scene.ladder)
        return picture;
    Sketch sketch(picture, scene.theme, 1);
    const Columns columns(scene);
    const std::vector<OrderStep> &steps = scene.ladder->steps;
    if (!scene.title.isEmpty())
        sketch.text({8, 2, scene.width - 16, 22}, scene.title, {13, QFont::DemiBold}, scene.theme.text);
    drawHeads(sketch, scene, columns);
    const std::ptrdiff_t current = scene.position == kNoEvent ? -1 : scene.ladder->stepBefore(scene.position);
    if (current >= 0) // below the rails
        sketch.box({0, scene.rowTop(current) - kGap / 2, scene.width, LadderScene::kRow},
                   {scene.theme.accentSoft, {}, 0, 0});
    drawRails(sketch, scene, columns);
    for (std::size_t i = 0; i < steps.size(); ++i)
        drawRung(sketch, scene, columns, i, std::ptrdiff_t(i) == current);
    for (std::size_t i = 0; i + 1 < steps.size(); ++i)
        if (steps[i].next != OrderStep::Next::Same)
            drawSwitch(sketch, scene, columns, i);
    qreal bottom = scene.rowTop(std::ptrdiff_t(steps.size())) + 4;
    if (scene.ladder->stepsTotal > steps.size()) {
        sketch.text({kNumbers, bottom, scene.width - kNumbers, 20},
                    QStringLiteral("… %1 more steps").arg(scene.ladder->stepsTotal - steps.size()), {13},
                    scene.theme.muted);
        bottom += kFoot;
    }
    bottom = scene.ladder->standstill.empty() ? drawEnd(sketch, scene, bottom) : drawStandstill(sketch, scene, bottom);
    if (!scene.caption.isEmpty()) {
        const QStringList lines = wrappedLines(scene.caption, QFontMetrics(scene.theme.font(12)),
                                               qRound(scene.width) - 16);
        bottom += 10;
        for (const QString &line : lines) {
            sketch.text({8, bottom, scene.width - 16, 16}, line, {12}, scene.theme.muted);
            bottom += 16;
        }
    }
    picture.size = {scene.width, bottom + 4};
    return picture;
}

} // namespace interleave
