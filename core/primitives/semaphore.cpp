// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/semaphore.h"

#include "core/shm/sys.h"

#include <bit>

namespace interleave {

static_assert(std::endian::native == std::endian::little, "the tag is taken to be the first half of the word");

SharedWord32 *Semaphore::tag() const
{
    return reinterpret_cast<SharedWord32 *>(&m_storage->word);
}

void Semaphore::acquire(Where where)
{
    const SiteId site = m_probe->site(where);
    m_probe->note(EventKind::SemaphoreRequested, m_object, site, m_storage->word.load(std::memory_order_relaxed));
    m_probe->pass(EventKind::SemaphoreAcquired, m_object, site);
    if (tryAcquire(kNoFlags, site))
        return;
    const Probe::Waiting waiting(*m_probe, m_object);
    do {
        m_probe->throwIfStopped();
        sleep();
    } while (!tryAcquire(kContended, site));
}

bool Semaphore::tryAcquire(std::uint8_t flags, SiteId site)
{
    if (m_probe->recording())
        m_probe->begin();
    std::uint64_t seen = m_storage->word.load(std::memory_order_relaxed); // checked by the compare-exchange
    Word written;
    do {
        if (Word{seen}.value() <= 0) {
            if (m_probe->recording())
                m_probe->cancel();
            return false;
        }
        // One number for all tries of one operation: only the successful one is seen by anybody.
        written = written.isInitial() ? m_probe->nextWord(Word{seen}.value() - 1)
                                      : Word::make(Word{seen}.value() - 1, written.writer(), written.sequence());
    } while (!m_storage->word.compare_exchange_weak(seen, written.bits, std::memory_order_seq_cst, std::memory_order_relaxed));
    if (m_probe->recording())
        m_probe->publish(EventKind::SemaphoreAcquired, flags, m_object, site, written.bits, seen, m_probe->ticksAfter());
    return true;
}

/// No wake-up is lost: 1. the sleeper says that it is there, 2. looks at the word, 3. sleeps only while the tag is the one
/// it looked at. Whoever posts 1. changes the word, and with it the tag, 2. looks for sleepers. Whatever the order, either
/// the poster sees the sleeper or the sleeper sees the new word.
void Semaphore::sleep()
{
    m_storage->sleepers.fetch_add(1, std::memory_order_seq_cst);
    const Word seen{m_storage->word.load(std::memory_order_seq_cst)};
    if (seen.value() <= 0)
        sys::futexWait(tag(), seen.tag());
    m_storage->sleepers.fetch_sub(1, std::memory_order_seq_cst);
}

void Semaphore::post(Where where)
{
    const SiteId site = m_probe->site(where);
    m_probe->pass(EventKind::SemaphorePosted, m_object, site);
    if (m_probe->recording())
        m_probe->begin();
    const std::uint64_t time = m_probe->ticksBefore();
    std::uint64_t seen = m_storage->word.load(std::memory_order_relaxed); // checked by the compare-exchange
    Word written = m_probe->nextWord(Word{seen}.value() + 1);
    while (!m_storage->word.compare_exchange_weak(seen, written.bits, std::memory_order_seq_cst, std::memory_order_relaxed))
        written = Word::make(Word{seen}.value() + 1, written.writer(), written.sequence());
    if (m_probe->recording())
        m_probe->publish(EventKind::SemaphorePosted, kNoFlags, m_object, site, written.bits, seen, time);
    if (m_storage->sleepers.load(std::memory_order_seq_cst) != 0)
        sys::futexWake(tag(), 1);
}

} // namespace interleave
