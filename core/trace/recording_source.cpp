// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/recording_source.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace interleave {
namespace {

Error openError(const std::string &path, int code)
{
    const std::string name = "“" + path + "”";
    if (code == ENOENT || code == ENOTDIR)
        return {"There is no file " + name + "; give the name of a recording (.ilv)."};
    if (code == EACCES || code == EPERM)
        return {name + " may not be read; ask its owner, or copy it to where you may."};
    return {name + " cannot be opened: " + std::generic_category().message(code) + '.'};
}

} // namespace

Result<RecordingSource> RecordingSource::open(const std::string &path)
{
    // Not blocking: a named pipe that nobody writes to must not hold us up; it is refused below.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return openError(path, errno);
    struct stat status;
    if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(fd);
        return Error{"“" + path + "” is no ordinary file; give the name of a recording (.ilv)."};
    }
    return RecordingSource(fd, static_cast<std::uint64_t>(status.st_size));
}

RecordingSource::~RecordingSource()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

RecordingSource::RecordingSource(RecordingSource &&other) noexcept
    : m_memory(other.m_memory),
      m_fd(std::exchange(other.m_fd, -1)),
      m_size(other.m_size),
      m_position(other.m_position)
{}

bool RecordingSource::read(std::span<std::uint8_t> out)
{
    if (m_fd < 0 && !out.empty()) {
        std::memcpy(out.data(), m_memory.data() + m_position, out.size());
        m_position += out.size();
        return true;
    }
    while (!out.empty()) {
        const ssize_t got = ::read(m_fd, out.data(), out.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        m_position += static_cast<std::uint64_t>(got);
        out = out.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

} // namespace interleave
