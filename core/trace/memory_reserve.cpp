// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/memory_reserve.h"

#include <atomic>
#include <cstddef>
#include <new>
#include <sys/mman.h>

namespace interleave::memory_reserve {

namespace {

/// Enough for what sixteen full rings bring in one pass, and for the findings of a long run.
constexpr std::size_t kBytes = std::size_t{64} << 20;

std::atomic<void *> block{nullptr};
std::atomic<bool> needed{false};

/// The new-handler: operator new tries again when it returns, and throws when there is none.
void giveWay()
{
    thread_local bool triedAgain = false;
    needed.store(true, std::memory_order_relaxed); // relaxed: a hint to stop, it orders nothing
    if (void *const given = block.exchange(nullptr, std::memory_order_acq_rel)) {
        ::munmap(given, kBytes);
        triedAgain = false;
        return;
    }
    // Another thread may have given it back just now, between this one's failing and its coming here.
    triedAgain = !triedAgain;
    if (!triedAgain)
        throw std::bad_alloc();
}

} // namespace

void fill()
{
    // relaxed, here and below: a flag, no message. What is read on its strength is read by the thread that set it, or
    // later.
    needed.store(false, std::memory_order_relaxed);
    std::set_new_handler(giveWay);
    void *const fresh = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (fresh == MAP_FAILED)
        return;
    void *none = nullptr;
    if (!block.compare_exchange_strong(none, fresh, std::memory_order_acq_rel))
        ::munmap(fresh, kBytes); // it was still there
}

void release()
{
    needed.store(true, std::memory_order_relaxed);
    if (void *const given = block.exchange(nullptr, std::memory_order_acq_rel))
        ::munmap(given, kBytes);
}

bool wasNeeded()
{
    return needed.load(std::memory_order_relaxed);
}

} // namespace interleave::memory_reserve
