#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later

# The deadlock. Two accounts, each with a lock of its own; tellers move money from one to the other, half of them from a
# to b, half from b to a. A transfer holds both locks, so that nobody finds money that is nowhere.
#
# Taken as it comes, the lock of the account that gives first, each side can get its first lock while the other has the
# second: then each waits for what the other one holds, for ever, without any error. If everybody takes the locks in the
# same order, that cannot be. Here the main process looks on, and ends it when nothing has moved for a second.
#
# Defaults: 4 processes × 50 000 transfers, --sync opposite. It goes wrong in 20 of 20 runs here (two processors).
#
#     python3 deadlock.py [--sync opposite|same] [--processes N] [--transfers N]

import argparse
from multiprocessing import Barrier, Lock, Process, RawArray, RawValue


class Balance:
    """An account: money in memory that all processes share, and its lock."""

    def __init__(self, money):
        self.money = RawValue("i", money)
        self.lock = Lock()


#[opposite
def transfer_as_it_comes(source, target, a, b, times):
    for _ in times:
        with source.lock:                #@lock-first
            with target.lock:            #@lock-second
                source.money.value -= 1  #@take
                target.money.value += 1  #@give
#]


#[same
def transfer_in_order(source, target, a, b, times):
    for _ in times:
        with a.lock:                     #@lock-first
            with b.lock:                 #@lock-second
                source.money.value -= 1  #@take
                target.money.value += 1  #@give
#]


TRANSFER = {"opposite": transfer_as_it_comes, "same": transfer_in_order}


def counted(times, made, number):
    """The numbers below `times`; notes how many have been done."""
    for i in range(times):
        yield i
        made[number] = i + 1


def work(start, sync, number, a, b, times, made):
    source, target = (a, b) if number % 2 == 0 else (b, a)
    start.wait()  # otherwise the first would be done before the last has begun
    TRANSFER[sync](source, target, a, b, counted(times, made, number))


def wait_for(workers, made):
    """Until all have ended, or nothing moves any more."""
    before = None
    while any(worker.is_alive() for worker in workers) and before != list(made):
        before = list(made)
        for worker in workers:
            worker.join(1 / len(workers))
    stuck = any(worker.is_alive() for worker in workers)
    for worker in workers:
        worker.kill()
        worker.join()
    return stuck


def main():
    parser = argparse.ArgumentParser(description="Tellers transfer money between two accounts with a lock each.")
    parser.add_argument("--sync", choices=TRANSFER, default="opposite")
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--transfers", type=int, default=50_000)
    options = parser.parse_args()

    a, b = Balance(100), Balance(100)
    made = RawArray("i", options.processes)
    start = Barrier(options.processes)
    workers = [Process(target=work, args=(start, options.sync, number, a, b, options.transfers, made))
               for number in range(options.processes)]
    for worker in workers:
        worker.start()
    stuck = wait_for(workers, made)

    expected = options.processes * options.transfers
    print(f"deadlock: {sum(made)} of {expected}, {a.money.value + b.money.value} in both"
          + (", stuck" if stuck else ""))


if __name__ == "__main__":
    main()
