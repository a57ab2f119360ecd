// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shm/sys.h"

#include <cerrno>
#include <climits>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <limits>
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace interleave::sys {

namespace {

// A std::atomic<uint32_t> in shared memory is what the kernel sees as the futex word.
static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);

long futex(const std::atomic<std::uint32_t> *word, int operation, std::uint32_t value, const timespec *timeout)
{
    return ::syscall(SYS_futex, word, operation, value, timeout, nullptr, 0);
}

Error memoryError(std::uint64_t bytes, int error)
{
    return {"No shared memory of " + std::to_string(bytes / 1024) + " KiB could be had (" + describe(error)
            + "): choose fewer processes, or close other programs."};
}

/// Bytes that can be had without pushing anybody out; unlimited where the kernel does not say.
std::uint64_t availableMemory()
{
    std::ifstream file("/proc/meminfo");
    for (std::string name; file >> name; file.ignore(std::numeric_limits<std::streamsize>::max(), '\n')) {
        std::uint64_t kibibytes = 0;
        if (name == "MemAvailable:" && file >> kibibytes)
            return kibibytes * 1024;
    }
    return std::numeric_limits<std::uint64_t>::max();
}

/// Backs `bytes` with memory; errno, or 0. ftruncate alone only promises: a full machine would show itself as SIGBUS at
/// the first touch. And the kernel would try to give what it has not got, and kill somebody for it: so it is asked
/// first.
int allocate(int descriptor, std::uint64_t bytes)
{
    if (::ftruncate(descriptor, static_cast<off_t>(bytes)) != 0)
        return errno;
    if (bytes > availableMemory())
        return ENOMEM;
    int error = 0;
    do
        error = ::posix_fallocate(descriptor, 0, static_cast<off_t>(bytes));
    while (error == EINTR);
    return error;
}

} // namespace

Result<int> createSealedMemory(const char *name, std::uint64_t bytes)
{
    const int descriptor = ::memfd_create(name, MFD_ALLOW_SEALING);
    if (descriptor < 0)
        return memoryError(bytes, errno);

    int error = allocate(descriptor, bytes);
    if (error == 0 && ::fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        error = errno;
    if (error != 0) {
        ::close(descriptor);
        return memoryError(bytes, error);
    }
    return descriptor;
}

Result<std::uint64_t> sizeOf(int descriptor)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return Error{"Descriptor " + std::to_string(descriptor) + " is no shared memory (" + describe(errno) + ")."};
    return static_cast<std::uint64_t>(status.st_size);
}

void futexWait(const std::atomic<std::uint32_t> *word, std::uint32_t expected, std::int64_t timeoutNs)
{
    if (timeoutNs < 0) {
        futex(word, FUTEX_WAIT, expected, nullptr);
        return;
    }
    const timespec timeout = {static_cast<time_t>(timeoutNs / 1'000'000'000), static_cast<long>(timeoutNs % 1'000'000'000)};
    futex(word, FUTEX_WAIT, expected, &timeout);
}

int futexWake(const std::atomic<std::uint32_t> *word, int count)
{
    return static_cast<int>(futex(word, FUTEX_WAKE, static_cast<std::uint32_t>(count), nullptr));
}

bool registerForBarrier()
{
    return ::syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0) == 0;
}

bool barrierEverywhere()
{
    return ::syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0) == 0;
}

std::string describe(int error)
{
    const char *name = ::strerrorname_np(error);
    return std::string(name ? name : "error") + ": " + ::strerrordesc_np(error);
}

} // namespace interleave::sys
