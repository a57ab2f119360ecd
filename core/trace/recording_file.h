// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/recording.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interleave {

/// Writes a recording (the bytes are drawn in recording_format.h): beside `path` first, as `path`.part, then renamed,
/// so that nothing half-written is ever found there. Errors: folder missing, not writable, disk full, another is
/// writing it; then whatever was at `path` before is still there. Not while the recording is still being fed.
/// `bookmarks`: instead of those it came with.
Result<void> writeRecording(const Recording &recording, const std::string &path,
                            const std::optional<std::vector<EventIndex>> &bookmarks = {});

/// Could `path` be written? Says before a run what can be known before it. Leaves nothing behind.
Result<void> checkWritable(const std::string &path);

/// Reads a recording. A damaged but readable one comes back with `damage` set and the events before the damage; when
/// its end is lost, without final words, ledger. An error carries the offset when nothing can be read. Memory stays
/// within four times the size of the file, beside a few MiB that depend on the object table alone.
Result<std::shared_ptr<Recording>> readRecording(const std::string &path);

/// The same from bytes in memory; `name` is what sentences call it.
Result<std::shared_ptr<Recording>> readRecording(std::span<const std::uint8_t> bytes, const std::string &name);

} // namespace interleave
