// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/paged_array.h"
#include "core/shm/event.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// The writes to one row of slots: a write is lost when another replaced it before anybody had read it. No lineage,
/// since a slot is not computed from what it held. 8 bytes for each slot that is used, in pages.
class SlotWrites
{
public:
    explicit SlotWrites(ObjectRef object) : m_object(object) {}

    void read(const Event &event) { m_latest[event.object.element()] |= kRead; }
    void write(EventIndex index, const Event &event);

    std::uint64_t attempted() const { return m_attempted; }
    CellHistory history() const;

private:
    static constexpr std::uint64_t kRead = 1, kWritten = 2; // beside the number of the write, shifted by 2

    ObjectRef m_object;
    std::uint64_t m_attempted = 0, m_lost = 0;
    PagedArray<std::uint64_t> m_latest; // by element: its latest write
    std::vector<Overwrite> m_listed;
};

} // namespace interleave
