// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/sweep_figure.h"

#include "app/charts/chart_text.h"

namespace interleave {

Figure figureOf(const Sweep &sweep)
{
    SweepCurves curves = sweepCurves(sweep);
    const QString sample = sampleSize(curves);
    Figure figure;
    figure.caption = captionOf(QStringLiteral("Result, time and throughput against %1").arg(curves.axis), sweep, sample);
    QStringList &sentences = figure.caption.sentences;
    if (sweep.interrupted)
        figure.caption.facts.emplace_back(QStringLiteral("ended"),
                                          QStringLiteral("interrupted after %1 of %2 runs").arg(sweep.runs.size()).arg(sweep.plan.runs()));
    if (sweep.runs.empty()) {
        figure.data = NoData{sweep.interrupted
                                 ? QStringLiteral("The sweep was interrupted before the first run had ended.")
                                 : QStringLiteral("The first run is on.")};
        return figure;
    }
    sentences.insert(1, QStringLiteral("Lines join medians, bands hold the middle half of the runs, each dot is a run; time is from "
                                       "the first process’s first action to the last one’s last, throughput counts lost %1 too.")
                            .arg(curves.plural));
    if (sweep.interrupted)
        sentences << QStringLiteral("The sweep was interrupted.");
    figure.data = std::move(curves);
    return figure;
}

} // namespace interleave
