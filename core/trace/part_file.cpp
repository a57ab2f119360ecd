// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/part_file.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace interleave {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string &text)
{
    return "“" + text + "”";
}

std::string reason(int code)
{
    return std::generic_category().message(code);
}

std::string folderOf(const std::string &path)
{
    const std::string folder = fs::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// A name of something that is open already, as “/dev/stdout”: what it leads to is not ours to replace, even where that
/// is an ordinary file. In /dev itself there are no others.
bool namesSomethingOpen(const std::string &path)
{
    const std::string folder = folderOf(path);
    return path == "-" || folder == "/dev" || folder == "/dev/fd" || folder.rfind("/proc/", 0) == 0;
}

/// What is wrong with the target itself, before anything is created.
Result<void> checkTarget(const std::string &path)
{
    if (path.empty() || path.back() == '/')
        return Error{quoted(path) + " is no name of a file; give the name of a new or an ordinary one."};
    if (namesSomethingOpen(path))
        return Error{quoted(path) + " is no ordinary file; give the name of a new or an ordinary one."};
    struct stat status;
    if (::stat(path.c_str(), &status) != 0)
        return {};
    if (S_ISDIR(status.st_mode))
        return Error{quoted(path) + " is a folder; give the name of a file in it."};
    if (!S_ISREG(status.st_mode))
        return Error{quoted(path) + " is no ordinary file; give the name of a new or an ordinary one."};
    if (::access(path.c_str(), W_OK) != 0)
        return Error{quoted(path) + " is protected against writing; choose another name."};
    return {};
}

Error createError(const std::string &path, int code)
{
    const std::string folder = quoted(folderOf(path));
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        if (std::error_code ignored; fs::is_directory(folderOf(path), ignored)) // one that holds no files of ours, as /proc
            return {"The folder " + folder + " may not be written to; choose another."};
        return {"There is no folder " + folder + "; create it first, or choose another."};
    case EACCES:
    case EPERM:
    case EROFS: return {"The folder " + folder + " may not be written to; choose another."};
    case ENAMETOOLONG: return {"The name " + quoted(path) + " is too long; choose a shorter one."};
    case ENOSPC:
    case EDQUOT:
        return {"The disk of the folder " + folder + " is full; free some space, or choose another."};
    default: return {quoted(path) + " cannot be written: " + reason(code) + '.'};
    }
}

/// Does the name still lead to the file that was opened? Another writer may have renamed or removed it.
bool isStill(const std::string &name, int fd)
{
    struct stat byName, byFd;
    return ::stat(name.c_str(), &byName) == 0 && ::fstat(fd, &byFd) == 0 && byName.st_ino == byFd.st_ino
        && byName.st_dev == byFd.st_dev;
}

/// The name of one part, where a signal handler finds it: no string may move or be freed under its hands.
class Unfinished
{
public:
    void note(const std::string &part)
    {
        State none = State::None;
        if (part.size() >= m_name.size() || !m_state.compare_exchange_strong(none, State::BeingNoted))
            return;
        part.copy(m_name.data(), part.size());
        m_name[part.size()] = '\0';
        m_state = State::Noted;
    }
    void forget(const std::string &part)
    {
        if (m_state == State::Noted && part == m_name.data())
            m_state = State::None;
    }
    void remove() noexcept
    {
        if (m_state == State::Noted)
            ::unlink(m_name.data());
    }

private:
    enum class State { None, BeingNoted, Noted };
    std::atomic<State> m_state = State::None;
    static_assert(std::atomic<State>::is_always_lock_free);
    std::array<char, 4096> m_name{};
};

constinit Unfinished unfinished;

} // namespace

Result<PartFile> PartFile::create(const std::string &wanted)
{
    if (auto target = checkTarget(wanted); !target.ok())
        return target.error();
    // Writes through a symbolic link instead of replacing it.
    std::error_code ignored;
    const std::string path = fs::is_symlink(wanted, ignored) ? fs::canonical(wanted, ignored).string() : wanted;
    if (path.empty())
        return Error{quoted(wanted) + " is a link that leads nowhere; choose another name."};
    std::string part = path + ".part";
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return createError(path, errno);
    // A part that nobody has locked is the leftover of a program that was killed: it is taken over.
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0 || !isStill(part, fd)) {
        ::close(fd);
        return Error{quoted(path) + " is being written by another program; wait for it, or choose another name."};
    }
    unfinished.note(part);
    PartFile file(path, std::move(part), fd);
    if (::ftruncate(fd, 0) != 0)
        return file.writeError(errno);
    return file;
}

PartFile::PartFile(PartFile &&other) noexcept
    : m_path(std::move(other.m_path)),
      m_part(std::move(other.m_part)),
      m_fd(std::exchange(other.m_fd, -1))
{}

PartFile::~PartFile()
{
    if (m_fd < 0)
        return;
    // Removed while the lock is held, so that it is never somebody else's.
    ::unlink(m_part.c_str());
    unfinished.forget(m_part);
    ::close(m_fd);
}

void PartFile::removeUnfinished() noexcept
{
    unfinished.remove();
}

Error PartFile::writeError(int code) const
{
    if (code == ENOSPC || code == EDQUOT)
        return {"The disk is full, so " + quoted(m_path) + " was not written; free some space, or choose another folder."};
    if (code == EFBIG)
        return {quoted(m_path) + " would be larger than files may be here (ulimit -f), so it was not written."};
    return {quoted(m_path) + " was not written: " + reason(code) + '.'};
}

Result<void> PartFile::write(std::span<const std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return writeError(errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> writeFile(const std::string &path, std::span<const std::uint8_t> bytes)
{
    auto file = PartFile::create(path);
    if (!file.ok())
        return file.error();
    if (auto done = file.value().write(bytes); !done.ok())
        return done;
    return file.value().commit();
}

Result<void> PartFile::commit()
{
    if (::fsync(m_fd) != 0 && errno != EINVAL) // EINVAL: a file system that has no such thing
        return writeError(errno);
    if (::rename(m_part.c_str(), m_path.c_str()) != 0)
        return writeError(errno);
    unfinished.forget(m_part);
    ::close(std::exchange(m_fd, -1));
    // The name too: a folder is synced like a file. Failing that, the bytes are safe and only the name might be lost.
    if (const int folder = ::open(folderOf(m_path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); folder >= 0) {
        static_cast<void>(::fsync(folder));
        ::close(folder);
    }
    return {};
}

} // namespace interleave
