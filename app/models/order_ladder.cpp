// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/order_ladder.h"

#include "app/models/transcript.h"
#include "app/style/words.h"
#include "core/control/actor_set.h"
#include "core/control/trace_schedule.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace interleave {

namespace {

using OrderStep = OrderLadder::Step;

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

/// The same in a narrow column: "write 1", "left 2 to 1". Empty: it is short as it is.
QString shortWordsOf(const RunInfo &info, const Event &event)
{
    const QString of = isTheOnlyOne(info, event.object) ? QString() : objectName(info, event.object) + QLatin1Char(' ');
    switch (event.kind()) {
    case EventKind::Write: return QStringLiteral("write ") + of + value(event.written());
    case EventKind::LockAcquired: return objectName(info, event.object);
    case EventKind::LockReleased: return objectName(info, event.object) + QStringLiteral(" back");
    case EventKind::Update: return of + QStringLiteral("%1 to %2").arg(value(event.replaced()), value(event.written()));
    default: return {};
    }
}

/// It says what comes next, and is no step itself.
bool asks(EventKind kind)
{
    return kind == EventKind::LockRequested || kind == EventKind::SemaphoreRequested || kind == EventKind::AwaitBegan;
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
        else if (event.kind() == EventKind::Died)
            m_dead.insert(event.actor);
    }
    bool hasDied(ActorId actor) const { return m_dead.contains(actor); }
    /// Could somebody have had it now?
    bool isFree(ObjectRef object) const
    {
        const Object *const row = objectOf(m_info, object);
        if (row != nullptr && row->kind == ObjectKind::Semaphore)
            return valueOf(object) > 0;
        if (row == nullptr || row->kind != ObjectKind::Mutex)
            return false;
        const auto holder = m_holders.find(object.bits);
        return holder == m_holders.end() || (row->lock != LockKind::Plain && m_dead.contains(holder->second));
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
    ActorSet m_dead;
};

/// Who waited for whom at the end.
const std::vector<Wait> &waitsOf(const RunInfo &info)
{
    return info.standstill.empty() ? info.deadlock : info.standstill;
}

/// A step, and what its process asked for when it came there: a lock, a semaphore, or words that did not hold.
struct Made {
    Event event;
    std::optional<Event> request;
};

/// Tells how it came that somebody else moved after each step, as a search counts it: a death is no move.
class Switches
{
public:
    Switches(const RunInfo &info, const std::vector<Made> &made, std::vector<std::optional<Event>> open)
        : m_info(info),
          m_made(made),
          m_open(std::move(open)),
          m_held(info)
    {}

    void mark(std::vector<OrderStep> &steps)
    {
        std::optional<std::size_t> last;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (!steps[i].isDeath && last && steps[*last].actor != steps[i].actor)
                steps[*last].next = couldGoOn(*last) ? OrderStep::Next::Preempted : OrderStep::Next::Switch;
            if (!steps[i].isDeath)
                last = i;
            m_held.take(m_made[i].event);
        }
    }

private:
    /// Could who made that step have made another, as things stand?
    bool couldGoOn(std::size_t step) const
    {
        const ActorId actor = m_made[step].event.actor;
        const auto own = std::find_if(m_made.begin() + std::ptrdiff_t(step) + 1, m_made.end(),
                                      [actor](const Made &one) { return one.event.actor == actor; });
        if (own == m_made.end())
            return waitsAtTheEnd(actor) && wasFree(m_open[actor]);
        switch (own->event.kind()) {
        case EventKind::LockAcquired:
        case EventKind::SemaphoreAcquired: return m_held.isFree(own->event.object);
        case EventKind::Awaited: return !own->request; // no: its words held when it came there
        case EventKind::Died: return !m_held.hasDied(actor) && wasFree(own->request);
        default: return true;
        }
    }
    /// It never moved again, but had something left to do: that may have been taken from under its hands.
    bool waitsAtTheEnd(ActorId actor) const
    {
        const std::vector<Wait> &waits = waitsOf(m_info);
        return std::any_of(waits.begin(), waits.end(), [actor](const Wait &wait) { return wait.actor == actor; });
    }
    /// What was asked for last, if anything was: an access of a cell asks for nothing, nor do words that hold.
    bool wasFree(const std::optional<Event> &request) const
    {
        return !request || (request->kind() != EventKind::AwaitBegan && m_held.isFree(request->object));
    }

