// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Measuring in a TimelineView: the stretch between two ends, and what is told of it.

#include "app/session/playback.h"
#include "app/timeline/timeline_exact.h"
#include "app/timeline/timeline_view.h"
#include "core/trace/recording.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>

#include <algorithm>

namespace interleave {

namespace {

constexpr double kBeside = 6; // between a stretch and its figures

} // namespace

void TimelineView::measure(EventIndex first, EventIndex last)
{
    if (!m_recording)
        return;
    last = std::min(last, visibleEvents(scene()).reach);
    if (first >= last)
        return stopMeasuring();
    if (m_figures && m_figures->first == first && m_figures->last == last)
        return;
    m_figures = measureStretch(*m_reader, m_indexer->index(), m_recording->info()->clock, first, last);
    tellFigures();
    update();
}

/// The events within it.
void TimelineView::measureSpan(TimelineSpan span)
{
    TimelineScene within = scene();
    within.range = span;
    const VisibleEvents events = visibleEvents(within);
    measure(events.first, events.last);
}

void TimelineView::measureFromHere()
{
    const EventIndex here = std::max<EventIndex>(m_playback->position(), 1) - 1;
    measure(here, std::max(here + 1, m_figures ? m_figures->last : 0));
}

void TimelineView::measureUpToHere()
{
    const EventIndex here = std::max<EventIndex>(m_playback->position(), 1) - 1;
    measure(std::min(here, m_figures ? m_figures->first : here), here + 1);
}

void TimelineView::stopMeasuring()
{
    m_figures.reset();
    tellFigures();
    update();
}

void TimelineView::zoomToStretch()
{
    if (m_figures)
        changeRange([this] { m_range.show(m_figures->span(m_axis)); });
}

void TimelineView::copyFigures() const
{
    if (m_figures)
        QGuiApplication::clipboard()->setText(asTable(*m_figures, m_value));
}

/// Puts the figures into words, for the eye and for readers.
void TimelineView::tellFigures()
{
    const QStringList lines = m_figures ? shortWords(*m_figures, m_value) : QStringList();
    const QString told = QStringLiteral("Measured: ") + lines.join(QStringLiteral("; "));
    setAccessibleDescription(m_figures ? told : QString());
    m_told->setFont(m_theme.font(qRound(12 * m_zoom)));
    m_told->setStyleSheet(QStringLiteral("QLabel { background: %1; color: %2; border: 1px solid %3; border-radius: 4px;"
                                         " padding: 3px 7px; }")
                              .arg(m_theme.card.name(), m_theme.text.name(), m_theme.accent.name()));
    m_told->setText(lines.join(u'\n'));
    m_told->setAccessibleName(QStringLiteral("Figures of the measured stretch"));
    placeFigures();
}

/// Beside what they are about, so that this stays in sight; within it only when it leaves no room on either side.
void TimelineView::placeFigures()
{
    const auto shown = m_figures ? m_range.range().common(m_figures->span(m_axis)) : std::nullopt;
    m_told->setVisible(shown.has_value());
    if (!shown)
        return;
    m_told->adjustSize();
    const TimelineGeometry g = geometry();
    const double width = m_told->width() / m_zoom;
    const double left = g.xOf(shown->begin, m_range.range());
    const double right = g.xOf(shown->end, m_range.range());
    double x = right + kBeside;
    if (x + width > g.plot.right())
        x = left - kBeside - width;
    if (x < g.plot.left())
        x = std::clamp((left + right - width) / 2, g.plot.left(), std::max(g.plot.left(), g.plot.right() - width));
    m_told->move(qRound(x * m_zoom), qRound((g.plot.top() + 2) * m_zoom));
}

bool TimelineView::pressMeasuringKey(QKeyEvent *event)
{
    if (event->key() == Qt::Key_BracketLeft)
        return measureFromHere(), true;
    if (event->key() == Qt::Key_BracketRight)
        return measureUpToHere(), true;
    if (!m_figures)
        return false;
    if (event->matches(QKeySequence::Copy))
        return copyFigures(), true;
    if (event->key() == Qt::Key_Escape)
        return stopMeasuring(), true;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return zoomToStretch(), true;
    return false;
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_recording)
        return;
    // What follows a tab is shown where keys are; the keys themselves belong to the view.
    QMenu menu(this);
    menu.addAction(QStringLiteral("Measure from the current event\t["), this, &TimelineView::measureFromHere);
    menu.addAction(QStringLiteral("Measure up to the current event\t]"), this, &TimelineView::measureUpToHere);
    menu.addSeparator();
    const QList<QAction *> about = {
        menu.addAction(QStringLiteral("Copy figures\tCtrl+C"), this, &TimelineView::copyFigures),
        menu.addAction(QStringLiteral("Zoom to the measured stretch\tEnter"), this, &TimelineView::zoomToStretch),
        menu.addAction(QStringLiteral("Stop measuring\tEsc"), this, &TimelineView::stopMeasuring),
    };
    for (QAction *action : about)
        action->setEnabled(m_figures.has_value());
    menu.exec(event->globalPos());
}

} // namespace interleave
