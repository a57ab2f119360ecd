#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later

# What Python's multiprocessing takes for the same work. Prints seconds, for one operation (counter, queue, list) or
# until all children run (spawn). The start of children and of the manager is not counted, except in spawn.
#
#     peers.py counter PROCESSES TIMES | queue MESSAGES | list PROCESSES TIMES | spawn PROCESSES

import multiprocessing
import sys
import time
from multiprocessing import Barrier, Manager, Process, Queue, RawArray, Value


def timed(times, index, start, work, arguments):
    start.wait()
    times[2 * index] = time.perf_counter()  # CLOCK_MONOTONIC, the same in all processes
    work(*arguments)
    times[2 * index + 1] = time.perf_counter()


def together(jobs):
    """Runs (function, arguments) each in a process of its own; seconds from the first one's start to the last one's end."""
    times = RawArray("d", 2 * len(jobs))
    start = Barrier(len(jobs))
    processes = [Process(target=timed, args=(times, i, start, *job)) for i, job in enumerate(jobs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return max(times[1::2]) - min(times[0::2])


def increment(value, times):
    for _ in range(times):
        with value.get_lock():
            value.value += 1


def put(queue, count):
    for number in range(count):
        queue.put(number)


def get(queue, count):
    for _ in range(count):
        queue.get()


def append(items, count):
    for number in range(count):
        items.append(number)


def counter(processes, times):
    value = Value("i")
    return together([(increment, (value, times))] * processes) / (processes * times)


def queue(messages):
    shared = Queue()
    return together([(put, (shared, messages)), (get, (shared, messages))]) / messages


def shared_list(processes, times):
    with Manager() as manager:
        items = manager.list()
        return together([(append, (items, times))] * processes) / (processes * times)


def arrive(running):
    running.release()


def spawn(processes):
    context = multiprocessing.get_context("spawn")
    running = context.Semaphore(0)
    begin = time.perf_counter()
    children = [context.Process(target=arrive, args=(running,)) for _ in range(processes)]
    for child in children:
        child.start()
    for _ in children:
        running.acquire()
    elapsed = time.perf_counter() - begin
    for child in children:
        child.join()
    return elapsed


if __name__ == "__main__":
    questions = {"counter": counter, "queue": queue, "list": shared_list, "spawn": spawn}
    print(questions[sys.argv[1]](*map(int, sys.argv[2:])))
