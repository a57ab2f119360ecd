// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/slots.h"

namespace interleave {

Slots::Item Slots::read(std::int32_t index, Where where)
{
    const ObjectRef object = ObjectRef::of(m_object.row(), element(index));
    SlotStorage &slot = m_storage[object.element()];
    const SiteId site = m_probe->site(where);
    m_probe->pass(EventKind::Read, object, site);
    if (!m_probe->recording()) {
        const Word seen{slot.word.load(std::memory_order_acquire)};
        return {seen.value(),
                slot.payload.load(std::memory_order_relaxed)}; // relaxed: may be torn, and that is the lesson
    }
    m_probe->begin(RingWriter::kRoomBeforeRead);
    const Word seen{slot.word.load(std::memory_order_acquire)};
    const std::uint64_t payload = slot.payload.load(std::memory_order_relaxed); // relaxed: as above
    m_probe->publish(EventKind::Read, kNoFlags, object, site, seen.bits, payload, m_probe->ticksBefore());
    return {seen.value(), payload};
}

void Slots::write(std::int32_t index, Item item, Where where)
{
    const ObjectRef object = ObjectRef::of(m_object.row(), element(index));
    SlotStorage &slot = m_storage[object.element()];
    const SiteId site = m_probe->site(where);
    m_probe->pass(EventKind::Write, object, site, item.number, item.payload);
    if (!m_probe->recording()) {
        slot.payload.store(item.payload, std::memory_order_relaxed); // relaxed: published by the word
        slot.word.store(Word::initial(item.number).bits, std::memory_order_release);
        return;
    }
    m_probe->begin();
    const Word written = m_probe->nextWord(item.number);
    const std::uint64_t time = m_probe->ticksBefore();
    slot.payload.store(item.payload, std::memory_order_relaxed); // relaxed: published by the exchange
    const std::uint64_t replaced = slot.word.exchange(written.bits, std::memory_order_seq_cst);
    m_probe->publish(EventKind::Write, kNoFlags, object, site, written.bits, replaced, time);
}

} // namespace interleave
