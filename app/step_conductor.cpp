// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/step_conductor.h"

#include "app/main_window.h"
#include "app/models/divergence_words.h"
#include "app/models/recording_account.h"
#include "app/panels/toolbar.h"
#include "app/session/playback.h"
#include "app/stage/stage_view.h"
#include "app/style/appearance.h"
#include "app/style/words.h"
#include "app/window/order_menu.h"
#include "scenarios/catalog.h"

#include <QRandomGenerator>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr int kLookMs = 50;
constexpr int kLateMs = 200;      ///< nobody sees a step take that long, unless something holds it
constexpr int kVeryLateMs = 1500; ///< … and then it is said what can be done
constexpr EventIndex kPlayed = 3; ///< events of one step that are shown one after the other; more at once

} // namespace

StepConductor::StepConductor(MainWindow *window, Session *session, StageView *stage)
    : QObject(window),
      m_window(window),
      m_session(session),
      m_stage(stage)
{
    m_growth.setInterval(kLookMs);
    m_late.setSingleShot(true);
    connect(&m_growth, &QTimer::timeout, this, [this] { showRecorded(false); });
    connect(&m_late, &QTimer::timeout, this, &StepConductor::onLate);
    connectWindow();
    connectSession();
    m_seen.load(QSettings());
    showSeen();
}

StepConductor::~StepConductor() = default;

void StepConductor::connectWindow()
{
    const StepBar *const bar = m_window->steps();
    connect(m_stage, &StageView::offerChosen, this, &StepConductor::choose);
    connect(bar, &StepBar::chosen, this, &StepConductor::choose);
    connect(bar, &StepBar::backRequested, this, &StepConductor::back);
    connect(bar, &StepBar::redoRequested, this, &StepConductor::redo);
    connect(bar, &StepBar::startOverRequested, this, &StepConductor::startOver);
    connect(bar, &StepBar::randomRequested, this, &StepConductor::takeAny);
    connect(bar, &StepBar::turnRequested, this, &StepConductor::takeTurns);
    connect(bar, &StepBar::runOnRequested, this, &StepConductor::runOn);
    connect(bar, &StepBar::endRequested, this, [this] {
        goOn();
        m_session->runOut();
    });
    connect(bar, &StepBar::killRequested, this, [this](ActorId actor) {
        m_asked.insert(actor);
        take({actor, StepKind::Kill});
    });
    connect(m_window->toolbar(), &Toolbar::choiceChanged, this, &StepConductor::showSeen);
    connect(m_window->playback(), &Playback::recordingChanged, this, [this] { show(); });
    connect(m_window->playback(), &Playback::concealedChanged, this, [this] {
        show();
        showSeen();
    });
}

void StepConductor::connectSession()
{
    const auto ifOn = [this](void (StepConductor::*slot)()) {
        return [this, slot] {
            if (isOn())
                (this->*slot)();
        };
    };
    connect(m_session, &Session::running, this, ifOn(&StepConductor::onRunning));
    connect(m_session, &Session::moved, this, ifOn(&StepConductor::onMoved));
    connect(m_session, &Session::rested, this, ifOn(&StepConductor::onRested));
    connect(m_session, &Session::finished, this, ifOn(&StepConductor::onFinished));
    connect(m_session, &Session::failed, this, [this](const QString &sentence) {
        if (isOn())
            onFailed(sentence);
    });
}

bool StepConductor::isOn() const
{
    const auto &recording = m_session->recording();
    return recording && recording->info()->settings.pace == Pace::Step;
}

void StepConductor::start(const RunSettings &settings, Plan plan)
{
    const bool isAnother = isOn() && m_settings != settings;
    if (m_session->isActive() && isAnother)
        return endAndThen([this, settings, plan] { start(settings, plan); });
    m_settings = settings;
    m_undone.clear();
    go(std::move(plan), Aim::ByHand);
}

