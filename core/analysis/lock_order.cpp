// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/lock_order.h"

#include <algorithm>

namespace interleave {

namespace {

bool haveCommon(const std::vector<std::uint32_t> &one, const std::vector<std::uint32_t> &other)
{
    auto a = one.begin(), b = other.begin();
    while (a != one.end() && b != other.end()) {
        if (*a == *b)
            return true;
        ++(*a < *b ? a : b);
    }
    return false;
}

} // namespace

LockOrder::LockOrder(const ObjectTable &objects)
{
    for (const Object &object : objects) {
        m_kinds.push_back(object.kind);
        m_units.push_back(object.initial);
        m_isGate.push_back(object.kind == ObjectKind::Semaphore);
    }
}

void LockOrder::settled(EventIndex index, const Event &event)
{
    if (event.actor >= m_hands.size())
        return; // what the session gives back, it gives back for the dead
    Hands &hands = m_hands[event.actor];
    if (event.kind() == EventKind::Died) {
        hands = {};
        return;
    }
    const std::size_t row = event.object.row();
    if (row >= m_kinds.size())
        return;
    if (m_kinds[row] == ObjectKind::Semaphore && m_isGate[row]) {
        if (event.kind() == EventKind::SemaphoreAcquired)
            ++hands.units[event.object.bits];
        else if (event.kind() == EventKind::SemaphorePosted)
            posted(event);
    } else if (m_kinds[row] == ObjectKind::Mutex) {
        if (event.kind() == EventKind::LockReleased)
            std::erase(hands.mutexes, event.object.bits);
        else if (event.kind() == EventKind::LockAcquired)
            took(index, event);
    }
}

void LockOrder::took(EventIndex index, const Event &event)
{
    Hands &hands = m_hands[event.actor];
    const std::uint32_t taken = event.object.bits;
    for (const std::uint32_t held : hands.mutexes)
        if (held != taken && m_circle.mutexes.empty())
            add(index, held, event);
    const auto place = std::lower_bound(hands.mutexes.begin(), hands.mutexes.end(), taken);
    if (place != hands.mutexes.end() && *place == taken)
        return;
    if (hands.mutexes.size() < kHeld)
        hands.mutexes.insert(place, taken);
    else if (m_circle.mutexes.empty())
        m_circle.isKnown = false;
}

void LockOrder::add(EventIndex index, std::uint32_t held, const Event &event)
{
    const Hands &hands = m_hands[event.actor];
    std::vector<Step> &same = m_steps[held][event.object.bits];
    const auto isKnown = [&](const Step &step) { return step.actor == event.actor && step.hands == hands; };
    if (std::any_of(same.begin(), same.end(), isKnown))
        return;
    if (m_stepCount == kMostSteps) {
        m_circle.isKnown = false;
        return;
    }
    ++m_stepCount;
    same.push_back({event.actor, hands, index});
    lookFrom(held, event.object.bits, same.back());
}

/// A unit comes back. From one who had none it is news for others, and the semaphore lets in as many as it is told to.
void LockOrder::posted(const Event &event)
{
    std::map<std::uint32_t, std::uint32_t> &units = m_hands[event.actor].units;
    if (const auto own = units.find(event.object.bits); own != units.end()) {
        if (--own->second == 0)
            units.erase(own);
        return;
    }
    m_isGate[event.object.row()] = false;
    for (Hands &hands : m_hands)
        std::erase_if(hands.units, [&](const auto &held) { return ObjectRef{held.first}.row() == event.object.row(); });
    lookAgain();
}

/// One gate fewer.
void LockOrder::lookAgain()
{
    for (const auto &[held, steps] : m_steps)
        for (const auto &[taken, same] : steps)
            for (const Step &step : same)
                if (m_circle.mutexes.empty())
                    lookFrom(held, taken, step);
}

/// Is there a way from the one that was taken back to the one that was held? The shortest is told.
void LockOrder::lookFrom(std::uint32_t held, std::uint32_t taken, const Step &step)
{
    m_way = {{held, &step}};
    m_end = taken;
    if (!fitsUnits({}))
        return;
    for (std::size_t length = 2; length <= std::min(m_steps.size(), kMaxActors) && m_looks < kMostLooks; ++length)
        if (closes(length))
            return tell();
    m_circle.isKnown = m_circle.isKnown && m_looks < kMostLooks;
}

/// Goes on along the way until it has that many steps and is back where it began.
bool LockOrder::closes(std::size_t length)
{
    const std::uint32_t held = m_end;
    const auto from = m_steps.find(held);
    if (from == m_steps.end())
        return false;
    const bool isLast = m_way.size() + 1 == length;
    for (const auto &[taken, same] : from->second) {
        if ((taken == m_way.front().first) != isLast)
            continue;
        for (const Step &step : same) {
            if (++m_looks >= kMostLooks)
                return false;
            if (!goesWith(step))
                continue;
            m_way.emplace_back(held, &step);
            m_end = taken;
            if (isLast || closes(length))
                return true;
            m_way.pop_back();
        }
    }
    m_end = held;
    return false;
}

/// Can it be made while all those of the way so far are?
bool LockOrder::goesWith(const Step &step) const
{
    return std::none_of(m_way.begin(), m_way.end(), [&](const auto &other) {
        return other.second->actor == step.actor || haveCommon(other.second->hands.mutexes, step.hands.mutexes);
    }) && fitsUnits(step);
}

/// Are there units for all of the way, and for that one?
bool LockOrder::fitsUnits(const Step &step) const
{
    std::map<std::uint32_t, std::uint64_t> units(step.hands.units.begin(), step.hands.units.end());
    for (const auto &[held, other] : m_way)
        for (const auto &[semaphore, count] : other->hands.units)
            units[semaphore] += count;
    return std::all_of(units.begin(), units.end(), [this](const auto &held) {
        const std::size_t row = ObjectRef{held.first}.row();
        return !m_isGate[row] || held.second <= static_cast<std::uint64_t>(std::max(0, m_units[row]));
    });
}

void LockOrder::tell()
{
    m_circle.event = 0;
    for (const auto &[held, step] : m_way) {
        m_circle.mutexes.push_back({held});
        m_circle.event = std::max(m_circle.event, step->event);
    }
    std::rotate(m_circle.mutexes.begin(),
                std::min_element(m_circle.mutexes.begin(), m_circle.mutexes.end(),
                                 [](ObjectRef one, ObjectRef other) { return one.bits < other.bits; }),
                m_circle.mutexes.end());
}

} // namespace interleave
