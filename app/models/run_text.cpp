// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_text.h"

#include "app/models/finding_summary.h"
#include "app/models/run_caption.h"
#include "app/models/to_text.h"
#include "app/models/transcript.h"
#include "app/models/verdict.h"
#include "app/style/words.h"
#include "scenarios/catalog.h"

namespace interleave {

QString runText(const Recording &recording, const Account &account)
{
    const auto info = recording.info();
    const ScenarioInfo &scenario = *findScenario(info->settings.scenario);
    const Verdict verdict = verdictOf(scenario, *info, *recording.findings(), account);
    QStringList lines;
    lines << toText(scenario.title) + QStringLiteral(" · ") + runCaption(*info);
    lines << (verdict.headline.isEmpty() ? QString() : verdict.headline + QStringLiteral(". ")) + verdict.sentence;
    if (!verdict.limit.isEmpty())
        lines << verdict.limit;
    lines << findingSummary(*info, *recording.findings());
    for (const Wait &wait : info->standstill)
        lines << words::process(wait.actor) + QStringLiteral(" waits for ") + objectName(*info, wait.object)
                + (wait.holder == kNoActor ? QString() : QStringLiteral(", held by ") + words::process(wait.holder))
                + (hasDied(*info, wait.holder) ? QStringLiteral(", which died") : QString());
    lines << recordingCaption(*info, recording.trace().size());
    if (recording.damage)
        lines << QString::fromStdString(recording.damage->sentence);
    return lines.join(QLatin1Char('\n'));
}

} // namespace interleave
