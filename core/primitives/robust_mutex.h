// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/layout.h"
#include "core/trace/object_table.h"

#include <pthread.h>

namespace interleave {

/// The lock itself, without any recording: pthread, process-shared, error-checking, and robust unless it is to teach
/// what that is good for. When the holder of a robust one dies the kernel hands it to the next one with a note
/// (Documentation/locking/robust-futexes.rst). Boost's locks are not used: up to 1.77 they wait for the dead for ever,
/// later ones refuse everybody for ever.
///
/// Two conditions of robustness, both kept elsewhere: a worker leaves without unmapping the memory (else the kernel
/// cannot mark the lock any more), and the memory is not reused while anybody lives.

/// The session, before READY. A poisoned one is robust: that it is broken is kept beside it (see Mutex).
void initialize(MutexStorage &storage, LockKind kind = LockKind::Robust);

enum class LockOutcome {
    Acquired,
    Recovered, ///< acquired, and its previous holder died holding it
    Busy,      ///< tryLock only
    Broken,    ///< it can never be had again, or was asked for twice by the same thread
};

/// What pthread's answer means; a lock whose holder died is made usable again.
LockOutcome outcomeOf(int error, MutexStorage &storage);

LockOutcome lock(MutexStorage &storage);
inline LockOutcome tryLock(MutexStorage &storage)
{
    const int error = pthread_mutex_trylock(&storage.mutex);
    return error == 0 ? LockOutcome::Acquired : outcomeOf(error, storage);
}
inline void unlock(MutexStorage &storage)
{
    pthread_mutex_unlock(&storage.mutex);
}

} // namespace interleave
