// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/explore/learned_model.h"
#include "core/explore/live_world.h"
#include "core/explore/order_count.h"
#include "core/trace/run_info.h"
#include "scenarios/experiment.h"

#include <functional>
#include <memory>
#include <string>

namespace interleave {

/// A model of the experiment, learned from that world. Both outlive it.
std::unique_ptr<LearnedModel> modelOf(const Experiment &experiment, LiveWorld &world);

/// Sizes of an experiment of which all orders can be counted, as large as can be found out in some seconds: what is
/// furthest from the usual is made smaller, the rest stays as it is; only when that is not enough it becomes as small
/// as it can, and the next is made smaller, too. Empty: nothing was found.
///
/// `limits`: deaths and states of a count. `goOn` is asked some times a second. Starts processes.
Parameters feasibleSize(const Experiment &experiment, const OrderCountSettings &limits,
                        const std::string &workerProgram, const std::function<bool()> &goOn);

} // namespace interleave
