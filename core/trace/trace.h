// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/event.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <span>
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
    void append(std::span<const Event> events);
    void append(const Event &event) { append(std::span(&event, 1)); }
    /// Writer thread only, while size() is a multiple of kBlock: a whole block of kBlock events with the bytes it is
    /// packed into, as a recording holds them. The caller has unpacked `bytes` and got `events`.
    void appendPacked(std::vector<std::uint8_t> bytes, std::span<const Event> events);

    /// Events published so far; any thread.
    EventIndex size() const { return m_published.load(std::memory_order_acquire); }
    bool empty() const { return size() == 0; }

    /// Full blocks, and the bytes of one of them (`block` < packedBlocks()); any thread.
    EventIndex packedBlocks() const;
    std::span<const std::uint8_t> packedBlock(EventIndex block) const;

    /// Bytes held for events, for figures. Any thread.
    std::size_t storedBytes() const;

private:
    friend class TraceReader;
    struct OpenBlock;
    struct Spare;
    struct Store;

    void open(EventIndex block);
    void seal();
    std::shared_ptr<const OpenBlock> openBlock(EventIndex block) const;

    std::unique_ptr<Store> m_store;
    Event *m_open = nullptr; // writer's; first event of the open block, null when there is none
    std::atomic<EventIndex> m_published{0};
};

/// Random access to a trace, with a small cache of unpacked blocks of its own. Cheap to make, not to be shared between
/// threads. The trace must outlive what is asked of it; it may be let go of after the trace.
class TraceReader
{
public:
    explicit TraceReader(const Trace &trace);
    ~TraceReader();
    TraceReader(const TraceReader &) = delete;
    TraceReader &operator=(const TraceReader &) = delete;

    EventIndex size() const { return m_trace->size(); }
    /// index < size(). The reference is good until the reader's next call.
    const Event &operator[](EventIndex index)
    {
        const EventIndex block = index / Trace::kBlock;
        const Event *events = block == m_block ? m_events : load(block);
        return events[index % Trace::kBlock];
    }
    /// Calls `visit(EventIndex, const Event &)` for first … last − 1; the fastest way through.
    template <typename Visit>
    void forEach(EventIndex first, EventIndex last, Visit &&visit)
    {
        for (EventIndex i = first; i < last; ++i)
            visit(i, (*this)[i]);
    }

private:
    struct Cached;
    static constexpr std::size_t kCached = 8; // blocks of 128 KiB
    static constexpr EventIndex kNoBlock = kNoEvent;

    const Event *load(EventIndex block);

    const Trace *m_trace;          // not owned
    std::list<Cached> m_cache;     // the latest used first
    EventIndex m_block = kNoBlock; // the block of m_events
    const Event *m_events = nullptr;
};

} // namespace interleave
