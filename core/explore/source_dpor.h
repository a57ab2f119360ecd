// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/exploration.h"
#include "core/explore/world.h"

namespace interleave {

/// At least one execution of each trace (see areDependent), and where nobody waits for words or semaphores exactly one:
/// dynamic partial-order reduction with source sets and sleep sets. Every end that any order can come to is shown.
///
/// After each execution its races are looked for: two accesses that are dependent with nothing between them that orders
/// them. Each race is turned round: before the first of the two, somebody is to be let go on who leads to the second
/// without it. Who was let go on before and has no part in what follows sleeps.
///
/// Source: Abdulla, Aronis, Jonsson, Sagonas, "Optimal Dynamic Partial Order Reduction" (POPL 2014), "Source Sets: A
/// Foundation for Optimal Dynamic Partial Order Reduction" (JACM 2017). What it does about waiting is in the README.
///
/// Deaths and second outcomes are not tried. Errors: those of the world, and a role that does not do the same again.
Result<Exploration> exploreTraces(World &world, const ExecutionVisitor &visit, ExplorationLimits limits = {});

} // namespace interleave
