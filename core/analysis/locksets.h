// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// Which objects are guarded by one and the same lock at every access. Happens-before tells what was ordered in this
/// run; a common lock orders the accesses in every run that makes them.
///
/// By rows of the object table: the elements of an array count as one. Source: Savage and others, "Eraser" (TOCS 1997),
/// without its exemption for the time before an object is shared.
class Locksets
{
public:
    Locksets(const ObjectTable &objects, std::size_t actors);

    /// LockAcquired, LockReleased, Died; Read, Awaited, Write, Update.
    void settled(const Event &event);
    /// Rows that several actors accessed, at least one of them writing, neither under one common lock nor in single
    /// steps only.
    std::vector<int> unguarded() const;

private:
    struct Row {
        bool isMemory = false;
        bool accessed = false, written = false, onlyUpdates = true;
        std::uint64_t actors = 0;          ///< a bit each
        std::vector<std::uint32_t> common; ///< locks held at all accesses so far
    };

    /// More are not remembered, so that an object may seem unguarded that is not: a weaker claim, never a wrong one.
    static constexpr std::size_t kMostHolds = 16;

    static void hold(std::vector<std::uint32_t> &held, std::uint32_t lock);
    void access(Row &row, const Event &event);

    std::vector<Row> m_rows;
    std::vector<std::vector<std::uint32_t>> m_held; ///< by actor
};

} // namespace interleave
