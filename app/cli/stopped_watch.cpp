// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/stopped_watch.h"

#include "app/cli/command.h"
#include "app/session/worker_process.h"

#include <utility>

namespace interleave {

namespace {

constexpr int kLookMs = 1000;
/// Looks in a row, not time: while this program was stopped as well (Ctrl-Z) time went by, and that is nobody's
/// trouble.
constexpr int kLooks = 3;

} // namespace

StoppedWatch::StoppedWatch(std::function<std::vector<AwaitedProcess>()> awaited) : m_awaited(std::move(awaited))
{
    connect(&m_timer, &QTimer::timeout, this, &StoppedWatch::look);
    m_timer.start(kLookMs);
}

void StoppedWatch::look()
{
    for (const auto &[name, pid] : m_awaited()) {
        const char state = pid > 0 ? stateOf(pid) : '\0';
        int &looks = m_looks[pid];
        looks = state == 'T' || state == 't' ? looks + 1 : 0; // 't': by a debugger
        if (looks == kLooks)
            static_cast<void>(complain(QStringLiteral("%1 (pid %2) is stopped, and is waited for: “kill -CONT %2” lets "
                                                      "it go on, Ctrl-C ends it all.")
                                           .arg(name)
                                           .arg(pid),
                                       kDone));
    }
}

} // namespace interleave
