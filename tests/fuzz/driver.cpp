// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/target.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <span>
#include <string>
#include <unistd.h>

/// Drives a fuzz target without libFuzzer: valid inputs, changed at random, for a number of seconds.
///
///     fuzz_recording [SECONDS [SEED [FIRST]]]
///
/// Input n depends on the seed and n alone: a failure says both, and FIRST = n begins with it.

// A finding of a sanitizer goes through abort(), so that the number of the input is printed.
extern "C" const char *__asan_default_options()
{
    return "abort_on_error=1:allocator_may_return_null=0";
}
extern "C" const char *__ubsan_default_options()
{
    return "halt_on_error=1:abort_on_error=1:print_stacktrace=1";
}

namespace {

using Bytes = std::vector<std::uint8_t>;
using Random = std::mt19937_64;

std::uint64_t g_seed = 1;
std::atomic<std::uint64_t> g_input{0};

void sayWhich(int signal)
{
    char text[128];
    const int size = std::snprintf(text, sizeof text, "input %llu of seed %llu failed\n",
                                   static_cast<unsigned long long>(g_input.load()),
                                   static_cast<unsigned long long>(g_seed));
    static_cast<void>(!::write(STDERR_FILENO, text, static_cast<std::size_t>(size)));
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

/// A place in the bytes; small values are likelier, for the head is short and the rest long.
std::size_t placeIn(const Bytes &bytes, Random &random)
{
    const std::size_t size = bytes.size() + 1;
    return random() % (random() % 2 ? size : std::min<std::size_t>(size, 600));
}

void change(Bytes &bytes, const Bytes &other, Random &random)
{
    const std::size_t at = placeIn(bytes, random);
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const std::size_t length = std::min<std::size_t>(bytes.size() - at, random() % 64);
    switch (random() % 8) {
    case 0:
        if (at < bytes.size())
            bytes[at] ^= static_cast<std::uint8_t>(1u << (random() % 8));
        break;
    case 1:
        if (at < bytes.size())
            bytes[at] = static_cast<std::uint8_t>(random());
        break;
    case 2: { // a number at its limits
        static constexpr std::uint8_t kLimits[] = {0, 1, 0x7f, 0x80, 0xff};
        for (std::size_t i = at; i < at + std::min<std::size_t>(length, 8); ++i)
            bytes[i] = kLimits[random() % std::size(kLimits)];
        break;
    }
    case 3: bytes.resize(at); break;
    case 4: bytes.erase(from, from + static_cast<std::ptrdiff_t>(length)); break;
    case 5: { // the same again
        const Bytes part(from, from + static_cast<std::ptrdiff_t>(length));
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(placeIn(bytes, random)), part.begin(), part.end());
        break;
    }
    case 6: { // a piece of another input
        const std::size_t piece = placeIn(other, random);
        const std::size_t size = std::min<std::size_t>(other.size() - piece, random() % 200);
        bytes.insert(from, other.begin() + static_cast<std::ptrdiff_t>(piece),
                     other.begin() + static_cast<std::ptrdiff_t>(piece + size));
        break;
    }
    default:
        for (std::size_t i = at; i < at + length; ++i)
            bytes[i] = static_cast<std::uint8_t>(random());
    }
}

} // namespace

int main(int argc, char **argv)
{
    const double seconds = argc > 1 ? std::atof(argv[1]) : 2;
    g_seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    std::uint64_t input = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 0;
    const std::uint64_t first = input;
    std::signal(SIGABRT, sayWhich);
    std::signal(SIGSEGV, sayWhich);
    std::signal(SIGTERM, sayWhich);

    const std::vector<Bytes> seeds = fuzzSeeds();
    for (const Bytes &seed : seeds)
        LLVMFuzzerTestOneInput(seed.data(), seed.size());
    const auto begin = std::chrono::steady_clock::now();
    while (std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < seconds) {
        g_input = input;
        Random random(g_seed * 0x9e3779b97f4a7c15u + input++);
        Bytes bytes = seeds[random() % seeds.size()];
        for (std::uint64_t changes = 1 + random() % 6; changes > 0; --changes)
            change(bytes, seeds[random() % seeds.size()], random);
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::printf("%llu inputs, seed %llu: nothing found\n", static_cast<unsigned long long>(input - first),
                static_cast<unsigned long long>(g_seed));
    return 0;
}
