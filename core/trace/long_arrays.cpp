// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/long_arrays.h"

#include <algorithm>
#include <functional>

namespace interleave {
namespace {

using ObjectState = State::ObjectState;

/// What is there is not known, or which event put it there.
bool lacks(const ObjectState &object, const CellState &cell)
{
    return !cell.known || (cell.lastWrite == kNoEvent && cell.current != object.initial);
}

bool setsWord(EventKind kind)
{
    return writesWord(kind) || kind == EventKind::SemaphorePosted || kind == EventKind::SemaphoreAcquired;
}

/// Learns what the elements of one window hold from the events before a cursor, the newest first.
class LookBack
{
public:
    explicit LookBack(ObjectState &object) : m_object(object), m_open(object.cells.size())
    {
        for (std::size_t i = 0; i < object.cells.size(); ++i) {
            m_open[i] = lacks(object, object.cells[i]);
            m_left += m_open[i] ? 1 : 0;
        }
    }

    bool isDone() const { return m_left == 0; }

    void meet(EventIndex index, const Event &event)
    {
        const std::uint32_t place = event.object.element() - m_object.firstShown;
        if (place >= m_open.size() || !m_open[place])
            return;
        CellState &cell = m_object.cells[place];
        if (setsWord(event.kind()))
            return written(cell, index, event, place);
        if (event.kind() == EventKind::Read || event.kind() == EventKind::Awaited)
            seen(cell, index, event.seen());
    }

    /// Nobody has accessed the array before the events that were met: what has not been written since the start is as
    /// it was then.
    void reachedTheStart()
    {
        for (std::size_t i = 0; i < m_open.size(); ++i)
            if (m_open[i])
                m_object.cells[i] = {.current = m_object.initial,
                                     .previous = m_object.initial,
                                     .lastAccess = m_object.cells[i].known ? m_object.cells[i].lastAccess : kNoEvent};
    }

private:
    void written(CellState &cell, EventIndex index, const Event &event, std::uint32_t place)
    {
        const EventIndex lastAccess = cell.known ? cell.lastAccess : index;
        cell = {.current = event.written(), .previous = event.replaced(), .lastWrite = index, .lastAccess = lastAccess};
        m_open[place] = false;
        --m_left;
    }

    /// What was read is there, whatever event put it there.
    static void seen(CellState &cell, EventIndex index, Word word)
    {
        const EventIndex lastAccess = cell.known ? cell.lastAccess : index;
        cell = {.current = word, .previous = word, .lastAccess = lastAccess};
    }

    ObjectState &m_object;
    std::vector<bool> m_open; ///< by element of the window: still looked for
    std::size_t m_left = 0;
};

} // namespace

LongArrays::LongArrays(const ObjectTable &objects, const State &initial)
    : m_isLong(objects.size()),
      m_pages(objects.size())
{
    for (std::size_t row = 0; row < objects.size(); ++row) {
        const std::size_t shown = initial.objects[row].cells.size();
        m_isLong[row] = shown > 0 && shown < objects[row].count;
        m_any = m_any || m_isLong[row];
    }
}

void LongArrays::settled(EventIndex first, std::span<const Event> events)
{
    if (!m_any)
        return;
    const std::lock_guard lock(m_mutex);
    for (const Event &event : events) {
        const auto stretch = static_cast<std::uint32_t>(first++ / kStretch);
        const std::uint8_t row = event.object.row();
        if (row >= m_isLong.size() || !m_isLong[row])
            continue;
        const std::uint32_t page = event.object.element() / kPage;
        if (page >= m_pages[row].size())
            m_pages[row].resize(page + std::size_t{1});
        Stretches &stretches = m_pages[row][page];
        if (!stretches.empty() && stretches.back() == stretch)
            continue;
        stretches.push_back(stretch);
        ++m_noted;
    }
    m_until = first;
}

void LongArrays::complete(State &state, TraceReader &reader) const
{
    for (std::size_t row = 0; m_any && row < m_isLong.size(); ++row)
        if (m_isLong[row])
            completeRow(state, row, reader);
}

/// Where before that position these elements may have been accessed, the newest first; more than kMostStretches when
/// there are more.
std::vector<LongArrays::Span> LongArrays::placesOf(std::size_t row, std::uint32_t first, std::uint32_t count,
                                                   EventIndex position) const
{
    Stretches stretches;
    EventIndex until = 0;
    {
        const std::lock_guard lock(m_mutex);
        until = m_until;
        const std::vector<Stretches> &pages = m_pages[row];
        for (std::size_t page = first / kPage; page < pages.size() && page * kPage < std::size_t{first} + count;
             ++page) {
            const auto end = std::upper_bound(pages[page].begin(), pages[page].end(), position / kStretch);
            const auto some = std::min<std::ptrdiff_t>(end - pages[page].begin(), kMostStretches + 1);
            stretches.insert(stretches.end(), end - some, end);
        }
    }
    std::vector<Span> places;
    if (until < position) // it has been appended to the trace, but not noted yet
        places.push_back({until, position});
    std::sort(stretches.begin(), stretches.end(), std::greater<>());
    stretches.erase(std::unique(stretches.begin(), stretches.end()), stretches.end());
    for (const std::uint32_t stretch : stretches)
        places.push_back({stretch * kStretch, std::min({position, until, (stretch + EventIndex{1}) * kStretch})});
    return places;
}

void LongArrays::completeRow(State &state, std::size_t row, TraceReader &reader) const
{
    ObjectState &object = state.objects[row];
    LookBack look(object);
    if (look.isDone())
        return;
    const std::vector<Span> places = placesOf(row, object.firstShown, static_cast<std::uint32_t>(object.cells.size()),
                                              state.position);
    for (std::size_t i = 0; i < std::min(places.size(), kMostStretches); ++i) {
        // What was there before events were missing need not be there any more.
        const EventIndex first = std::max(places[i].first, object.forgottenAt);
        for (EventIndex index = places[i].end; index > first && !look.isDone(); --index) {
            const Event &event = reader[index - 1];
            if (event.object.row() == row)
                look.meet(index - 1, event);
        }
        if (look.isDone())
            return;
    }
    if (places.size() <= kMostStretches && object.forgottenAt == 0)
        look.reachedTheStart();
}

std::size_t LongArrays::storedBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_noted * sizeof(std::uint32_t);
}

} // namespace interleave
