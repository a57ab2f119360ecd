// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_series.h"

#include <utility>

namespace interleave {

namespace {

RunSettings unwatchedTwin(RunSettings settings)
{
    settings.pace = Pace::Bare;
    return settings;
}

void take(RepeatedRuns &runs, const RunInfo &info, const Account &account)
{
    if (runs.of == 0) {
        runs.expected = account.expected;
        runs.machine = info.machine;
        runs.startedAt = info.startedAt;
    }
    runs.dropped += info.dropped;
    runs.stalledNs += info.stalledNs;
    if (info.interrupted)
        runs.addStopped();
    else
        runs.add({account.observed, account.correct, account.lost, account.result, account.repeated});
}

} // namespace

void RunSeries::begin(RunSettings settings, int times, Watch watch)
{
    m_unwatched = {};
    m_unwatched.settings = unwatchedTwin(settings);
    m_recorded = {};
    m_recorded.settings = std::move(settings);
    m_asked = {watch == Watch::Unwatched ? 0 : times, watch == Watch::Recorded ? 0 : times};
    m_made = m_wrong = {};
    m_stopped = false;
}

void RunSeries::goOn(RunSettings settings, int times, Watch watch)
{
    RunSeries before = *this;
    const bool same = before.m_recorded.settings == settings;
    begin(std::move(settings), times, watch);
    if (!same)
        return;
    m_recorded = std::move(before.m_recorded);
    m_unwatched = std::move(before.m_unwatched);
}

bool RunSeries::unwatchedIsNext() const
{
    const bool recordedLeft = m_made.recorded < m_asked.recorded, unwatchedLeft = m_made.unwatched < m_asked.unwatched;
    if (!recordedLeft || !unwatchedLeft)
        return unwatchedLeft;
    if (m_made.recorded != m_made.unwatched)
        return m_made.unwatched < m_made.recorded;
    return m_made.recorded % 2 == 1;
}

RunSettings RunSeries::next() const
{
    return unwatchedIsNext() ? m_unwatched.settings : m_recorded.settings;
}

void RunSeries::add(const Recording &recording, const Account &account)
{
    const auto info = recording.info();
    const bool bare = unwatchedIsNext();
    take(bare ? m_unwatched : m_recorded, *info, account);
    ++(bare ? m_made.unwatched : m_made.recorded);
    const bool wrong = !info->interrupted && !account.correct;
    (bare ? m_wrong.unwatched : m_wrong.recorded) += wrong ? 1 : 0;
}

RunSeries::Progress RunSeries::progress(Pace pace) const
{
    if (pace == Pace::Bare)
        return {m_asked.unwatched, m_made.unwatched, m_wrong.unwatched};
    return {m_asked.recorded, m_made.recorded, m_wrong.recorded};
}

} // namespace interleave
