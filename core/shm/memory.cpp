// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shm/memory.h"

#include "core/shm/sys.h"

#include <boost/interprocess/exceptions.hpp>

#include <cerrno>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace ipc = boost::interprocess;

namespace {

/// What mapped_region wants to see of a memory object.
class Mappable
{
public:
    explicit Mappable(int descriptor) : m_descriptor(descriptor) {}
    ipc::mapping_handle_t get_mapping_handle() const { return {m_descriptor, false}; }

private:
    int m_descriptor; // not owned
};

Result<ipc::mapped_region> map(int descriptor, std::uint64_t bytes)
{
    try {
        return ipc::mapped_region(Mappable(descriptor), ipc::read_write, 0, bytes);
    } catch (const ipc::interprocess_exception &refusal) {
        return Error{"Shared memory of " + std::to_string(bytes / 1024) + " KiB could not be mapped (" + refusal.what()
                     + "): choose fewer processes, or close other programs."};
    }
}

} // namespace

Result<Memory> Memory::create(const char *name, std::uint64_t bytes)
{
    const auto descriptor = sys::createSealedMemory(name, bytes);
    if (!descriptor.ok())
        return descriptor.error();
    Memory memory;
    memory.m_descriptor = descriptor.value();
    auto region = map(memory.m_descriptor, bytes);
    if (!region.ok())
        return region.error();
    memory.m_region.swap(region.value());
    return memory;
}

Result<Memory> Memory::attach(int descriptor)
{
    const auto bytes = sys::sizeOf(descriptor);
    if (!bytes.ok())
        return bytes.error();
    Memory memory;
    memory.m_descriptor = descriptor;
    auto region = map(descriptor, bytes.value());
    if (!region.ok())
        return region.error();
    memory.m_region.swap(region.value());
    return memory;
}

Memory::Memory(Memory &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1))
{
    m_region.swap(other.m_region);
}

Memory &Memory::operator=(Memory &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    m_region.swap(other.m_region);
    return *this;
}

Memory::~Memory()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void Memory::prefault(std::uint64_t offset, std::uint64_t bytes) const
{
    constexpr std::uint64_t kPage = 4096;
    const std::uint64_t first = offset / kPage * kPage;
#ifdef MADV_POPULATE_WRITE
    if (::madvise(data() + first, offset + bytes - first, MADV_POPULATE_WRITE) == 0)
        return;
#endif
    for (std::uint64_t page = first; page < offset + bytes; page += kPage)
        static_cast<void>(*reinterpret_cast<volatile std::byte *>(data() + page));
}

} // namespace interleave
