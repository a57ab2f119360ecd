// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/step_conductor.h"

#include "app/main_window.h"
#include "app/models/offers.h"
#include "app/models/recording_account.h"
#include "app/panels/step_bar.h"
#include "app/session/playback.h"
#include "app/session/seen_book.h"
#include "app/stage/stage_view.h"
#include "app/step_presenter.h"
#include "app/style/words.h"
#include "app/window/order_menu.h"
#include "scenarios/catalog.h"

#include <QRandomGenerator>

#include <utility>

namespace interleave {

StepConductor::StepConductor(MainWindow *window, Session *session, StageView *stage)
    : QObject(window),
      m_window(window),
      m_session(session),
      m_stage(stage),
      m_seen(new SeenBook(this)),
      m_presenter(new StepPresenter(window, session, stage, &m_course, m_seen, this))
{
    connectWindow();
    connectSession();
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
    connect(bar, &StepBar::endRequested, this, &StepConductor::runOut);
    connect(bar, &StepBar::killRequested, this, [this](ActorId actor) { take({actor, StepKind::Kill}); });
    m_window->orders()->setOnShow([this] { return m_window->playback()->recording(); });
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
    return m_session->isStepped();
}

void StepConductor::start(const RunSettings &settings, Plan plan)
{
    const bool isAnother = isOn() && m_course.settings != settings;
    if (m_session->isActive() && isAnother)
        return endAndThen([this, settings, plan] { start(settings, plan); });
    m_course.settings = settings;
    m_course.undone.clear();
    go(std::move(plan), StepCourse::Aim::ByHand);
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
        m_course.settings = wanted;
        m_course.undone.clear();
        go(plan, StepCourse::Aim::Order);
    };
    m_window->chooseSettings(findScenario(wanted.scenario), wanted);
    if (m_session->isActive() && m_course.settings != wanted)
        endAndThen(begin);
    else
        begin();
}

void StepConductor::endAndThen(std::function<void()> then)
{
    if (!m_session->isActive())
        return then();
    m_course.wanted.reset();
    m_then = std::move(then);
    m_session->stop();
}

/// From the start, by the same processes where they are still there; as soon as they can.
void StepConductor::go(Plan plan, StepCourse::Aim aim)
{
    if (m_session->isActive() && !m_session->canGoAgain(*m_course.settings)) {
        m_course.wanted = std::move(plan);
        m_course.wantedAim = aim;
        m_course.planned = m_course.wanted->steps;
        return;
    }
    m_course.aim = aim;
    m_course.planned = plan.steps;
    m_course.isReturning = true;
    m_isUnderWay = true;
    m_presenter->begin();
    if (m_session->canGoAgain(*m_course.settings) && m_session->isActive())
        return m_session->again(std::move(plan));
    const auto before = m_session->recording();
    if (const auto started = m_session->start(*m_course.settings, std::move(plan)); !started.ok()) {
        if (isOn()) // the run before can still be taken back
            m_course.settings = m_session->recording()->info()->settings;
        return onFailed(QString::fromStdString(started.error().sentence));
    }
    if (m_session->recording() == before)
        return; // the processes of before go back first
    m_course.settings = m_session->recording()->info()->settings;
    m_presenter->beginRecording();
    m_presenter->show();
}

void StepConductor::onRunning()
{
    if (m_course.wanted) {
        const Plan wanted = *m_course.wanted;
        m_course.wanted.reset();
        go(wanted, m_course.wantedAim);
    }
}

void StepConductor::onMoved()
{
    if (m_course.wanted)
        return;
    if (!m_session->stand().isIdle)
        return m_presenter->watch();
    m_presenter->stopWatching();
    m_presenter->tellDeaths();
}

void StepConductor::onRested()
{
    if (m_course.wanted)
        return;
    m_isUnderWay = false;
    showAll();
    m_presenter->show();
    m_presenter->tellDivergence();
    m_presenter->tellOrdersEnd();
}

