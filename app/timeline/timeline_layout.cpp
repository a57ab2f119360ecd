// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_layout.h"

#include "app/timeline/event_glyph.h"
#include "app/timeline/timeline_columns.h"
#include "app/timeline/timeline_layers.h"
#include "core/trace/recording.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double kTextColumn = 18;   // a column at least this wide holds a letter
constexpr double kBoxColumn = 3;     // … a box
constexpr double kEventsPerPixel = 1.0 / 3; // time: from more on aggregates

void addHeader(Picture &picture, const LayerContext &context)
{
    const QRectF header = context.geometry.header;
    if (header.isEmpty())
        return;
    const bool byOrder = context.scene.axis == TimelineAxis::Order;
    picture.add(Label{QRectF(18, header.top(), 200, header.height()),
                      byOrder ? QStringLiteral("Across: order") : QStringLiteral("Across: time"), context.theme().muted,
                      context.theme().font(13)});
    Picture legend = layoutLegend(context.info, context.theme(), QSizeF(context.geometry.plot.right(), header.height()),
                                  Qt::AlignRight);
    for (Shape &shape : legend.shapes)
        picture.add(std::move(shape));
}

void addSelection(Picture &picture, const LayerContext &context)
{
    if (!context.scene.selection)
        return;
    QColor fill = context.theme().accent;
    fill.setAlphaF(0.15F);
    const QRectF plot = context.geometry.plot;
    const QRectF rect(QPointF(context.x(context.scene.selection->begin), plot.top()),
                      QPointF(context.x(context.scene.selection->end), plot.bottom()));
    picture.add(Box{rect, 0, fill, context.theme().accent, 1, false, {}});
}

void addLanesExactly(Picture &picture, const LayerContext &context)
{
    const ExactView view = readExact(context.scene, context.visible);
    addStretches(picture, context, view);
    addWanted(picture, context, view);
    addJoins(picture, context, view);
    if (context.scene.axis == TimelineAxis::Order)
        addBoxes(picture, context, view);
    else
        addTicks(picture, context, view);
    addTail(picture, context);
    addCrosses(picture, context, view);
    addLinks(picture, context);
    addLabels(picture, context);
    addValues(picture, context, view);
}

void addLanesDensely(Picture &picture, const LayerContext &context)
{
    const double pixels = context.geometry.plot.width() * context.scene.pixelRatio;
    const auto count = static_cast<std::size_t>(std::max(1.0, std::round(pixels)));
    const TimelineColumns columns = readColumns(context.scene, context.visible, count);
    addColumns(picture, context, columns);
    addTail(picture, context);
    addLabels(picture, context);
    addValues(picture, context, columns);
}

/// A sign of the timeline and what it means.
struct LegendEntry {
    QString letter; ///< as it stands in boxes, or empty:
    QString meaning;
    void (*draw)(Picture &, const QRectF &, const Theme &) = nullptr;
    QString inWords = {}; ///< of what is drawn: sign and meaning
};
constexpr double kLegendSign = 10; // wide

void drawHourGlass(Picture &picture, const QRectF &rect, const Theme &theme)
{
    picture.add(Outline{hourGlass(rect.adjusted(1.5, 0, -1.5, 0)), {}, theme.muted, 1.4});
}

void drawHeld(Picture &picture, const QRectF &rect, const Theme &theme)
{
    QColor soft = theme.muted;
    soft.setAlphaF(0.3F);
    picture.add(Box{rect, 0, soft, {}, 0, false, {}});
}

void drawWanted(Picture &picture, const QRectF &rect, const Theme &theme)
{
    drawHeld(picture, rect, theme);
    picture.add(Box{QRectF(rect.left(), rect.top(), rect.width(), 2), 0, theme.muted, {}, 0, false, {}});
    picture.add(Box{QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), 0, theme.muted, {}, 0, false, {}});
}

