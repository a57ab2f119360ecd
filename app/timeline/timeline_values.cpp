// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/event_glyph.h"
#include "app/timeline/timeline_layers.h"
#include "core/trace/recording.h"

#include <QFontMetricsF>
#include <QImage>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
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
    double x = 0; ///< where the lines end
    ValueState state;
};

QString labelOf(const QString &name, std::int64_t number)
{
    return QStringLiteral("%1: %2").arg(name, grouped(number));
}

/// What is not known when events are missing was still found in the memory, if this is the end of the run.
QString finalWords(const LayerContext &context)
{
    const auto row = static_cast<std::size_t>(context.scene.value.row);
    const auto &words = context.info.finalWords;
    const bool atEnd = context.visible.last == context.scene.recording->trace().size()
        && context.scene.recording->finished();
    if (!atEnd || row >= words.size() || words[row].empty())
        return {};
    return grouped(words[row].front().value());
}

QString valueLabel(const LayerContext &context, ValueState state)
{
    const QString &name = context.scene.value.name;
    if (state.known)
        return labelOf(name, state.value);
    const QString last = finalWords(context);
    return last.isEmpty() ? QStringLiteral("%1: not known").arg(name)
                          : QStringLiteral("%1: %2 in the end").arg(name, last);
}

/// Least and greatest value that the lines show between two places.
using Reach = std::function<Extent(double left, double right)>;

/// Beside the row there is room for its name and its value only.
void addWordsBeside(Picture &picture, const LayerContext &context, End end)
{
    const TimelineGeometry &g = context.geometry;
    const Theme &theme = context.theme();
    constexpr double kHeight = 15;
    const QRectF name(18, g.values.center().y() - kHeight, g.plot.left() - 22, kHeight);
    QString last = end.state.known ? grouped(end.state.value) : finalWords(context);
    if (last.isEmpty())
        last = QStringLiteral("not known");
    const QFont font = theme.font(12), bold = theme.font(12, QFont::DemiBold);
    if (g.values.height() >= 2 * kHeight) {
        picture.add(Label{name, context.scene.value.name, theme.muted, font});
        picture.add(Label{name.translated(0, kHeight), last, theme.text, bold});
        return;
    }
    // On one line, or the value alone: the stage says what it is of.
    const QRectF line = name.translated(0, kHeight / 2);
    const double words = QFontMetricsF(font).horizontalAdvance(context.scene.value.name);
    if (words + 6 + QFontMetricsF(bold).horizontalAdvance(last) <= line.width())
        picture.add(Label{line, context.scene.value.name, theme.muted, font});
    picture.add(Label{line, last, theme.text, bold, Qt::AlignRight | Qt::AlignVCenter, false});
}

/// What the lines end with. The words stand above and below both, and where there is no room below, one beside the
/// other above: never across a line.
void addWords(Picture &picture, const LayerContext &context, const ValueScale &scale, End end, const Reach &reach)
{
    const TimelineGeometry &g = context.geometry;
    if (g.valueBeside)
        return addWordsBeside(picture, context, end);
    const Theme &theme = context.theme();
    const TimelineValue &value = context.scene.value;
    const QFont font = theme.font(12), bold = theme.font(12, QFont::DemiBold);
    picture.add(Label{QRectF(18, g.values.center().y() - 9, g.plot.left() - 24, 18), value.name, theme.muted, font});

    constexpr double kHeight = 17, kBetween = 12, kLeastWidth = 260, kBehind = 8;
    const QString words = valueLabel(context, end.state);
    const double width = QFontMetricsF(bold).horizontalAdvance(words) + 2;
    // Before the end of the lines, or behind it while they are short.
    const bool behind = end.x - 6 < g.plot.left() + kLeastWidth && end.x + kBehind + kLeastWidth < g.plot.right();
    double right = behind ? end.x + kBehind + width : std::min(end.x - 6, g.plot.right() - 6);
    const Extent near = reach(right - width, right);
    const double highest = near.empty() ? g.values.top() : scale.y(near.max);
    const double lowest = near.empty() ? g.values.bottom() : scale.y(near.min);
    const double above = std::max(g.lanes.bottom() + 1, highest - 3 - kHeight);
    const bool below = lowest + 3 + kHeight <= g.ruler.top() + 4;
    picture.add(Label{QRectF(right - width, below ? lowest + 3 : above, width, kHeight), words, theme.text, bold,
                      Qt::AlignRight | Qt::AlignVCenter, false});
    if (value.written.isEmpty())
        return;
    if (!below)
        right -= width + kBetween;
    QString written = end.state.complete ? labelOf(value.written, end.state.writes)
                                         : QStringLiteral("%1: not known").arg(value.written);
    if (!scale.showsWritten() && end.state.complete)
        written.append(end.state.writes > end.state.value ? QStringLiteral(" ↑") : QStringLiteral(" ↓"));
    const double length = QFontMetricsF(font).horizontalAdvance(written) + 2;
    if (behind)
        right = (below ? end.x + kBehind : right + width + 2 * kBetween) + length;
    const Extent over = reach(right - length, right);
    const double top = over.empty() ? g.values.top() : scale.y(over.max);
    const double y = below ? std::max(g.lanes.bottom() + 1, top - 3 - kHeight) : above;
    picture.add(Label{QRectF(right - length, y, length, kHeight), written, theme.muted, font,
                      Qt::AlignRight | Qt::AlignVCenter, false});
}

