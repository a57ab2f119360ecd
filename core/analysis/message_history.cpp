// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/message_history.h"

#include <algorithm>

namespace interleave {

MessageHistories::MessageHistories(const ObjectTable &objects, double nanosecondsPerTick)
    : m_nanosecondsPerTick(nanosecondsPerTick), m_queueOf(objects.size(), -1)
{
    for (std::size_t row = 0; row < objects.size(); ++row) {
        if (objects[row].kind == ObjectKind::Queue)
            m_queues[static_cast<int>(row)];
        const int parent = objects[row].parent;
        const bool inQueue = parent >= 0 && static_cast<std::size_t>(parent) < objects.size()
            && objects[static_cast<std::size_t>(parent)].kind == ObjectKind::Queue;
        if (objects[row].kind == ObjectKind::Slots && inQueue)
            m_queueOf[row] = parent;
    }
}

void MessageHistories::settled(EventIndex index, const Event &event)
{
    if (event.object.row() >= m_queueOf.size() || m_queueOf[event.object.row()] < 0)
        return;
    Queue &queue = m_queues[m_queueOf[event.object.row()]];
    if (event.kind() == EventKind::Write)
        send(queue, event);
    else if (event.kind() == EventKind::Read && !event.seen().isInitial())
        receive(queue, index, event);
}

void MessageHistories::send(Queue &queue, const Event &event)
{
    Message &message = queue.messages[event.written().value()];
    message.sentAt = event.time;
    message.timeIsKnown = !event.has(kInferred);
    message.producer = event.actor;
    message.order = ++queue.orders[event.actor];
    ++message.sent;
    ++queue.sent;
    if (message.received == 0)
        ++queue.lost; // until somebody receives it
}

void MessageHistories::receive(Queue &queue, EventIndex index, const Event &event)
{
    ++queue.received;
    const auto found = queue.messages.find(event.seen().value());
    if (found == queue.messages.end())
        return; // sent inside a gap
    Message &message = found->second;
    if (++message.received > 1) {
        ++queue.duplicated;
        queue.duplicatedMessages += message.received == 2 ? 1 : 0;
        if (queue.repeated.size() < MessageHistory::kListed)
            queue.repeated.push_back({event.seen().value(), message.reception, index});
    } else {
        message.reception = index;
        queue.lost -= message.sent;
        if (message.timeIsKnown)
            queue.latency.add((static_cast<double>(event.time) - static_cast<double>(message.sentAt))
                              * m_nanosecondsPerTick);
    }
    Newest &newest = queue.newest[std::uint32_t{event.actor} << 8 | message.producer];
    if (message.order < newest.order) {
        ++queue.overtaken;
        if (queue.overtakings.size() < MessageHistory::kListed)
            queue.overtakings.push_back(
                {event.seen().value(), newest.message, message.producer, event.actor, index, newest.reception});
    } else {
        newest = {message.order, event.seen().value(), index};
    }
}

std::map<int, MessageHistory> MessageHistories::histories() const
{
    std::map<int, MessageHistory> histories;
    for (const auto &[row, queue] : m_queues) {
        MessageHistory &history = histories[row];
        history.sent = queue.sent;
        history.received = queue.received;
        history.lost = queue.lost;
        history.duplicated = queue.duplicated;
        history.duplicatedMessages = queue.duplicatedMessages;
        history.overtaken = queue.overtaken;
        history.latency = queue.latency.snapshot();
        history.repeated = queue.repeated;
        history.overtakings = queue.overtakings;
    }
    return histories;
}

} // namespace interleave
