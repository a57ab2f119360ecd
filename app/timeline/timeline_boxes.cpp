// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/event_glyph.h"
#include "app/timeline/timeline_layers.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave {

namespace {

QString eventId(EventIndex event)
{
    return QStringLiteral("event/").append(QString::number(event));
}

/// Adds the box of one event, with letter and value as far as there is room for them.
class BoxAdder
{
public:
    BoxAdder(Picture &picture, const LayerContext &context)
        : m_picture(picture)
        , m_context(context)
        , m_largest(std::clamp(static_cast<int>(context.geometry.boxHeight()), kSmallestText, kLargestText))
    {
        for (int pixels = kSmallestText; pixels <= kLargestText; ++pixels) {
            m_medium.emplace_back(context.theme().font(pixels, QFont::Medium));
            m_bold.emplace_back(context.theme().font(pixels, QFont::Bold));
        }
    }

    void add(const SeenEvent &seen, const QRectF &rect, bool text)
    {
        const Event &event = seen.event;
        const EventGlyph glyph = glyphOf(event);
        const GlyphColors colors = glyphColors(glyph.style, event.actor, m_context.theme());
        const bool filled = glyph.style == EventGlyph::Style::Changes || glyph.style == EventGlyph::Style::Ends;
        const bool inferred = event.has(kInferred) && event.kind() != EventKind::Died;
        const double radius = rect.width() < 7 ? 0 : std::min(4.0, rect.width() / 4); // a rounded corner costs more than it shows
        // Inferred: nobody reported it, so its outline is broken, and a filled one pales.
        QColor fill = inferred && filled ? m_context.theme().actorSoft(event.actor) : colors.fill;
        m_picture.add(Box{rect, radius, fill, colors.stroke, filled && !inferred ? 1 : std::min(1.8, rect.width() / 4),
                          inferred, eventId(seen.index)});
        if (event.kind() == EventKind::Died)
            m_picture.add(Box{rect, radius, {}, {}, 0, false,
                              QStringLiteral("end/").append(QString::number(event.actor + 1))});
        if (!text)
            return;
        const QColor ink = inferred && filled ? m_context.theme().text : colors.text;
        if (glyph.style == EventGlyph::Style::Waits) {
            const QRectF glass(rect.center() - QPointF(3.5, 5), QSizeF(7, 10));
            m_picture.add(Outline{hourGlass(glass), {}, ink, 1.4});
        } else if (glyph.style == EventGlyph::Style::Ends) {
            m_picture.add(Outline{cross(QRectF(rect.center() - QPointF(4, 4), QSizeF(8, 8))), {}, ink, 2});
        } else {
            addText(glyph, rect, ink);
        }
    }

    /// Of a box that holds all of its text.
    double boxWidth(const Event &event) const
    {
        const EventGlyph glyph = glyphOf(event);
        const double text = face(glyph, m_largest).metrics.horizontalAdvance(glyph.text);
        return glyph.text.isEmpty() ? 18 : std::max(18.0, text + 8);
    }

private:
    static constexpr int kSmallestText = 8;
    static constexpr int kLargestText = 12;

    struct Face {
        explicit Face(const QFont &of) : font(of), metrics(of) {}
        QFont font;
        QFontMetricsF metrics;
    };

    const Face &face(const EventGlyph &glyph, int pixels) const
    {
        const bool filled = glyph.style == EventGlyph::Style::Changes || glyph.style == EventGlyph::Style::Ends;
        return sizeOf(filled ? m_bold : m_medium, pixels);
    }
    static const Face &sizeOf(const std::vector<Face> &faces, int pixels)
    {
        return faces[static_cast<std::size_t>(pixels - kSmallestText)];
    }

