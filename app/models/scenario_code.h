// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/source_excerpt.h"

namespace interleave {

struct ModeInfo;
struct ScenarioInfo;

/// What a scenario's processes do under one protection, in both languages.
struct ScenarioCode {
    Excerpt cpp;          ///< this runs
    Excerpt python;       ///< the same steps; no lines: there is no twin
    QString withoutTwin;  ///< … and this is why
};

/// Read from the program's resources.
ScenarioCode codeOf(const ScenarioInfo &scenario, const ModeInfo &mode);

} // namespace interleave
