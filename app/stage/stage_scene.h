// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/offers.h"
#include "app/stage/loss_index.h"
#include "core/trace/run_info.h"
#include "core/trace/state.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

/// What the stage shows, in words and numbers; no pixels. A scene is a pure function of a moment: a run, the state at
/// the cursor, and what the findings say of it.
namespace interleave {

class Recording;
struct ScenarioInfo;

/// Actors are named by their ActorId; −1 is nobody.
inline constexpr int kNobody = -1;

struct ActorBody {
    enum class Mood { NotBegun, Running, Waiting, Done, Dead }; ///< Done: it is over, or the record of it is

    int actor = 0;
    QString name;      ///< "process 1"
    QString role;      ///< "producer", or empty where there is only one
    QString pid;       ///< "pid 41207"
    QString doing;     ///< "wrote 5", "waits for lock"
    QString shortly;   ///< the same for a chip
    QString initials;  ///< … for the narrowest: "W 5"
    QString done;      ///< "4 of 5 done", or empty when nothing is counted
    QString shortDone; ///< "4/5"
    QString fewestDone; ///< "4"
    QString holds;     ///< "holds lock", or empty
    QString copy;      ///< "5", or a dash
    Mood mood = Mood::NotBegun;
    bool now = false;  ///< the event under the cursor is its
    QString sentence;  ///< "process 3, wrote 5, its copy 5"
};

/// One word: a cell, or a slot of a group.
struct WordBody {
    ObjectRef object;
    QString name;
    QString value;
    QString before;       ///< what it showed until the event under the cursor; empty: that event did not change it
    int writer = kNobody; ///< of the value
    int writerBefore = kNobody;
    QString earlier; ///< what it showed before the latest step, where an event of it before the cursor's changed that
    bool known = true;       ///< false: events are missing, or it was too long ago; the value is "?"
    bool touched = false;    ///< the event under the cursor reads or writes it
    bool overwritten = false; ///< … and by that somebody's update is gone
    QString sentence;

    bool changed() const { return !before.isNull(); }
    bool isNew() const { return !earlier.isNull(); }
};

struct LockBody {
    ObjectRef object;
    ObjectKind kind = ObjectKind::Mutex;
    QString name;
    int holder = kNobody;     ///< Mutex
    bool holderDied = false;  ///< … and nobody has got it since
    bool known = true;        ///< Mutex: false: events are missing that may have taken it
    QString value;            ///< Semaphore: its counter
    std::vector<int> waiting; ///< in the order of asking
    QString line;             ///< where the holder took it: "counter.cpp:41"
    bool touched = false;
    bool isNew = false; ///< the latest step has changed who holds it, or its counter
    QString sentence;
};

/// A queue or a list: its slots, and the cells that say which of them count.
struct GroupBody {
    static constexpr std::uint32_t kSlots = 24;

    struct Slot {
        WordBody word;
        bool filled = false; ///< between head and tail, or below size
        QString mark;        ///< "head", "tail", "head, tail", "size", or empty
    };

    ObjectRef object;
    ObjectKind kind = ObjectKind::Queue;
    QString name;
    std::vector<Slot> places; ///< at most kSlots neighbours; a queue's wrap around at the end
    std::size_t anchor = 0;  ///< the slot among them that must stay visible when there is less room
    std::uint32_t capacity = 0;
    QString filling;               ///< "3 of 8 slots filled"
    QString shortFilling;          ///< "3 filled"
    std::vector<WordBody> before;  ///< cells drawn on its left: head
    std::vector<WordBody> after;   ///< … and on its right: tail, size
    QString sentence;
};

/// The access under the cursor, as an arrow between a process and an object.
struct AccessBody {
    int actor = 0;
    ObjectRef object;
    bool up = false;  ///< from the object to the process
    QString token;    ///< the value that travels; empty: none
    bool waits = false; ///< it asks and has not been served
};

/// "③ read 4 → ① wrote 5 → ③ wrote 5 over it": the event under the cursor undid somebody's update; or "③ read 7 → ④
/// read 7 again": a message arrived by it that had arrived before; or "① waits for left → ② waits for right": nobody of
/// them can go on.
struct StripBody {
    enum class Sign { Loss, Deadlock };
    struct Part {
        int actor = kNobody;
        QString text;
        QString shorter = {}; ///< where that has no room; empty: there is none
    };
    Sign sign = Sign::Loss;
    QString title; ///< "Overwritten"
    std::vector<Part> parts;
    QString verdict;  ///< "Process 1's +1 is gone."
    QString sentence; ///< all of it, in words
};

struct TallyLine {
    QString text;
    bool loss = false;
};

struct StageScene {
    EventIndex position = 0;
    std::vector<ActorBody> actors;
    std::vector<GroupBody> groups;
    std::vector<WordBody> cells;
    std::vector<LockBody> locks;
    std::vector<TallyLine> tally;
    std::optional<AccessBody> access;
    std::optional<StripBody> strip; ///< a loss, or else a deadlock
    std::vector<Wait> deadlock;     ///< each waits for what the next one holds
    bool needsStrip = false; ///< room is kept for a strip, so that nothing jumps when one comes
    std::vector<Offer> offers; ///< at the end of a run that is stepped: by actor; else none
    bool keepsRoomForOffers = false;

    /// What the body of that id ("actor/2", "object/counter", "slot/1/3", "offer/2") says; empty: no such body.
    QString sentenceOf(const QString &id) const;
};

QString idOf(const ActorBody &actor);
QString idOf(const Offer &offer);
/// The actor whose offer has that id; kNobody: it is none.
int actorOfOffer(const QString &id);
QString idOfObject(const QString &name);
QString idOfSlot(ObjectRef slot);

/// What a scene is made of.
struct Moment {
    const RunInfo &info;
    const State &state;
    std::function<Event(EventIndex)> event; ///< any event before the cursor
    const ScenarioInfo *scenario = nullptr; ///< its words; may be null
    const LossIndex *losses = nullptr;      ///< may be null
    bool ended = false;                     ///< the cursor stands at the end of a finished run
    bool brokenOff = false;                 ///< … or at the end of a record that breaks off before the run's
    const State *since = nullptr;           ///< before the latest step of a stepped run: what it changed is marked
};

StageScene describe(const Moment &moment);

/// The scene of a recording at a cursor. `since`: where the latest step of a stepped run began; kNoEvent: there is
/// none.
StageScene describe(const Recording &recording, TraceReader &reader, EventIndex position, const ScenarioInfo *scenario,
                    const LossIndex &losses, EventIndex since = kNoEvent);

/// Of a run that is being stepped: adds what each process would do next, or only the room for it when the cursor is not
/// at the end.
void addOffers(StageScene &scene, const std::vector<Offer> &offers, bool isAtEnd);

} // namespace interleave