/// The value row of a dense view, column by column: a band between the least and the greatest value, the value it ended
/// with as a line, the number written as a broken one.
class ValuePixels
{
public:
    static constexpr double kMargin = 2; // above and below the scale: half a line

    ValuePixels(const LayerContext &context, const TimelineColumns &columns, const ValueScale &scale, bool written)
        : m_context(context), m_columns(columns), m_scale(scale), m_written(written)
    {
        const double height = context.geometry.values.height() + 2 * kMargin;
        m_image = QImage(static_cast<int>(columns.count), static_cast<int>(std::ceil(height * ratio())),
                         QImage::Format_ARGB32_Premultiplied);
        m_image.setDevicePixelRatio(ratio());
        m_image.fill(Qt::transparent);
        m_line = static_cast<std::size_t>(m_image.bytesPerLine()) / sizeof(QRgb);
        m_pixels = reinterpret_cast<QRgb *>(m_image.bits());
    }

    QImage draw()
    {
        QColor shade = m_context.theme().text;
        shade.setAlphaF(0.2F);
        const QRgb band = qPremultiply(shade.rgba());
        const QRgb line = m_context.theme().text.rgb();
        const QRgb broken = m_context.theme().muted.rgb();
        const int thick = std::max(1, static_cast<int>(std::lround(2 * ratio())));
        const int thin = std::max(1, static_cast<int>(std::lround(1.5 * ratio())));
        const int dash = std::max(1, static_cast<int>(std::lround(4 * ratio())));
        const std::int64_t base = m_context.scene.value.initial;
        int before = 0;
        int writtenBefore = 0;
        for (std::size_t column = 0; column < m_columns.known; ++column) {
            const ValueColumn &value = m_columns.values[column];
            if (!value.extent.empty() && !value.gap)
                fill(column, row(value.extent.max), row(value.extent.min) + 1, band);
            const int written = row(static_cast<double>(base + value.last.writes));
            if (m_written && value.last.complete && static_cast<int>(column) / dash % 2 == 0)
                stroke(column, column == 0 ? written : writtenBefore, written, thin, broken);
            const int now = row(value.last.value);
            if (value.last.known) // over a gap nobody knows how it went
                stroke(column, column == 0 || value.gap ? now : before, now, thick, line);
            if (value.gap || !value.last.known)
                dots(column, thick, broken);
            before = now;
            writtenBefore = written;
        }
        return m_image;
    }

private:
    double ratio() const { return m_context.scene.pixelRatio; }
    int row(double value) const
    {
        return static_cast<int>(std::lround((m_scale.y(value) - m_context.geometry.values.top() + kMargin) * ratio()));
    }
    void stroke(std::size_t column, int from, int to, int width, QRgb color)
    {
        fill(column, std::min(from, to) - width / 2, std::max(from, to) - width / 2 + width, color);
    }
    /// From top to bottom: here events are missing.
    void dots(std::size_t column, int size, QRgb color)
    {
        for (int top = 0; top < m_image.height(); top += 3 * size)
            fill(column, top, top + size, color);
    }
    void fill(std::size_t column, int top, int bottom, QRgb color)
    {
        for (int at = std::max(0, top); at < std::min(bottom, m_image.height()); ++at)
            m_pixels[static_cast<std::size_t>(at) * m_line + column] = color;
    }

    const LayerContext &m_context;
    const TimelineColumns &m_columns;
    const ValueScale &m_scale;
    bool m_written;
    QImage m_image;
    QRgb *m_pixels = nullptr;
    std::size_t m_line = 0;
};

/// The lines of an exact view, event by event. Where events are missing nobody knows how the value went, and from there
/// on nobody knows how often it was written.
class ValueLines
{
public:
    ValueLines(const ValueScale &scale, std::int64_t base, double left, ValueState state)
        : m_scale(scale),
          m_base(base),
          m_x(left),
          m_state(state)
    {
        m_value.moveTo(left, valueY());
        m_written.moveTo(left, writtenY());
    }

