#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later

# The lost update. Several processes add one to a shared counter, many times.
#
# `counter.value += 1` is three steps, written out below: read the counter into a private copy, add one to the copy, write
# the copy back. What another process writes in between is overwritten, and nobody gets an error. A Value with its lock
# protects each access, but gives the lock up between reading and writing, so it loses as well. Only holding the lock
# across all three steps helps.
#
# Defaults: 5 processes × 100 000 increments, --sync off. It goes wrong in 20 of 20 runs here (two processors), and so it does
# with --sync per-access.
#
#     python3 counter.py [--sync off|per-access|on] [--processes N] [--increments N]

import argparse
from multiprocessing import Barrier, Process, RawValue, Value


#[off
def increment_unprotected(counter, times):
    for _ in range(times):
        mine = counter.value    #@read
        mine = mine + 1         #@add
        counter.value = mine    #@write
#]


#[per-access
def increment_each_access_locked(counter, times):
    for _ in range(times):
        # counter is a Value: it takes its lock for each access by itself.
        mine = counter.value    #@read
        mine = mine + 1         #@add
        counter.value = mine    #@write
#]


#[on
def increment_locked(counter, times):
    for _ in range(times):
        with counter.get_lock():    #@lock
            mine = counter.value    #@read
            mine = mine + 1         #@add
            counter.value = mine    #@write
#]


INCREMENT = {"off": increment_unprotected, "per-access": increment_each_access_locked, "on": increment_locked}


def work(start, sync, counter, times):
    start.wait()  # otherwise the first would be done before the last has begun
    INCREMENT[sync](counter, times)


def main():
    parser = argparse.ArgumentParser(description="Several processes add one to a shared counter.")
    parser.add_argument("--sync", choices=INCREMENT, default="off")
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--increments", type=int, default=100_000)
    options = parser.parse_args()

    counter = RawValue("i") if options.sync == "off" else Value("i")
    start = Barrier(options.processes)
    workers = [Process(target=work, args=(start, options.sync, counter, options.increments))
               for _ in range(options.processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    expected = options.processes * options.increments
    print(f"counter: {counter.value} of {expected}")


if __name__ == "__main__":
    main()
