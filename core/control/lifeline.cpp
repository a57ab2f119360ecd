// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/lifeline.h"

#include "core/shm/sys.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace interleave {

Result<Lifeline> Lifeline::create()
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return Error{"No pipe to the processes could be opened (" + sys::describe(errno)
                     + "): close other programs, or "
                       "raise the limit on open files."};
    Lifeline line;
    line.m_workerEnd = ends[0];
    line.m_ownEnd = ends[1];
    ::fcntl(line.m_workerEnd, F_SETFD, 0);
    return line;
}

Lifeline::Lifeline(Lifeline &&other) noexcept
    : m_workerEnd(std::exchange(other.m_workerEnd, -1)),
      m_ownEnd(std::exchange(other.m_ownEnd, -1))
{}

Lifeline &Lifeline::operator=(Lifeline &&other) noexcept
{
    std::swap(m_workerEnd, other.m_workerEnd);
    std::swap(m_ownEnd, other.m_ownEnd);
    return *this;
}

Lifeline::~Lifeline()
{
    if (m_workerEnd >= 0)
        ::close(m_workerEnd);
    if (m_ownEnd >= 0)
        ::close(m_ownEnd);
}

} // namespace interleave
