// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/why_view.h"

#include "app/session/playback.h"
#include "core/trace/recording.h"

namespace interleave {

WhyView::WhyView(Playback *playback, QWidget *parent) : StoryView(playback, parent)
{
    setObjectName(QStringLiteral("why"));
    setAccessibleName(QStringLiteral("Why"));
    setPlaceholder(QStringLiteral(
        "After a run, its result is explained here: from the last write back to what was read too early."));
    connect(playback, &Playback::recordingChanged, this, &WhyView::forget);
}

void WhyView::forget()
{
    m_account.reset();
    m_explanation = {};
    setRows({});
}

void WhyView::setAccount(const Account &account, std::shared_ptr<const ExplorationReport> orders)
{
    m_orders = std::move(orders);
    m_account = account;
    if (isVisible())
        answer();
}

void WhyView::showEvent(QShowEvent *event)
{
    StoryView::showEvent(event);
    answer();
}

void WhyView::answer()
{
    const auto &recording = playback()->recording();
    if (!recording || !m_account)
        return;
    TraceReader reader(recording->trace());
    m_explanation = explain(*recording, reader, *m_account, m_orders.get());
    m_account.reset();

    std::vector<StoryRow> rows;
    if (!m_explanation.question.isEmpty())
        rows.push_back({StoryRow::Kind::Heading, m_explanation.question});
    for (const Rung &rung : m_explanation.rungs) {
        StoryRow row{rung.isLoss() ? StoryRow::Kind::Loss : StoryRow::Kind::Sentence, rung.sentence, rung.event};
        if (rung.event != kNoEvent && reader[rung.event].actor != kNoActor)
            row.actor = reader[rung.event].actor;
        row.opens = rung.opens;
        row.within = rung.kind == Rung::Kind::Victim;
        rows.push_back(std::move(row));
    }
    if (!m_explanation.rungs.empty())
        rows.push_back({.kind = StoryRow::Kind::Remark, .text = proofSentence(m_explanation.proof), .opens = true});
    setRows(std::move(rows));
}

} // namespace interleave