void StepConductor::follow(const Schedule &schedule)
{
    const auto settings = checkedSettings(
        {.scenario = schedule.scenario, .mode = schedule.mode, .parameters = schedule.parameters, .pace = Pace::Step});
    if (!settings.ok())
        return m_window->complain(QString::fromStdString(settings.error().sentence));
    const Plan plan{.steps = schedule.steps, .checks = schedule.checks};
    const RunSettings wanted = settings.value();
    const auto begin = [this, wanted, plan] {
        m_settings = wanted;
        m_undone.clear();
        go(plan, Aim::Order);
    };
    m_window->chooseSettings(findScenario(wanted.scenario), wanted);
    if (m_session->isActive() && m_settings != wanted)
        endAndThen(begin);
    else
        begin();
}

void StepConductor::endAndThen(std::function<void()> then)
{
    if (!m_session->isActive())
        return then();
    m_wanted.reset();
    m_then = std::move(then);
    m_session->stop();
}

/// From the start, by the same processes where they are still there; as soon as they can.
void StepConductor::go(Plan plan, Aim aim)
{
    if (m_session->isActive() && !m_session->canGoAgain(*m_settings)) {
        m_wanted = std::move(plan);
        m_wantedAim = aim;
        m_planned = m_wanted->steps;
        return;
    }
    m_aim = aim;
    m_planned = plan.steps;
    m_isReturning = true;
    m_hasDiverged = false;
    m_isUnderWay = true;
    m_asked = {};
    for (const Step &step : m_planned)
        if (step.kind == StepKind::Kill)
            m_asked.insert(step.actor);
    if (m_session->canGoAgain(*m_settings) && m_session->isActive())
        return m_session->again(std::move(plan));
    const auto before = m_session->recording();
    if (const auto started = m_session->start(*m_settings, std::move(plan)); !started.ok())
        return onFailed(QString::fromStdString(started.error().sentence));
    if (m_session->recording() == before)
        return; // the processes of before go back first
    m_settings = m_session->recording()->info()->settings;
    m_shown = 0;
    m_window->steppingStarted(m_session->recording());
    show();
}

void StepConductor::onRunning()
{
    if (m_wanted) {
        const Plan wanted = *m_wanted;
        m_wanted.reset();
        go(wanted, m_wantedAim);
    }
}

void StepConductor::onMoved()
{
    if (m_wanted)
        return;
    if (!m_session->stand().isIdle) {
        if (!m_late.isActive()) {
            m_isVeryLate = false;
            m_late.start(kLateMs);
        }
        if (!m_growth.isActive())
            m_growth.start();
        return;
    }
    m_growth.stop();
    m_late.stop();
    noteDeaths();
}

void StepConductor::onRested()
{
    if (m_wanted)
        return;
    m_isUnderWay = false;
    showRecorded(true);
    show();
    tellDivergence();
    tellOrdersEnd();
}

void StepConductor::onFinished()
{
    m_growth.stop();
    m_late.stop();
    m_isUnderWay = false;
    if (m_wanted)
        return go(*std::exchange(m_wanted, {}), m_wantedAim);
    if (m_then) { // once everybody has heard of this end
        QMetaObject::invokeMethod(
            this,
            [this, then = std::exchange(m_then, {})] {
                then();
                show();
            },
            Qt::QueuedConnection);
        return;
    }
    noteDeaths();
    showRecorded(true);
    const Account account = accountOf(*m_session->recording()).value(); // it was made from the catalogue
    countOrder(account);
    m_window->runFinished(account);
    show();
    tellDivergence();
}

void StepConductor::onFailed(const QString &sentence)
{
    m_growth.stop();
    m_late.stop();
    m_wanted.reset();
    m_then = {};
    m_isReturning = m_isUnderWay = false;
    m_window->runFailed(sentence);
    show();
}

/// Somebody has not come to its next access in the time that takes.
void StepConductor::onLate()
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

void StepConductor::noteDeaths()
{
    for (const Step &step : m_session->stand().steps) {
        if (step.kind != StepKind::Kill || m_asked.contains(step.actor))
            continue;
        m_asked.insert(step.actor);
        m_window->complain(tr("%1 was killed from outside; the others can go on.")
                               .arg(words::process(step.actor).replace(0, 1, QStringLiteral("P"))));
    }
}

