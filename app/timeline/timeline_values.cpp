// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/event_glyph.h"
#include "app/timeline/timeline_layers.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave {

namespace {

/// The value row's scale. When the number of increments written lies too far away to share it without flattening the
/// value's own steps, it covers the value alone, and the other is told by its label and an arrow.
class ValueScale
{
public:
    ValueScale(QRectF area, Extent value, Extent written, bool hasWritten)
        : m_area(area), m_low(value.min), m_high(value.max)
    {
        if (!hasWritten || written.empty())
            return;
        const double low = std::min(m_low, double(written.min));
        const double high = std::max(m_high, double(written.max));
        m_showsWritten = high - low <= 8 * std::max(4.0, m_high - m_low);
        if (m_showsWritten) {
            m_low = low;
            m_high = high;
        }
    }

    bool showsWritten() const { return m_showsWritten; }
    double y(double value) const
    {
        const double span = m_high - m_low;
        return span > 0 ? m_area.bottom() - (value - m_low) / span * m_area.height() : m_area.center().y();
    }

private:
    QRectF m_area;
    double m_low, m_high;
    bool m_showsWritten = false;
};

struct End {
    double x = 0;             ///< where the lines end
    std::int64_t value = 0, written = 0;
};

QString labelOf(const QString &name, std::int64_t number)
{
    return QStringLiteral("%1: %2").arg(name, grouped(number));
}

void addWords(Picture &picture, const LayerContext &context, const ValueScale &scale, End end)
{
    const TimelineGeometry &g = context.geometry;
    const Theme &theme = context.theme();
    const TimelineValue &value = context.scene.value;
    picture.add(Label{QRectF(18, g.values.center().y() - 9, g.plot.left() - 24, 18), value.name, theme.muted,
                      theme.font(12)});

    constexpr double kHeight = 17;
    constexpr double kWidth = 260;
    const double right = std::clamp(end.x - 6, g.plot.left() + kWidth, g.plot.right() - 6);
    const double y = scale.y(static_cast<double>(end.value));
    double above = y - 4 - kHeight; // lower edge of the label above
    if (!value.written.isEmpty()) {
        const double writtenY = scale.showsWritten() ? scale.y(static_cast<double>(end.written)) : g.values.top();
        above = std::max(g.lanes.bottom() + 1, writtenY - 3 - kHeight);
        QString words = labelOf(value.written, end.written);
        if (!scale.showsWritten())
            words.append(end.written > end.value ? QStringLiteral(" ↑") : QStringLiteral(" ↓"));
        picture.add(Label{QRectF(right - kWidth, above, kWidth, kHeight), words, theme.muted, theme.font(12),
                          Qt::AlignRight | Qt::AlignVCenter, false});
    }
    // Below its line, where there is room for it.
    const bool below = y + 4 + kHeight <= g.ruler.top() + 4;
    picture.add(Label{QRectF(right - kWidth, below ? y + 4 : y - 4 - 2 * kHeight, kWidth, kHeight),
                      labelOf(value.name, end.value), theme.text, theme.font(12, QFont::DemiBold),
                      Qt::AlignRight | Qt::AlignVCenter, false});
}

} // namespace

void addValues(Picture &picture, const LayerContext &context, const ExactView &view)
{
    const TimelineGeometry &g = context.geometry;
    if (g.values.isEmpty())
        return;
    const bool byOrder = context.scene.axis == TimelineAxis::Order;
    const bool hasWritten = !context.scene.value.written.isEmpty();
    const std::int64_t base = context.scene.value.initial;
    Extent values, written;
    values.add(view.value);
    written.add(static_cast<std::int32_t>(base + view.writes));
    for (const SeenEvent &seen : view.events) {
        values.add(seen.value);
        written.add(static_cast<std::int32_t>(base + seen.writes));
    }
    const ValueScale scale(g.values, values, written, hasWritten);

    double end = context.scene.range.end;
    if (byOrder)
        end = std::min(end, static_cast<double>(context.visible.reach));
    const double left = g.plot.left();
    const double right = std::clamp(context.x(end), left, g.plot.right());
    QPainterPath solid, dashed;
    double y = scale.y(view.value);
    double writtenY = scale.y(static_cast<double>(base + view.writes));
    solid.moveTo(left, y);
    dashed.moveTo(left, writtenY);
    for (const SeenEvent &seen : view.events) {
        const double x = std::max(left, context.x(seen.position));
        if (const double next = scale.y(seen.value); next != y) {
            solid.lineTo(x, y);
            solid.lineTo(x, y = next);
        }
        if (const double next = scale.y(static_cast<double>(base + seen.writes)); next != writtenY) {
            dashed.lineTo(x, writtenY);
            dashed.lineTo(x, writtenY = next);
        }
    }
    solid.lineTo(right, y);
    dashed.lineTo(right, writtenY);
    if (hasWritten && scale.showsWritten())
        picture.add(Outline{dashed, {}, context.theme().muted, 1.6, true});
    picture.add(Outline{solid, {}, context.theme().text, 2.4});
    const SeenEvent *last = view.events.empty() ? nullptr : &view.events.back();
    addWords(picture, context, scale, {right, last ? last->value : view.value, last ? last->writes : view.writes});
}

void addValues(Picture &picture, const LayerContext &context, const TimelineColumns &columns)
{
    const TimelineGeometry &g = context.geometry;
    if (g.values.isEmpty() || columns.known == 0)
        return;
    const bool hasWritten = !context.scene.value.written.isEmpty();
    const std::int64_t base = context.scene.value.initial;
    Extent values, written;
    for (std::size_t column = 0; column < columns.known; ++column) {
        values.add(columns.values[column].extent);
        values.add(columns.values[column].last);
        written.add(static_cast<std::int32_t>(base + columns.values[column].writes));
    }
    const ValueScale scale(g.values, values, written, hasWritten);

    // The band between least and greatest value of each column, and the line through the last ones.
    std::vector<QPointF> lower;
    QPainterPath band, line, dashed;
    bool wide = false;
    for (std::size_t column = 0; column < columns.known; ++column) {
        const ValueColumn &value = columns.values[column];
        const double x = g.plot.left() + (static_cast<double>(column) + 0.5) / context.scene.pixelRatio;
        Extent extent = value.extent;
        extent.add(value.last);
        const QPointF upper(x, scale.y(extent.max));
        lower.emplace_back(x, scale.y(extent.min));
        wide = wide || lower.back().y() - upper.y() > 2;
        const QPointF last(x, scale.y(value.last));
        const QPointF writes(x, scale.y(static_cast<double>(base + value.writes)));
        if (column == 0) {
            band.moveTo(upper);
            line.moveTo(last);
            dashed.moveTo(writes);
            continue;
        }
        band.lineTo(upper);
        line.lineTo(last);
        dashed.lineTo(writes);
    }
    if (wide) {
        for (auto point = lower.rbegin(); point != lower.rend(); ++point)
            band.lineTo(*point);
        band.closeSubpath();
        QColor fill = context.theme().text;
        fill.setAlphaF(0.16F);
        picture.add(Outline{band, fill, {}, 0});
    }
    if (hasWritten && scale.showsWritten())
        picture.add(Outline{dashed, {}, context.theme().muted, 1.6, true});
    picture.add(Outline{line, {}, context.theme().text, 1.8});
    const ValueColumn &last = columns.values[columns.known - 1];
    addWords(picture, context, scale, {lower.back().x(), last.last, last.writes});
}

} // namespace interleave
