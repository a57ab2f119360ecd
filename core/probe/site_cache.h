// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/layout.h"

#include <array>
#include <source_location>

namespace interleave {

/// Source line → site number, quickly: a direct-mapped cache of this actor's before the shared table.
class SiteCache
{
public:
    explicit SiteCache(Header *header, SiteEntry *table) : m_header(header), m_table(table) {}

    /// The number of that line; 0 when the table is full.
    SiteId numberOf(const std::source_location &where)
    {
        Known &known = m_known[where.line() % m_known.size()];
        if (known.line != where.line() || known.file != where.file_name()) [[unlikely]]
            known = {where.file_name(), where.line(), lookUp(where)};
        return known.number;
    }

private:
    SiteId lookUp(const std::source_location &where);

    struct Known {
        const char *file = nullptr;
        std::uint32_t line = 0;
        SiteId number = 0;
    };
    std::array<Known, 256> m_known = {};
    Header *m_header;
    SiteEntry *m_table;
};

} // namespace interleave
