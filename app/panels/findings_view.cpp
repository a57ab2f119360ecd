// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/findings_view.h"

#include "app/models/finding_lines.h"
#include "app/session/playback.h"
#include "core/trace/recording.h"

namespace interleave {

FindingsView::FindingsView(Playback *playback, QWidget *parent) : StoryView(playback, parent)
{
    setObjectName(QStringLiteral("findings"));
    setAccessibleName(QStringLiteral("Findings"));
    setPlaceholder(QStringLiteral(
        "After a run, its lost updates, data races, atomicity violations and waiting times stand here."));
    // While a run goes on findings change many times a second; they are told when it has ended.
    connect(playback, &Playback::recordingChanged, this, [this] { setRows({}); });
    connect(playback, &Playback::stateChanged, this, [this] {
        if (isVisible() && rows().empty())
            tell();
    });
}

void FindingsView::showEvent(QShowEvent *event)
{
    StoryView::showEvent(event);
    if (rows().empty())
        tell();
}

void FindingsView::tell()
{
    const auto &recording = playback()->recording();
    const auto findings = recording && recording->finished() ? recording->findings() : nullptr;
    if (!findings || findings->events == 0)
        return;
    TraceReader reader(recording->trace());
    std::vector<StoryRow> rows;
    const auto orders = m_orders ? m_orders(recording->info()->settings) : nullptr;
    for (const FindingSection &section : findingSections(*recording, orders.get())) {
        rows.push_back({.kind = StoryRow::Kind::Heading, .text = section.title, .opens = !rows.empty()});
        rows.push_back({.kind = StoryRow::Kind::Remark, .text = section.meaning});
        for (const FindingLine &line : section.lines) {
            StoryRow row{line.isLoss ? StoryRow::Kind::Loss : StoryRow::Kind::Sentence, line.sentence, line.event};
            if (line.event != kNoEvent && reader[line.event].actor != kNoActor)
                row.actor = reader[line.event].actor;
            row.note = line.proof ? proofName(*line.proof) : QString();
            rows.push_back(std::move(row));
        }
    }
    setRows(std::move(rows));
}

} // namespace interleave
