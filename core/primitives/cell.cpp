// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/cell.h"

namespace interleave {

std::int32_t Cell::addTagged(std::int32_t by, SiteId site)
{
    m_probe->begin();
    const std::uint64_t time = m_probe->ticksBefore();
    std::uint64_t seen = m_storage->word.load(std::memory_order_relaxed); // checked by the compare-exchange
    Word written = m_probe->nextWord(sumOf(Word{seen}.value(), by));
    while (!m_storage->word.compare_exchange_weak(seen, written.bits, std::memory_order_seq_cst, std::memory_order_relaxed))
        written = Word::make(sumOf(Word{seen}.value(), by), written.writer(), written.sequence());
    m_probe->publish(EventKind::Update, kNoFlags, m_object, site, written.bits, seen, time);
    return written.value();
}

std::int32_t Cell::addPlain(std::int32_t by)
{
    // The value is the upper half of the word; what overflows out of it leaves, and the lower half stays as it is.
    const std::uint64_t step = std::uint64_t{static_cast<std::uint32_t>(by)} << 32;
    return Word{m_storage->word.fetch_add(step, std::memory_order_seq_cst) + step}.value();
}

} // namespace interleave
