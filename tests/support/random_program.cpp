// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/random_program.h"

#include <algorithm>
#include <random>

namespace interleave {

ProgramWorld randomProgramWorld(std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    const auto below = [&random](int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); };
    ObjectTable objects = {{.kind = ObjectKind::Cell, .name = "cell", .awaitable = true},
                           {.kind = ObjectKind::Cell, .name = "other", .awaitable = true},
                           {.kind = ObjectKind::Semaphore, .name = "units", .initial = below(3)},
                           {.kind = ObjectKind::Mutex, .name = "locks", .count = 2}};
    std::vector<Program> programs;
    const int actors = 2 + below(2);
    const int length = actors == 2 ? 5 : 3;
    for (int actor = 0; actor < actors; ++actor) {
        Program program;
        std::vector<ObjectRef> held;
        while (static_cast<int>(program.size()) < length) {
            const ObjectRef cell = ObjectRef::of(static_cast<std::uint32_t>(below(2)));
            const ObjectRef lock = ObjectRef::of(3, static_cast<std::uint32_t>(below(2)));
            const int wanted = below(2);
            switch (below(9)) {
            case 0:
            case 1: program.push_back({.kind = Operation::Kind::Read, .object = cell}); break;
            case 2: program.push_back({.kind = Operation::Kind::Put, .object = cell, .number = below(2)}); break;
            case 3: program.push_back({.kind = Operation::Kind::Add, .object = cell, .number = 1}); break;
            case 4: program.push_back({.kind = Operation::Kind::Acquire, .object = ObjectRef::of(2)}); break;
            case 5: program.push_back({.kind = Operation::Kind::Post, .object = ObjectRef::of(2)}); break;
            case 6:
                program.push_back({.kind = Operation::Kind::Await,
                                   .object = cell,
                                   .rows = gapBit(cell.row()),
                                   .holds = [wanted](const auto &values) { return values[0] == wanted; }});
                break;
            case 7:
                program.push_back(
                    {.kind = Operation::Kind::Await,
                     .object = ObjectRef::of(0),
                     .rows = gapBit(0) | gapBit(1),
                     .holds = [wanted](const auto &values) { return values[0] == wanted || values[1] == wanted; }});
                break;
            default:
                if (std::find(held.begin(), held.end(), lock) == held.end()) {
                    program.push_back({.kind = Operation::Kind::Lock, .object = lock});
                    held.push_back(lock);
                }
            }
        }
        for (const ObjectRef lock : held)
            program.push_back({.kind = Operation::Kind::Unlock, .object = lock});
        programs.push_back(std::move(program));
    }
    return ProgramWorld(std::move(objects), std::move(programs));
}

} // namespace interleave
