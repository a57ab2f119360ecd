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

std::size_t Losses::lostBefore(EventIndex position) const
{
    const auto after = std::partition_point(listed.begin(), listed.end(),
                                            [position](const Loss &loss) { return loss.event < position; });
    return static_cast<std::size_t>(after - listed.begin());
}

std::size_t Losses::repeatedBefore(EventIndex position) const
{
    const auto after = std::partition_point(repeated.begin(), repeated.end(),
                                            [position](const RepeatedReception &one) { return one.again < position; });
    return static_cast<std::size_t>(after - repeated.begin());
}

std::span<const Loss> Losses::by(EventIndex event) const
{
    const auto first = listed.begin() + static_cast<std::ptrdiff_t>(lostBefore(event));
    const auto last = std::partition_point(first, listed.end(), [event](const Loss &loss) { return loss.event == event; });
    return {first, last};
}

const RepeatedReception *Losses::repeatBy(EventIndex event) const
{
    const std::size_t at = repeatedBefore(event);
    return at < repeated.size() && repeated[at].again == event ? &repeated[at] : nullptr;
}

EventIndex Losses::next(EventIndex event) const
{
    const EventIndex from = event == kNoEvent ? 0 : event + 1;
    const std::size_t loss = lostBefore(from), repeat = repeatedBefore(from);
    return std::min(loss < listed.size() ? listed[loss].event : kNoEvent,
                    repeat < repeated.size() ? repeated[repeat].again : kNoEvent);
}

EventIndex Losses::previous(EventIndex event) const
{
    const std::size_t losses = lostBefore(event), again = repeatedBefore(event);
    if (losses == 0 && again == 0)
        return kNoEvent;
    return std::max(losses == 0 ? 0 : listed[losses - 1].event, again == 0 ? 0 : repeated[again - 1].again);
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
        losses.repeats += messages.duplicated;
        losses.repeated.insert(losses.repeated.end(), messages.repeated.begin(), messages.repeated.end());
    }
    std::sort(losses.repeated.begin(), losses.repeated.end(),
              [](const RepeatedReception &one, const RepeatedReception &other) { return one.again < other.again; });
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