    /// With its value in the largest writing that leaves a pixel on both sides, else the letter alone.
    void addText(const EventGlyph &glyph, const QRectF &rect, const QColor &ink)
    {
        const double room = rect.width() - 2;
        // Equally long ones get equal writing, whatever their digits; what fits only because its own are narrow is
        // as small as may be.
        QString widest = glyph.text;
        widest.fill(u'0').replace(0, 1, u'W');
        int pixels = m_largest;
        while (pixels > kSmallestText && sizeOf(m_bold, pixels).metrics.horizontalAdvance(widest) > room)
            --pixels;
        QString text = glyph.text;
        if (face(glyph, pixels).metrics.horizontalAdvance(text) > room) {
            text = glyph.letter;
            pixels = m_largest;
            while (pixels > kSmallestText && face(glyph, pixels).metrics.horizontalAdvance(text) > room)
                --pixels;
        }
        m_picture.add(Label{rect, text, ink, face(glyph, pixels).font, Qt::AlignCenter, false});
    }

    Picture &m_picture;
    const LayerContext &m_context;
    int m_largest; // that a box is high enough for
    std::vector<Face> m_medium, m_bold; // by size
};

/// Whether the box of such an event stands before its moment (it ends something) or after (it begins something).
bool standsBefore(EventKind kind)
{
    switch (kind) {
    case EventKind::Read:
    case EventKind::LockAcquired:
    case EventKind::SemaphoreAcquired:
    case EventKind::Awaited:
    case EventKind::Died:
        return false;
    default:
        return true;
    }
}
/// Waiting is told by its bar.
bool needsBox(EventKind kind)
{
    return kind != EventKind::LockRequested && kind != EventKind::SemaphoreRequested && kind != EventKind::AwaitBegan;
}

} // namespace

void addBoxes(Picture &picture, const LayerContext &context, const ExactView &view)
{
    const TimelineGeometry &g = context.geometry;
    const double column = context.x(1) - context.x(0);
    // Up to four pixels between boxes; where columns are narrow, the values need the room more.
    const double gap = std::clamp(column * 0.12, std::min(2.0, column * 0.3), 4.0);
    BoxAdder boxes(picture, context);
    for (const SeenEvent &seen : view.events) {
        if (!g.shows(seen.event.actor))
            continue;
        const QRectF rect(context.x(seen.position) + gap / 2, g.boxTop(seen.event.actor), column - gap, g.boxHeight());
        boxes.add(seen, rect, context.detail == TimelineDetail::Text && g.holdsLetters());
    }
}

void addTicks(Picture &picture, const LayerContext &context, const ExactView &view)
{
    const TimelineGeometry &g = context.geometry;
    const Theme &theme = context.theme();
    BoxAdder boxes(picture, context);

    // Each lane's events, so that a box knows how much room its neighbours leave.
    std::vector<std::vector<const SeenEvent *>> lanes(static_cast<std::size_t>(g.laneCount));
    for (const SeenEvent &seen : view.events)
        if (g.shows(seen.event.actor))
            lanes[seen.event.actor].push_back(&seen);

    for (const auto &lane : lanes) {
        double taken = g.plot.left(); // up to here
        for (std::size_t i = 0; i < lane.size(); ++i) {
            const SeenEvent &seen = *lane[i];
            const Event &event = seen.event;
            const EventGlyph::Style style = glyphOf(event).style;
            const double x = context.x(seen.position);
            const double top = g.boxTop(event.actor);
            const double height = g.boxHeight();
            // What changes something is as high as the lane's boxes, what only looks is lower: told apart without
            // colour.
            const double share = style == EventGlyph::Style::Changes ? 1 : 0.6;
            picture.add(Box{QRectF(x - 1.2, top + height * (1 - share), 2.4, height * share), 0,
                            glyphColors(style, event.actor, theme).stroke, {}, 0, false, eventId(seen.index)});
            if (needsBox(event.kind()) && g.holdsLetters()) {
                const double width = boxes.boxWidth(event);
                const double left = standsBefore(event.kind()) ? x - width : x;
                const double next = i + 1 < lane.size() ? context.x(lane[i + 1]->position) - 2 : g.plot.right();
                if (left >= taken && left + width <= std::max(next, x)) {
                    boxes.add(seen, QRectF(left, top, width, height), true);
                    taken = left + width;
                }
            }
            taken = std::max(taken, x + 2);
        }
    }
}

} // namespace interleave
