// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_export.h"
#include "core/explore/exploration_report.h"

#include <memory>
#include <optional>

namespace interleave {

/// What their chart is made from. `byMagnitude`: on a logarithmic scale; when nobody says so, where the rare could not
/// be seen otherwise.
ChartInput ordersInput(const std::shared_ptr<const ExplorationReport> &report, std::optional<bool> byMagnitude = {});

/// In how many of all orders which result comes out, as it goes into a report.
Figure figureOf(const std::shared_ptr<const ExplorationReport> &report, std::optional<bool> byMagnitude = {});

} // namespace interleave
