// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/order_ladder.h"

#include "app/models/transcript.h"
#include "app/style/words.h"

#include <algorithm>
#include <map>

namespace interleave {

namespace {

using OrderStep = OrderLadder::Step;

/// A request asks before the gate, and is no step of an order.
bool isStep(EventKind kind)
{
    switch (kind) {
    case EventKind::Read:
    case EventKind::Write:
    case EventKind::Update:
    case EventKind::LockAcquired:
    case EventKind::LockReleased:
    case EventKind::SemaphoreAcquired:
    case EventKind::SemaphorePosted:
    case EventKind::Awaited:
    case EventKind::Died: return true;
    default: return false;
    }
}

/// With one cell or lock of a kind nobody asks which.
bool isTheOnlyOne(const RunInfo &info, ObjectRef object)
{
    const Object *const asked = objectOf(info, object);
    if (asked == nullptr || asked->count != 1)
        return false;
    const auto isLock = [](const Object &one) {
        return one.kind == ObjectKind::Mutex || one.kind == ObjectKind::Semaphore;
    };
    const bool lock = isLock(*asked);
    return std::count_if(info.objects.begin(), info.objects.end(),
                         [&](const Object &one) { return !isGroup(one.kind) && isLock(one) == lock; })
        == 1;
}

QString value(Word word)
{
    return words::number(word.value());
}

/// In so few words that they fit a column: "read 0", "write 1 over 1", "take lock".
QString wordsOf(const RunInfo &info, const Event &event)
{
    const QString name = objectName(info, event.object);
    const QString of = isTheOnlyOne(info, event.object) ? QString() : QLatin1Char(' ') + name;
    switch (event.kind()) {
    case EventKind::Read: return QStringLiteral("read") + of + QLatin1Char(' ') + value(event.seen());
    case EventKind::Write:
        if (const Object *const row = objectOf(info, event.object);
            row != nullptr && row->kind == ObjectKind::Slots && event.replaced().isInitial())
            return QStringLiteral("write%1 %2").arg(of, value(event.written())); // it was empty
        return QStringLiteral("write%1 %2 over %3").arg(of, value(event.written()), value(event.replaced()));
    case EventKind::Update:
        return QStringLiteral("change%1 %2 to %3").arg(of, value(event.replaced()), value(event.written()));
    case EventKind::LockAcquired: return QStringLiteral("take ") + name;
    case EventKind::LockReleased: return QStringLiteral("give back ") + name;
    case EventKind::SemaphoreAcquired:
        return QStringLiteral("take %1: %2 to %3").arg(name, value(event.replaced()), value(event.written()));
    case EventKind::SemaphorePosted:
        return QStringLiteral("add to %1: %2 to %3").arg(name, value(event.replaced()), value(event.written()));
    case EventKind::Awaited: return QStringLiteral("see %1 is %2").arg(name, value(event.seen()));
    case EventKind::Died: return QStringLiteral("killed");
    default: return {};
    }
}

/// Who holds which lock, and what stands in each semaphore, so far.
class Held
{
public:
    explicit Held(const RunInfo &info) : m_info(info) {}

    void take(const Event &event)
    {
        if (event.kind() == EventKind::LockAcquired)
            m_holders[event.object.bits] = event.actor;
        else if (event.kind() == EventKind::LockReleased)
            m_holders.erase(event.object.bits);
        else if (event.kind() == EventKind::SemaphoreAcquired || event.kind() == EventKind::SemaphorePosted)
            m_values[event.object.bits] = event.written().value();
    }
    /// Could somebody have had it now?
    bool isFree(ObjectRef object) const
    {
        const Object *const row = objectOf(m_info, object);
        if (row != nullptr && row->kind == ObjectKind::Semaphore)
            return valueOf(object) > 0;
        return row != nullptr && row->kind == ObjectKind::Mutex && !m_holders.contains(object.bits);
    }
    /// Could its process have made that step now?
    bool allows(const Event &next) const
    {
        switch (next.kind()) {
        case EventKind::LockAcquired:
        case EventKind::SemaphoreAcquired: return isFree(next.object);
        case EventKind::Awaited: return false; // what it waited for had not come about before
        case EventKind::Died: return false;
        default: return true;
        }
    }

private:
    std::int32_t valueOf(ObjectRef object) const
    {
        const auto found = m_values.find(object.bits);
        if (found != m_values.end())
            return found->second;
        const Object *const row = objectOf(m_info, object);
        return row != nullptr ? row->initial : 0;
    }

