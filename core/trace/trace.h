// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/event.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <vector>

namespace interleave {

/// The settled events of a run, in their causal order; append-only, immutable once published.
///
/// One thread appends. Any number of threads read through a TraceReader each, below size(), while it grows. Full blocks
/// of kBlock events are packed (see event_codec.h) and never move; only the last, open block is kept unpacked.
class Trace
{
public:
    static constexpr std::size_t kBlock = 4096;

    Trace();
    ~Trace();
    Trace(const Trace &) = delete;
    Trace &operator=(const Trace &) = delete;

    /// Writer thread only. Published at once.
    void append(const Event &event);
    /// Writer thread only: a whole packed block, as a recording holds it. Only while size() is a multiple of kBlock.
    /// `count` ≤ kBlock; fewer only for the last one. False when the bytes do not decode to `count` events.
    bool appendPacked(std::vector<std::uint8_t> bytes, std::size_t count);

    /// Events published so far; any thread.
    EventIndex size() const { return m_published.load(std::memory_order_acquire); }
    bool empty() const { return size() == 0; }

    /// Bytes held for events, for figures.
    std::size_t storedBytes() const;

private:
    friend class TraceReader;
    struct Store;
    std::unique_ptr<Store> m_store;
    std::atomic<EventIndex> m_published{0};
};

/// Random access to a trace, with a small cache of unpacked blocks of its own. Cheap to make, not to be shared between
/// threads; the trace must outlive it.
class TraceReader
{
public:
    explicit TraceReader(const Trace &trace);
    ~TraceReader();

    EventIndex size() const { return m_trace->size(); }
    /// index < size(). The reference is good until the reader's next call.
    const Event &operator[](EventIndex index);
    /// Calls `visit(EventIndex, const Event &)` for first … last − 1; the fastest way through.
    template <typename Visit>
    void forEach(EventIndex first, EventIndex last, Visit &&visit)
    {
        for (EventIndex i = first; i < last; ++i)
            visit(i, (*this)[i]);
    }

private:
    struct Cached;
    const Trace *m_trace; // not owned
    std::list<std::unique_ptr<Cached>> m_cache;
    Cached *m_latest = nullptr;
};

} // namespace interleave
