// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/style/theme.h"
#include "app/timeline/timeline_indexer.h"
#include "app/timeline/timeline_scene.h"
#include "app/timeline/timeline_stretch.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QLabel;
class QScrollBar;

namespace interleave {

class Bookmarks;
class Playback;
struct Picture;

/// The lanes of a recording, and the value they are about. Draws (recording, cursor) of a Playback; of its own it has
/// only what is shown: axis, range, uppermost lane, and the stretch that is measured.
///
/// Wheel and Ctrl+wheel zoom about the pointer, Shift+wheel and a horizontal wheel pan, Alt+wheel scrolls the lanes; a
/// drag pans, a Shift+drag zooms to what it spans, a Ctrl+drag measures it; a double click shows everything; a click
/// seeks to the event under it. Keys: + − 0, ← → step, Page up and down pan, Home and End go to the ends; [ and ]
/// measure from and up to the current event, Enter zooms to that stretch, Ctrl+C copies its figures, Esc lets go of it.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    /// `playback` is not owned and outlives the view.
    explicit TimelineView(Playback *playback, QWidget *parent = nullptr);
    ~TimelineView() override;

    void setTheme(const Theme &theme);
    const Theme &theme() const { return m_theme; }
    /// Everything that much larger.
    void setZoom(double zoom);
    /// The sentence of an event of the current recording, for tool tips and readers.
    void setDescription(std::function<QString(interleave::EventIndex)> describe);
    QString description(EventIndex event) const;
    /// Whose ribbons stand above the lanes; not owned, outlives the view. Null: none.
    void setBookmarks(const Bookmarks *bookmarks);
    /// Who that is, of the lane whose name is at that place: "process 1 · producer · pid 41207"; empty: no name is.
    QString laneDescription(QPointF at) const;

    TimelineAxis axis() const { return m_axis; }
    TimelineSpan range() const { return m_range.range(); }
    TimelineSpan trace() const { return m_range.trace(); }
    /// The settled events in view.
    EventIndex firstVisible() const;
    EventIndex lastVisible() const; ///< one past the last
    /// The event at that place; kNoEvent: none.
    EventIndex eventAt(QPointF point) const;
    /// Where that event is, in the widget; empty when it is not in view.
    QRect rectOf(EventIndex event) const;
    EventIndex currentEvent() const;
    void seekTo(EventIndex event);

    /// Of the stretch that is measured; none: there is no such stretch.
    const std::optional<StretchFigures> &figures() const { return m_figures; }
    /// Measures events first … last − 1 as far as they are settled, not concealed and counted; none: stops measuring.
    void measure(EventIndex first, EventIndex last);

    /// What the view shows, at another size and theme, with its own header.
    Picture picture(QSizeF size, const Theme &theme) const;
    /// How many of the first `length` settled events it can show by now; the rest is being counted. For whoever decides
    /// on the moment that all views are to show.
    EventIndex readyFor(EventIndex length);
    /// How many events it shows, were all of them in view.
    EventIndex reach() const;
    /// Returns when all events have been counted: before a picture that nobody waits in front of.
    void finishIndexing();

    QSize sizeHint() const override { return QSize(996, 258) * m_zoom; }
    QSize minimumSizeHint() const override { return QSize(360, 120) * m_zoom; }

public slots:
    void setAxis(interleave::TimelineAxis axis);
    void zoomIn();
    void zoomOut();
    void fit();
    /// What to light up: the event pointed at in some view, and what belongs to it.
    void setLinks(const interleave::Links &links);
    /// One end of the stretch is put at the current event, or at the first where there is none; the other end follows
    /// when it would lie on the wrong side.
    void measureFromHere();
    void measureUpToHere();
    void stopMeasuring();
    void zoomToStretch();
    /// Puts them on the clipboard as a table; nothing without a stretch.
    void copyFigures() const;

signals:
    /// The pointer has come to that event; kNoEvent: to none.
    void pointedAt(interleave::EventIndex event);
    void axisChanged(interleave::TimelineAxis axis);
    void rangeChanged();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    enum class Drag : std::uint8_t { None, Pressed, Panning, Selecting, Measuring };

    void adoptRecording();
    TimelineSpan wholeAxis();
    void follow();       // the trace has grown, or there are new findings
    void cursorMoved();
    void changeRange(const std::function<void()> &change);
    void zoomAbout(double factor, double x);
    void placeScrollBar();
    void pointAt(EventIndex event);
    void measureSpan(TimelineSpan span);
    void tellFigures();
    void placeFigures();
    bool pressMeasuringKey(QKeyEvent *event);
    void showTip(QPoint pointer, const QString &text);
    TimelineScene scene() const;
    TimelineGeometry geometry() const;
    QSizeF canvas() const { return QSizeF(size()) / m_zoom; } // layout and scene are of 100 %
    std::size_t laneCount() const;
    double minimumSpan() const;

    Playback *m_playback; // not owned
    Theme m_theme;
    double m_zoom = 1;
    std::function<QString(EventIndex)> m_describe;
    const Bookmarks *m_bookmarks = nullptr;

    std::shared_ptr<const Recording> m_recording;
    std::unique_ptr<TraceReader> m_reader; // the window's thread only
    std::unique_ptr<TimelineIndexer> m_indexer;
    TimelineValue m_value;

    TimelineAxis m_axis = TimelineAxis::Order;
    TimelineRange m_range;
    QScrollBar *m_lanes; // child
    std::optional<StretchFigures> m_figures;
    QLabel *m_told;      // child: the figures in words, beside their stretch

    Links m_links;
    EventIndex m_pointedAt = kNoEvent; // told last

    Drag m_drag = Drag::None;
    QPointF m_pressed;      // where
    double m_pressedAt = 0; // position along the axis
};

} // namespace interleave
