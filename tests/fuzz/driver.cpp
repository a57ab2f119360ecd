// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/target.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <string>
#include <unistd.h>

/// Drives a fuzz target without libFuzzer: valid inputs, changed at random, for a number of seconds.
///
///     fuzz_recording [SECONDS [SEED [FIRST]]]
///     fuzz_recording FILE…                       these inputs instead, such as libFuzzer has left
///
/// Input n depends on the seed and n alone: a finding says both, and FIRST = n begins with it. The seed may also come
/// from the environment, as INTERLEAVE_FUZZ_SEED.

namespace {

using Bytes = std::vector<std::uint8_t>;
using Random = std::mt19937_64;

/// No input may take longer, in seconds; most take less than a millisecond.
constexpr unsigned kMostSeconds = 20;

std::uint64_t g_seed = 1;
std::atomic<std::uint64_t> g_input{0};

void sayWhich(int signal)
{
    char text[160];
    const int size = std::snprintf(text, sizeof text, "%s input %llu of seed %llu\n",
                                   signal == SIGALRM ? "took too long:" : "failed:",
                                   static_cast<unsigned long long>(g_input.load()),
                                   static_cast<unsigned long long>(g_seed));
    static_cast<void>(!::write(STDERR_FILENO, text, static_cast<std::size_t>(size)));
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void run(const Bytes &bytes)
{
    ::alarm(kMostSeconds);
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    ::alarm(0);
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

/// Runs the files that are named; false when the first argument is none.
bool runFiles(std::span<char *> arguments)
{
    bool any = false;
    for (const char *path : arguments) {
        std::ifstream file(path, std::ios::binary);
        if (!file)
            return any;
        any = true;
        run({std::istreambuf_iterator<char>(file), {}});
        std::printf("%s: nothing found\n", path);
    }
    return any;
}

} // namespace

int main(int argc, char **argv)
{
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS, SIGTERM, SIGALRM})
        std::signal(signal, sayWhich);
    LLVMFuzzerInitialize(&argc, &argv);
    if (runFiles({argv + 1, static_cast<std::size_t>(argc - 1)}))
        return 0;

    const double seconds = argc > 1 ? std::atof(argv[1]) : 2;
    const char *const wanted = argc > 2 ? argv[2] : std::getenv("INTERLEAVE_FUZZ_SEED");
    g_seed = wanted ? std::strtoull(wanted, nullptr, 10) : 1;
    std::uint64_t input = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 0;
    const std::uint64_t first = input;
    std::printf("seed %llu\n", static_cast<unsigned long long>(g_seed));
    std::fflush(stdout);

    const std::vector<Bytes> seeds = fuzzSeeds();
    if (first == 0)
        for (const Bytes &seed : seeds)
            run(seed);
    const auto begin = std::chrono::steady_clock::now();
    while (std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < seconds) {
        g_input = input;
        Random random(g_seed * 0x9e3779b97f4a7c15u + input++);
        Bytes bytes = seeds[random() % seeds.size()];
        for (std::uint64_t changes = 1 + random() % 6; changes > 0; --changes)
            change(bytes, seeds[random() % seeds.size()], random);
        run(bytes);
    }
    std::printf("%llu inputs: nothing found\n", static_cast<unsigned long long>(input - first));
    return 0;
}
