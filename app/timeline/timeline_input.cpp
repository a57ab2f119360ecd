// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The hands of TimelineView: wheel, mouse, keys, tool tip.

#include "app/session/playback.h"
#include "app/style/words.h"
#include "app/timeline/timeline_layout.h"
#include "app/timeline/timeline_view.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScreen>
#include <QScrollBar>
#include <QStyleHints>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

constexpr double kZoomStep = 1.25; // a notch of the wheel
constexpr double kNotch = 120;
// Qt shows a tip below the point it is given, by the height of a pointer: at least, and at most.
constexpr int kLeastDrop = 14, kMostDrop = 26;

} // namespace

bool TimelineView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const EventIndex marked = m_recording ? bookmarkAt(scene(), QPointF(help->pos()) / m_zoom) : kNoEvent;
    const EventIndex under = eventAt(help->pos());
    const QString text = marked != kNoEvent ? QStringLiteral("Bookmark: ") + description(marked)
        : under != kNoEvent                 ? description(under)
                                            : laneDescription(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        showTip(help->pos(), text);
    return true;
}

QString TimelineView::laneDescription(QPointF at) const
{
    if (!m_recording)
        return {};
    const TimelineGeometry g = geometry();
    const int lane = at.x() / m_zoom < g.plot.left() ? g.laneAt(at.y() / m_zoom) : -1;
    const auto info = m_recording->info();
    if (lane < 0 || static_cast<std::size_t>(lane) >= info->processes.size())
        return {};
    QStringList parts{words::process(lane), words::role(*info, lane),
                      QStringLiteral("pid %1").arg(info->processes[static_cast<std::size_t>(lane)].pid)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

/// Below the lanes or, where the screen ends there, above them: what lights up in them stays in sight.
void TimelineView::showTip(QPoint pointer, const QString &text)
{
    const TimelineGeometry g = geometry();
    const int high = QFontMetrics(QToolTip::font()).height() + 12; // with its frame
    QPoint at = mapToGlobal(QPoint(pointer.x(), qRound(g.lanes.bottom() * m_zoom)));
    if (at.y() + kMostDrop + high > screen()->geometry().bottom())
        at = mapToGlobal(QPoint(pointer.x(), qRound(g.lanes.top() * m_zoom) - kMostDrop - high));
    else
        at.ry() -= kLeastDrop;
    QToolTip::showText(at, text, this);
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    placeScrollBar();
    placeFigures();
}

void TimelineView::placeScrollBar()
{
    const int lanes = static_cast<int>(laneCount());
    const TimelineGeometry g = geometryOf(canvas(), lanes, 0, m_value.row >= 0, false);
    m_lanes->setRange(0, lanes - g.shownLanes);
    m_lanes->setPageStep(std::max(1, g.shownLanes));
    m_lanes->setVisible(g.shownLanes < lanes);
    m_lanes->setGeometry(width() - 11, static_cast<int>(g.lanes.top() * m_zoom), 10,
                         static_cast<int>(g.lanes.height() * m_zoom));
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    if (!m_recording)
        return;
    const QPoint by = event->angleDelta();
    const bool sideways = event->modifiers() & Qt::ShiftModifier || std::abs(by.x()) > std::abs(by.y());
    // Alt turns a vertical wheel into a horizontal one on most platforms, so it is asked first.
    if (event->modifiers() & Qt::AltModifier) {
        const int notches = by.y() != 0 ? by.y() : by.x();
        m_lanes->setValue(m_lanes->value() - (notches > 0 ? 1 : notches < 0 ? -1 : 0));
    } else if (sideways) {
        const double notches = (by.x() != 0 ? by.x() : by.y()) / kNotch;
        changeRange([&] { m_range.pan(-notches * 0.1 * m_range.range().length()); });
    } else {
        zoomAbout(std::pow(kZoomStep, -by.y() / kNotch), event->position().x() / m_zoom);
    }
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_recording)
        return;
    m_drag = Drag::Pressed;
    m_pressed = event->position();
    m_pressedAt = geometry().positionAt(m_pressed.x() / m_zoom, m_range.range());
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag == Drag::None) {
        pointAt(m_recording ? pointedEvent(scene(), event->position() / m_zoom) : kNoEvent);
        return;
    }
    const QPointF at = event->position();
    if (m_drag == Drag::Pressed) {
        if ((at - m_pressed).manhattanLength() < QGuiApplication::styleHints()->startDragDistance())
            return;
        m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Selecting
            : event->modifiers() & Qt::ControlModifier  ? Drag::Measuring
                                                        : Drag::Panning;
    }
    const double position = geometry().positionAt(at.x() / m_zoom, m_range.range());
    if (m_drag == Drag::Panning) {
        setCursor(Qt::ClosedHandCursor);
        changeRange([&] { m_range.pan(m_pressedAt - position); });
        return;
    }
    const TimelineSpan span{std::min(position, m_pressedAt), std::max(position, m_pressedAt)};
    if (m_drag == Drag::Measuring)
        return measureSpan(span);
    m_range.select(span);
    update();
}

void TimelineView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    pointAt(kNoEvent);
}

void TimelineView::pointAt(EventIndex event)
{
    if (event == m_pointedAt)
        return;
    m_pointedAt = event;
    emit pointedAt(event);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    if (drag == Drag::Selecting && m_range.selection()) {
        changeRange([this] {
            m_range.show(*m_range.selection());
            m_range.clearSelection();
        });
    } else if (drag == Drag::Pressed) {
        seekTo(eventAt(event->position()));
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        fit();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (pressMeasuringKey(event))
        return;
    const double length = m_range.range().length();
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return fit();
    case Qt::Key_Left:
        return m_playback->step(-1);
    case Qt::Key_Right:
        return m_playback->step(1);
    case Qt::Key_Home:
        return m_playback->seek(0);
    case Qt::Key_End:
        return m_playback->seek(m_playback->length());
    case Qt::Key_PageUp:
        return changeRange([&] { m_range.pan(-0.8 * length); });
    case Qt::Key_PageDown:
        return changeRange([&] { m_range.pan(0.8 * length); });
    case Qt::Key_Up:
        return m_lanes->setValue(m_lanes->value() - 1);
    case Qt::Key_Down:
        return m_lanes->setValue(m_lanes->value() + 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace interleave
