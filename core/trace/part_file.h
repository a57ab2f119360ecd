// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <cstdint>
#include <span>
#include <string>

namespace interleave {

/// A file in the making: PATH.part in the folder of PATH, locked against other writers, that becomes PATH all at once
/// with commit() or vanishes with the object. Errors are sentences.
class PartFile
{
public:
    static Result<PartFile> create(const std::string &path);
    ~PartFile();
    PartFile(PartFile &&other) noexcept;
    PartFile &operator=(PartFile &&) = delete;

    Result<void> write(std::span<const std::uint8_t> bytes);
    /// The bytes are on the disk before they get their name.
    Result<void> commit();

    /// Removes the part that is being written now, if there is one; of several at once only the one begun first. For a
    /// signal handler that ends the process right after: any thread, async-signal-safe.
    static void removeUnfinished() noexcept;

private:
    PartFile(std::string path, std::string part, int fd) : m_path(std::move(path)), m_part(std::move(part)), m_fd(fd) {}
    Error writeError(int code) const;

    std::string m_path;
    std::string m_part;
    int m_fd = -1; // owned; −1 after commit() or a move
};

/// A whole file at once, or nothing.
Result<void> writeFile(const std::string &path, std::span<const std::uint8_t> bytes);

} // namespace interleave
