// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/explanation.h"

#include <utility>

namespace interleave {

/// A way back through a trace that tires: over all searches it looks at so many events, and then finds nothing any
/// more.
class Trail
{
public:
    Trail(TraceReader &reader, EventIndex patience) : m_reader(&reader), m_left(patience) {}

    /// The latest event before `before` for which `wanted(EventIndex, const Event &)` is true; kNoEvent: there is none,
    /// or the trail has ended.
    template <typename Wanted>
    EventIndex back(EventIndex before, Wanted &&wanted)
    {
        while (before > 0) {
            if (m_left == 0) {
                m_ended = true;
                return kNoEvent;
            }
            --m_left;
            --before;
            if (wanted(before, (*m_reader)[before]))
                return before;
        }
        return kNoEvent;
    }
    /// A search was given up: what it returned does not mean that there is none.
    bool hasEnded() const { return m_ended; }
    Event event(EventIndex index) { return (*m_reader)[index]; }
    TraceReader &reader() { return *m_reader; }

private:
    TraceReader *m_reader; // not owned
    EventIndex m_left;
    bool m_ended = false;
};

/// What an explanation is put together from, and the way to put it.
struct Ladder {
    Ladder(const Recording &of, const RunInfo &itsInfo, const Findings &itsFindings, TraceReader &reader)
        : recording(of),
          info(itsInfo),
          findings(itsFindings),
          trail(reader, Explanation::kReach)
    {}

    const Recording &recording;
    const RunInfo &info;
    const Findings &findings;
    Trail trail;
    Explanation told;

    bool hasRoom(std::size_t rungs) const { return told.rungs.size() + rungs <= Explanation::kRungs; }
    void add(EventIndex event, QString sentence, Rung::Kind kind = Rung::Kind::Says)
    {
        told.rungs.push_back({event, std::move(sentence), kind, std::exchange(m_opens, false)});
    }
    /// The next rung begins another part.
    void open() { m_opens = !told.rungs.empty(); }
    /// The transcript's sentence of that event.
    QString sentence(EventIndex event);
    /// "the counter", "slots[3]".
    QString nameOf(ObjectRef object) const;
    bool isWithinGroup(ObjectRef object) const;

private:
    bool m_opens = false;
};

/// "12" of event number 11, grouped.
QString eventNumber(EventIndex event);

/// From the last word of a cell back to the first.
void climbValue(Ladder &ladder, const CellHistory &cell);
/// What was lost of the list or queue of that row, what was received again, and what came late; what took it away, and
/// what that had gone by.
void climbGroup(Ladder &ladder, int row);

} // namespace interleave
