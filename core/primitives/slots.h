// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/probe/probe.h"

#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// An array of items in shared memory: in each slot a tagged word (the item's number) beside its payload. The payload
/// is written first and read last, so a reader that overlaps a writer may get the number of one item with the payload
/// of another: a torn item, which the record shows.
class Slots
{
public:
    using Where = std::source_location;
    struct Item {
        std::int32_t number = 0;
        std::uint64_t payload = 0;
    };

    Slots(Probe &probe, std::string_view name)
        : m_probe(&probe), m_object(probe.object(name, ObjectKind::Slots)), m_storage(probe.storage<SlotStorage>(m_object)),
          m_count(probe.entry(m_object).count)
    {
    }

    /// `index` is taken modulo the number of slots.
    Item read(std::int32_t index, Where where = Where::current());
    void write(std::int32_t index, Item item, Where where = Where::current());

private:
    std::uint32_t element(std::int32_t index) const
    {
        const auto count = static_cast<std::int64_t>(m_count);
        return static_cast<std::uint32_t>(((index % count) + count) % count);
    }

    Probe *m_probe;
    ObjectRef m_object;
    SlotStorage *m_storage;
    std::uint32_t m_count;
};

} // namespace interleave
