// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/event_glyph.h"
#include "app/timeline/timeline_layers.h"
#include "core/trace/run_info.h"

#include <QImage>

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave {

namespace {

/// Writes the lanes of a dense view straight into pixels: thousands of columns cost less than a hundred boxes.
class LanePixels
{
public:
    LanePixels(const LayerContext &context, const TimelineColumns &columns)
        : m_context(context)
        , m_columns(columns)
        , m_ratio(context.scene.pixelRatio)
        , m_image(static_cast<int>(columns.count), static_cast<int>(std::ceil(context.geometry.lanes.height() * m_ratio)),
                  QImage::Format_ARGB32_Premultiplied)
    {
        m_image.setDevicePixelRatio(m_ratio);
        m_image.fill(Qt::transparent);
        m_line = static_cast<std::size_t>(m_image.bytesPerLine()) / sizeof(QRgb);
        m_pixels = reinterpret_cast<QRgb *>(m_image.bits());
        findScale();
    }

    QImage draw()
    {
        const TimelineGeometry &g = m_context.geometry;
        for (int lane = g.firstLane; lane < g.firstLane + g.shownLanes; ++lane)
            drawLane(lane);
        return m_image;
    }

private:
    struct Band {
        int top, bottom; ///< rows, bottom excluded
    };
    Band band(int lane, double from, double to) const
    {
        const TimelineGeometry &g = m_context.geometry;
        const double top = g.boxTop(lane) - g.lanes.top();
        const auto row = [&](double share) {
            return std::clamp(static_cast<int>(std::lround((top + share * g.boxHeight()) * m_ratio)), 0, m_image.height());
        };
        return {row(from), row(to)};
    }

    /// Order: a full bar is the largest share of a column's events that a lane in view has. Time: the largest number of
    /// accesses a column has. The same for all lanes and columns, so bars may be compared.
    void findScale()
    {
        const TimelineGeometry &g = m_context.geometry;
        float most = 0;
        for (int lane = g.firstLane; lane < g.firstLane + g.shownLanes; ++lane) {
            for (std::size_t column = 0; column < m_columns.count; ++column) {
                const LaneColumn &cell = m_columns.at(static_cast<std::size_t>(lane), column);
                most = std::max(most, cell.reads + cell.writes);
                m_states = m_states || cell.waiting > 0 || cell.holding > 0;
            }
        }
        m_full = most > 0 ? most : 1;
    }

    void fill(std::size_t column, int top, int bottom, QRgb color)
    {
        for (int row = top; row < bottom; ++row)
            m_pixels[static_cast<std::size_t>(row) * m_line + column] = color;
    }
    void hatch(std::size_t column, int top, int bottom, QRgb color)
    {
        const int spacing = static_cast<int>(std::lround(6 * m_ratio));
        const int width = std::max(1, static_cast<int>(std::lround(1.6 * m_ratio)));
        for (int row = top; row < bottom; ++row)
            if ((static_cast<int>(column) + row) % spacing < width)
                m_pixels[static_cast<std::size_t>(row) * m_line + column] = color;
    }

    void drawLane(int lane)
    {
        const Theme &theme = m_context.theme();
        const bool byTime = m_context.scene.axis == TimelineAxis::Time;
        // What matters most gets most of the height: accesses by order, states by time. Without locks there are only
        // accesses.
        const double split = !m_states ? 1.0 : byTime ? 0.36 : 0.6;
        const Band accesses = band(lane, 0.0, m_states ? split - 0.04 : 1.0);
        const Band states = band(lane, split, 1.0);
        const QRgb writes = theme.actor(lane).rgb();
        const QRgb reads = mixed(theme.actor(lane), theme.card, 0.55);
        const QRgb holding = mixed(theme.actor(lane), theme.card, 0.4);
        const QRgb wanted = theme.actor(lane).rgb();
        const QRgb waiting = theme.muted.rgb();
        const QRgb loss = theme.loss.rgb();
        const int lossHeight = std::max(2, static_cast<int>(std::lround(3 * m_ratio)));

        for (std::size_t column = 0; column < m_columns.count; ++column) {
            const LaneColumn &cell = m_columns.at(static_cast<std::size_t>(lane), column);
            const int room = accesses.bottom - accesses.top;
            const float all = cell.reads + cell.writes;
            if (all > 0) {
                // At least a pixel: a lone access among thousands must not vanish.
                const int high = std::clamp(static_cast<int>(std::lround(all / m_full * static_cast<float>(room))), 1, room);
                const int written = static_cast<int>(std::lround(cell.writes / all * static_cast<float>(high)));
                fill(column, accesses.bottom - written, accesses.bottom, writes);
                fill(column, accesses.bottom - high, accesses.bottom - written, reads);
            }
            if (m_states) {
                const int depth = states.bottom - states.top;
                const int held = rowsOf(cell.holding, depth);
                const int inDemand = std::min(held, rowsOf(cell.wanted, depth));
                const int waited = std::min(depth - held, rowsOf(cell.waiting, depth));
                fill(column, states.bottom - held, states.bottom, holding);
                fill(column, states.bottom - inDemand, states.bottom, wanted);
                hatch(column, states.bottom - held - waited, states.bottom - held, waiting);
            }
            if (cell.lost > 0) {
                const float share = std::min(1.0F, static_cast<float>(cell.lost) / std::max(1.0F, cell.writes));
                fill(column, std::max(0, accesses.top - rowsOf(share, lossHeight)), accesses.top, loss);
            }
        }
    }

    static int rowsOf(float share, int rows)
    {
        return share <= 0 ? 0 : std::clamp(static_cast<int>(std::lround(share * static_cast<float>(rows))), 1, rows);
    }
    static QRgb mixed(const QColor &over, const QColor &under, double share)
    {
        const auto channel = [share](int a, int b) { return static_cast<int>(std::lround(b + (a - b) * share)); };
        return qRgb(channel(over.red(), under.red()), channel(over.green(), under.green()),
                    channel(over.blue(), under.blue()));
    }

    const LayerContext &m_context;
    const TimelineColumns &m_columns;
    double m_ratio;
    QImage m_image;
    QRgb *m_pixels = nullptr;
    std::size_t m_line = 0;
    float m_full = 1;
    bool m_states = false;
};

/// Where losses are few, each place gets its ✕; where a lane is full of them, the strips (as high as the share of the
/// writes that were lost) and the ✕ with a number beside each lane say so.
void addLossCrosses(Picture &picture, const LayerContext &context, const TimelineColumns &columns)
{
    constexpr double kApart = 11;
    const TimelineGeometry &g = context.geometry;
    std::vector<std::vector<double>> lanes;
    for (int lane = g.firstLane; lane < g.firstLane + g.shownLanes; ++lane) {
        std::vector<double> places;
        for (std::size_t column = 0; column < columns.count; ++column)
            if (columns.at(static_cast<std::size_t>(lane), column).lost > 0)
                places.push_back(g.plot.left() + (static_cast<double>(column) + 0.5) / context.scene.pixelRatio);
        if (static_cast<double>(places.size()) * kApart > g.plot.width() / 2)
            return;
        lanes.push_back(std::move(places));
    }
    const double size = crossIn(g.pitch);
    QPainterPath crosses;
    for (std::size_t row = 0; row < lanes.size(); ++row) {
        double before = -kApart;
        for (const double x : lanes[row]) {
            if (x - before < kApart)
                continue;
            const double top = g.boxTop(g.firstLane + static_cast<int>(row)) - size * 0.7;
            crosses.addPath(cross(QRectF(x - size / 2, top, size, size)));
            before = x;
        }
    }
    if (!crosses.isEmpty())
        addCross(picture, crosses, size * 2 / 7, context.theme());
}

} // namespace

void addColumns(Picture &picture, const LayerContext &context, const TimelineColumns &columns)
{
    const QRectF lanes = context.geometry.lanes;
    if (lanes.height() < 1)
        return;
    QImage image = LanePixels(context, columns).draw();
    const QSizeF size = QSizeF(image.size()) / image.devicePixelRatio();
    picture.add(Pixels{QRectF(lanes.topLeft(), size), std::move(image)});
    addLossCrosses(picture, context, columns);
}

void addCrosses(Picture &picture, const LayerContext &context, const ExactView &view)
{
    const TimelineGeometry &g = context.geometry;
    const bool byOrder = context.scene.axis == TimelineAxis::Order;
    const double column = byOrder ? context.x(1) - context.x(0) : 0;
    const double arm = std::min(byOrder ? std::clamp(column * 0.3, 3.5, 9.0) : 8.0, crossIn(g.pitch) * 1.3);
    QPainterPath crosses;
    for (const SeenEvent &seen : view.events) {
        if (!g.shows(seen.event.actor) || !context.scene.losses->isOverwritten(seen.index))
            continue;
        // At the upper right corner of its box, as on a ticked-off list; over the tick in time.
        const double right = byOrder ? context.x(seen.position + 1) - std::min(2.0, column * 0.15)
                                     : context.x(seen.position) + arm / 2;
        crosses.addPath(cross(QRectF(right - arm, g.boxTop(seen.event.actor) - std::min(4.0, arm * 0.5), arm, arm)));
    }
    if (!crosses.isEmpty())
        addCross(picture, crosses, std::clamp(arm * 0.27, 1.4, 2.4), context.theme());
}

} // namespace interleave
