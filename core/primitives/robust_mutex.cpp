// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/robust_mutex.h"

#include <cerrno>

namespace interleave {

LockOutcome outcomeOf(int error, MutexStorage &storage)
{
    switch (error) {
    case 0: return LockOutcome::Acquired;
    case EBUSY: return LockOutcome::Busy;
    case EOWNERDEAD:
        // Without this the lock would be lost for everybody at its next unlock.
        pthread_mutex_consistent(&storage.mutex);
        return LockOutcome::Recovered;
    default: return LockOutcome::Broken;
    }
}

void initialize(MutexStorage &storage, LockKind kind)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, kind == LockKind::Plain ? PTHREAD_MUTEX_STALLED : PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&storage.mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
}

LockOutcome lock(MutexStorage &storage)
{
    return outcomeOf(pthread_mutex_lock(&storage.mutex), storage);
}

} // namespace interleave
