// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/program_world.h"

#include <cstdint>

namespace interleave {

/// Programs of a few operations on a few objects, so that much of it depends on each other; every lock taken is given
/// back.
ProgramWorld randomProgramWorld(std::uint64_t seed);

} // namespace interleave
