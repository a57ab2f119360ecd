// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/recording.h"

#include <QString>

#include <memory>

namespace interleave {

/// The object an event is about; null where a recording names one that it does not have.
const Object *objectOf(const RunInfo &info, ObjectRef object);
/// What an access does to a cell: "read", "write" or "update". An awaited condition was read.
QLatin1String accessName(EventKind kind);
/// What an object is called in a sentence: "counter", "slots[3]".
QString objectName(const RunInfo &info, ObjectRef object);

/// One event in one sentence, without number and full stop: "process 3 wrote 5 over process 1's 5: process 1's +1 is
/// lost". A pure function; the same in the transcript, for a screen reader, in exports and in tests.
QString sentenceOf(const RunInfo &info, const Findings &findings, TraceReader &reader, EventIndex event);

/// The transcript of a recording: the sentences with their numbers, from 1. Main thread; any length.
class Transcript
{
public:
    explicit Transcript(std::shared_ptr<const Recording> recording);

    EventIndex size() const { return m_recording->trace().size(); }
    /// event < size().
    Event event(EventIndex index) { return m_reader[index]; }
    QString sentence(EventIndex index);
    /// "12 · process 3 wrote 5 …"
    QString line(EventIndex index);
    bool isLoss(EventIndex index) const { return m_findings->losses.isAt(index); }
    /// Since the run began, nanoseconds.
    double time(EventIndex index) { return m_info->clock.nanoseconds(m_reader[index].time); }
    /// Takes the recording's newest findings.
    void refresh();

private:
    std::shared_ptr<const Recording> m_recording; // before m_reader, which reads from it
    std::shared_ptr<const RunInfo> m_info;
    std::shared_ptr<const Findings> m_findings;
    TraceReader m_reader;
};

} // namespace interleave
