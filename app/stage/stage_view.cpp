// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_view.h"

#include "app/stage/stage_accessible.h"
#include "app/stage/stage_layout.h"
#include "app/style/appearance.h"
#include "core/trace/recording.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTimerEvent>
#include <QToolTip>
#include <QWindow>

#include <algorithm>

namespace interleave {

namespace {

constexpr double kLongestTravel = 700; // ms
constexpr double kFastestTravelled = 8; // events per second; above that values would only flicker
constexpr int kFrame = 16; // ms

} // namespace

StageView::StageView(Playback *playback, QWidget *parent) : QWidget(parent), m_playback(playback)
{
    setObjectName(QStringLiteral("stage"));
    setAccessibleName(tr("Stage"));
    setAccessibleDescription(tr("Processes and the memory they share, at the cursor"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    installStageAccessibility();
    connect(m_playback, &Playback::recordingChanged, this, &StageView::takeRecording);
    connect(m_playback, &Playback::moved, this, &StageView::move);
    // A finished run says more than a running one: how its processes ended, what its losses were.
    connect(m_playback, &Playback::stateChanged, this, &StageView::forgetScene);
    connect(m_playback, &Playback::refreshed, this, &StageView::forgetScene);
    connect(m_playback, &Playback::concealedChanged, this, &StageView::forgetScene);
    connect(m_playback, &Playback::lengthChanged, this, [this] {
        if (!m_offers.empty())
            forgetScene(); // the cursor is, or is no longer, at the end
    });
    setMouseTracking(true);
    const auto look = [this] {
        setTheme(appearance().theme());
        setZoom(appearance().scale());
        setReducedMotion(appearance().reducedMotion());
    };
    connect(&appearance(), &Appearance::changed, this, look);
    look();
    takeRecording();
}

void StageView::setScenario(const ScenarioInfo *scenario)
{
    m_scenario = scenario;
    forgetScene();
}

void StageView::setOffers(std::vector<Offer> offers)
{
    if (offers == m_offers)
        return;
    m_offers = std::move(offers);
    forgetScene();
    pointAt(underMouse() ? idAt(mapFromGlobal(QCursor::pos())) : QString());
}

void StageView::setLatestStep(EventIndex first)
{
    if (first == m_latestStep)
        return;
    m_latestStep = first;
    forgetScene();
}

void StageView::choose(ActorId actor)
{
    emit offerChosen(actor);
}

void StageView::setTheme(const Theme &theme)
{
    m_theme = theme;
    forgetGround();
}

void StageView::setZoom(double zoom)
{
    m_zoom = zoom;
    forgetGround();
}

void StageView::setReducedMotion(bool reduced)
{
    m_reducedMotion = reduced;
    if (reduced)
        rest();
}

void StageView::takeRecording()
{
    m_reader.reset();
    m_recording = m_playback->recording();
    if (m_recording)
        m_reader.emplace(m_recording->trace());
    m_findings.reset();
    m_losses = LossIndex();
    m_shown = m_playback->position();
    rest();
    forgetScene();
}

/// One step forward at a pace the eye can follow lets the value travel; everything else is shown at once.
void StageView::move(EventIndex position)
{
    const bool follows = position == m_shown + 1 && !m_playback->isLive();
    const double speed = m_playback->isPlaying() ? m_playback->speed() : 1;
    m_shown = position;
    forgetScene();
    if (!follows || m_reducedMotion || speed > kFastestTravelled || !isExposed()) {
        rest();
        return;
    }
    m_duration = std::min(kLongestTravel, 800 / speed);
    m_progress = 0;
    m_since.start();
    m_clock.start(kFrame, Qt::PreciseTimer, this);
}

bool StageView::isExposed() const
{
    const QWindow *handle = window()->windowHandle();
    return isVisible() && handle && handle->isExposed();
}

void StageView::rest()
{
    m_clock.stop();
    if (m_progress == 1)
        return;
    m_progress = 1;
    update();
}

void StageView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_clock.timerId())
        return;
    m_progress = std::min(1.0, static_cast<double>(m_since.nsecsElapsed()) / 1e6 / m_duration);
    if (m_progress >= 1 || !isExposed()) {
        m_progress = 1;
        m_clock.stop();
    }
    update();
}

void StageView::forgetScene()
{
    m_scene.reset();
    forgetPicture();
    notifyStageChanged(this);
}

void StageView::forgetPicture()
{
    m_plan.reset();
    m_still.reset();
    m_stillPixels = QPixmap();
    update();
}

void StageView::forgetGround()
{
    m_groundPixels = QPixmap();
    forgetPicture();
}

const StageScene &StageView::scene()
{
    if (m_scene)
        return *m_scene;
    if (!m_recording)
        return m_scene.emplace();
    if (auto findings = m_recording->findings(); findings != m_findings) {
        m_findings = findings;
        m_losses = LossIndex(std::move(findings));
    }
    static const LossIndex none;
    const bool isAtEnd = m_playback->position() == m_playback->length();
    m_scene.emplace(describe(*m_recording, *m_reader, m_playback->position(), m_scenario,
                             m_playback->isConcealed() ? none : m_losses, isAtEnd ? m_latestStep : kNoEvent));
    addOffers(*m_scene, m_offers, isAtEnd);
    return *m_scene;
}

const StagePlan &StageView::plan()
{
    if (!m_plan)
        m_plan = planStage(scene(), QSizeF(size()) / m_zoom);
    return *m_plan;
}

const Picture &StageView::still()
{
    const bool arrived = m_progress >= kArrival;
    if (m_still && m_arrived == arrived)
        return *m_still;
    m_arrived = arrived;
    m_stillPixels = QPixmap();
    return m_still.emplace(stillPicture(scene(), plan(), m_theme, arrived));
}

QPixmap StageView::blank() const
{
    QPixmap pixels(size() * devicePixelRatioF());
    pixels.setDevicePixelRatio(devicePixelRatioF());
    pixels.fill(m_theme.card);
    return pixels;
}

const QPixmap &StageView::groundPixels()
{
    const QSize wanted = size() * devicePixelRatioF();
    // The caption moves where what stands in the memory leaves it no room.
    const std::array ground{plan().memory, plan().caption};
    if (m_groundPixels.size() == wanted && m_ground == ground)
        return m_groundPixels;
    m_ground = ground;
    m_groundPixels = blank();
    QPainter painter(&m_groundPixels);
    painter.scale(m_zoom, m_zoom);
    paint(painter, groundPicture(plan(), m_theme));
    return m_groundPixels;
}

const QPixmap &StageView::stillPixels()
{
    const Picture &picture = still();
    if (!m_stillPixels.isNull() && m_stillPixels.size() == size() * devicePixelRatioF())
        return m_stillPixels;
    m_stillPixels = groundPixels();
    QPainter painter(&m_stillPixels);
    painter.scale(m_zoom, m_zoom);
    paint(painter, picture);
    return m_stillPixels;
}

void StageView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.drawPixmap(0, 0, stillPixels());
    painter.scale(m_zoom, m_zoom);
    paint(painter, movingPicture(scene(), plan(), m_theme, m_progress));
    paintPointedAt(painter);
    paintLit(painter);
}

