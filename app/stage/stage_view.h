// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/links.h"
#include "app/models/offers.h"
#include "app/paint/shapes.h"
#include "app/session/playback.h"
#include "app/stage/stage_plan.h"
#include "app/style/theme.h"
#include "core/trace/trace.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QPixmap>
#include <QWidget>

#include <array>
#include <optional>
#include <vector>

namespace interleave {

/// The picture of processes and shared memory at the cursor. It holds no state of the run: a scene is made of
/// (recording, cursor) when it is asked for. A clock runs only while a value is on its way in a visible window.
class StageView : public QWidget
{
    Q_OBJECT

public:
    explicit StageView(Playback *playback, QWidget *parent = nullptr); ///< the playback outlives the view

    /// Words of the scenario; null: plain words. Not owned.
    void setScenario(const ScenarioInfo *scenario);
    void setTheme(const Theme &theme);
    /// Scale of text and picture, 1 at 100 %.
    void setZoom(double zoom);
    void setReducedMotion(bool reduced);

    /// Of a run that is stepped: what each process would do next, to be chosen where the cursor stands at the end of
    /// the recording. None: it is not stepped.
    void setOffers(std::vector<interleave::Offer> offers);
    const std::vector<Offer> &offers() const { return m_offers; }
    /// Where the latest step of a stepped run began; what has changed since is marked. kNoEvent: nothing is.
    void setLatestStep(EventIndex first);
    /// As if that offer had been clicked.
    void choose(interleave::ActorId actor);

    /// What to light up: the processes and the object of the event pointed at in some view, and of what belongs to it.
    void setLinks(const interleave::Links &links);
    /// A body that is lit up: dashed where it stands for effects alone, solid where for a cause or the event itself.
    struct Lit {
        QString id;
        bool onlyEffects = false;
        friend bool operator==(const Lit &, const Lit &) = default;
    };
    /// The event's own process first.
    const std::vector<Lit> &lit() const { return m_lit; }

    const StageScene &scene();
    /// Where the body of that id ("actor/2", "object/counter") is, in the widget; null when it is not there.
    QRect rectOf(const QString &id);
    /// Id of what is at that point of the widget; empty: nothing that has a name.
    QString idAt(QPoint point);
    bool isAnimating() const { return m_clock.isActive(); }
    /// 0 … 1, see stage_layout.h.
    double progress() const { return m_progress; }

    QSize sizeHint() const override { return {996, 332}; }
    QSize minimumSizeHint() const override { return {600, 300}; }

signals:
    /// A click on a body.
    void chosen(const QString &id);
    /// An offer has been chosen: that process is to take its next step. Also of one that cannot, for somebody should
    /// say why.
    void offerChosen(interleave::ActorId actor);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void takeRecording();
    void move(EventIndex position);
    void forgetScene();
    void forgetPicture();
    void forgetGround();
    void paintLit(QPainter &painter);
    void paintPointedAt(QPainter &painter);
    void pointAt(const QString &id);
    bool isExposed() const;
    void rest();
    const StagePlan &plan();
    const Picture &still();
    const QPixmap &groundPixels();
    const QPixmap &stillPixels();
    QPixmap blank() const;

    Playback *m_playback; // not owned
    const ScenarioInfo *m_scenario = nullptr; // not owned
    Theme m_theme = Theme::light();
    double m_zoom = 1;
    bool m_reducedMotion = false;

    std::shared_ptr<const Recording> m_recording; // before m_reader, which reads from it
    std::optional<TraceReader> m_reader;
    std::shared_ptr<const Findings> m_findings;
    LossIndex m_losses;

    // Each is made when needed from the one before, and forgotten when that changes.
    std::optional<StageScene> m_scene;
    std::optional<StagePlan> m_plan;
    std::optional<Picture> m_still;
    bool m_arrived = true; // what m_still shows
    QPixmap m_stillPixels; // null: to be drawn
    QPixmap m_groundPixels;
    std::array<QRectF, 2> m_ground; // memory and caption that m_groundPixels shows

    std::vector<Offer> m_offers;
    EventIndex m_latestStep = kNoEvent;
    QString m_pointedAt; // the offer under the pointer
    std::vector<Lit> m_lit;
    EventIndex m_shown = 0; // the cursor before the last move
    double m_progress = 1;
    QBasicTimer m_clock;
    QElapsedTimer m_since;
    double m_duration = 600; // ms
};

} // namespace interleave