void StepConductor::tellDivergence()
{
    const auto &diverged = m_session->stand().diverged;
    if (!diverged || m_hasDiverged)
        return;
    m_hasDiverged = true;
    const QString sentence = divergenceSentence(*m_session->recording()->info(), *diverged);
    m_aim == Aim::Order ? m_window->complain(sentence) : m_window->say(sentence);
}

bool StepConductor::hasOrdersEnd() const
{
    const Stand &stand = m_session->stand();
    return m_aim == Aim::Order && m_session->isActive() && stand.isIdle && !stand.diverged && !stand.isOver
        && !stand.isStuck && stand.steps.size() == m_planned.size();
}

void StepConductor::tellOrdersEnd()
{
    if (hasOrdersEnd())
        m_window->say(tr("Here the order ends; go on by hand."));
}

void StepConductor::countOrder(const Account &account)
{
    const Stand &stand = m_session->stand();
    const auto info = m_session->recording()->info();
    if (info->interrupted || (!stand.isOver && !stand.isStuck))
        return;
    m_seen.add(info->settings, stand.steps, stand.isStuck ? SeenOrders::kDeadlock : account.result);
    QSettings settings;
    m_seen.save(settings);
    showSeen();
}

void StepConductor::setOrderOf(OrderOf orderOf)
{
    m_window->orders()->setRecordedOrder([this, orderOf = std::move(orderOf)] {
        const auto &recording = m_window->playback()->recording();
        const auto order = recording && recording->finished() ? orderOf(*recording) : std::nullopt;
        return order ? QString::fromStdString(*order) : QString();
    });
}

void StepConductor::setTotals(const ExplorationReport &report)
{
    m_seen.setTotals(report);
    QSettings settings;
    m_seen.save(settings);
    showSeen();
    show();
}

void StepConductor::goOn()
{
    m_window->say(QString()); // what was said before is no longer news
    m_undone.clear();
    m_hasDiverged = false;
    m_isUnderWay = true;
}

void StepConductor::take(Step step)
{
    goOn();
    m_session->take({step});
}

void StepConductor::choose(ActorId actor)
{
    const std::vector<Offer> all = offers();
    if (!m_session->isActive() || actor >= all.size())
        return;
    if (!m_isUnderWay && !all[actor].canGo())
        return m_window->say(words::asSentence(all[actor].sentence));
    take({actor});
}

void StepConductor::runOn(ActorId actor)
{
    const std::vector<Offer> all = offers();
    if (!m_session->isActive() || actor >= all.size())
        return;
    if (!m_isUnderWay && !all[actor].canGo())
        return m_window->say(words::asSentence(all[actor].sentence));
    goOn();
    m_session->runOn(actor);
}

Steps StepConductor::stepsSoFar() const
{
    return m_isReturning || m_wanted ? m_planned : m_session->stand().steps;
}

void StepConductor::back()
{
    Steps steps = stepsSoFar();
    if (!isOn() || steps.empty())
        return;
    m_undone.push_back(steps.back());
    steps.pop_back();
    go({.steps = std::move(steps)}, Aim::ByHand);
}

void StepConductor::redo()
{
    if (m_undone.empty() || !m_session->isActive() || m_isUnderWay)
        return;
    Steps rest = m_undone;
    const Step step = rest.back();
    rest.pop_back();
    if (step.kind == StepKind::Kill)
        m_asked.insert(step.actor);
    take(step);
    m_undone = std::move(rest);
}

void StepConductor::startOver()
{
    if (!isOn())
        return;
    m_undone.clear();
    go({}, Aim::ByHand);
}

void StepConductor::takeAny()
{
    std::vector<ActorId> able;
    for (const Offer &offer : offers())
        if (offer.canGo())
            able.push_back(offer.actor);
    if (!able.empty() && !m_isUnderWay)
        take({able[QRandomGenerator::global()->bounded(static_cast<quint32>(able.size()))]});
}

