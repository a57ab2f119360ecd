// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/style/words.h"
#include "app/timeline/event_glyph.h"
#include "app/timeline/timeline_layers.h"
#include "core/trace/recording.h"

#include <QImage>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

QColor faded(QColor color, float opacity)
{
    color.setAlphaF(opacity);
    return color;
}

/// Hatching drawn once, as wide as the plot, and cut to measure for every bar: stroking it costs fifty times as much.
class HatchStrip
{
public:
    HatchStrip(const TimelineScene &scene, const TimelineGeometry &geometry) : m_scene(scene), m_geometry(geometry) {}

    Pixels cut(const QRectF &rect)
    {
        if (m_strip.isNull())
            draw();
        const double ratio = m_scene.pixelRatio;
        const QPoint from(static_cast<int>(std::lround((rect.left() - m_geometry.plot.left()) * ratio)), 0);
        const QSize size(static_cast<int>(std::lround(rect.width() * ratio)),
                         static_cast<int>(std::lround(rect.height() * ratio)));
        QImage image = m_strip.copy(QRect(from, size).intersected(m_strip.rect()));
        return Pixels{QRectF(rect.topLeft(), QSizeF(image.size()) / ratio), std::move(image)};
    }

private:
    void draw()
    {
        const double ratio = m_scene.pixelRatio;
        const QSizeF size(m_geometry.plot.width(), m_geometry.boxHeight());
        m_strip = QImage((size * ratio).toSize() + QSize(1, 1), QImage::Format_ARGB32_Premultiplied);
        m_strip.setDevicePixelRatio(ratio);
        m_strip.fill(Qt::transparent);
        const QRgb color = qPremultiply(faded(m_scene.theme.muted, 0.75F).rgba());
        const int spacing = static_cast<int>(std::lround(6 * ratio));
        const int width = std::max(1, static_cast<int>(std::lround(1.4 * ratio)));
        for (int row = 0; row < m_strip.height(); ++row) {
            auto *line = reinterpret_cast<QRgb *>(m_strip.scanLine(row));
            for (int x = 0; x < m_strip.width(); ++x)
                if ((x + row) % spacing < width)
                    line[x] = color;
        }
    }

    const TimelineScene &m_scene;
    const TimelineGeometry &m_geometry;
    QImage m_strip;
};

/// Every so many lanes there is room for a number: digits are that high.
int numberedLanes(double pitch)
{
    constexpr double kDigits = 11;
    int every = 1;
    while (every * pitch < kDigits)
        every *= 2;
    return every;
}

/// Of the lane's writes in view so many are lost.
std::size_t lostInView(const LayerContext &context, int lane)
{
    const auto actor = static_cast<std::size_t>(lane);
    return context.scene.losses->before(actor, static_cast<double>(context.visible.last))
        - context.scene.losses->before(actor, static_cast<double>(context.visible.first));
}

void addLostCount(Picture &picture, const LayerContext &context, QPointF at, std::size_t lost, const QFont &font)
{
    addCross(picture, cross(QRectF(at.x() + 1, at.y() - 3.5, 7, 7)), 1.8, context.theme());
    const auto losses = static_cast<std::int64_t>(lost);
    const QString count = lost < 10'000 ? grouped(losses) : grouped(losses / 1000).append(QStringLiteral(" k"));
    picture.add(Label{QRectF(at.x() + 12, at.y() - 8, context.geometry.plot.left() - at.x() - 12, 16), count,
                      context.theme().loss, font, Qt::AlignLeft | Qt::AlignVCenter, false});
}