    const RunInfo &m_info;
    std::map<std::uint32_t, ActorId> m_holders;
    std::map<std::uint32_t, std::int32_t> m_values;
};

/// How it came that somebody else moved after each step.
void markSwitches(std::vector<OrderStep> &steps, const std::vector<Event> &events, const std::vector<Wait> &waits,
                  const RunInfo &info)
{
    Held held(info);
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        held.take(events[i]);
        if (steps[i + 1].actor == steps[i].actor)
            continue;
        const auto own = std::find_if(events.begin() + std::ptrdiff_t(i) + 1, events.end(),
                                      [&](const Event &event) { return event.actor == steps[i].actor; });
        // Who never moved again may have been about to take what was taken from under its hands.
        const auto wait = std::find_if(waits.begin(), waits.end(),
                                       [&](const Wait &one) { return one.actor == steps[i].actor; });
        const bool couldGoOn = own != events.end() ? held.allows(*own)
                                                   : wait != waits.end() && held.isFree(wait->object);
        steps[i].next = couldGoOn ? OrderStep::Next::Preempted : OrderStep::Next::Switch;
    }
}

} // namespace

std::uint64_t OrderLadder::preemptions() const
{
    return static_cast<std::uint64_t>(std::count_if(
        steps.begin(), steps.end(), [](const OrderStep &step) { return step.next == OrderStep::Next::Preempted; }));
}

std::uint64_t OrderLadder::switches() const
{
    return static_cast<std::uint64_t>(std::count_if(
        steps.begin(), steps.end(), [](const OrderStep &step) { return step.next != OrderStep::Next::Same; }));
}

std::ptrdiff_t OrderLadder::stepBefore(EventIndex position) const
{
    const auto after = std::partition_point(steps.begin(), steps.end(),
                                            [position](const OrderStep &step) { return step.event < position; });
    return after - steps.begin() - 1;
}

OrderLadder orderLadder(const Recording &recording)
{
    OrderLadder ladder;
    const auto info = recording.info();
    auto findings = recording.findings();
    if (!findings)
        findings = std::make_shared<const Findings>();
    for (std::size_t actor = 0; actor < info->processes.size(); ++actor) {
        const QString role = words::role(*info, static_cast<int>(actor));
        ladder.processes.push_back(role.isEmpty() ? words::process(static_cast<int>(actor)) : role);
    }
    TraceReader reader(recording.trace());
    std::vector<Event> events;
    for (EventIndex index = 0; index < reader.size(); ++index) {
        const Event event = reader[index];
        if (!isStep(event.kind()) || event.actor >= info->processes.size())
            continue;
        ++ladder.stepsTotal;
        if (ladder.steps.size() == OrderLadder::kRungs)
            continue;
        events.push_back(event);
        ladder.steps.push_back({index, event.actor, wordsOf(*info, event), sentenceOf(*info, *findings, reader, index),
                                findings->losses.isAt(index)});
    }
    const std::vector<Wait> &waits = info->standstill.empty() ? info->deadlock : info->standstill;
    markSwitches(ladder.steps, events, waits, *info);
    for (const Wait &wait : waits)
        ladder.standstill.push_back({wait.actor, wait.holder, objectName(*info, wait.object)});
    return ladder;
}

} // namespace interleave
