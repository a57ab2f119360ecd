// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_stretch.h"

#include "core/trace/recording.h"

#include <algorithm>

namespace interleave {

namespace {

EventIndex firstTrouble(const Findings &findings)
{
    if (!findings.losses.listed.empty())
        return findings.losses.listed.front().event;
    EventIndex first = kNoEvent;
    for (const auto &[row, messages] : findings.messages)
        if (!messages.repeated.empty())
            first = std::min(first, messages.repeated.front().again);
    return first;
}

/// The read that an overwriting value was computed from, the latest of what it overwrote, the first reception of a
/// doubled message.
std::vector<EventIndex> causesOf(const Findings &findings, EventIndex focus)
{
    std::vector<EventIndex> causes;
    if (const auto losses = findings.losses.by(focus); !losses.empty())
        causes.push_back(losses.back().victim);
    for (const CellHistory &cell : findings.cells)
        if (const Overwrite *overwrite = cell.overwriteBy(focus); overwrite && overwrite->read != kNoEvent)
            causes.push_back(overwrite->read);
    for (const auto &[row, messages] : findings.messages)
        for (const RepeatedReception &one : messages.repeated)
            if (one.again == focus)
                causes.push_back(one.first);
    std::erase_if(causes, [focus](EventIndex cause) { return cause >= focus; });
    std::sort(causes.begin(), causes.end());
    causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
    return causes;
}

/// The first event of another process than that of the first event; 0 when it is near or too far away.
EventIndex companyAt(const Recording &recording)
{
    constexpr EventIndex kPatience = 1 << 20;
    TraceReader reader(recording.trace());
    const EventIndex end = std::min(recording.trace().size(), kPatience);
    for (EventIndex event = 1; event < end; ++event)
        if (reader[event].actor != reader[0].actor)
            return event < SheetStretch::kEvents / 2 ? 0 : event;
    return 0;
}

} // namespace

SheetStretch stretchOf(const Recording &recording)
{
    const EventIndex total = recording.trace().size();
    const auto findings = recording.findings();
    SheetStretch stretch;
    if (findings)
        stretch.focus = firstTrouble(*findings);
    if (stretch.focus >= total)
        stretch.focus = kNoEvent;
    if (stretch.focus == kNoEvent) {
        const EventIndex company = companyAt(recording);
        stretch.begin = company - std::min(company, SheetStretch::kEvents / 2);
        stretch.end = std::min(total, stretch.begin + SheetStretch::kEvents);
        return stretch;
    }
    stretch.end = std::min(total, std::max(stretch.focus + 1 + SheetStretch::kAfter, SheetStretch::kEvents));
    stretch.begin = stretch.end - std::min(stretch.end, SheetStretch::kEvents);
    std::vector<EventIndex> causes = causesOf(*findings, stretch.focus);
    // From the latest on, each is taken in as long as there is room.
    while (!causes.empty() && stretch.end - causes.back() <= SheetStretch::kMost) {
        stretch.begin = std::min(stretch.begin, causes.back());
        causes.pop_back();
    }
    stretch.earlier = std::move(causes);
    return stretch;
}

} // namespace interleave