/// An offer that can be taken answers to the pointer, as a button does.
void StageView::paintPointedAt(QPainter &painter)
{
    const int actor = actorOfOffer(m_pointedAt);
    const QRectF rect = actor == kNobody ? QRectF() : still().rectOf(m_pointedAt);
    if (rect.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.actor(actor), 2.5));
    painter.drawRoundedRect(rect, 6 * plan().scale, 6 * plan().scale);
}

void StageView::pointAt(const QString &id)
{
    const auto &offers = scene().offers;
    const auto actor = static_cast<std::size_t>(actorOfOffer(id)); // of nobody it is beyond them all
    const QString pointed = actor < offers.size() && offers[actor].canGo() ? id : QString();
    if (pointed == m_pointedAt)
        return;
    m_pointedAt = pointed;
    if (pointed.isEmpty())
        unsetCursor();
    else
        setCursor(Qt::PointingHandCursor);
    update();
}

void StageView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_offers.empty())
        pointAt(idAt(event->position().toPoint()));
}

void StageView::leaveEvent(QEvent *event)
{
    pointAt(QString());
    QWidget::leaveEvent(event);
}

void StageView::paintLit(QPainter &painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const Lit &lit : m_lit) {
        const QRectF rect = still().rectOf(lit.id);
        if (rect.isEmpty())
            continue;
        const bool others = lit.id.startsWith(QLatin1String("actor/")) && lit.id != m_lit.front().id;
        painter.setPen(QPen(m_theme.text, others ? 1.2 : 2.2, lit.onlyEffects ? Qt::DashLine : Qt::SolidLine));
        painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 9, 9);
    }
}

void StageView::setLinks(const Links &links)
{
    std::vector<Lit> lit;
    const auto add = [&](const QString &id, bool effect) {
        const auto found = std::find_if(lit.begin(), lit.end(), [&](const Lit &one) { return one.id == id; });
        if (found == lit.end())
            lit.push_back({id, effect});
        else
            found->onlyEffects = found->onlyEffects && effect;
    };
    if (m_reader && links.of != kNoEvent) {
        const Event event = (*m_reader)[links.of];
        const ObjectTable &objects = m_recording->info()->objects;
        add(QStringLiteral("actor/%1").arg(event.actor), false);
        for (const Link &link : links.links)
            add(QStringLiteral("actor/%1").arg((*m_reader)[link.event].actor), !isCause(link.kind));
        if (event.object.row() < objects.size()) {
            const Object &object = objects[event.object.row()];
            add(object.kind == ObjectKind::Slots ? idOfSlot(event.object)
                                                 : idOfObject(QString::fromStdString(object.name)),
                false);
        }
    }
    if (lit == m_lit)
        return;
    m_lit = std::move(lit);
    update();
}

void StageView::resizeEvent(QResizeEvent *)
{
    forgetGround();
}

void StageView::hideEvent(QHideEvent *)
{
    rest();
}

QRect StageView::rectOf(const QString &id)
{
    const QRectF rect = still().rectOf(id);
    return QRectF(rect.topLeft() * m_zoom, rect.size() * m_zoom).toAlignedRect();
}

QString StageView::idAt(QPoint point)
{
    return still().idAt(QPointF(point) / m_zoom);
}

void StageView::mouseReleaseEvent(QMouseEvent *event)
{
    const QString id = idAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || scene().sentenceOf(id).isEmpty())
        return;
    if (const int actor = actorOfOffer(id); actor != kNobody)
        choose(static_cast<ActorId>(actor));
    else
        emit chosen(id);
}

bool StageView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString id = idAt(help->pos());
    const QString sentence = scene().sentenceOf(id);
    if (sentence.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), sentence, this, rectOf(id));
    return true;
}

} // namespace interleave
