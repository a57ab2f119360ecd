// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/plan.h"
#include "core/control/schedule.h"
#include "core/control/stepper.h"
#include "core/trace/run_info.h"

#include <optional>

namespace interleave {

/// What somebody who steps has asked for, and what of it is still to come: StepConductor keeps it, StepPresenter tells
/// of it.
struct StepCourse {
    enum class Aim { ByHand, Order };

    std::optional<RunSettings> settings; ///< of the run that was asked for last
    Steps planned;                       ///< what it was begun with
    Aim aim = Aim::ByHand;
    bool isReturning = false;   ///< and has not got to the end of that yet
    std::optional<Plan> wanted; ///< as soon as the processes can go again
    Aim wantedAim = Aim::ByHand;
    Steps undone; ///< taken back, the latest last

    /// What has been done, or will have been as soon as the processes are there.
    const Steps &stepsSoFar(const Stand &stand) const { return isReturning || wanted ? planned : stand.steps; }
};

} // namespace interleave
