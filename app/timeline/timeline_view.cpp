// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_view.h"

#include "app/paint/shapes.h"
#include "app/session/bookmarks.h"
#include "app/session/playback.h"
#include "app/timeline/timeline_accessible.h"
#include "app/timeline/timeline_exact.h"
#include "app/timeline/timeline_layout.h"
#include "app/timeline/timeline_scan.h"
#include "core/trace/recording.h"

#include <QLabel>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace interleave {

namespace {

constexpr double kZoomKey = 1.5;        // a press of + or −
constexpr double kLeastColumns = 4;     // the closest zoom, order
constexpr double kLeastNanoseconds = 50; // … and time

} // namespace

TimelineView::TimelineView(Playback *playback, QWidget *parent)
    : QWidget(parent), m_playback(playback), m_theme(Theme::light()), m_lanes(new QScrollBar(Qt::Vertical, this)),
      m_told(new QLabel(this))
{
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(QStringLiteral("Timeline"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    m_lanes->setObjectName(QStringLiteral("lanes"));
    m_lanes->setAccessibleName(QStringLiteral("Processes"));
    m_lanes->hide();
    m_told->setObjectName(QStringLiteral("figures"));
    m_told->setTextFormat(Qt::PlainText);
    m_told->setAttribute(Qt::WA_TransparentForMouseEvents); // the events below it stay within reach
    m_told->hide();
    connect(m_lanes, &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
    connect(playback, &Playback::recordingChanged, this, &TimelineView::adoptRecording);
    connect(playback, &Playback::lengthChanged, this, &TimelineView::follow);
    // The last findings come when the last events are there already.
    connect(playback, &Playback::refreshed, this, &TimelineView::follow);
    connect(playback, &Playback::moved, this, &TimelineView::cursorMoved);
    connect(playback, &Playback::concealedChanged, this, &TimelineView::stopMeasuring);
    TimelineAccessible::install();
    adoptRecording();
}

TimelineView::~TimelineView() = default;

void TimelineView::setTheme(const Theme &theme)
{
    m_theme = theme;
    tellFigures();
    update();
}

void TimelineView::setZoom(double zoom)
{
    if (zoom == m_zoom)
        return;
    m_zoom = zoom;
    updateGeometry();
    placeScrollBar();
    tellFigures();
    update();
}

void TimelineView::setDescription(std::function<QString(EventIndex)> describe)
{
    m_describe = std::move(describe);
}

QString TimelineView::description(EventIndex event) const
{
    const bool tells = m_describe && !m_playback->isConcealed(); // of losses, too
    const QString sentence = tells ? m_describe(event) : QString();
    return sentence.isEmpty() ? QStringLiteral("event %1").arg(event + 1) : sentence;
}

void TimelineView::adoptRecording()
{
    // In this order: the indexer's thread and the reader look at the recording.
    m_indexer.reset();
    m_reader.reset();
    m_recording = m_playback->recording();
    m_value = {};
    if (m_recording) {
        const auto info = m_recording->info();
        m_value = TimelineValue::of(*info);
        m_reader = std::make_unique<TraceReader>(m_recording->trace());
        m_indexer = std::make_unique<TimelineIndexer>(
            m_recording, TimelineIndex::Options{info->processes.size(), info->clock.origin, m_value.row, m_value.initial});
        connect(m_indexer.get(), &TimelineIndexer::advanced, this, [this] {
            if (m_recording) // what an indexer told before it went may arrive after it
                changeRange([this] { m_range.setTrace(wholeAxis()); });
        });
        m_indexer->wake();
        m_range = TimelineRange(wholeAxis(), minimumSpan());
    } else {
        m_range = TimelineRange();
    }
    placeScrollBar();
    stopMeasuring();
    emit rangeChanged();
}

void TimelineView::setLinks(const Links &links)
{
    if (links == m_links)
        return;
    m_links = links;
    update();
}

void TimelineView::setBookmarks(const Bookmarks *bookmarks)
{
    m_bookmarks = bookmarks;
    connect(bookmarks, &Bookmarks::changed, this, qOverload<>(&QWidget::update));
    update();
}

void TimelineView::follow()
{
    if (!m_recording)
        return;
    m_indexer->wake();
    changeRange([this] { m_range.setTrace(wholeAxis()); });
}

TimelineSpan TimelineView::wholeAxis()
{
    return wholeTrace(*m_recording, *m_reader, m_indexer->index(), m_axis, m_playback->length());
}

EventIndex TimelineView::readyFor(EventIndex length)
{
    if (!m_recording)
        return length;
    m_indexer->wake();
    return TimelineScan::reach(m_indexer->index(), length);
}

EventIndex TimelineView::reach() const
{
    return m_recording ? visibleEvents(scene()).reach : 0;
}

void TimelineView::finishIndexing()
{
    if (!m_recording)
        return;
    m_indexer->finish();
    follow();
}

void TimelineView::cursorMoved()
{
    const EventIndex current = m_playback->current();
    // A hand on the picture is stronger than the cursor; live, the end is in view anyway.
    if (m_recording && current != kNoEvent && m_drag == Drag::None && !m_range.isWhole()) {
        const TimelineScene now = scene();
        if (current < visibleEvents(now).reach) {
            const double position = positionOf(now, current);
            const double margin = m_axis == TimelineAxis::Order ? 0 : m_range.range().length() * 0.02;
            const double length = m_axis == TimelineAxis::Order ? 1 : 0;
            changeRange([&] { m_range.reveal({position - margin, position + length + margin}); });
        }
    }
    update();
    TimelineAccessible::cursorMoved(this);
}

void TimelineView::changeRange(const std::function<void()> &change)
{
    const TimelineRange before = m_range;
    change();
    placeFigures();
    update();
    if (before.range() != m_range.range() || before.trace() != m_range.trace())
        emit rangeChanged();
}

void TimelineView::setAxis(TimelineAxis axis)
{
    if (axis == m_axis)
        return;
    if (!m_recording) {
        m_axis = axis;
        emit axisChanged(axis);
        return;
    }
    // The same events stay in view.
    const bool whole = m_range.isWhole();
    const VisibleEvents visible = visibleEvents(scene());
    m_axis = axis;
    m_range = TimelineRange(wholeAxis(), minimumSpan());
    if (!whole && visible.count() > 0) {
        const TimelineScene now = scene();
        const double length = axis == TimelineAxis::Order ? 1 : 0;
        m_range.show({positionOf(now, visible.first), positionOf(now, visible.last - 1) + length});
    }
    placeFigures();
    update();
    emit axisChanged(axis);
    emit rangeChanged();
}

void TimelineView::zoomAbout(double factor, double x)
{
    const double about = geometry().positionAt(x, m_range.range());
    changeRange([&] { m_range.zoom(factor, about); });
}

void TimelineView::zoomIn()
{
    zoomAbout(1 / kZoomKey, geometry().plot.center().x());
}

void TimelineView::zoomOut()
{
    zoomAbout(kZoomKey, geometry().plot.center().x());
}

void TimelineView::fit()
{
    changeRange([this] { m_range.fit(); });
}

std::size_t TimelineView::laneCount() const
{
    return m_recording ? m_recording->info()->processes.size() : 0;
}

double TimelineView::minimumSpan() const
{
    return m_axis == TimelineAxis::Order ? kLeastColumns : kLeastNanoseconds;
}

TimelineScene TimelineView::scene() const
{
    TimelineScene scene;
    scene.recording = m_recording.get();
    scene.reader = m_reader.get();
    scene.index = &m_indexer->index();
    static const auto none = std::make_shared<const TimelineLosses>();
    scene.losses = m_playback->isConcealed() ? none : m_indexer->losses();
    // The moment that all views show: what has settled meanwhile comes with the next one.
    scene.until = m_playback->isConcealed() ? m_playback->position() : m_playback->length();
    if (!m_playback->isConcealed())
        scene.tail = m_recording->tail();
    scene.axis = m_axis;
    scene.trace = m_range.trace();
    scene.range = m_range.range();
    scene.selection = m_range.selection();
    if (!scene.selection && m_figures)
        scene.selection = m_range.range().common(m_figures->span(m_axis));
    scene.current = m_playback->current();
    scene.links = m_links;
    if (m_bookmarks != nullptr)
        scene.bookmarks = m_bookmarks->events();
    scene.value = m_value;
    scene.size = canvas();
    scene.pixelRatio = devicePixelRatioF() * m_zoom;
    scene.firstLane = m_lanes->value();
    scene.theme = m_theme;
    return scene;
}

TimelineGeometry TimelineView::geometry() const
{
    return geometryOf(canvas(), static_cast<int>(laneCount()), m_lanes->value(), m_value.row >= 0, false);
}

EventIndex TimelineView::firstVisible() const
{
    return m_recording ? visibleEvents(scene()).first : 0;
}

EventIndex TimelineView::lastVisible() const
{
    return m_recording ? visibleEvents(scene()).last : 0;
}

EventIndex TimelineView::eventAt(QPointF point) const
{
    return m_recording ? interleave::eventAt(scene(), point / m_zoom) : kNoEvent;
}

QRect TimelineView::rectOf(EventIndex event) const
{
    if (!m_recording)
        return {};
    const TimelineScene now = scene();
    const VisibleEvents visible = visibleEvents(now);
    if (event < visible.first || event >= visible.last)
        return {};
    const TimelineGeometry g = geometry();
    const int lane = (*m_reader)[event].actor;
    if (!g.shows(lane))
        return {};
    const double position = positionOf(now, event);
    const double left = g.xOf(position, now.range);
    const double width = m_axis == TimelineAxis::Order ? g.xOf(position + 1, now.range) - left : 3;
    const QRectF rect(left, g.boxTop(lane), std::max(width, 1.0), g.boxHeight());
    return QRectF(rect.topLeft() * m_zoom, rect.size() * m_zoom).toAlignedRect();
}

EventIndex TimelineView::currentEvent() const
{
    return m_playback->current();
}

void TimelineView::seekTo(EventIndex event)
{
    if (event != kNoEvent)
        m_playback->seek(event + 1);
}

Picture TimelineView::picture(QSizeF size, const Theme &theme) const
{
    if (!m_recording)
        return {size, {}};
    TimelineScene now = scene();
    now.size = size;
    now.theme = theme;
    now.pixelRatio = 2;
    now.header = true;
    now.vector = true;
    now.selection.reset();
    now.links = {};
    return layoutTimeline(now);
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.card);
    if (!m_recording) {
        painter.setPen(m_theme.muted);
        painter.setFont(m_theme.font(qRound(13 * m_zoom)));
        painter.drawText(rect(), Qt::AlignCenter, QStringLiteral("After Run, each process has a lane here, with what it read and wrote."));
        return;
    }
    painter.save();
    painter.scale(m_zoom, m_zoom);
    paint(painter, layoutTimeline(scene()));
    painter.restore();
    if (hasFocus()) {
        painter.setPen(m_theme.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

} // namespace interleave