std::vector<LegendEntry> legendOf(const RunInfo &info)
{
    const auto has = [&](ObjectKind kind) {
        return std::any_of(info.objects.begin(), info.objects.end(),
                           [kind](const Object &o) { return o.kind == kind; });
    };
    std::vector<LegendEntry> entries{{QStringLiteral("R"), QStringLiteral("read")},
                                     {QStringLiteral("W"), QStringLiteral("write")}};
    if (info.settings.mode == "atomic")
        entries.push_back({QStringLiteral("U"), QStringLiteral("update")});
    const bool locks = has(ObjectKind::Mutex) && info.settings.mode != "off";
    if (locks) {
        entries.push_back({QStringLiteral("L"), QStringLiteral("lock taken")});
        entries.push_back({QStringLiteral("F"), QStringLiteral("freed")});
    }
    if (has(ObjectKind::Semaphore)) {
        entries.push_back({QStringLiteral("S"), QStringLiteral("semaphore taken")});
        entries.push_back({QStringLiteral("P"), QStringLiteral("posted")});
    }
    if (info.settings.mode != "off")
        entries.push_back(
            {{}, QStringLiteral("waiting"), &drawHourGlass, QStringLiteral("hour-glass, or a hatched bar: waiting")});
    if (locks) {
        entries.push_back({{}, QStringLiteral("holding"), &drawHeld, QStringLiteral("pale bar: holding")});
        entries.push_back({{},
                           QStringLiteral("… what others want"),
                           &drawWanted,
                           QStringLiteral("pale bar between two lines: holding what others want")});
    }
    return entries;
}

/// Of labels, boxes and outlines.
void move(Picture &picture, QPointF by)
{
    for (Shape &shape : picture.shapes) {
        if (auto *label = std::get_if<Label>(&shape))
            label->rect.translate(by);
        else if (auto *box = std::get_if<Box>(&shape))
            box->rect.translate(by);
        else if (auto *outline = std::get_if<Outline>(&shape))
            outline->path.translate(by);
    }
}

} // namespace

TimelineDetail detailOf(const TimelineScene &scene, const TimelineGeometry &geometry, const VisibleEvents &visible)
{
    if (scene.axis == TimelineAxis::Time) {
        const bool dense = static_cast<double>(visible.count()) > geometry.plot.width() * kEventsPerPixel;
        return dense ? TimelineDetail::Columns : TimelineDetail::Text;
    }
    const double column = geometry.plot.width() / std::max(scene.range.length(), 1e-9);
    return column >= kTextColumn ? TimelineDetail::Text
        : column >= kBoxColumn   ? TimelineDetail::Boxes
                                 : TimelineDetail::Columns;
}

Picture layoutTimeline(const TimelineScene &scene)
{
    const auto info = scene.recording->info();
    const TimelineGeometry geometry = geometryOf(scene.size, static_cast<int>(info->processes.size()), scene.firstLane,
                                                 scene.value.row >= 0, scene.header);
    const VisibleEvents visible = visibleEvents(scene);
    const LayerContext context{scene, geometry, *info, visible, detailOf(scene, geometry, visible)};

    Picture picture;
    picture.size = scene.size;
    addCursor(picture, context);
    addSeparators(picture, context);
    if (context.detail == TimelineDetail::Columns)
        addLanesDensely(picture, context);
    else
        addLanesExactly(picture, context);
    addRuler(picture, context);
    addSelection(picture, context);
    addBookmarks(picture, context);
    addHeader(picture, context);
    return picture;
}

QString legendWords(const RunInfo &info)
{
    QStringList lines;
    for (const LegendEntry &entry : legendOf(info))
        lines << (entry.draw ? entry.inWords : entry.letter + QStringLiteral(": ") + entry.meaning);
    lines << QStringLiteral("line below two boxes: a read, and the write made of it")
          << QStringLiteral("✕: what was written here is lost") << QStringLiteral("ribbon: a bookmark")
          << QStringLiteral("where the pointer is: solid leads from its causes, dashed to its effects");
    return lines.join(QLatin1Char('\n'));
}

