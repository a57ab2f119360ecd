// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/descriptors.h"

#include <QDir>

#include <algorithm>
#include <string>
#include <sys/resource.h>

namespace interleave {

Result<void> checkDescriptors(std::size_t more, const char *what, const char *remedy)
{
    rlimit limit = {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    // Where there is no room to look, nothing is counted, and nothing has room either.
    const auto open = static_cast<std::size_t>(QDir(QStringLiteral("/proc/self/fd")).count());
    const std::size_t wanted = std::max<std::size_t>(open, 3) + more;
    if (open > 0 && wanted <= limit.rlim_cur)
        return {};
    return Error{std::string(what) + " takes about " + std::to_string(wanted) + " open files, and "
                 + std::to_string(limit.rlim_cur) + " are allowed: raise the limit (ulimit -n)" + remedy + "."};
}

} // namespace interleave
