// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/minimizer.h"

#include "core/explore/guide.h"

#include <utility>
#include <vector>

namespace interleave {

namespace {

/// What one actor does in a row.
using Block = Steps;

std::vector<Block> blocksOf(const Steps &steps)
{
    std::vector<Block> blocks;
    for (const Step step : steps) {
        if (blocks.empty() || blocks.back().front().actor != step.actor)
            blocks.emplace_back();
        blocks.back().push_back(step);
    }
    return blocks;
}

/// With the block `moved` behind or before the block `target`, whichever is on its side.
Steps withMoved(const std::vector<Block> &blocks, std::size_t moved, std::size_t target)
{
    Steps steps;
    const auto append = [&steps](const Block &block) { steps.insert(steps.end(), block.begin(), block.end()); };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i == moved)
            continue;
        if (i == target && moved < target)
            append(blocks[moved]);
        append(blocks[i]);
        if (i == target && moved > target)
            append(blocks[moved]);
    }
    return steps;
}

class Minimizer
{
public:
    Minimizer(World &world, const StillFails &stillFails, std::uint64_t mostReplays, std::size_t longest)
        : m_world(world),
          m_guide(world, longest),
          m_stillFails(stillFails),
          m_mostReplays(mostReplays)
    {}

    Result<Minimized> run(const Steps &failing)
    {
        const auto fails = replay(failing);
        if (!fails.ok())
            return fails.error();
        keep();
        m_minimized.isReproduced = fails.value();
        bool hasHelped = fails.value();
        while (hasHelped) {
            auto helped = tryAllMoves();
            if (!helped.ok())
                return helped.error();
            hasHelped = helped.value();
        }
        return std::move(m_minimized);
    }

private:
    /// Until one of them helps; false: none does.
    Result<bool> tryAllMoves()
    {
        const Steps steps = stepsOf(m_minimized.execution);
        const std::vector<Block> blocks = blocksOf(steps);
        const std::size_t switches = switchesIn(steps);
        for (std::size_t distance = 2; distance < blocks.size(); ++distance)
            for (std::size_t first = 0; first + distance < blocks.size(); ++first) {
                if (blocks[first].front().actor != blocks[first + distance].front().actor)
                    continue;
                for (const auto &[moved, target] :
                     {std::pair(first, first + distance), std::pair(first + distance, first)}) {
                    const Steps candidate = withMoved(blocks, moved, target);
                    if (switchesIn(candidate) >= switches)
                        continue;
                    if (m_minimized.replays == m_mostReplays)
                        return false;
                    const auto fails = replay(candidate);
                    if (!fails.ok())
                        return fails;
                    if (!fails.value() || switchesIn(stepsOf(m_guide.execution())) >= switches)
                        continue;
                    keep();
                    return true;
                }
            }
        return false;
    }

    void keep() { m_minimized.execution = m_guide.execution(); }

    /// Leads the world through it; does it fail?
    Result<bool> replay(const Steps &steps)
    {
        ++m_minimized.replays;
        if (const auto restarted = m_guide.restart(); !restarted.ok())
            return restarted.error();
        for (const Step step : steps) {
            if (m_guide.execution().end == ExecutionEnd::TooLong)
                break;
            if (!canBeTaken(step))
                continue;
            if (const auto taken = m_guide.take(step); !taken.ok())
                return taken.error();
        }
        while (!m_guide.isOver()) {
            const ActorId last = m_guide.last();
            const ActorSet enabled = m_guide.enabled();
            if (const auto taken = m_guide.take({enabled.contains(last) ? last : enabled.first()}); !taken.ok())
                return taken.error();
        }
        return m_stillFails(m_guide.execution());
    }

    bool canBeTaken(Step step) const
    {
        if (step.actor >= m_world.actors())
            return false;
        if (step.kind == StepKind::Kill)
            return m_world.isAlive(step.actor) && m_world.action(step.actor).operation != EventKind::None;
        return m_guide.enabled().contains(step.actor);
    }

    World &m_world;
    Guide m_guide;
    const StillFails &m_stillFails;
    std::uint64_t m_mostReplays;
    Minimized m_minimized;
};

} // namespace

Result<Minimized> minimizeSwitches(World &world, const Steps &failing, const StillFails &stillFails,
                                   std::uint64_t mostReplays, std::size_t longest)
{
    return Minimizer(world, stillFails, mostReplays, longest).run(failing);
}

} // namespace interleave
