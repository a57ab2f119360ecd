// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace interleave {

class StageView;

/// From now on stages are accessible: each process and each object of the memory is an item with its sentence as name.
/// Idempotent.
void installStageAccessibility();

/// Tells a screen reader, if one listens, that names may have changed.
void notifyStageChanged(StageView *view);

} // namespace interleave