/// A badge with the number of the process beside its lane, and its name or what it lost.
void addLaneLabels(Picture &picture, const LayerContext &context)
{
    const TimelineGeometry &g = context.geometry;
    const Theme &theme = context.theme();
    const bool high = g.pitch >= 34;
    const double radius = std::min(10.0, (g.pitch - 1) / 2);
    const QFont numberFont = context.theme().font(std::clamp(static_cast<int>(2 * radius) - 2, 9, 12), QFont::Bold);
    const QFont font = context.theme().font(12);
    for (int lane = g.firstLane; lane < g.firstLane + g.shownLanes; ++lane) {
        const double middle = g.pitch < TimelineGeometry::kText ? g.top(lane) + g.pitch / 2
                                                                : g.boxTop(lane) + g.boxHeight() / 2 + (high ? 3 : 0);
        const QString number = QString::number(lane + 1);
        const QRectF badge(28 - radius, middle - radius, 2 * radius, 2 * radius);
        picture.add(Box{badge, radius, theme.actor(lane), {}, 0, false, QStringLiteral("actor/").append(number)});
        const QRectF around = badge.adjusted(-3, -2, 3, 2);
        picture.add(Label{around, number, theme.onActor(lane), numberFont, Qt::AlignCenter, false});

        const std::size_t lost = context.detail == TimelineDetail::Columns ? lostInView(context, lane) : 0;
        const double x = 44;
        if (lost == 0 || high)
            picture.add(Label{QRectF(x, lost == 0 ? middle - 9 : middle - 17, g.plot.left() - x - 1, 18),
                              QStringLiteral("proc ").append(number), theme.muted, font});
        if (lost == 0)
            continue;
        const double y = high ? middle + 8 : middle;
        addLostCount(picture, context, {x, y}, lost, font);
    }
}

/// A strip of colour beside each lane, a number at every so many, and what all of them lost.
void addThinLabels(Picture &picture, const LayerContext &context)
{
    const TimelineGeometry &g = context.geometry;
    const Theme &theme = context.theme();
    const QFont font = theme.font(12);
    const int every = numberedLanes(g.pitch);
    std::size_t lost = 0;
    for (int lane = g.firstLane; lane < g.firstLane + g.shownLanes; ++lane) {
        lost += lostInView(context, lane);
        const QString number = QString::number(lane + 1);
        const QRectF strip(30, g.boxTop(lane), 12, g.boxHeight());
        picture.add(Box{strip, 1, theme.actor(lane), {}, 0, false, QStringLiteral("actor/").append(number)});
        if (lane % every == 0)
            picture.add(Label{QRectF(4, g.top(lane) + g.pitch / 2 - 8, 22, 16), number, theme.muted, font,
                              Qt::AlignRight | Qt::AlignVCenter, false});
    }
    if (lost > 0)
        addLostCount(picture, context, {44, g.lanes.center().y()}, lost, font);
}

/// Whoever was killed or crashed, or would not leave when the run was stopped, is marked at its last event.
void addEnds(Picture &picture, const LayerContext &context)
{
    const TimelineGeometry &g = context.geometry;
    const Theme &theme = context.theme();
    for (std::size_t lane = 0; lane < context.info.processes.size(); ++lane) {
        const ProcessInfo &process = context.info.processes[lane];
        if (process.end == ProcessEnd::Running || process.end == ProcessEnd::Finished
            || !g.shows(static_cast<int>(lane)))
            continue;
        const QString id = QStringLiteral("end/").append(QString::number(lane + 1));
        const QRectF mark = picture.rectOf(id);
        if (mark.isNull() || mark.left() < g.plot.left())
            continue;
        const bool fits = mark.right() + 56 < g.plot.right();
        const QRectF rect(fits ? mark.right() + 5 : mark.left() - 55, mark.top(), 50, mark.height());
        picture.add(Label{rect, words::shortFate(process), theme.text, theme.font(12, QFont::DemiBold),
                          (fits ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, false});
    }
}

} // namespace

void addCursor(Picture &picture, const LayerContext &context)
{
    const EventIndex current = context.scene.current;
    if (current == kNoEvent || current >= context.visible.reach)
        return;
    const Theme &theme = context.theme();
    const bool loss = context.scene.losses->isOverwriting(current);
    const QColor fill = loss ? theme.lossSoft : theme.accentSoft;
    const QColor stroke = loss ? theme.loss : theme.accent;
    const QRectF plot = context.geometry.plot;
    const double position = positionOf(context.scene, current);
    const bool byOrder = context.scene.axis == TimelineAxis::Order;
    const double left = context.x(position);
    const double width = byOrder ? context.x(position + 1) - left : 0;
    if (left > plot.right() || left + width < plot.left())
        return;
    if (width >= 6) {
        picture.add(Box{QRectF(left, plot.top(), width, plot.height()), 4, fill, stroke, 1.2, false,
                        QStringLiteral("cursor")});
        return;
    }
    // Too narrow for a tinted column: a line with a tinted border on both sides.
    const double middle = left + width / 2;
    picture.add(Box{QRectF(middle - 3, plot.top(), 6, plot.height()), 2, fill, {}, 0, false, QStringLiteral("cursor")});
    picture.add(Line{{middle, plot.top()}, {middle, plot.bottom()}, stroke, 1.6});
}

