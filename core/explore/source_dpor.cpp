// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/source_dpor.h"

#include "core/explore/causality.h"
#include "core/explore/guide.h"
#include "core/explore/dependence.h"

#include <utility>

namespace interleave {

namespace {

class SourceDpor
{
public:
    SourceDpor(World &world, ExplorationLimits limits)
        : m_guide(world, limits.steps),
          m_causality(world.actors()),
          m_limits(std::move(limits))
    {}

    Result<Exploration> run(const ExecutionVisitor &visit)
    {
        if (const auto restarted = m_guide.restart(); !restarted.ok())
            return restarted.error();
        while (mayGoOn()) {
            if (const auto ended = goOn(); !ended.ok())
                return ended.error();
            turnRacesRound();
            if (m_guide.isOver()) {
                ++m_exploration.executions;
                m_exploration.tooLong += m_guide.execution().end == ExecutionEnd::TooLong;
                if (!visit(m_guide.execution()))
                    return m_exploration;
            } else {
                ++m_exploration.redundant;
            }
            if (!dropWhatIsDone()) {
                m_exploration.isExhausted = true;
                return m_exploration;
            }
            const std::size_t depth = m_nodes.size() - 1;
            m_causality.cutTo(depth);
            if (const auto returned = m_guide.returnTo(depth); !returned.ok())
                return returned.error();
            if (const auto taken = take((m_nodes.back().wanted - m_nodes.back().known()).first()); !taken.ok())
                return taken.error();
        }
        return m_exploration;
    }

private:
    bool mayGoOn() const
    {
        return m_exploration.executions < m_limits.executions && m_guide.steps() < m_limits.stepsInAll
            && (!m_limits.goOn || m_limits.goOn());
    }

    /// A place on the way.
    struct Node {
        ActorSet enabled;
        ActorSet wanted; ///< who is to be let go on from here, sooner or later: grows into a source set
        ActorSet done;   ///< who has been
        ActorSet asleep; ///< whoever is let go on from here now leads to nothing new

        ActorSet known() const { return done | asleep; }
    };

    Result<void> goOn()
    {
        while (!m_guide.isOver()) {
            m_nodes.push_back(nodeHere());
            const ActorSet awake = m_guide.enabled() - m_nodes.back().asleep;
            if (awake.isEmpty()) {
                m_nodes.pop_back();
                return {};
            }
            const ActorId last = m_guide.last();
            if (const auto taken = take(awake.contains(last) ? last : awake.first()); !taken.ok())
                return taken;
        }
        return {};
    }

    Node nodeHere() const
    {
        Node node;
        node.enabled = m_guide.enabled();
        if (m_nodes.empty())
            return node;
        // A sleeper wakes as soon as somebody does what his own next access depends on.
        const Node &before = m_nodes.back();
        const TakenStep &taken = m_guide.execution().steps.back();
        for (const ActorId actor : before.known() - ActorSet::of(taken.step.actor))
            if (!areDependent(m_guide.world().action(actor), taken.action))
                node.asleep.insert(actor);
        return node;
    }

    Result<void> take(ActorId actor)
    {
        Node &node = m_nodes.back();
        node.wanted.insert(actor);
        node.done.insert(actor);
        return m_guide.take({actor});
    }

    void turnRacesRound()
    {
        const Execution &execution = m_guide.execution();
        const auto &steps = execution.steps;
        // Those of the steps before have been turned round when these were new.
        for (std::size_t event = m_causality.size(); event < steps.size(); ++event) {
            turnRacesRound(steps[event].step.actor, steps[event].action);
            m_causality.add(steps[event].step.actor, steps[event].action);
        }
        // What the blocked would have done races, too: had it come earlier, it might have been possible.
        for (std::size_t i = 0; i < execution.pending.size(); ++i)
            if (const auto actor = static_cast<ActorId>(i); !m_guide.enabled().contains(actor))
                turnRacesRound(actor, execution.pending[i]);
    }

    /// What `actor` does next after all events there are is to come before those it races with.
    void turnRacesRound(ActorId actor, const Action &action)
    {
        for (const std::size_t earlier : m_causality.racesOf(actor, action))
            if (action.operation == EventKind::Awaited || action.operation == EventKind::SemaphoreAcquired)
                wantWhoeverCan(earlier, actor, action);
            else
                wantOne(earlier, actor, action);
    }

    void wantOne(std::size_t earlier, ActorId actor, const Action &action)
    {
        Node &node = m_nodes[earlier];
        const ActorSet first = m_causality.initials(earlier, actor, action) & node.enabled;
        if (first.isEmpty() || !(first & (node.wanted | node.asleep)).isEmpty())
            return;
        node.wanted.insert(first.contains(actor) ? actor : first.first());
    }

    /// Any of them may be the one without whom the wait would not end earlier; who waited may have been free to go on.
    void wantWhoeverCan(std::size_t earlier, ActorId actor, const Action &action)
    {
        Node &node = m_nodes[earlier];
        const ActorSet first = m_causality.initials(earlier, actor, action) | ActorSet::of(actor);
        node.wanted = node.wanted | (first & node.enabled);
    }

    /// Leaves the deepest place where somebody is wanted on top. False: there is none.
    bool dropWhatIsDone()
    {
        while (!m_nodes.empty() && (m_nodes.back().wanted - m_nodes.back().known()).isEmpty())
            m_nodes.pop_back();
        return !m_nodes.empty();
    }

    Guide m_guide;
    Causality m_causality;
    ExplorationLimits m_limits;
    std::vector<Node> m_nodes; ///< one before each step
    Exploration m_exploration;
};

} // namespace

Result<Exploration> exploreTraces(World &world, const ExecutionVisitor &visit, ExplorationLimits limits)
{
    return SourceDpor(world, std::move(limits)).run(visit);
}

} // namespace interleave
