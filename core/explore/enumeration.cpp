// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/enumeration.h"

#include "core/explore/guide.h"

#include <utility>

namespace interleave {

namespace {

/// A search as a loop, so that the memory it takes is what is on this stack.
class Enumeration
{
public:
    Enumeration(World &world, std::optional<std::size_t> mostPreemptions, ExplorationLimits limits)
        : m_guide(world, limits.steps),
          m_limits(std::move(limits)),
          m_mostPreemptions(mostPreemptions)
    {}

    Result<Exploration> run(const ExecutionVisitor &visit)
    {
        if (const auto restarted = m_guide.restart(); !restarted.ok())
            return restarted.error();
        while (mayGoOn()) {
            if (const auto ended = goOn(); !ended.ok())
                return ended.error();
            ++m_exploration.executions;
            m_exploration.tooLong += m_guide.execution().end == ExecutionEnd::TooLong;
            if (!visit(m_guide.execution()))
                return m_exploration;
            if (!dropWhatIsDone()) {
                m_exploration.isExhausted = true;
                return m_exploration;
            }
            if (const auto returned = m_guide.returnTo(m_nodes.size() - 1); !returned.ok())
                return returned.error();
            if (const auto taken = takeNext(); !taken.ok())
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

    /// A place on the way, and who is still to be tried there.
    struct Node {
        ActorSet open;
        ActorId last = kNoActor;     ///< who had moved last
        std::size_t preemptions = 0; ///< until there
        ActorId chosen = kNoActor;
    };

    Result<void> goOn()
    {
        while (!m_guide.isOver()) {
            m_nodes.push_back(nodeHere());
            if (const auto taken = takeNext(); !taken.ok())
                return taken;
        }
        return {};
    }

    Node nodeHere() const
    {
        Node node;
        const ActorSet enabled = m_guide.enabled();
        if (!m_nodes.empty()) {
            const Node &before = m_nodes.back();
            const ActorSet then = m_guide.execution().steps.back().enabled;
            node.preemptions = before.preemptions + isPreemption(before.last, then, {before.chosen});
        }
        node.last = m_guide.last();
        const bool mayPreempt = !m_mostPreemptions || node.preemptions < *m_mostPreemptions;
        node.open = mayPreempt || !enabled.contains(node.last) ? enabled : ActorSet::of(node.last);
        return node;
    }

    Result<void> takeNext()
    {
        Node &node = m_nodes.back();
        node.chosen = node.open.contains(node.last) ? node.last : node.open.first();
        node.open = node.open - ActorSet::of(node.chosen);
        return m_guide.take({node.chosen});
    }

    /// Leaves the deepest place where something is open on top. False: there is none.
    bool dropWhatIsDone()
    {
        while (!m_nodes.empty() && m_nodes.back().open.isEmpty())
            m_nodes.pop_back();
        return !m_nodes.empty();
    }

    Guide m_guide;
    ExplorationLimits m_limits;
    std::optional<std::size_t> m_mostPreemptions;
    std::vector<Node> m_nodes;
    Exploration m_exploration;
};

} // namespace

Result<Exploration> enumerate(World &world, const ExecutionVisitor &visit, std::optional<std::size_t> mostPreemptions,
                              ExplorationLimits limits)
{
    return Enumeration(world, mostPreemptions, std::move(limits)).run(visit);
}

} // namespace interleave
