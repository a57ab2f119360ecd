// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// What an object is; views draw by kind. Leaves emit events, groups only hold leaves together.
enum class ObjectKind : std::uint8_t {
    None = 0,
    Cell,      ///< leaf: tagged words
    Slots,     ///< leaf: tagged words with a payload beside each
    Mutex,     ///< leaf
    Semaphore, ///< leaf: a tagged word that never goes below zero
    Queue,     ///< group
    List,      ///< group
};
inline constexpr std::uint8_t kObjectKinds = 7;
constexpr bool isGroup(ObjectKind kind) { return kind == ObjectKind::Queue || kind == ObjectKind::List; }

/// What becomes of a mutex whose holder dies.
enum class LockKind : std::uint8_t {
    Robust = 0, ///< the next one gets it, and is told
    Plain,      ///< nobody notices: it stays taken for ever, as Python's locks and ordinary pthread mutexes do
    Poisoned,   ///< who gets it next, and everybody after, is told that it is broken, as Rust's mutexes do it
};

/// One row of the object table: one object, or an array of `count` equal ones. The same in the scenario's descriptor
/// (what to build), in the header (offsets added) and in a recording.
struct Object {
    ObjectKind kind = ObjectKind::None;
    std::string name = {};     ///< at most 31 bytes, as a learner reads it: "counter", "tail"
    int parent = -1;           ///< row of its group, or −1
    std::uint32_t count = 1;   ///< elements, 1 … 2^22
    std::int32_t initial = 0;  ///< value of each word at the start
    bool awaitable = false;    ///< a role may wait for it to change, so its writers ring the bell
    LockKind lock = LockKind::Robust; ///< of a Mutex

    friend bool operator==(const Object &, const Object &) = default;
};
inline constexpr std::size_t kMaxObjects = 255;
/// Elements of all rows together, and those of them that are mutexes or semaphores: far more than any scenario has.
/// What is kept of each is what a recording that names them all would take of memory.
inline constexpr std::uint64_t kMostElements = std::uint64_t{1} << 22;
inline constexpr std::uint64_t kMostLocks = std::uint64_t{1} << 12;
using ObjectTable = std::vector<Object>;

inline bool isTooLarge(const ObjectTable &objects)
{
    std::uint64_t elements = 0, locks = 0;
    for (const Object &object : objects) {
        elements += object.count;
        locks += object.kind == ObjectKind::Mutex || object.kind == ObjectKind::Semaphore ? object.count : 0;
    }
    return elements > kMostElements || locks > kMostLocks;
}

/// Row of the object of that name, or −1.
inline int rowOf(const ObjectTable &objects, std::string_view name)
{
    for (std::size_t row = 0; row < objects.size(); ++row)
        if (objects[row].name == name)
            return static_cast<int>(row);
    return -1;
}

} // namespace interleave
