#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Death under a lock. Sellers sell tickets: one fewer is left, one more is sold. Two numbers that belong together, so both
# are changed under one lock. Then one seller dies between the two: a ticket is neither left nor sold, and the lock is
# taken by a process that is no more. Python's locks notice no death, so all the others wait for ever; the main process
# looks on, and ends it when nothing has moved for a second.
#
# Defaults: 4 processes × 50 000 tickets, and the first one kills itself over its tenth ticket. It goes wrong in 20 of 20 runs
# here (two processors); with --deaths 0 all goes well.
#
#     python3 abandoned.py [--sync plain] [--processes N] [--tickets N] [--deaths 0|1]

import argparse
import os
import signal
from multiprocessing import Barrier, Lock, Process, RawValue


#[plain
def sell(left, sold, lock, tickets, in_between):
    for i in range(tickets):
        with lock:           #@lock
            left.value -= 1  #@take
            in_between(i)
            sold.value += 1  #@sell
#]


SELL = {"plain": sell}


def work(start, sync, left, sold, lock, tickets, dies):
    def in_between(i):
        if dies and i == min(9, tickets - 1):
            os.kill(os.getpid(), signal.SIGKILL)

    start.wait()  # otherwise the first would be done before the last has begun
    SELL[sync](left, sold, lock, tickets, in_between)


def wait_for(workers, sold):
    """Until all have ended, or nothing moves any more."""
    before = None
    while any(worker.is_alive() for worker in workers) and before != sold.value:
        before = sold.value
        for worker in workers:
            worker.join(1 / len(workers))
    stuck = any(worker.is_alive() for worker in workers)
    for worker in workers:
        worker.kill()
        worker.join()
    return stuck


def main():
    parser = argparse.ArgumentParser(description="Sellers change two numbers under one lock, and one of them dies.")
    parser.add_argument("--sync", choices=SELL, default="plain")
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--tickets", type=int, default=50_000)
    parser.add_argument("--deaths", type=int, choices=[0, 1], default=1)
    options = parser.parse_args()

    expected = options.processes * options.tickets
    left, sold, lock = RawValue("i", expected), RawValue("i", 0), Lock()
    start = Barrier(options.processes)
    workers = [Process(target=work, args=(start, options.sync, left, sold, lock, options.tickets, number < options.deaths))
               for number in range(options.processes)]
    for worker in workers:
        worker.start()
    stuck = wait_for(workers, sold)

    missing = expected - left.value - sold.value
    print(f"abandoned: {sold.value} of {expected}, {missing} missing" + (", stuck" if stuck else ""))


if __name__ == "__main__":
    main()
