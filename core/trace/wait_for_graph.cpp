// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/wait_for_graph.h"

#include <algorithm>

namespace interleave {

namespace {

/// A semaphore has no holder.
WaitForGraph graphOf(const State &state)
{
    WaitForGraph graph(state.actors.size());
    for (std::size_t actor = 0; actor < graph.size(); ++actor) {
        const ActorState &waiting = state.actors[actor];
        if (waiting.phase != ActorState::Phase::Waiting)
            continue;
        const LockState *const lock = state.lock(waiting.waitingFor);
        if (lock && lock->known && lock->holder < graph.size())
            graph[actor] = {static_cast<ActorId>(actor), waiting.waitingFor, lock->holder};
    }
    return graph;
}

} // namespace

void startAtTheSmallest(std::vector<Wait> &circle)
{
    std::rotate(circle.begin(),
                std::min_element(circle.begin(), circle.end(),
                                 [](const Wait &one, const Wait &other) { return one.actor < other.actor; }),
                circle.end());
}

std::vector<Wait> circleFrom(std::size_t start, const WaitForGraph &graph)
{
    std::vector<Wait> path;
    for (std::size_t actor = start; actor < graph.size() && graph[actor].actor != kNoActor;
         actor = graph[actor].holder) {
        const auto before = std::find_if(path.begin(), path.end(),
                                         [&](const Wait &wait) { return wait.actor == actor; });
        if (before != path.end()) {
            std::vector<Wait> circle{before, path.end()};
            startAtTheSmallest(circle);
            return circle;
        }
        path.push_back(graph[actor]);
    }
    return {};
}

std::vector<Wait> deadlockIn(const State &state)
{
    const WaitForGraph graph = graphOf(state);
    for (std::size_t actor = 0; actor < graph.size(); ++actor)
        if (std::vector<Wait> circle = circleFrom(actor, graph); !circle.empty())
            return circle;
    return {};
}

} // namespace interleave
