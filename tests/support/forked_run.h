// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/run_memory.h"
#include "core/trace/recording.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace interleave {

/// kill -9 of one actor, as soon as it is seen to have published so many events.
struct Kill {
    ActorId actor = 0;
    std::uint64_t afterEvents = 0;
};

/// Plays a scenario with a copy of this process for each actor, drained in this one, as a session does it: when one
/// dies, the session's debts to the survivors are paid. The kill must leave somebody of each role. This process must
/// have no threads of its own that hold locks.
std::shared_ptr<Recording> runForked(RunSettings settings, std::optional<Kill> kill = {});

} // namespace interleave
