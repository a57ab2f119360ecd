// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/meter.h"

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define INTERLEAVE_ASAN
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define INTERLEAVE_ASAN
#endif

namespace {

std::atomic<std::size_t> g_held{0}, g_most{0};

void taken(std::size_t bytes)
{
    const std::size_t now = g_held += bytes;
    std::size_t most = g_most;
    while (now > most && !g_most.compare_exchange_weak(most, now)) {}
}

} // namespace

#ifdef INTERLEAVE_ASAN

// The sanitizer has operators of its own, and tells of each block. GCC has these functions too, but not their header,
// <sanitizer/allocator_interface.h>.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*taken)(const volatile void *, std::size_t),
                                                         void (*given)(const volatile void *));
extern "C" std::size_t __sanitizer_get_allocated_size(const volatile void *block);

namespace {
[[maybe_unused]] const int kHooked = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void *, std::size_t bytes) { taken(bytes); },
    [](const volatile void *block) { g_held -= __sanitizer_get_allocated_size(block); });
}

#else

namespace {

/// As operator new must: the new-handler may find memory yet.
void *allocate(std::size_t size)
{
    void *block = std::malloc(size);
    while (!block) {
        const std::new_handler handler = std::get_new_handler();
        if (!handler)
            throw std::bad_alloc();
        handler();
        block = std::malloc(size);
    }
    taken(::malloc_usable_size(block));
    return block;
}

} // namespace

void *operator new(std::size_t size)
{
    return allocate(size);
}
void operator delete(void *block) noexcept
{
    g_held -= ::malloc_usable_size(block);
    std::free(block);
}
void operator delete(void *block, std::size_t) noexcept
{
    operator delete(block);
}

#endif

Meter::Meter() : m_before(g_held)
{
    g_most = m_before;
}

std::size_t Meter::most() const
{
    return g_most - m_before;
}
