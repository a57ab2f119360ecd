// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/durations.h"
#include "core/analysis/findings.h"
#include "core/analysis/salted_hash.h"
#include "core/trace/object_table.h"

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

namespace interleave {

/// What became of the messages of each queue. A write to one of its slots sends the message named by the word's value,
/// a read of a slot receives it; the initial word of a slot is no message.
class MessageHistories
{
public:
    MessageHistories(const ObjectTable &objects, double nanosecondsPerTick);

    /// Read and Write events of a Slots row.
    void settled(EventIndex index, const Event &event);
    std::map<int, MessageHistory> histories() const;

private:
    struct Message {
        std::uint64_t sentAt = 0;
        std::uint32_t order = 0;   ///< 1, 2, … among the messages of its producer
        ActorId producer = kNoActor;
        bool timeIsKnown = false;  ///< the sending was reported, not inferred
        std::uint32_t sent = 0, received = 0;
        EventIndex reception = kNoEvent; ///< the first one
    };
    struct Newest {
        std::uint32_t order = 0;
        std::int32_t message = 0;
        EventIndex reception = kNoEvent;
    };
    struct Queue {
        std::unordered_map<std::int32_t, Message, SaltedHash> messages; ///< by id
        std::unordered_map<ActorId, std::uint32_t> orders;  ///< by producer: messages so far
        std::unordered_map<std::uint32_t, Newest> newest;   ///< by consumer and producer: largest order received
        std::uint64_t sent = 0, received = 0, duplicated = 0, duplicatedMessages = 0, overtaken = 0, lost = 0;
        DurationCollector latency;
        std::vector<RepeatedReception> repeated;
        std::vector<Overtaking> overtakings;
    };

    void send(Queue &queue, const Event &event);
    void receive(Queue &queue, EventIndex index, const Event &event);

    double m_nanosecondsPerTick;
    std::vector<int> m_queueOf;     // by row: row of its queue, or −1
    std::map<int, Queue> m_queues;  // by row of the queue
};

} // namespace interleave
