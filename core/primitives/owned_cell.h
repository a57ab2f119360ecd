// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/primitives/cell.h"

namespace interleave {

/// A shared integer that one actor alone writes, with a plain store, and everybody reads: a flag that is raised and
/// lowered.
///
/// A relaxed store compiles to a plain one, which may wait in the processor's store buffer while its process has gone
/// on and reads other words, so others see it later than the order of the code says. Cell hides that, for its recorded
/// write is an exchange, which waits until everybody sees it. Here the record shows it: reads and writes that no
/// interleaving explains (see Findings::contradictions).
///
/// Recorded, it is tagged like a Cell. Who alone writes a word knows what it replaces, so the record is as complete.
/// Nobody may await one: a plain store cannot know whether somebody has fallen asleep meanwhile.
class OwnedCell
{
public:
    using Where = Cell::Where;

    /// For its owner, and for readers, who must not write.
    OwnedCell(Probe &probe, std::string_view name)
        : m_cell(probe, name),
          m_storage(probe.storage<CellStorage>(m_cell.object())),
          m_latest{m_storage->word.load(std::memory_order_relaxed)} // relaxed: the owner's own, or not used
    {}

    std::int32_t read(Where where = Where::current()) { return m_cell.read(where); }

    /// Others may see it later than what this actor reads next.
    void write(std::int32_t value, Where where = Where::current())
    {
        store(value, where, [this](std::uint64_t word) {
            m_storage->word.store(word, std::memory_order_relaxed);
        }); // relaxed: see above
    }

    /// Goes on when everybody sees it.
    void exchange(std::int32_t value, Where where = Where::current())
    {
        store(value, where, [this](std::uint64_t word) { m_storage->word.exchange(word, std::memory_order_seq_cst); });
    }

    Probe &probe() const { return m_cell.probe(); }

private:
    template <typename Put>
    void store(std::int32_t value, Where where, Put &&put)
    {
        Probe &probe = m_cell.probe();
        const SiteId site = probe.site(where);
        probe.pass(EventKind::Write, m_cell.object(), site, value);
        if (!probe.recording()) [[likely]] {
            put(Word::initial(value).bits);
            return;
        }
        probe.begin();
        const Word written = probe.nextWord(value);
        const std::uint64_t time = probe.ticksBefore();
        put(written.bits);
        probe.publish(EventKind::Write, kNoFlags, m_cell.object(), site, written.bits, m_latest.bits, time);
        m_latest = written;
    }

    Cell m_cell;
    CellStorage *m_storage;
    Word m_latest; // written, by the owner
};

} // namespace interleave
