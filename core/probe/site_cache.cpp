// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/probe/site_cache.h"

#include <chrono>
#include <cstring>
#include <string_view>
#include <thread>
#include <x86intrin.h>

namespace interleave {

namespace {

std::string_view baseName(std::string_view path)
{
    return path.substr(path.find_last_of('/') + 1);
}

enum class Claim { Mine, Filled, Unfinished };

Claim claim(SiteEntry &entry)
{
    std::uint32_t state = 0;
    if (entry.state.compare_exchange_strong(state, 1, std::memory_order_acquire))
        return Claim::Mine;
    // Being filled by somebody else, who needs some ten instructions for it, or has just been preempted within them.
    for (int spin = 0; state == 1 && spin < 2'000; ++spin) {
        if (spin < 100)
            _mm_pause();
        else if (spin < 1'000)
            std::this_thread::yield();
        else
            std::this_thread::sleep_for(std::chrono::microseconds(100));
        state = entry.state.load(std::memory_order_acquire);
    }
    // A dead one leaves it so for ever: nobody else need wait for it.
    if (state == 1)
        entry.state.compare_exchange_strong(state, 3, std::memory_order_acquire);
    return state == 2 ? Claim::Filled : Claim::Unfinished;
}

/// What was written there, by whomever.
std::string_view fileOf(const SiteEntry &entry)
{
    return {entry.file, ::strnlen(entry.file, sizeof entry.file)};
}

/// At least `used` entries are in use; several actors say so at once.
void raise(SharedWord32 &count, std::uint32_t used)
{
    // relaxed: the entries themselves say whether they are filled.
    std::uint32_t seen = count.load(std::memory_order_relaxed);
    while (seen < used && !count.compare_exchange_weak(seen, used, std::memory_order_relaxed)) {
    }
}

} // namespace

SiteId SiteCache::lookUp(const std::source_location &where)
{
    const std::string_view file = baseName(where.file_name()).substr(0, sizeof(SiteEntry::file) - 1);
    // Entries are claimed in order, so the first free one ends the search; two workers never claim two for one line,
    // because the second finds the first one's entry before it reaches a free one.
    for (std::size_t number = 1; number < kMaxSites; ++number) {
        SiteEntry &entry = m_table[number];
        const Claim claimed = claim(entry);
        if (claimed == Claim::Mine) {
            entry.line = where.line();
            std::memcpy(entry.file, file.data(), file.size());
            // SYNC POINT site (pairs with RunMemory::sites and claim): the text happens-before state 2.
            entry.state.store(2, std::memory_order_release);
            raise(m_header->sites, static_cast<std::uint32_t>(number + 1));
            return static_cast<SiteId>(number);
        }
        // What is not finished yet is not looked at: at worst the line gets a second entry.
        if (claimed == Claim::Filled && entry.line == where.line() && fileOf(entry) == file)
            return static_cast<SiteId>(number);
    }
    return 0;
}

} // namespace interleave
