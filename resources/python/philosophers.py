#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later

# The dining philosophers. So many philosophers sit round a table, with one fork between each two of them. Whoever wants
# to eat needs both: the one at the left and the one at the right.
#
# If everybody takes the left one first, all may hold their left one and wait for the right one, for ever. Two ways out:
# everybody takes the fork with the lower number first, so that the circle cannot close; or a waiter lets one fewer sit
# down than there are. Here the main process looks on, and ends it when nobody has eaten for a second.
#
# Defaults: 3 philosophers × 200 000 meals, --sync naive. It goes wrong in 20 of 20 runs here (two processors).
#
#     python3 philosophers.py [--sync naive|ordered|waiter] [--n N] [--meals N]

import argparse
from multiprocessing import Barrier, Lock, Process, RawArray, Semaphore


#[naive
def dine_left_first(eat, forks, left, right, seats, meals):
    for meal in range(meals):
        with forks[left]:        #@left
            with forks[right]:   #@right
                eat(meal)        #@eat
#]


#[ordered
def dine_lower_first(eat, forks, left, right, seats, meals):
    lower, higher = sorted([left, right])
    for meal in range(meals):
        with forks[lower]:       #@lower
            with forks[higher]:  #@higher
                eat(meal)        #@eat
#]


#[waiter
def dine_seated(eat, forks, left, right, seats, meals):
    for meal in range(meals):
        seats.acquire()            #@sit
        with forks[left]:          #@left
            with forks[right]:     #@right
                eat(meal)          #@eat
        seats.release()            #@rise
#]


DINE = {"naive": dine_left_first, "ordered": dine_lower_first, "waiter": dine_seated}


def work(start, sync, number, forks, seats, meals, eaten):
    def eat(meal):
        eaten[number] = meal + 1

    start.wait()  # otherwise the first would be done before the last has begun
    DINE[sync](eat, forks, number, (number + 1) % len(forks), seats, meals)


def wait_for(workers, eaten):
    """Until all have ended, or nothing moves any more."""
    before = None
    while any(worker.is_alive() for worker in workers) and before != list(eaten):
        before = list(eaten)
        for worker in workers:
            worker.join(1 / len(workers))
    stuck = any(worker.is_alive() for worker in workers)
    for worker in workers:
        worker.kill()
        worker.join()
    return stuck


def main():
    parser = argparse.ArgumentParser(description="Philosophers share forks with their neighbours.")
    parser.add_argument("--sync", choices=DINE, default="naive")
    parser.add_argument("--n", type=int, default=3)
    parser.add_argument("--meals", type=int, default=200_000)
    options = parser.parse_args()

    forks = [Lock() for _ in range(options.n)]
    seats = Semaphore(options.n - 1)
    eaten = RawArray("i", options.n)
    start = Barrier(options.n)
    workers = [Process(target=work, args=(start, options.sync, number, forks, seats, options.meals, eaten))
               for number in range(options.n)]
    for worker in workers:
        worker.start()
    stuck = wait_for(workers, eaten)

    print(f"philosophers: {sum(eaten)} of {options.n * options.meals}" + (", stuck" if stuck else ""))


if __name__ == "__main__":
    main()
