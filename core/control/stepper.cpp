// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/stepper.h"

#include "core/shm/clock.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace interleave {

namespace {

/// While many steps are taken, so often is told how things stand.
constexpr std::uint64_t kPublishNs = 30'000'000;
/// Who computes longer than this between two accesses is told of.
constexpr std::int64_t kSlowNs = 200'000'000;

} // namespace

Stepper::Stepper(RunMemory &memory, Mourn mourn, Listener listener)
    : m_memory(memory),
      m_listener(std::move(listener)),
      m_controller(memory),
      m_mourning(memory, std::move(mourn))
{
    m_stand.actors.resize(memory.actors());
    m_thread = std::thread([this] { run(); });
}

Stepper::~Stepper()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quits = true;
    }
    m_controller.tellNews();
    m_thread.join();
}

template <typename Order>
void Stepper::order(Order &&order)
{
    {
        const std::lock_guard lock(m_mutex);
        m_orders.emplace_back(std::forward<Order>(order));
        m_isBehind = true;
    }
    m_controller.tellNews();
}

void Stepper::begin(Plan plan)
{
    order([this, plan = std::move(plan)] {
        m_plan = plan;
        m_queue.assign(plan.steps.begin(), plan.steps.end());
        m_taken.clear();
        m_runner = plan.runsOn;
        m_dying = kNoActor;
        m_checksum = m_checksumBefore = {};
        m_diverged.reset();
        m_wantsToBegin = true;
    });
}

void Stepper::takeBack()
{
    order([this] {
        m_queue.clear();
        m_runner = m_dying = kNoActor;
        m_plan = {};
        m_wantsToBegin = false; // the next begin() comes when the data have been restored
        m_controller.takeBack();
        m_phase = Phase::Returning;
    });
}

void Stepper::take(const Steps &steps)
{
    order([this, steps] {
        m_diverged.reset();
        m_queue.insert(m_queue.end(), steps.begin(), steps.end());
    });
}

void Stepper::runOn(ActorId actor)
{
    order([this, actor] {
        m_diverged.reset();
        m_runner = actor;
    });
}

void Stepper::runOut()
{
    order([this] {
        m_diverged.reset();
        m_plan.runsOut = true;
    });
}

void Stepper::pause()
{
    order([this] {
        m_queue.clear();
        m_runner = kNoActor;
        m_plan.runsOut = false;
    });
}

void Stepper::died(ActorId actor)
{
    order([this, actor] {
        if (!m_controller.isAlive(actor))
            return;
        if (m_phase == Phase::Playing) {
            if (m_controller.hasOpenGrant(actor))
                forgetUntaken(actor);
            m_taken.push_back({actor, StepKind::Kill});
        }
        m_controller.died(actor);
        if (m_dying == actor)
            m_dying = kNoActor;
    });
}

/// It was let go on, and died before it did: that step was never taken.
void Stepper::forgetUntaken(ActorId actor)
{
    const auto last = std::find(m_taken.rbegin(), m_taken.rend(), Step{actor});
    if (last == m_taken.rend())
        return; // it was on the way to its first access
    m_taken.erase(std::prev(last.base()));
    m_checksum = m_checksumBefore;
}

void Stepper::revived(ActorId actor)
{
    order([this, actor] { m_controller.revived(actor); });
}

Stand Stepper::stand() const
{
    const std::lock_guard lock(m_mutex);
    Stand stand = m_stand;
    stand.isIdle = stand.isIdle && !m_isBehind;
    return stand;
}

void Stepper::run()
{
    for (;;) {
        const std::uint32_t seen = m_controller.news();
        std::vector<std::function<void()>> orders;
        {
            const std::lock_guard lock(m_mutex);
            if (m_quits)
                return;
            orders.swap(m_orders);
        }
        for (const auto &one : orders)
            one();
        m_isDirty = m_isDirty || !orders.empty();
        if (m_phase == Phase::Returning && m_controller.isAtStart()) {
            m_phase = Phase::AtStart;
            m_listener.atStart();
        }
        if (m_wantsToBegin && m_controller.isAtStart()) {
            m_wantsToBegin = false;
            m_phase = Phase::Playing;
            m_mourning.reset();
            m_controller.begin();
        }
        const bool moves = m_phase == Phase::Playing && moveOn();
        publish(!moves);
        // Once for who is slow; otherwise this sleeps until there is news.
        m_controller.awaitNews(seen, m_isDirty ? kSlowNs : -1);
    }
}

/// False: nobody moves, and nothing is to be done. Nothing is dirty any more then.
bool Stepper::moveOn()
{
    if (m_dying != kNoActor || !m_controller.isSettled()
        || (m_mourning.note(m_controller) && !m_controller.isSettled()))
        return true;
    m_isDirty = true;
    if (m_controller.isOver() || m_controller.enabled().isEmpty()) {
        if (!m_queue.empty() && takeNext(m_queue.front())) { // a death may still be planned
            m_queue.pop_front();
            return true;
        }
        m_phase = Phase::Over;
        return false;
    }
    const std::optional<Step> next = nextStep();
    return next && takeNext(*next);
}

