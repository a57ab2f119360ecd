// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/code_positions.h"

#include "app/models/transcript.h"

#include <algorithm>

namespace interleave {

namespace {

int lineOf(const RunInfo &info, SiteId site, const Excerpt &running, const Excerpt &twin)
{
    if (site == 0 || site >= info.sites.size())
        return -1;
    const Site &place = info.sites[site];
    // Another scenario's code may be on show while this recording is.
    if (!running.file.isEmpty() && running.file != QString::fromStdString(place.file))
        return -1;
    const int line = running.indexOfSource(static_cast<int>(place.line));
    if (line < 0 || &running == &twin)
        return line;
    return twin.indexOfStep(running.lines[static_cast<std::size_t>(line)].step);
}

} // namespace

int lineOfEvent(const RunInfo &info, const Event &event, const Excerpt &running, const Excerpt &twin)
{
    return lineOf(info, event.site, running, twin);
}

CodePositions codePositions(const Recording &recording, TraceReader &reader, EventIndex position, const Excerpt &running,
                            const Excerpt &twin)
{
    CodePositions positions;
    const auto info = recording.info();
    const auto findings = recording.findings();
    if (position > 0) {
        positions.currentLine = lineOf(*info, reader[position - 1].site, running, twin);
        positions.loss = findings && findings->losses.isAt(position - 1);
    }
    const State state = recording.at(reader, position);
    std::vector<std::pair<EventIndex, int>> latest; // last event of each actor that has one and lives
    for (std::size_t actor = 0; actor < state.actors.size(); ++actor)
        if (state.actors[actor].last != kNoEvent && state.actors[actor].phase != ActorState::Phase::Died)
            latest.emplace_back(state.actors[actor].last, static_cast<int>(actor));
    std::sort(latest.rbegin(), latest.rend());
    for (const auto &[event, actor] : latest) {
        const int line = lineOf(*info, reader[event].site, running, twin);
        if (line >= 0)
            positions.actors[line].push_back(actor);
    }
    return positions;
}

std::map<int, std::vector<int>> nextPositions(const RunInfo &info, const std::vector<Offer> &offers,
                                              const Excerpt &running, const Excerpt &twin)
{
    std::map<int, std::vector<int>> actors;
    for (const Offer &offer : offers)
        if (const int line = lineOf(info, offer.site, running, twin); line >= 0)
            actors[line].push_back(offer.actor);
    return actors;
}

} // namespace interleave
