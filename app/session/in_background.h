// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <new>

namespace interleave {

/// What the work gives, or that there is no memory for it: the window and what it shows stay.
template <typename Work>
auto withinMemory(const Work &work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::bad_alloc &) {
        return Error{
            "There is not enough memory for this recording: close other programs, or raise the limit (ulimit -v)."};
    }
}

/// Does `work`, which gives a Result, on a thread of the pool, then `after` with it on the main thread, if `owner`
/// still lives. Called on the main thread; waits for nothing.
template <typename Work, typename After>
void inBackground(QObject *owner, Work work, After after)
{
    const QPointer<QObject> guard(owner);
    QThreadPool::globalInstance()->start([guard, work = std::move(work), after = std::move(after)] {
        auto result = std::make_shared<decltype(work())>(withinMemory(work));
        QMetaObject::invokeMethod(qApp, [guard, result, after] {
            if (guard)
                after(*result);
        });
    });
}

} // namespace interleave
