// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/recording.h"

#include <QString>

#include <memory>

namespace interleave {

/// Writes a finished recording for other programs, by the suffix of `path`: `.csv`, one line per event with `#`
/// metadata before them; `.json`, the findings as the command line prints them; `.pftrace`, for ui.perfetto.dev;
/// `.txt`, the order of its accesses as a schedule. Whole or not at all. Errors: folder missing, not writable, disk
/// full; an order that is not known as a whole.
Result<void> exportRecording(const std::shared_ptr<const Recording> &recording, const QString &path);

} // namespace interleave
