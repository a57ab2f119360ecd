// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/random_walk.h"

#include "core/explore/chance.h"
#include "core/explore/guide.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace interleave {

namespace {

/// Says who moves.
using Choice = std::function<ActorId(const Guide &)>;

/// `begin` is called before each execution, with the number of steps of the longest one so far.
Result<Exploration> walkBy(const std::function<void(std::size_t)> &begin, const Choice &choose, World &world,
                           const ExecutionVisitor &visit, const RandomWalk &walk)
{
    Guide guide(world, walk.steps);
    Exploration exploration;
    std::size_t longest = 0;
    while (exploration.executions < walk.executions) {
        begin(longest);
        if (const auto restarted = guide.restart(); !restarted.ok())
            return restarted.error();
        while (!guide.isOver())
            if (const auto taken = guide.take({choose(guide)}); !taken.ok())
                return taken.error();
        ++exploration.executions;
        exploration.tooLong += guide.execution().end == ExecutionEnd::TooLong;
        longest = std::max(longest, guide.execution().steps.size());
        if (!visit(guide.execution()))
            break;
    }
    return exploration;
}

/// The priorities of one execution.
class Priorities
{
public:
    Priorities(std::size_t actors, std::size_t depth) : m_depth(std::max(depth, std::size_t{1})), m_of(actors) {}

    void draw(Chance &chance, std::size_t longest)
    {
        // 1 … depth − 1 are kept for those who fall.
        std::iota(m_of.begin(), m_of.end(), m_depth);
        for (std::size_t i = m_of.size(); i > 1; --i)
            std::swap(m_of[i - 1], m_of[chance.below(i)]);
        m_falls.clear();
        for (std::size_t i = 1; i < m_depth; ++i)
            m_falls.push_back(longest == 0 ? 0 : chance.below(longest));
    }

    ActorId choose(ActorSet enabled, std::size_t step)
    {
        for (std::size_t i = 0; i < m_falls.size(); ++i)
            if (m_falls[i] == step && step > 0)
                m_of[highest(enabled)] = i + 1;
        return highest(enabled);
    }

private:
    ActorId highest(ActorSet enabled) const
    {
        ActorId highest = enabled.first();
        for (const ActorId actor : enabled)
            if (m_of[actor] > m_of[highest])
                highest = actor;
        return highest;
    }

    std::size_t m_depth;
    std::vector<std::size_t> m_of;    ///< by actor
    std::vector<std::size_t> m_falls; ///< before which steps; the first change is to the lowest
};

} // namespace

Result<Exploration> walkAtRandom(World &world, const ExecutionVisitor &visit, const RandomWalk &walk)
{
    Chance chance(walk.seed);
    const auto choose = [&chance](const Guide &guide) {
        return guide.enabled().at(chance.below(guide.enabled().size()));
    };
    return walkBy([](std::size_t) {}, choose, world, visit, walk);
}

Result<Exploration> walkByPriorities(World &world, const ExecutionVisitor &visit, const RandomWalk &walk,
                                     std::size_t depth)
{
    Chance chance(walk.seed);
    Priorities priorities(world.actors(), depth);
    const auto begin = [&](std::size_t longest) { priorities.draw(chance, longest); };
    const auto choose = [&priorities](const Guide &guide) {
        return priorities.choose(guide.enabled(), guide.execution().steps.size());
    };
    return walkBy(begin, choose, world, visit, walk);
}

} // namespace interleave
