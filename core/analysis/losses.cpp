// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/losses.h"

#include <algorithm>
#include <tuple>

namespace interleave {

namespace {

/// Losses of lists and queues are told as items and messages.
bool isPartOfGroup(const ObjectTable &objects, ObjectRef object)
{
    const int parent = object.row() < objects.size() ? objects[object.row()].parent : -1;
    return parent >= 0 && static_cast<std::size_t>(parent) < objects.size()
        && isGroup(objects[static_cast<std::size_t>(parent)].kind);
}

} // namespace

int Losses::at(EventIndex position) const
{
    const auto after = std::partition_point(listed.begin(), listed.end(),
                                            [position](const Loss &loss) { return loss.event < position; });
    return static_cast<int>(after - listed.begin()) - 1;
}

std::span<const Loss> Losses::by(EventIndex event) const
{
    const auto first = std::partition_point(listed.begin(), listed.end(),
                                            [event](const Loss &loss) { return loss.event < event; });
    const auto last = std::partition_point(first, listed.end(), [event](const Loss &loss) { return loss.event == event; });
    return {first, last};
}

Losses lossesOf(const ObjectTable &objects, const Findings &findings)
{
    Losses losses;
    for (const CellHistory &cell : findings.cells) {
        if (isPartOfGroup(objects, cell.object) || cell.proof == Proof::NotProvable)
            continue;
        losses.total += cell.lost;
        losses.events += cell.overwritesTotal;
        for (const Overwrite &overwrite : cell.overwrites)
            for (const EventIndex victim : overwrite.victims)
                losses.listed.push_back({overwrite.event, victim});
    }
    for (const auto &[row, items] : findings.items) {
        if (items.proof == Proof::NotProvable)
            continue;
        losses.total += items.lost;
        for (const LostItem &item : items.listed)
            losses.listed.push_back({item.killer, item.event});
    }
    for (const auto &[row, messages] : findings.messages) {
        if (messages.proof == Proof::NotProvable)
            continue;
        losses.total += messages.lostOnes.size();
        for (const LostMessage &message : messages.lostOnes)
            losses.listed.push_back({message.killer, message.event});
    }
    std::sort(losses.listed.begin(), losses.listed.end(), [](const Loss &one, const Loss &other) {
        return std::tie(one.event, one.victim) < std::tie(other.event, other.victim);
    });
    std::uint64_t events = 0;
    for (std::size_t i = 0; i < losses.listed.size(); ++i)
        events += i == 0 || losses.listed[i].event != losses.listed[i - 1].event;
    losses.events = std::max(losses.events, events);
    losses.total = std::max<std::uint64_t>(losses.total, losses.listed.size());
    return losses;
}

} // namespace interleave
