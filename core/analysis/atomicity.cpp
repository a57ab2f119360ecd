// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/atomicity.h"

#include <algorithm>

namespace interleave {

Atomicity::Atomicity(const ObjectTable &objects, std::size_t actors) : m_actors(actors)
{
    for (const Object &object : objects) {
        if (object.kind == ObjectKind::Cell || object.kind == ObjectKind::Mutex)
            m_rows |= gapBit(static_cast<std::uint8_t>(std::min<std::size_t>(m_isCell.size(), 63)));
        m_isCell.push_back(object.kind == ObjectKind::Cell);
    }
}

void Atomicity::settled(EventIndex index, const Event &event)
{
    if (m_gap || m_stopped || event.actor >= m_actors.size())
        return;
    Actor &actor = m_actors[event.actor];
    switch (event.kind()) {
    case EventKind::LockAcquired:
        hold(actor, index, event.object);
        break;
    case EventKind::LockReleased:
        std::erase_if(actor.holds, [&](const Hold &hold) { return hold.lock == event.object; });
        break;
    case EventKind::Read:
    case EventKind::Awaited:
        if (isCell(event.object))
            read(actor, index, event);
        break;
    case EventKind::Write:
        if (isCell(event.object))
            write(actor, index, event);
        break;
    case EventKind::Update:
        if (isCell(event.object))
            wroteBy(cellOf(event.object), event.actor);
        break;
    case EventKind::Gap:
        if ((gapRows(event) & m_rows) != 0)
            forget(actor);
        break;
    case EventKind::Died:
        actor = {};
        break;
    default:
        break;
    }
}

void Atomicity::hold(Actor &actor, EventIndex index, ObjectRef lock)
{
    if (actor.holds.size() == kMostHolds)
        return forget(actor);
    actor.holds.push_back({lock, index});
}

/// From here on nobody knows what it holds and has read.
void Atomicity::forget(Actor &actor)
{
    actor = {};
    actor.isUnknown = true;
    m_forgot = true;
}

bool Atomicity::isCell(ObjectRef object) const
{
    return object.row() < m_isCell.size() && m_isCell[object.row()];
}

Atomicity::Look &Atomicity::lookOf(Actor &actor, ObjectRef cell)
{
    for (Look &look : actor.looks)
        if (look.cell == cell)
            return look;
    // One who reads a long array leaves looks behind that no write follows. Some must go; then a split may go unseen.
    constexpr std::size_t kRemembered = 64;
    if (actor.looks.size() == kRemembered) {
        m_forgot = m_forgot || actor.looks.front().event != kNoEvent;
        actor.looks.erase(actor.looks.begin());
    }
    actor.looks.push_back({.cell = cell});
    return actor.looks.back();
}

Atomicity::Cell &Atomicity::cellOf(ObjectRef object)
{
    if (m_latest == nullptr || m_latestObject != object.bits) {
        m_latest = &m_cells[object.bits];
        m_latestObject = object.bits;
    }
    return *m_latest;
}

void Atomicity::read(Actor &actor, EventIndex index, const Event &event)
{
    if (actor.isUnknown)
        return;
    Look &look = lookOf(actor, event.object);
    look.event = index;
    look.site = event.site;
    look.seen = event.seen();
    look.locked = !actor.holds.empty();
    if (look.locked)
        look.lock = actor.holds.back().lock;
}

void Atomicity::write(Actor &actor, EventIndex index, const Event &event)
{
    Cell &cell = cellOf(event.object);
    wroteBy(cell, event.actor);
    if (actor.isUnknown)
        return;
    Look &look = lookOf(actor, event.object);
    if (look.event == kNoEvent)
        return; // computed from nothing that was read here
    const bool together = std::any_of(actor.holds.begin(), actor.holds.end(),
                                      [&](const Hold &hold) { return hold.since < look.event; });
    if (!together) {
        ++cell.split;
        const bool lockedAgain = look.locked
            && std::any_of(actor.holds.begin(), actor.holds.end(), [&](const Hold &hold) { return hold.lock == look.lock; });
        if (lockedAgain && event.replaced() != look.seen)
            violated(look, index, event);
    }
    look.event = kNoEvent;
}

void Atomicity::wroteBy(Cell &cell, ActorId actor)
{
    if (cell.writer == kNoActor)
        cell.writer = actor;
    cell.shared = cell.shared || cell.writer != actor;
}

void Atomicity::violated(const Look &look, EventIndex index, const Event &event)
{
    AtomicityViolation &violation
        = m_violations[{event.object.row(), look.lock.bits, look.site, event.site}];
    if (violation.count++ == 0) {
        violation.object = event.object;
        violation.lock = look.lock;
        violation.actor = event.actor;
        violation.between = event.replaced().actor();
        violation.read = look.event;
        violation.write = index;
        violation.readSite = look.site;
        violation.writeSite = event.site;
    }
}

AtomicityFindings Atomicity::findings() const
{
    AtomicityFindings findings;
    findings.proof = m_gap ? Proof::NotProvable : m_stopped || m_forgot ? Proof::Bounded : Proof::Proved;
    if (m_gap)
        return findings;
    for (const auto &[object, cell] : m_cells)
        findings.split += cell.shared ? cell.split : 0;
    for (const auto &[place, violation] : m_violations)
        findings.violations.push_back(violation);
    return findings;
}

} // namespace interleave
