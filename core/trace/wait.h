// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

namespace interleave {

/// Somebody who waits, for what, and who holds it (kNoActor: nobody).
struct Wait {
    ActorId actor = kNoActor;
    ObjectRef object;
    ActorId holder = kNoActor;
    friend bool operator==(const Wait &, const Wait &) = default;
};

} // namespace interleave
