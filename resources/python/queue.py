#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later

# A bounded queue in shared memory: producers put numbered messages into a ring of slots, consumers take them out.
#
# Unprotected, two producers read the same tail and put their messages into the same slot (one is lost), and two
# consumers read the same head and take the same message (it arrives twice). Protected, two semaphores count items and
# room, and a lock guards the two ends; a consumer that finds the queue empty although an item was announced knows that
# this was the announcement of the end.
#
# Defaults: 2 producers × 50 000 messages, 2 consumers, room for 16, --sync on. With --sync off
# it goes wrong in 20 of 20 runs here (two processors).
#
#     python3 queue.py [--sync off|on] [--producers N] [--consumers N] [--messages N] [--capacity N]

import argparse
import time
from multiprocessing import Barrier, Lock, Process, RawArray, RawValue, Semaphore, Value


class SharedQueue:
    """A ring of slots and its two ends, in memory that all processes share."""

    def __init__(self, capacity, producers, consumers, messages):
        self.capacity, self.consumers = capacity, consumers
        self.slots = RawArray("i", capacity)
        self.head, self.tail = RawValue("i", 0), RawValue("i", 0)
        self.producers = Value("i", producers)
        self.items, self.room, self.lock = Semaphore(0), Semaphore(capacity), Lock()
        # How often each message arrived, counted by each consumer by itself: this count must not race.
        self.received = [RawArray("H", producers * messages) for _ in range(consumers)]


#[off
def produce_unprotected(queue, numbers):
    for number in numbers:
        while (tail := queue.tail.value) - queue.head.value >= queue.capacity:  #@wait-room
            time.sleep(0)  # nothing to wait on: it has to ask again and again
        queue.slots[tail % queue.capacity] = number                             #@put
        queue.tail.value = tail + 1                                             #@tail
    with queue.producers.get_lock():
        queue.producers.value -= 1                                              #@close


def consume_unprotected(queue, received):
    while True:
        while (head := queue.head.value) >= queue.tail.value and queue.producers.value:  #@wait-item
            time.sleep(0)
        if head >= queue.tail.value:
            return
        received[queue.slots[head % queue.capacity]] += 1                       #@take
        queue.head.value = head + 1                                             #@head
#]


#[on
def produce_locked(queue, numbers):
    for number in numbers:
        queue.room.acquire()                             #@wait-room
        with queue.lock:                                 #@lock-tail
            tail = queue.tail.value                      #@read-tail
            queue.slots[tail % queue.capacity] = number  #@put
            queue.tail.value = tail + 1                  #@tail
            queue.items.release()                        #@post-item
    with queue.producers.get_lock():
        queue.producers.value -= 1                       #@close
        last = queue.producers.value == 0
    if last:
        for _ in range(queue.consumers):
            queue.items.release()                        #@post-end


def consume_locked(queue, received):
    while True:
        queue.items.acquire()                                  #@wait-item
        with queue.lock:                                       #@lock-head
            head = queue.head.value                            #@read-head
            if head == queue.tail.value:
                return
            received[queue.slots[head % queue.capacity]] += 1  #@take
            queue.head.value = head + 1                        #@head
            queue.room.release()                               #@post-room
#]


PRODUCE = {"off": produce_unprotected, "on": produce_locked}
CONSUME = {"off": consume_unprotected, "on": consume_locked}


def work(start, role, queue, task):
    start.wait()  # otherwise the first would be done before the last has begun
    role(queue, task)


def main():
    parser = argparse.ArgumentParser(description="Producers and consumers share a bounded queue.")
    parser.add_argument("--sync", choices=PRODUCE, default="on")
    parser.add_argument("--producers", type=int, default=2)
    parser.add_argument("--consumers", type=int, default=2)
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--capacity", type=int, default=16)
    options = parser.parse_args()

    expected = options.producers * options.messages
    queue = SharedQueue(options.capacity, options.producers, options.consumers, options.messages)
    start = Barrier(options.producers + options.consumers)
    tasks = [(PRODUCE[options.sync], range(first, first + options.messages))
             for first in range(0, expected, options.messages)]
    tasks += [(CONSUME[options.sync], received) for received in queue.received]
    workers = [Process(target=work, args=(start, role, queue, task)) for role, task in tasks]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    arrivals = [sum(counts) for counts in zip(*queue.received)]
    lost = arrivals.count(0)
    print(f"queue: {expected - lost} of {expected}, duplicated {sum(arrivals) - (expected - lost)}")


if __name__ == "__main__":
    main()