/// Everybody rests, so what was planned has been done, or could not be.
void StepConductor::showAll()
{
    m_presenter->showRecorded(true);
    m_course.isReturning = false;
}

void StepConductor::onFinished()
{
    m_presenter->stopWatching();
    m_isUnderWay = false;
    if (m_course.wanted)
        return go(*std::exchange(m_course.wanted, {}), m_course.wantedAim);
    if (m_then) { // once everybody has heard of this end
        QMetaObject::invokeMethod(
            this,
            [this, then = std::exchange(m_then, {})] {
                then();
                m_presenter->show();
            },
            Qt::QueuedConnection);
        return;
    }
    m_presenter->tellDeaths();
    showAll();
    const Account account = accountOf(*m_session->recording()).value(); // it was made from the catalogue
    m_seen->count(*m_session->recording()->info(), m_session->stand(), account.result);
    m_window->runFinished(account);
    m_presenter->show();
    m_presenter->tellDivergence();
}

void StepConductor::onFailed(const QString &sentence)
{
    m_presenter->stopWatching();
    m_course.wanted.reset();
    m_then = {};
    m_course.isReturning = m_isUnderWay = false;
    m_window->runFailed(sentence);
    m_presenter->show();
}

void StepConductor::count(const RunInfo &info, const Stand &stand, const std::string &result)
{
    m_seen->count(info, stand, result);
}

void StepConductor::setTotals(const ExplorationReport &report)
{
    m_seen->setTotals(report);
    m_presenter->show();
}

void StepConductor::goOn()
{
    m_presenter->forgetNews();
    m_course.undone.clear();
    m_isUnderWay = true;
}

void StepConductor::take(Step step)
{
    goOn();
    if (step.kind == StepKind::Kill)
        m_presenter->expectDeath(step.actor);
    if (m_course.isReturning || m_course.wanted)
        m_course.planned.push_back(step);
    if (m_course.wanted)
        m_course.wanted->steps.push_back(step);
    else
        m_session->take({step});
}

void StepConductor::runOut()
{
    goOn();
    if (m_course.wanted)
        m_course.wanted->runsOut = true;
    else
        m_session->runOut();
}

/// Can it go, as far as is known while somebody else may move? Says why not.
bool StepConductor::mayGo(ActorId actor) const
{
    if (!isOn() || !m_session->isActive() || actor >= m_session->recording()->info()->processes.size())
        return false;
    if (m_isUnderWay)
        return true;
    const std::vector<Offer> all = offers();
    if (actor >= all.size())
        return false;
    if (all[actor].canGo())
        return true;
    m_window->say(words::asSentence(all[actor].sentence));
    return false;
}

void StepConductor::choose(ActorId actor)
{
    if (mayGo(actor))
        take({actor});
}

void StepConductor::runOn(ActorId actor)
{
    if (!mayGo(actor))
        return;
    goOn();
    if (m_course.wanted)
        m_course.wanted->runsOn = actor;
    else
        m_session->runOn(actor);
}

void StepConductor::back()
{
    Steps steps = m_course.stepsSoFar(m_session->stand());
    if (!isOn() || steps.empty())
        return;
    m_course.undone.push_back(steps.back());
    steps.pop_back();
    go({.steps = std::move(steps)}, StepCourse::Aim::ByHand);
}

void StepConductor::redo()
{
    if (m_course.undone.empty() || !m_session->isActive() || m_isUnderWay)
        return;
    Steps rest = m_course.undone;
    const Step step = rest.back();
    rest.pop_back();
    take(step);
    m_course.undone = std::move(rest);
}

void StepConductor::startOver()
{
    if (!isOn())
        return;
    m_course.undone.clear();
    go({}, StepCourse::Aim::ByHand);
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

std::vector<Offer> StepConductor::offers() const
{
    Stand stand = m_session->stand();
    stand.mover = kNoActor;
    return isOn() ? offersOf(*m_session->recording()->info(), stand) : std::vector<Offer>();
}

} // namespace interleave