/// The first after whoever moved last.
void StepConductor::takeTurns()
{
    const std::vector<Offer> all = offers();
    const Steps &steps = m_session->stand().steps;
    const std::size_t after = steps.empty() ? 0 : steps.back().actor + std::size_t{1};
    for (std::size_t i = 0; i < all.size() && !m_isUnderWay; ++i) {
        const Offer &offer = all[(after + i) % all.size()];
        if (offer.canGo())
            return take({offer.actor});
    }
}

/// Puts on show what has been recorded. At rest all of it: the events of one step as they happen, many at once.
void StepConductor::showRecorded(bool isFinal)
{
    Playback *const playback = m_window->playback();
    const bool isNew = playback->recording() != m_session->recording();
    if (isNew) {
        m_window->steppingStarted(m_session->recording());
        m_shown = 0;
    }
    m_window->recordingGrew(m_session->heldUpNs());
    const bool tellsNothing = !isNew && !m_isReturning && playback->length() == m_shown;
    if (!isFinal || tellsNothing)
        return;
    const EventIndex first = std::exchange(m_shown, playback->length());
    const bool wasReturning = std::exchange(m_isReturning, false);
    const bool isStep = !isNew && !wasReturning && m_shown > first;
    m_stage->setLatestStep(isStep ? first : kNoEvent);
    if (!isStep || m_shown - first > kPlayed || appearance().reducedMotion())
        return playback->seek(m_shown);
    playback->seek(first);
    playback->step(1);
    if (m_shown > first + 1)
        playback->play();
}

std::vector<Offer> StepConductor::offers() const
{
    Stand stand = m_session->stand();
    stand.mover = kNoActor;
    return isOn() ? offersOf(*m_session->recording()->info(), stand) : std::vector<Offer>();
}

/// How it stands. `tellsMover`: that somebody moves has lasted long enough to be seen.
void StepConductor::show(bool tellsMover)
{
    Stepping stepping;
    const auto &recording = m_session->recording();
    stepping.isOn = isOn() && (m_isReturning || m_window->playback()->recording() == recording);
    if (stepping.isOn) {
        Stand stand = m_session->stand();
        if (!tellsMover)
            stand.mover = kNoActor;
        stepping.isOver = !m_session->isActive();
        if (!stepping.isOver || stand.isOver || stand.isStuck) // of one that was stopped nobody goes on
            stepping.offers = offersOf(*recording->info(), stand);
        stepping.canGoBack = !stepsSoFar().empty();
        stepping.canRedo = !m_undone.empty() && !stepping.isOver;
        stepping.band = hasOrdersEnd() ? tr("here the order ends; go on by hand") : standText(stand, m_isVeryLate);
        stepping.seen = m_seen.figures(*m_settings) + tr(" seen");
        stepping.missing = m_window->playback()->isConcealed() ? QString() : m_seen.missing(*m_settings);
    }
    m_stage->setOffers(stepping.offers);
    if (!stepping.isOn)
        m_stage->setLatestStep(kNoEvent);
    m_window->showStepping(stepping);
    const bool any = stepping.isOn && !m_session->stand().steps.empty();
    m_window->orders()->setOrder(
        any ? QString::fromStdString(scheduleText(
            {m_settings->scenario, m_settings->mode, m_settings->parameters, m_session->stand().steps, {}}))
            : QString());
}

/// Of what is chosen, whatever is on show.
void StepConductor::showSeen()
{
    const RunChoice choice = m_window->toolbar()->choice();
    if (choice.scenario() == nullptr || m_seen.orders(choice.settings()) == 0)
        return m_window->showSeen(QString());
    const QString missing = m_window->playback()->isConcealed() ? QString() : m_seen.missing(choice.settings());
    m_window->showSeen(tr("You have seen %1").arg(m_seen.figures(choice.settings()))
                       + (missing.isEmpty() ? QString() : QStringLiteral("; ") + missing));
}

} // namespace interleave
