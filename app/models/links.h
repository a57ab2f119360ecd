// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/trace/recording.h"

#include <QString>

#include <vector>

namespace interleave {

/// How another event belongs to the one that is asked about.
enum class LinkKind : std::uint8_t {
    // Causes: before it.
    Saw,       ///< it saw the word that was written there
    MadeFrom,  ///< it wrote after having read there
    WroteOver, ///< it replaced what was written there
    HandedBy,  ///< the lock was given back there before it got it
    AskedAt,   ///< its request
    TakenAt,   ///< what it gives back it took there
    // Effects: after it.
    SeenBy, ///< that saw what it wrote
    MadeOf, ///< that wrote after this reading
    OverwrittenBy,
    HandedTo, ///< that got the lock it gave back
    GrantedAt,
    GivenBackAt,
};
constexpr bool isCause(LinkKind kind)
{
    return kind <= LinkKind::TakenAt;
}

struct Link {
    EventIndex event = kNoEvent;
    LinkKind kind = LinkKind::Saw;
    friend bool operator==(const Link &, const Link &) = default;
};

/// The causes and effects of one event, in order of their events. All of them are said by words and numbers taken at
/// the object, but those further away than the reach, and readers beyond kReaders, are not among them.
struct Links {
    static constexpr EventIndex kReach = 1 << 14; ///< events, each way
    static constexpr std::size_t kReaders = 24;

    EventIndex of = kNoEvent; ///< kNoEvent: nothing is asked about
    std::vector<Link> links;

    /// Null when it has none to that event.
    const Link *to(EventIndex event) const;
    friend bool operator==(const Links &, const Links &) = default;
};

/// event < reader.size(). Looks at no more than the reach; fit for a pointer that moves.
Links linksOf(TraceReader &reader, EventIndex event);

/// A few words to stand at the other event: "it saw this", "wrote over it".
QString linkNote(LinkKind kind);

} // namespace interleave