void addSeparators(Picture &picture, const LayerContext &context)
{
    const TimelineGeometry &g = context.geometry;
    const int every = numberedLanes(g.pitch);
    for (int lane = g.firstLane; lane < g.firstLane + g.shownLanes; ++lane) {
        if ((lane + 1) % every != 0 && lane + 1 < g.laneCount) // above each that has a number, and below all
            continue;
        const double y = g.top(lane) + g.pitch;
        picture.add(Line{{g.plot.left(), y}, {g.plot.right(), y}, faded(context.theme().border, 0.45F), 1});
    }
}

void addStretches(Picture &picture, const LayerContext &context, const ExactView &view)
{
    const TimelineGeometry &g = context.geometry;
    const bool byOrder = context.scene.axis == TimelineAxis::Order;
    const double column = byOrder ? context.x(1) - context.x(0) : 0;
    HatchStrip hatch(context.scene, g);
    for (const LaneStretch &stretch : view.stretches) {
        if (!g.shows(stretch.lane))
            continue;
        const bool holds = stretch.phase == LaneState::Phase::Holding;
        // By order, holding surrounds the boxes of its first and last event, and waiting runs between their middles.
        const double before = byOrder && stretch.fromEvent != kNoEvent && !holds ? column / 2 : 0;
        const double after = byOrder && stretch.toEvent != kNoEvent ? (holds ? column : column / 2) : 0;
        const double left = std::max(context.x(stretch.from) + before, g.plot.left());
        const double right = std::min(context.x(stretch.to) + after, g.plot.right());
        if (right - left < 0.5)
            continue;
        const double inset = holds ? (byOrder ? -3 : 0) * g.pitch / TimelineGeometry::kPitch : g.boxHeight() * 0.22;
        const QRectF rect(left, g.boxTop(stretch.lane) + inset, right - left, g.boxHeight() - 2 * inset);
        const Theme &theme = context.theme();
        if (holds) {
            picture.add(Box{rect, 4, theme.actorSoft(stretch.lane), faded(theme.actor(stretch.lane), 0.35F), 1, false, {}});
            continue;
        }
        if (context.scene.vector && rect.width() > 3)
            picture.add(Outline{hatching(rect.adjusted(1, 1, -1, -1), 6), {}, faded(theme.muted, 0.75F), 1.1});
        else if (rect.width() > 3)
            picture.add(hatch.cut(rect.adjusted(1, 1, -1, -1)));
        picture.add(Box{rect, 0, {}, faded(theme.muted, 0.6F), 1, false, {}});
    }
}

/// Holding what others wait for is ruled off above and below, so that held, and held and wanted, differ in shape.
void addWanted(Picture &picture, const LayerContext &context, const ExactView &view)
{
    const TimelineGeometry &g = context.geometry;
    const bool byOrder = context.scene.axis == TimelineAxis::Order;
    const double rail = std::clamp(g.boxHeight() * 0.1, 1.0, 2.5);
    const double inset = (byOrder ? -3 : 0) * g.pitch / TimelineGeometry::kPitch;
    for (const WantedStretch &stretch : view.wanted) {
        if (!g.shows(stretch.lane))
            continue;
        const double left = std::max(context.x(stretch.from), g.plot.left());
        const double right = std::min(context.x(stretch.to), g.plot.right());
        if (right - left < 0.5)
            continue;
        const QColor color = context.theme().actor(stretch.lane);
        const double top = g.boxTop(stretch.lane) + inset, bottom = g.boxTop(stretch.lane) + g.boxHeight() - inset;
        picture.add(Box{QRectF(left, top, right - left, rail), 0, color, {}, 0, false, {}});
        picture.add(Box{QRectF(left, bottom - rail, right - left, rail), 0, color, {}, 0, false, {}});
    }
}

