// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/recording.h"

#include <QString>

#include <memory>

namespace interleave {

/// The recording of that path, of a scenario this program knows. Damage is said on standard error.
Result<std::shared_ptr<Recording>> recordingArgument(const QString &path);

/// Error: `output` is the recording itself, which would be gone.
Result<void> checkOutput(const QString &recording, const QString &output);

} // namespace interleave