    const RunInfo &m_info;
    const std::vector<Made> &m_made;
    std::vector<std::optional<Event>> m_open; ///< by actor: what was asked for after its last step
    Held m_held;
};

/// Reads the rungs off a recording, one step after the other.
class LadderBuilder
{
public:
    explicit LadderBuilder(const Recording &recording)
        : m_info(recording.info()),
          m_findings(recording.findings()),
          m_reader(recording.trace()),
          m_finder(recording),
          m_open(m_info->processes.size())
    {
        if (!m_findings)
            m_findings = std::make_shared<const Findings>();
    }

    OrderLadder build()
    {
        for (std::size_t actor = 0; actor < m_info->processes.size(); ++actor) {
            const QString role = words::role(*m_info, static_cast<int>(actor));
            m_ladder.processes.push_back(role.isEmpty() ? words::process(static_cast<int>(actor)) : role);
        }
        for (EventIndex index = 0; index < m_reader.size(); ++index)
            if (const Event event = m_reader[index]; event.actor < m_info->processes.size())
                add(index, event);
        Switches(*m_info, m_made, std::move(m_open)).mark(m_ladder.steps);
        for (const Wait &wait : waitsOf(*m_info))
            m_ladder.standstill.push_back({wait.actor, wait.holder, objectName(*m_info, wait.object),
                                           hasDied(*m_info, wait.holder)});
        return std::move(m_ladder);
    }

private:
    void add(EventIndex index, const Event &event)
    {
        const auto step = m_finder.stepOf(index, event);
        if (asks(event.kind()))
            m_open[event.actor] = event;
        else if (step)
            addStep(index, event, *step);
        else if (event.kind() == EventKind::Awaited && m_ladder.stepsTotal == m_ladder.steps.size())
            addWord(index, event);
    }

    void addStep(EventIndex index, const Event &event, Step step)
    {
        ++m_ladder.stepsTotal;
        const bool isRung = m_ladder.steps.size() < OrderLadder::kRungs;
        if (!isRung && m_isBehind.contains(event.actor))
            return;
        m_made.push_back({event, std::exchange(m_open[event.actor], {})});
        if (isRung)
            m_ladder.steps.push_back({.event = index,
                                      .actor = event.actor,
                                      .words = wordsOf(*m_info, event),
                                      .details = sentence(index),
                                      .isLoss = m_findings->losses.isAt(index),
                                      .isDeath = step.kind == StepKind::Kill,
                                      .shorter = shortWordsOf(*m_info, event)});
        else
            m_isBehind.insert(event.actor);
    }

    /// One more word of a wait, which is one step.
    void addWord(EventIndex index, const Event &event)
    {
        auto &steps = m_ladder.steps;
        const auto own = std::find_if(steps.rbegin(), steps.rend(),
                                      [&](const OrderStep &step) { return step.actor == event.actor; });
        if (own == steps.rend())
            return;
        own->words += QStringLiteral(", %1 is %2").arg(objectName(*m_info, event.object), value(event.seen()));
        own->details += u'\n' + sentence(index);
        if (own == steps.rbegin()) // positions rise from rung to rung
            own->event = index;
    }

    QString sentence(EventIndex index) { return sentenceOf(*m_info, *m_findings, m_reader, index); }

    std::shared_ptr<const RunInfo> m_info;
    std::shared_ptr<const Findings> m_findings;
    TraceReader m_reader;
    StepFinder m_finder;
    OrderLadder m_ladder;
    std::vector<Made> m_made; ///< of all rungs, and behind them what each process did next
    ActorSet m_isBehind;      ///< there is such a one of that process
    std::vector<std::optional<Event>> m_open; ///< by actor: what was asked for since its latest step
};

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
    return LadderBuilder(recording).build();
}

} // namespace interleave
