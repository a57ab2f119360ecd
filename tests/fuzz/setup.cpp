// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What every target needs once, whoever drives it.

#include "core/shm/sys.h"
#include "tests/fuzz/target.h"

#include <QApplication>
#include <QByteArray>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/resource.h>

namespace {

/// More than any input needs, and much less than one that gets out of hand would take.
constexpr std::size_t kMostMebibytes = 2048;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kAddressSpaceCanBeLimited = false; // the sanitizer sees to it, by the options below
#elif defined(__has_feature)
constexpr bool kAddressSpaceCanBeLimited = !__has_feature(address_sanitizer);
#else
constexpr bool kAddressSpaceCanBeLimited = true;
#endif

/// An empty folder that libFuzzer is about to read its inputs from gets the seeds first.
void putSeedsInto(const std::filesystem::path &folder)
{
    int number = 0;
    for (const std::vector<std::uint8_t> &seed : fuzzSeeds()) {
        std::ofstream file(folder / ("seed-" + std::to_string(++number)), std::ios::binary);
        file.write(reinterpret_cast<const char *>(seed.data()), static_cast<std::streamsize>(seed.size()));
    }
}

} // namespace

// A finding of a sanitizer goes through abort(), so that the number of the input is printed.
extern "C" const char *__asan_default_options()
{
    return "abort_on_error=1:allocator_may_return_null=0:detect_leaks=0:hard_rss_limit_mb=2048:max_allocation_size_mb=1024";
}
extern "C" const char *__ubsan_default_options()
{
    return "halt_on_error=1:abort_on_error=1:print_stacktrace=1";
}

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
}

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    if (kAddressSpaceCanBeLimited) {
        const rlimit most{kMostMebibytes << 20, kMostMebibytes << 20};
        ::setrlimit(RLIMIT_AS, &most);
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_LOGGING_RULES", "*=false");
    static int one = 1;
    static QApplication application(one, *argv);
    interleave::sys::registerForBarrier();
    for (int i = 1; i < *argc; ++i)
        if (std::filesystem::is_directory((*argv)[i])) {
            if (std::filesystem::is_empty((*argv)[i]))
                putSeedsInto((*argv)[i]);
            break;
        }
    return 0;
}
