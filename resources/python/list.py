#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Appending to a shared list: read the size, write the item into the slot of that number, write the size plus one.
#
# Unprotected, two processes read the same size and write into the same slot, and one item covers the other. Worse, a
# process that was held up writes an old size plus one, and the list becomes shorter: whatever others have appended
# meanwhile is behind its end. With the lock held for the whole append every item is there.
#
# Defaults: 4 processes × 100 000 appends, --sync off. It goes wrong in 20 of 20 runs here (two processors).
#
#     python3 list.py [--sync off|on] [--processes N] [--appends N]

import argparse
from multiprocessing import Barrier, Lock, Process, RawArray, RawValue


class SharedList:
    """Slots for items and a size, in memory that all processes share."""

    def __init__(self, room):
        self.slots = RawArray("i", room)
        self.size = RawValue("i", 0)
        self.lock = Lock()


#[off
def append_unprotected(shared, items):
    for item in items:
        end = shared.size.value         #@read-size
        shared.slots[end] = item        #@write-slot
        shared.size.value = end + 1     #@write-size
#]


#[on
def append_locked(shared, items):
    for item in items:
        with shared.lock:                   #@lock
            end = shared.size.value         #@read-size
            shared.slots[end] = item        #@write-slot
            shared.size.value = end + 1     #@write-size
#]


APPEND = {"off": append_unprotected, "on": append_locked}


def work(start, sync, shared, items):
    start.wait()  # otherwise the first would be done before the last has begun
    APPEND[sync](shared, items)


def main():
    parser = argparse.ArgumentParser(description="Several processes append to a shared list.")
    parser.add_argument("--sync", choices=APPEND, default="off")
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--appends", type=int, default=100_000)
    options = parser.parse_args()

    expected = options.processes * options.appends
    shared = SharedList(expected)
    start = Barrier(options.processes)
    workers = [Process(target=work, args=(start, options.sync, shared, range(first, first + options.appends)))
               for first in range(0, expected, options.appends)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    kept = len(set(shared.slots[:shared.size.value]))
    print(f"list: {kept} of {expected}")


if __name__ == "__main__":
    main()