/// What was asked for first, then whoever is to run on, then the plan's rest.
std::optional<Step> Stepper::nextStep()
{
    if (!m_queue.empty()) {
        const Step step = m_queue.front();
        m_queue.pop_front();
        return step;
    }
    if (m_runner != kNoActor) {
        if (m_controller.isEnabled(m_runner))
            return Step{m_runner};
        m_runner = kNoActor;
    }
    if (!m_plan.runsOut)
        return std::nullopt;
    if (!m_taken.empty() && m_controller.isEnabled(m_taken.back().actor))
        return Step{m_taken.back().actor};
    for (std::size_t actor = 0; actor < m_controller.actors(); ++actor)
        if (m_controller.isEnabled(static_cast<ActorId>(actor)))
            return Step{static_cast<ActorId>(actor)};
    return std::nullopt;
}

/// False: it is not possible; then nothing more is done by itself.
bool Stepper::takeNext(Step step)
{
    if (!doesAsPlanned(step)) {
        m_queue.clear();
        m_runner = kNoActor;
        m_plan.runsOut = false;
        return false;
    }
    if (step.kind == StepKind::Kill) {
        m_dying = step.actor;
        m_listener.kill(step.actor); // died() notes the step
        return true;
    }
    m_taken.push_back(step);
    m_controller.grant(step.actor);
    return true;
}

bool Stepper::doesAsPlanned(Step step)
{
    using Why = Divergence::Why;
    if (step.actor >= m_controller.actors())
        return diverge(Why::NoSuchActor, step.actor), false;
    if (!m_controller.isAlive(step.actor))
        return diverge(Why::Dead, step.actor), false;
    if (m_controller.isDone(step.actor))
        return diverge(Why::Ended, step.actor), false;
    const Action &action = m_controller.action(step.actor);
    if (step.kind == StepKind::Other)
        return diverge(Why::NoChoice, step.actor), false;
    if (step.kind == StepKind::Go && !m_controller.isEnabled(step.actor))
        return diverge(Why::Blocked, step.actor), false;
    const std::size_t number = m_taken.size();
    if (number < m_plan.expected.size() && step.kind == StepKind::Go
        && (m_plan.expected[number].operation != action.operation || m_plan.expected[number].object != action.object))
        return diverge(Why::OtherAction, step.actor), false;
    m_checksumBefore = m_checksum;
    m_checksum.add(step, action);
    if ((number + 1) % StepChecksum::kSteps != 0)
        return true;
    const std::uint16_t sum = std::exchange(m_checksum, {}).value();
    const std::size_t block = number / StepChecksum::kSteps;
    if (block < m_plan.checks.size() && m_plan.checks[block] != sum)
        return diverge(Why::OtherCheck, step.actor), false;
    return true;
}

void Stepper::diverge(Divergence::Why why, ActorId actor)
{
    m_diverged = Divergence{.step = m_taken.size(), .actor = actor, .why = why};
    if (actor >= m_controller.actors())
        return;
    m_diverged->got = m_controller.action(actor);
    if (m_taken.size() < m_plan.expected.size())
        m_diverged->expected = m_plan.expected[m_taken.size()];
    if (m_diverged->got.operation == EventKind::LockAcquired)
        m_diverged->holder = m_memory.holderOf(m_diverged->got.object);
    m_diverged->holderDied
        = m_diverged->holder < m_controller.actors() && !m_controller.isAlive(m_diverged->holder);
}

Stand Stepper::look() const
{
    Stand stand;
    stand.steps = m_taken;
    stand.diverged = m_diverged;
    stand.hasBegun = m_phase == Phase::Playing || m_phase == Phase::Over;
    stand.mover = m_dying != kNoActor ? m_dying : stand.hasBegun ? m_controller.mover() : kNoActor;
    stand.actors.resize(m_controller.actors());
    for (std::size_t i = 0; i < stand.actors.size(); ++i) {
        const auto id = static_cast<ActorId>(i);
        Stand::Actor &actor = stand.actors[i];
        actor.isAlive = m_controller.isAlive(id);
        if (!stand.hasBegun)
            continue;
        actor.action = m_controller.action(id);
        actor.isEnabled = m_controller.isEnabled(id);
        actor.isDone = m_controller.isDone(id);
        if (!actor.isEnabled && actor.action.operation == EventKind::LockAcquired)
            actor.holder = m_memory.holderOf(actor.action.object);
    }
    stand.isOver = m_phase == Phase::Over && m_controller.isOver();
    stand.isStuck = m_phase == Phase::Over && !stand.isOver;
    return stand;
}

void Stepper::publish(bool isIdle)
{
    const std::uint64_t now = monotonicNow();
    if (!m_isDirty || (!isIdle && now < m_publishedAt + kPublishNs))
        return;
    Stand stand = look();
    stand.isIdle = isIdle;
    m_isDirty = !isIdle;
    m_publishedAt = now;
    {
        const std::lock_guard lock(m_mutex);
        m_stand = std::move(stand);
        m_isBehind = !m_orders.empty();
    }
    m_listener.changed();
}

} // namespace interleave