    /// From `x` on it is so.
    void go(double x, ValueState state)
    {
        if (state == m_state)
            return;
        advance(x);
        const bool bridges = m_state.known && state.known;
        m_state = state;
        if (bridges)
            m_value.lineTo(x, valueY());
        else
            m_value.moveTo(x, valueY());
        if (state.complete)
            m_written.lineTo(x, writtenY());
    }
    void finish(double right) { advance(right); }

    const QPainterPath &value() const { return m_value; }
    const QPainterPath &written() const { return m_written; }
    /// Stretches in which the value is not known, from left to right.
    const std::vector<std::pair<double, double>> &unknown() const { return m_unknown; }

private:
    double valueY() const { return m_scale.y(m_state.value); }
    double writtenY() const { return m_scale.y(static_cast<double>(m_base + m_state.writes)); }
    void advance(double x)
    {
        if (m_state.known)
            m_value.lineTo(x, valueY());
        else
            m_unknown.emplace_back(m_x, x);
        if (m_state.complete)
            m_written.lineTo(x, writtenY());
        m_x = x;
    }

    const ValueScale &m_scale;
    std::int64_t m_base;
    double m_x;
    ValueState m_state;
    QPainterPath m_value, m_written;
    std::vector<std::pair<double, double>> m_unknown;
};

/// However narrow the stretch is.
void addUnknown(Picture &picture, const LayerContext &context, double from, double to)
{
    const QRectF values = context.geometry.values;
    const QRectF rect(from, values.top(), std::max(3.0, to - from), values.height());
    picture.add(Outline{hatching(rect, 5), {}, context.theme().muted, 1});
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
    const auto add = [&](ValueState state) {
        values.add(state.value);
        if (state.complete)
            written.add(static_cast<std::int32_t>(base + state.writes));
    };
    add(view.value);
    for (const SeenEvent &seen : view.events)
        add(seen.value);
    const ValueScale scale(g.values, values, written, hasWritten);

    // A view may reach beyond the end.
    const double end = std::min(context.scene.range.end,
                                byOrder ? static_cast<double>(context.visible.reach) : context.scene.trace.end);
    const double left = g.plot.left();
    const double right = std::clamp(context.x(end), left, g.plot.right());
    ValueLines lines(scale, base, left, view.value);
    for (const SeenEvent &seen : view.events)
        lines.go(std::max(left, context.x(seen.position)), seen.value);
    lines.finish(right);
    if (hasWritten && scale.showsWritten())
        picture.add(Outline{lines.written(), {}, context.theme().muted, 1.6, true});
    for (const auto &[from, to] : lines.unknown())
        addUnknown(picture, context, from, to);
    picture.add(Outline{lines.value(), {}, context.theme().text, 2.4});
    const SeenEvent *last = view.events.empty() ? nullptr : &view.events.back();
    const auto reach = [&](double from, double to) {
        Extent extent;
        const auto addTo = [&](ValueState state) {
            extent.add(state.value);
            if (hasWritten && scale.showsWritten() && state.complete)
                extent.add(static_cast<std::int32_t>(base + state.writes));
        };
        ValueState state = view.value; // at `from`
        for (const SeenEvent &seen : view.events) {
            const double x = context.x(seen.position);
            if (x > to)
                break;
            if (x >= from) {
                addTo(state);
                addTo(seen.value);
            }
            state = seen.value;
        }
        addTo(state);
        return extent;
    };
    addWords(picture, context, scale, {right, last ? last->value : view.value}, reach);
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
        const ValueColumn &value = columns.values[column];
        values.add(value.extent);
        values.add(value.last.value);
        if (value.last.complete)
            written.add(static_cast<std::int32_t>(base + value.last.writes));
    }
    const ValueScale scale(g.values, values, written, hasWritten);

    QImage image = ValuePixels(context, columns, scale, hasWritten && scale.showsWritten()).draw();
    const QSizeF size = QSizeF(image.size()) / image.devicePixelRatio();
    picture.add(Pixels{QRectF(QPointF(g.plot.left(), g.values.top() - ValuePixels::kMargin), size), std::move(image)});
    const double end = g.plot.left() + static_cast<double>(columns.known) / context.scene.pixelRatio;
    const ValueColumn &last = columns.values[columns.known - 1];
    const auto reach = [&](double from, double to) {
        const auto columnAt = [&](double x) {
            const double column = (x - g.plot.left()) * context.scene.pixelRatio;
            return static_cast<std::size_t>(std::clamp(column, 0.0, static_cast<double>(columns.known - 1)));
        };
        Extent extent;
        for (std::size_t column = columnAt(from); column <= columnAt(to); ++column) {
            const ValueColumn &value = columns.values[column];
            extent.add(value.extent);
            extent.add(value.last.value);
            if (hasWritten && scale.showsWritten() && value.last.complete)
                extent.add(static_cast<std::int32_t>(base + value.last.writes));
        }
        return extent;
    };
    addWords(picture, context, scale, {end, last.last}, reach);
}

} // namespace interleave
