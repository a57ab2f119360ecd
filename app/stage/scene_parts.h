// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/stage/stage_scene.h"

#include <optional>

namespace interleave {
struct UnitInfo;
}

/// The parts a scene is put together from; each a pure function of the moment.
namespace interleave::parts {

/// The event under the cursor, once per scene.
struct Now {
    std::optional<Event> event;
    EventIndex index = kNoEvent;
    std::span<const Loss> losses; ///< what that event took away
    const RepeatedReception *repeat = nullptr; ///< the message that arrived again by it

    /// Whether that event is about this object; a death or a gap is about none.
    bool touches(ObjectRef object) const
    {
        return event && event->kind() != EventKind::None && event->kind() < EventKind::Stalled && event->object == object;
    }
};

/// Who wrote a word; kNobody where the session did, before the processes began.
inline int writerOf(Word word)
{
    return word.actor() == kNoActor ? kNobody : word.actor();
}

std::vector<ActorBody> actors(const Moment &moment, const Now &now);
WordBody word(const Moment &moment, const Now &now, ObjectRef object);
LockBody lock(const Moment &moment, const Now &now, ObjectRef object);
GroupBody group(const Moment &moment, const Now &now, int row);
/// Drawn inside a group rather than on its own: its slots, and the cells that point into them.
bool isInsideGroup(const ObjectTable &objects, int row);
std::optional<AccessBody> access(const Moment &moment, const Now &now);
/// How many units of its work that actor has done, by the events that make them.
std::uint64_t unitsDone(const ObjectTable &objects, const UnitInfo &unit, const ActorState &state);
/// A loss by the event under the cursor, or else the deadlock that there is.
std::optional<StripBody> strip(const Moment &moment, const Now &now, const std::vector<Wait> &deadlock);
std::vector<TallyLine> tally(const Moment &moment);

} // namespace interleave::parts
