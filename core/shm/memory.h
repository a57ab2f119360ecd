// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <boost/interprocess/mapped_region.hpp>

#include <cstddef>
#include <cstdint>

namespace interleave {

/// One piece of shared memory, mapped. It has no name: children inherit the descriptor, nothing is left in /dev/shm and
/// nobody else can open it. The creator closes the descriptor when the Memory goes; the memory goes with its last user.
class Memory
{
public:
    /// The session: makes, seals and maps it, zeroed. Errors: memory or descriptors are short.
    static Result<Memory> create(const char *name, std::uint64_t bytes);
    /// A worker: maps what it inherited.
    static Result<Memory> attach(int descriptor);

    Memory() = default;
    Memory(Memory &&other) noexcept;
    Memory &operator=(Memory &&other) noexcept;
    ~Memory();

    int descriptor() const { return m_descriptor; }
    std::uint64_t size() const { return m_region.get_size(); }
    std::byte *data() const { return static_cast<std::byte *>(m_region.get_address()); }

    /// The T at a byte offset. The caller has checked that it lies within size().
    template <typename T>
    T *at(std::uint64_t offset) const
    {
        return reinterpret_cast<T *>(data() + offset);
    }

    /// A worker: takes the page faults of a range now rather than within what is measured.
    void prefault(std::uint64_t offset, std::uint64_t bytes) const;

private:
    int m_descriptor = -1; // owned
    boost::interprocess::mapped_region m_region;
};

} // namespace interleave
