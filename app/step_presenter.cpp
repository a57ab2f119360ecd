// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/step_presenter.h"

#include "app/main_window.h"
#include "app/models/divergence_words.h"
#include "app/panels/step_bar.h"
#include "app/panels/toolbar.h"
#include "app/session/playback.h"
#include "app/session/seen_book.h"
#include "app/stage/stage_view.h"
#include "app/style/appearance.h"
#include "app/style/words.h"
#include "app/window/order_menu.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr int kLookMs = 50;
constexpr int kLateMs = 200;      ///< nobody sees a step take that long, unless something holds it
constexpr int kVeryLateMs = 1500; ///< … and then it is said what can be done
constexpr EventIndex kPlayed = 3; ///< events of one step that are shown one after the other; more at once

} // namespace

StepPresenter::StepPresenter(MainWindow *window, Session *session, StageView *stage, const StepCourse *course,
                             const SeenBook *seen, QObject *parent)
    : QObject(parent),
      m_window(window),
      m_session(session),
      m_stage(stage),
      m_course(course),
      m_seen(seen)
{
    m_growth.setInterval(kLookMs);
    m_late.setSingleShot(true);
    connect(&m_growth, &QTimer::timeout, this, [this] { showRecorded(false); });
    connect(&m_late, &QTimer::timeout, this, &StepPresenter::onLate);
    connect(m_seen, &SeenBook::changed, this, &StepPresenter::showSeen);
    connect(m_window->toolbar(), &Toolbar::choiceChanged, this, &StepPresenter::showSeen);
    connect(m_window->playback(), &Playback::recordingChanged, this, [this] { show(); });
    connect(m_window->playback(), &Playback::concealedChanged, this, [this] {
        show();
        showSeen();
    });
    showSeen();
}

void StepPresenter::begin()
{
    m_hasDiverged = false;
    m_asked = {};
    for (const Step &step : m_course->planned)
        if (step.kind == StepKind::Kill)
            m_asked.insert(step.actor);
}

void StepPresenter::beginRecording()
{
    m_shown = 0;
    m_window->steppingStarted(m_session->recording());
}

void StepPresenter::forgetNews()
{
    m_window->say(QString());
    m_hasDiverged = false;
}

void StepPresenter::watch()
{
    if (!m_late.isActive()) {
        m_isVeryLate = false;
        m_late.start(kLateMs);
    }
    if (!m_growth.isActive())
        m_growth.start();
}

void StepPresenter::stopWatching()
{
    m_growth.stop();
    m_late.stop();
}

/// Somebody has not come to its next access in the time that takes.
void StepPresenter::onLate()
{
    if (m_session->stand().isIdle)
        return;
    show(true);
    if (m_isVeryLate)
        m_growth.stop(); // there is nothing to be expected
    else
        m_late.start(kVeryLateMs);
    m_isVeryLate = true;
}

void StepPresenter::tellDeaths()
{
    const Stand &stand = m_session->stand();
    const bool canGoOn = std::any_of(stand.actors.begin(), stand.actors.end(),
                                     [](const Stand::Actor &actor) { return actor.isAlive && actor.isEnabled; });
    for (const Step &step : stand.steps) {
        if (step.kind != StepKind::Kill || m_asked.contains(step.actor))
            continue;
        m_asked.insert(step.actor);
        m_window->complain((canGoOn ? tr("%1 was killed from outside; the others can go on.")
                                    : tr("%1 was killed from outside."))
                               .arg(words::process(step.actor).replace(0, 1, QStringLiteral("P"))));
    }
}

void StepPresenter::tellDivergence()
{
    const auto &diverged = m_session->stand().diverged;
    if (!diverged || m_hasDiverged)
        return;
    m_hasDiverged = true;
    const QString sentence = divergenceSentence(*m_session->recording()->info(), *diverged);
    m_course->aim == StepCourse::Aim::Order ? m_window->complain(sentence) : m_window->say(sentence);
}

bool StepPresenter::hasOrdersEnd() const
{
    const Stand &stand = m_session->stand();
    const bool rests = m_session->isActive() && stand.isIdle && !stand.isOver && !stand.isStuck;
    return m_course->aim == StepCourse::Aim::Order && rests && !stand.diverged
        && stand.steps.size() == m_course->planned.size();
}

void StepPresenter::tellOrdersEnd()
{
    if (hasOrdersEnd())
        m_window->say(tr("Here the order ends; go on by hand."));
}

void StepPresenter::showRecorded(bool isFinal)
{
    Playback *const playback = m_window->playback();
    const bool isNew = playback->recording() != m_session->recording();
    if (isNew)
        beginRecording();
    m_window->recordingGrew(m_session->heldUpNs());
    const bool tellsNothing = !isNew && !m_course->isReturning && playback->length() == m_shown;
    if (!isFinal || tellsNothing)
        return;
    const EventIndex first = std::exchange(m_shown, playback->length());
    const bool isStep = !isNew && !m_course->isReturning && m_shown > first;
    m_stage->setLatestStep(isStep ? first : kNoEvent);
    if (!isStep || m_shown - first > kPlayed || appearance().reducedMotion())
        return playback->seek(m_shown);
    playback->seek(first);
    playback->step(1);
    if (m_shown > first + 1)
        playback->play();
}

void StepPresenter::show(bool tellsMover)
{
    const Stepping now = stepping(tellsMover);
    m_stage->setOffers(now.offers);
    if (!now.isOn)
        m_stage->setLatestStep(kNoEvent);
    m_window->showStepping(now);
    m_window->orders()->setOrder(now.isOn ? order() : QString());
}

/// As text; empty before the first step.
QString StepPresenter::order() const
{
    const Steps &steps = m_session->stand().steps;
    if (steps.empty())
        return {};
    const RunSettings settings = m_session->recording()->info()->settings; // another run may be asked for already
    return QString::fromStdString(scheduleText({settings.scenario, settings.mode, settings.parameters, steps, {}}));
}

Stepping StepPresenter::stepping(bool tellsMover) const
{
    Stepping stepping;
    const auto &recording = m_session->recording();
    stepping.isOn = m_session->isStepped() && (m_course->isReturning || m_window->playback()->recording() == recording);
    if (!stepping.isOn)
        return stepping;
    Stand stand = m_session->stand();
    if (!tellsMover)
        stand.mover = kNoActor;
    stepping.isOver = !m_session->isActive();
    if (!stepping.isOver || stand.isOver || stand.isStuck) // of one that was stopped nobody goes on
        stepping.offers = offersOf(*recording->info(), stand);
    stepping.canGoBack = !m_course->stepsSoFar(stand).empty();
    stepping.canRedo = !m_course->undone.empty() && !stepping.isOver;
    stepping.band = hasOrdersEnd() ? tr("here the order ends; go on by hand") : standText(stand, m_isVeryLate);
    stepping.seen = m_seen->orders().figures(recording->info()->settings) + tr(" seen");
    stepping.missing = missing(recording->info()->settings);
    return stepping;
}

QString StepPresenter::missing(const RunSettings &settings) const
{
    return m_window->playback()->isConcealed() ? QString() : m_seen->orders().missing(settings);
}

void StepPresenter::showSeen()
{
    const RunChoice choice = m_window->toolbar()->choice();
    if (choice.scenario() == nullptr || m_seen->orders().orders(choice.settings()) == 0)
        return m_window->showSeen(QString());
    const QString rest = missing(choice.settings());
    m_window->showSeen(tr("You have seen %1").arg(m_seen->orders().figures(choice.settings()))
                       + (rest.isEmpty() ? QString() : QStringLiteral("; ") + rest));
}

} // namespace interleave