void addJoins(Picture &picture, const LayerContext &context, const ExactView &view)
{
    const TimelineGeometry &g = context.geometry;
    if (g.isThin())
        return;
    const double half = context.scene.axis == TimelineAxis::Order ? (context.x(1) - context.x(0)) / 2 : 0;
    const double width = std::clamp(2.5 * half / 15, context.scene.axis == TimelineAxis::Order ? 1.2 : 2.0, 2.5);
    for (const Join &join : view.joins) {
        const double left = std::max(context.x(join.from) + half, g.plot.left());
        const double right = std::min(context.x(join.to) + half, g.plot.right());
        if (right <= left || !g.shows(join.lane))
            continue;
        const double y = g.joinY(join.lane);
        picture.add(Line{{left, y}, {right, y}, context.theme().actor(join.lane), width});
    }
}

void addTail(Picture &picture, const LayerContext &context)
{
    const Tail &tail = context.scene.tail;
    if (tail.size() == 0 || context.scene.axis != TimelineAxis::Order || context.visible.reach != tail.after)
        return;
    const TimelineGeometry &g = context.geometry;
    const Theme &theme = context.theme();
    const auto settled = static_cast<double>(context.visible.reach);
    const double column = context.x(1) - context.x(0);
    const double left = std::max(context.x(settled), g.plot.left());
    const double right = std::min(context.x(settled + static_cast<double>(tail.size())), g.plot.right());
    if (right <= left)
        return;
    const QRectF zone(left, g.plot.top(), right - left, g.plot.height());
    picture.add(Box{zone, 4, faded(theme.inset, 0.7F), theme.borderStrong, 1, true, QStringLiteral("tail")});
    if (column < 3) {
        picture.add(Outline{hatching(QRectF(left, g.lanes.top(), right - left, g.lanes.height()), 8), {},
                            faded(theme.muted, 0.35F), 1});
    } else {
        for (std::size_t i = 0; i < tail.size(); ++i) {
            const Event &event = (*tail.events)[i];
            const double x = context.x(settled + static_cast<double>(i));
            if (x > g.plot.right() || !g.shows(event.actor))
                continue;
            const QRectF rect(x + 2, g.boxTop(event.actor), std::max(column - 4, column * 0.6), g.boxHeight());
            picture.add(Box{rect, 4, {}, theme.actor(event.actor), 1.2, true, {}});
            if (column >= 18 && g.holdsLetters())
                picture.add(Label{rect, glyphOf(event).letter, theme.muted, theme.font(12), Qt::AlignCenter, false});
        }
    }
    // At the foot: above it, the values are named where their lines end.
    picture.add(Label{QRectF(right - 120, g.plot.bottom() - 18, 116, 16), QStringLiteral("not settled yet"), theme.muted,
                      theme.font(12), Qt::AlignRight | Qt::AlignVCenter, false});
}

void addLabels(Picture &picture, const LayerContext &context)
{
    const TimelineGeometry &g = context.geometry;
    const Theme &theme = context.theme();
    // The timeline lies on a card; what sticks out of the plot is covered with its colour.
    picture.add(Box{QRectF(0, g.header.bottom(), g.plot.left() - 1, g.plot.bottom() - g.header.bottom()), 0, theme.card, {},
                    0, false, {}});
    picture.add(Box{QRectF(g.plot.right() + 1, g.header.bottom(), context.scene.size.width() - g.plot.right() - 1,
                           g.plot.bottom() - g.header.bottom()),
                    0, theme.card, {}, 0, false, {}});
    if (g.isThin())
        addThinLabels(picture, context);
    else
        addLaneLabels(picture, context);
    addEnds(picture, context);
}

void addCross(Picture &picture, const QPainterPath &strokes, double width, const Theme &theme)
{
    picture.add(Outline{strokes, {}, theme.card, width + 2.2});
    picture.add(Outline{strokes, {}, theme.loss, width});
}

} // namespace interleave
