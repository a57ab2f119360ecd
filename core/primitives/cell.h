// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/probe/probe.h"

#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// A shared integer, as a role sees it: two kinds of cell behind one name.
///
/// Recorded, it is *tagged*: one word of value, writer and sequence. A read is one load and reports the word it saw. A
/// write is one exchange and reports the word it replaced as well; still a race, for the window between read and write
/// is untouched. `add` is a compare-exchange loop, counted as one step.
///
/// Bare, it is *plain*: relaxed load and store of the value with no tag, as fast as a variable. Nothing is claimed of
/// it but its final value. (Relaxed, not plain C++: a race on an ordinary variable would be undefined behaviour, which
/// teaches nothing; the race condition is as real.)
class Cell
{
public:
    using Where = std::source_location;

    Cell(Probe &probe, ObjectRef object)
        : m_probe(&probe),
          m_storage(probe.storage<CellStorage>(object)),
          m_object(object),
          m_awaitable(probe.entry(object).awaitable != 0)
    {}
    Cell(Probe &probe, std::string_view name) : Cell(probe, probe.object(name, ObjectKind::Cell)) {}

    std::int32_t read(Where where = Where::current())
    {
        if (!m_probe->isWatched()) [[likely]] // an event takes ten times as long as a wrong guess here
            return readPlain();
        return readAs(EventKind::Read, m_probe->site(where));
    }

    void write(std::int32_t value, Where where = Where::current())
    {
        const SiteId site = m_probe->site(where);
        m_probe->pass(EventKind::Write, m_object, site, value);
        if (!m_probe->recording()) [[likely]] {
            writePlain(value);
        } else {
            m_probe->begin();
            const Word written = m_probe->nextWord(value);
            const std::uint64_t time = m_probe->ticksBefore();
            const std::uint64_t replaced = m_storage->word.exchange(written.bits, std::memory_order_seq_cst);
            m_probe->publish(EventKind::Write, kNoFlags, m_object, site, written.bits, replaced, time);
        }
        if (m_awaitable) [[unlikely]]
            m_probe->ringBell();
    }

    /// Adds atomically; returns the new value.
    std::int32_t add(std::int32_t by, Where where = Where::current())
    {
        const SiteId site = m_probe->site(where);
        m_probe->pass(EventKind::Update, m_object, site, by);
        const std::int32_t value = m_probe->recording() ? addTagged(by, site) : addPlain(by);
        if (m_awaitable) [[unlikely]]
            m_probe->ringBell();
        return value;
    }

    ObjectRef object() const { return m_object; }
    Probe &probe() const { return *m_probe; }

    /// What is there now, unrecorded: a hint for a wait, never a basis of what a role does.
    std::int32_t peek() const { return Word{m_storage->word.load(std::memory_order_seq_cst)}.value(); }
    /// A read of the given kind (Read, or Awaited at the end of a wait), recorded where the run is.
    std::int32_t readAs(EventKind kind, SiteId site)
    {
        m_probe->pass(kind, m_object, site);
        return readPassed(kind, site);
    }
    /// The same behind the gate.
    std::int32_t readPassed(EventKind kind, SiteId site)
    {
        if (!m_probe->recording())
            return Word{m_storage->word.load(std::memory_order_relaxed)}.value(); // relaxed: see above
        m_probe->begin(RingWriter::kRoomBeforeRead);
        const std::uint64_t seen = m_storage->word.load(std::memory_order_acquire);
        m_probe->publish(kind, kNoFlags, m_object, site, seen, 0, m_probe->ticksBefore());
        return Word{seen}.value();
    }
    std::int32_t readPlain()
    {
        m_probe->pass(EventKind::Read, m_object, 0);
        return Word{m_storage->word.load(std::memory_order_relaxed)}.value(); // relaxed: see above
    }

private:
    void writePlain(std::int32_t value)
    {
        // If somebody may be waiting for it, the word must be there before the bell's waiters are looked at
        // (BellSleeper). (Two stores: an order chosen at run time is the strictest one to the compiler, a locked
        // instruction each time.)
        if (m_awaitable) [[unlikely]]
            m_storage->word.store(Word::initial(value).bits, std::memory_order_seq_cst);
        else
            m_storage->word.store(Word::initial(value).bits, std::memory_order_relaxed); // relaxed: see above
    }
    std::int32_t addTagged(std::int32_t by, SiteId site);
    std::int32_t addPlain(std::int32_t by);

    Probe *m_probe;
    CellStorage *m_storage;
    ObjectRef m_object;
    bool m_awaitable;
};

} // namespace interleave
