// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/trace.h"

#include "core/trace/event_codec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <mutex>

namespace interleave {

/// Events of the last block as they come; shared with the readers that look at it, so that sealing takes nothing away.
struct Trace::OpenBlock {
    EventIndex block = 0;
    std::array<Event, kBlock> events;
};

/// One block that nobody uses any more. Any thread.
struct Trace::Spare {
    std::unique_ptr<OpenBlock> take()
    {
        const std::lock_guard lock(mutex);
        return std::move(block);
    }
    /// By whoever let go of a block last, writer or reader.
    void giveBack(std::unique_ptr<OpenBlock> let)
    {
        const std::lock_guard lock(mutex);
        if (!block)
            block = std::move(let);
    }

    std::mutex mutex;
    std::unique_ptr<OpenBlock> block;
};

/// Where the blocks lie. The directory grows by segments that double, so no entry ever moves:
///
///     segment 0: blocks 0 … 63 · segment 1: 64 … 191 · segment 2: 192 … 447 · …
struct Trace::Store {
    using Packed = std::vector<std::uint8_t>;
    static constexpr std::size_t kFirstSegment = 64;

    struct Place {
        std::size_t segment, entry;
    };
    static Place placeOf(EventIndex block)
    {
        const auto shifted = static_cast<std::size_t>(block + kFirstSegment);
        const auto segment = static_cast<std::size_t>(std::bit_width(shifted / kFirstSegment) - 1);
        return {segment, shifted - (kFirstSegment << segment)};
    }

    /// Writer's. What is put becomes readable with the release of `sealed`.
    void put(Packed bytes)
    {
        const EventIndex block = sealed.load(std::memory_order_relaxed); // relaxed: only this thread writes it
        const Place place = placeOf(block);
        if (place.entry == 0)
            segments[place.segment] = std::make_unique<Packed[]>(kFirstSegment << place.segment);
        // relaxed: a figure, it orders nothing.
        packedBytes.fetch_add(bytes.size(), std::memory_order_relaxed);
        segments[place.segment][place.entry] = std::move(bytes);
        // SYNC POINT block-sealed (pairs with packedBlocks): the bytes happen before the count that covers them.
        sealed.store(block + 1, std::memory_order_release);
    }

    std::array<std::unique_ptr<Packed[]>, 40> segments;
    std::atomic<EventIndex> sealed{0};
    std::atomic<std::size_t> packedBytes{0};
    /// An empty block, the one before the last if nobody looks at it any more: fresh pages are dear.
    std::shared_ptr<OpenBlock> takeSpare()
    {
        std::unique_ptr<OpenBlock> block = spare->take();
        if (!block)
            block.reset(new OpenBlock);
        // Not under the mutex: where there is no memory for its count, the shared pointer gives the block back at once.
        return {block.release(), [spare = spare](OpenBlock *let) { spare->giveBack(std::unique_ptr<OpenBlock>(let)); }};
    }

    /// Shared by every block that is out: a reader may let go of its last one after the trace is gone, as a view does
    /// that learns of the next recording when the last one has been forgotten.
    const std::shared_ptr<Spare> spare = std::make_shared<Spare>();
    std::mutex openMutex; // protects the one below; held for a copy of a pointer, once a block and reader
    std::shared_ptr<OpenBlock> open;
};

Trace::Trace() : m_store(std::make_unique<Store>()) {}

Trace::~Trace() = default;

void Trace::append(std::span<const Event> events)
{
    while (!events.empty()) {
        // relaxed: only this thread writes it.
        const EventIndex index = m_published.load(std::memory_order_relaxed);
        if (!m_open)
            open(index / kBlock);
        const std::size_t fitting = std::min(events.size(), kBlock - index % kBlock);
        std::copy_n(events.begin(), fitting, m_open + index % kBlock);
        // SYNC POINT event-published (pairs with size): the events happen before the count that covers them.
        m_published.store(index + fitting, std::memory_order_release);
        if ((index + fitting) % kBlock == 0)
            seal();
        events = events.subspan(fitting);
    }
}

void Trace::open(EventIndex block)
{
    std::shared_ptr<OpenBlock> fresh = m_store->takeSpare();
    fresh->block = block;
    m_open = fresh->events.data();
    const std::lock_guard lock(m_store->openMutex);
    m_store->open = std::move(fresh);
}

void Trace::seal()
{
    m_store->put(packEvents({m_open, kBlock}));
    m_open = nullptr;
    std::shared_ptr<OpenBlock> retired; // let go of after the mutex
    const std::lock_guard lock(m_store->openMutex);
    retired.swap(m_store->open);
}

void Trace::appendPacked(std::vector<std::uint8_t> bytes, std::span<const Event> events)
{
    // relaxed: only this thread writes it.
    const EventIndex index = m_published.load(std::memory_order_relaxed);
    if (index % kBlock != 0 || events.size() != kBlock) {
        append(events);
        return;
    }
    bytes.shrink_to_fit();
    m_store->put(std::move(bytes));
    m_published.store(index + kBlock, std::memory_order_release);
}

EventIndex Trace::packedBlocks() const
{
    return m_store->sealed.load(std::memory_order_acquire);
}

std::span<const std::uint8_t> Trace::packedBlock(EventIndex block) const
{
    const Store::Place place = Store::placeOf(block);
    return m_store->segments[place.segment][place.entry];
}

std::size_t Trace::storedBytes() const
{
    // relaxed: a figure, it orders nothing.
    return m_store->packedBytes.load(std::memory_order_relaxed)
        + static_cast<std::size_t>(size() - std::min<EventIndex>(size(), packedBlocks() * kBlock)) * sizeof(Event);
}

std::shared_ptr<const Trace::OpenBlock> Trace::openBlock(EventIndex block) const
{
    const std::lock_guard lock(m_store->openMutex);
    return m_store->open && m_store->open->block == block ? m_store->open : nullptr;
}

/// A block unpacked by this reader, or the open one as the writer keeps it.
struct TraceReader::Cached {
    EventIndex block = kNoBlock;
    std::unique_ptr<Event[]> unpacked;
    std::shared_ptr<const Trace::OpenBlock> open;

    const Event *events() const { return open ? open->events.data() : unpacked.get(); }
};

TraceReader::TraceReader(const Trace &trace) : m_trace(&trace) {}

TraceReader::~TraceReader() = default;

const Event *TraceReader::load(EventIndex block)
{
    auto found = std::find_if(m_cache.begin(), m_cache.end(), [&](const Cached &c) { return c.block == block; });
    if (found == m_cache.end()) {
        if (m_cache.size() == kCached)
            found = std::prev(m_cache.end());
        else
            found = m_cache.emplace(m_cache.end());
        // Looked for in this order: a block that is sealed meanwhile is found packed.
        found->open = m_trace->openBlock(block);
        if (!found->open) {
            if (!found->unpacked)
                found->unpacked = std::make_unique<Event[]>(Trace::kBlock);
            if (block >= m_trace->packedBlocks()
                || !unpackEvents(m_trace->packedBlock(block), {found->unpacked.get(), Trace::kBlock}))
                std::abort(); // beyond size(), or bytes that packEvents() did not make
        }
        found->block = block;
    }
    m_cache.splice(m_cache.begin(), m_cache, found);
    m_block = block;
    m_events = m_cache.front().events();
    return m_events;
}

} // namespace interleave
