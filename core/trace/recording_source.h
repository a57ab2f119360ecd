// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace interleave {

/// Where the bytes of a recording come from, in order: an open file, or memory.
class RecordingSource
{
public:
    /// Errors: no such file, may not be read, no ordinary file.
    static Result<RecordingSource> open(const std::string &path);
    explicit RecordingSource(std::span<const std::uint8_t> bytes) : m_memory(bytes), m_size(bytes.size()) {}
    ~RecordingSource();
    RecordingSource(RecordingSource &&other) noexcept;
    RecordingSource &operator=(RecordingSource &&) = delete;

    std::uint64_t size() const { return m_size; }
    std::uint64_t position() const { return m_position; }
    std::uint64_t left() const { return m_size - m_position; }
    /// Fills `out` (at most left() bytes) and moves on. False when the file got shorter meanwhile, or the disk fails.
    [[nodiscard]] bool read(std::span<std::uint8_t> out);

private:
    RecordingSource(int fd, std::uint64_t size) : m_fd(fd), m_size(size) {}

    std::span<const std::uint8_t> m_memory; // not owned; unused with a file
    int m_fd = -1;                          // owned; −1 with memory
    std::uint64_t m_size = 0;
    std::uint64_t m_position = 0;
};

} // namespace interleave
