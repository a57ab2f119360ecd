// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/semaphore.h"

#include "core/shm/sys.h"

namespace interleave {

namespace {

/// Counted in `sleepers` for as long as it lives.
class Sleeper
{
public:
    explicit Sleeper(SharedWord32 &sleepers) : m_sleepers(sleepers) { m_sleepers.fetch_add(1, std::memory_order_seq_cst); }
    ~Sleeper() { m_sleepers.fetch_sub(1, std::memory_order_seq_cst); }
    Sleeper(const Sleeper &) = delete;
    Sleeper &operator=(const Sleeper &) = delete;

private:
    SharedWord32 &m_sleepers;
};

} // namespace

void Semaphore::acquire(Where where)
{
    const SiteId site = m_probe->site(where);
    // relaxed: a hint for the reader of the record, by its kind (see EventKind); nothing rests on it.
    m_probe->note(EventKind::SemaphoreRequested, m_object, site, m_storage->word.load(std::memory_order_relaxed));
    m_probe->pass(EventKind::SemaphoreAcquired, m_object, site);
    if (tryAcquire(kNoFlags, site))
        return;
    const Probe::Waiting waiting(*m_probe, m_object);
    do
        sleep();
    while (!tryAcquire(kContended, site));
}

bool Semaphore::tryAcquire(std::uint8_t flags, SiteId site)
{
    if (m_probe->recording())
        m_probe->begin();
    std::uint64_t seen = m_storage->word.load(std::memory_order_relaxed); // checked by the compare-exchange
    Word written;
    do {
        if (Word{seen}.value() <= 0) {
            if (!written.isInitial())
                m_probe->takeBackWord();
            if (m_probe->recording())
                m_probe->cancel();
            return false;
        }
        // One number for all tries of one operation: only the successful one is seen by anybody.
        written = written.isInitial() ? m_probe->nextWord(sumOf(Word{seen}.value(), -1))
                                      : Word::make(sumOf(Word{seen}.value(), -1), written.writer(), written.sequence());
    } while (!m_storage->word.compare_exchange_weak(seen, written.bits, std::memory_order_seq_cst, std::memory_order_relaxed));
    if (m_probe->recording())
        m_probe->publish(EventKind::SemaphoreAcquired, flags, m_object, site, written.bits, seen, m_probe->ticksAfter());
    return true;
}

/// No wake-up is lost: 1. the sleeper says that it is there, 2. notes the bell, 3. looks at the word and whether the
/// run is stopped, 4. sleeps only while the bell is as noted. Whoever posts 1. changes the word, 2. looks for sleepers,
/// 3. rings. If it saw no sleeper, the sleeper's look came later and saw the new word. (The word's own tag would do for
/// posts, but stopping a run changes no word.)
void Semaphore::sleep()
{
    const Sleeper counted(m_storage->sleepers);
    const std::uint32_t noted = m_storage->bell.load(std::memory_order_seq_cst);
    m_probe->throwIfStopped();
    if (Word{m_storage->word.load(std::memory_order_seq_cst)}.value() <= 0)
        sys::futexWait(&m_storage->bell, noted);
}

void Semaphore::post(Where where)
{
    const SiteId site = m_probe->site(where);
    m_probe->pass(EventKind::SemaphorePosted, m_object, site);
    if (m_probe->recording())
        m_probe->begin();
    const std::uint64_t time = m_probe->ticksBefore();
    std::uint64_t seen = m_storage->word.load(std::memory_order_relaxed); // checked by the compare-exchange
    Word written = m_probe->nextWord(sumOf(Word{seen}.value(), 1));
    while (!m_storage->word.compare_exchange_weak(seen, written.bits, std::memory_order_seq_cst, std::memory_order_relaxed))
        written = Word::make(sumOf(Word{seen}.value(), 1), written.writer(), written.sequence());
    if (m_probe->recording())
        m_probe->publish(EventKind::SemaphorePosted, kNoFlags, m_object, site, written.bits, seen, time);
    if (m_storage->sleepers.load(std::memory_order_seq_cst) == 0)
        return;
    m_storage->bell.fetch_add(1, std::memory_order_seq_cst);
    sys::futexWake(&m_storage->bell, 1);
}

} // namespace interleave
