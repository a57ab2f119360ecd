// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/event.h"

#include <cstdint>

namespace interleave {

/// What an actor would do next, as it says itself at its gate. Two actions of one actor that are equal, digest
/// included, are followed by the same code, if the role is deterministic and declares all its live locals.
struct Action {
    EventKind operation = EventKind::None; ///< None: its role has come to its end, or it is dead
    ObjectRef object;                      ///< of a wait: the first of the cells it reads
    SiteId site = 0;
    std::int32_t argument = 0; ///< Write: the value to be written (a slot: the item's number); Update: what is added
    std::uint64_t payload = 0; ///< Write to a slot: what goes beside the number
    std::uint64_t rows = 0;    ///< Awaited: the rows of the object table whose cells it reads, see gapBit()
    std::uint64_t digest = 0;  ///< of the role's live locals

    friend bool operator==(const Action &, const Action &) = default;
};

} // namespace interleave