Picture layoutLegend(const RunInfo &info, const Theme &theme, QSizeF size, Qt::Alignment alignment, Letters letters)
{
    std::vector<LegendEntry> entries = legendOf(info);
    if (letters == Letters::None)
        std::erase_if(entries, [](const LegendEntry &entry) { return entry.draw == nullptr; });
    const QFont bold = theme.font(12, QFont::DemiBold);
    const QFont font = theme.font(12);
    const QFontMetricsF boldMetrics(bold);
    const QFontMetricsF metrics(font);
    constexpr double kBetween = 14;
    constexpr double kAfterSign = 4;
    Picture picture;
    double x = 0;
    for (const LegendEntry &entry : entries) {
        const double sign = entry.draw ? kLegendSign : boldMetrics.horizontalAdvance(entry.letter);
        const double meaning = metrics.horizontalAdvance(entry.meaning);
        // What does not fit whole is left out; legendWords() has all of it.
        if (x + sign + kAfterSign + meaning > size.width())
            break;
        if (entry.draw)
            entry.draw(picture, QRectF(x, size.height() / 2 - 5, kLegendSign, 10), theme);
        else
            picture.add(Label{QRectF(x, 0, sign + 2, size.height()), entry.letter, theme.text, bold,
                              Qt::AlignLeft | Qt::AlignVCenter, false});
        x += sign + kAfterSign;
        picture.add(Label{QRectF(x, 0, meaning + 2, size.height()), entry.meaning, theme.muted, font,
                          Qt::AlignLeft | Qt::AlignVCenter, false});
        x += meaning + kBetween;
    }
    constexpr std::size_t kShapesOfOne = 2;
    if (picture.shapes.size() <= kShapesOfOne && entries.size() > 1) { // R without W would ask more than it answers
        picture.shapes.clear();
        x = 0;
    }
    const double width = std::max(0.0, x - kBetween);
    picture.size = QSizeF(width, size.height());
    if (alignment & Qt::AlignRight)
        move(picture, QPointF(size.width() - width, 0));
    return picture;
}

EventIndex pointedEvent(const TimelineScene &scene, QPointF point)
{
    const auto info = scene.recording->info();
    const TimelineGeometry geometry = geometryOf(scene.size, static_cast<int>(info->processes.size()), scene.firstLane,
                                                 scene.value.row >= 0, scene.header);
    const VisibleEvents visible = visibleEvents(scene);
    const int lane = geometry.laneAt(point.y());
    if (lane < 0 || visible.count() == 0 || detailOf(scene, geometry, visible) == TimelineDetail::Columns)
        return kNoEvent;
    const EventIndex event = eventAt(scene, point);
    const bool settled = event != kNoEvent && event < visible.reach;
    return settled && (*scene.reader)[event].actor == lane ? event : kNoEvent;
}

EventIndex bookmarkAt(const TimelineScene &scene, QPointF point)
{
    const auto info = scene.recording->info();
    const TimelineGeometry geometry = geometryOf(scene.size, static_cast<int>(info->processes.size()), scene.firstLane,
                                                 scene.value.row >= 0, scene.header);
    const VisibleEvents visible = visibleEvents(scene);
    // The last one lies on top.
    for (auto event = scene.bookmarks.rbegin(); event != scene.bookmarks.rend(); ++event)
        if (ribbonOf(scene, geometry, visible, *event).adjusted(-2, -2, 2, 2).contains(point))
            return *event;
    return kNoEvent;
}

EventIndex eventAt(const TimelineScene &scene, QPointF point)
{
    const auto info = scene.recording->info();
    const TimelineGeometry geometry = geometryOf(scene.size, static_cast<int>(info->processes.size()), scene.firstLane,
                                                 scene.value.row >= 0, scene.header);
    if (!geometry.plot.contains(point))
        return kNoEvent;
    const VisibleEvents visible = visibleEvents(scene);
    const double position = geometry.positionAt(point.x(), scene.range);
    if (scene.axis == TimelineAxis::Order)
        return columnAt(position, visible.reach);
    if (visible.count() == 0)
        return kNoEvent;
    if (detailOf(scene, geometry, visible) == TimelineDetail::Columns) {
        // The first event at or after that moment: seeking there shows the state at that time.
        TimelineScene from = scene;
        from.range = {position, scene.range.end};
        return std::min(visibleEvents(from).first, visible.reach - 1);
    }
    const ExactView view = readExact(scene, visible);
    const int lane = geometry.laneAt(point.y());
    EventIndex nearest = kNoEvent;
    double distance = geometry.plot.width();
    for (const SeenEvent &seen : view.events) {
        if (lane >= 0 && seen.event.actor != lane)
            continue;
        const double apart = std::abs(geometry.xOf(seen.position, scene.range) - point.x());
        if (apart <= distance) {
            distance = apart;
            nearest = seen.index;
        }
    }
    return nearest;
}

} // namespace interleave
