// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_figures.h"

#include "app/charts/chart_catalog.h"
#include "app/charts/chart_export.h"
#include "app/models/transcript.h"
#include "app/paint/export_picture.h"
#include "app/panels/verdict_mark.h"
#include "app/stage/stage_layout.h"
#include "app/stage/stage_scene.h"
#include "app/style/words.h"
#include "app/timeline/timeline_still.h"

#include <QPainter>

namespace interleave {

namespace {

constexpr double kStageHeight = 300;
constexpr double kMmPerPixel = 25.4 / 96;

SheetFigure figureOf(const Picture &picture, const QString &title)
{
    const QSizeF size = picture.size;
    return {title, {}, {size, [picture](QPainter &painter) { paint(painter, picture); }}};
}

/// High enough for every lane to keep its words.
double timelineHeight(std::size_t lanes, bool values)
{
    const double lane = lanes <= 6 ? 38 : 24;
    return 62 + static_cast<double>(lanes) * lane + (values ? 84 : 0);
}

bool isSlowed(const RunInfo &info)
{
    return info.settings.pace == Pace::Slow || info.settings.pace == Pace::Step;
}

} // namespace

SheetFigure stageFigure(const Recording &recording, const ScenarioInfo &scenario, const SheetStretch &stretch)
{
    TraceReader reader(recording.trace());
    const auto findings = recording.findings();
    const EventIndex total = recording.trace().size();
    const EventIndex position = stretch.focus == kNoEvent ? total : stretch.focus + 1;
    const StageScene scene = describe(recording, reader, position, &scenario, LossIndex(findings));
    SheetFigure figure = figureOf(stagePicture(scene, QSizeF(kSheetWidth, kStageHeight), Theme::print()),
                                  QStringLiteral("Processes and shared memory"));
    const QString of = words::number(static_cast<qint64>(total));
    figure.caption = stretch.focus == kNoEvent
        ? QStringLiteral("At the end, after all %1 events.").arg(of)
        : QStringLiteral("After event %1 of %2: %3.")
              .arg(words::number(static_cast<qint64>(position)), of,
                   sentenceOf(*recording.info(), *findings, reader, stretch.focus));
    return figure;
}

SheetFigure timelineFigure(const std::shared_ptr<const Recording> &recording, const SheetStretch &stretch)
{
    const auto info = recording->info();
    const bool values = TimelineValue::of(*info).row >= 0;
    const TimelineStill still(recording);
    const auto begin = static_cast<double>(stretch.begin), end = static_cast<double>(stretch.end);
    TimelineStill::Options options;
    options.range = TimelineSpan{begin, std::max(end, begin + kFewestColumns)};
    options.current = stretch.focus;
    const QSizeF size(kSheetWidth, timelineHeight(info->processes.size(), values));
    SheetFigure figure = figureOf(still.picture(size, Theme::print(), options), QStringLiteral("Timeline"));
    figure.caption = QStringLiteral("Events %1 to %2 of %3, in their order.")
                         .arg(words::number(static_cast<qint64>(stretch.begin + 1)),
                              words::number(static_cast<qint64>(stretch.end)),
                              words::number(static_cast<qint64>(recording->trace().size())));
    if (stretch.focus != kNoEvent)
        figure.caption += QStringLiteral(" ✕ marks what was lost.");
    return figure;
}

std::vector<SheetFigure> chartFigures(const std::shared_ptr<const Recording> &recording, const ScenarioInfo &scenario)
{
    std::vector<SheetFigure> figures;
    const ChartInput input{recording, &scenario, {}, {}};
    for (const ChartInfo *chart : timingChartsOf(&scenario)) {
        auto numbers = std::make_shared<const ChartData>(chart->build(input));
        if (std::holds_alternative<NoData>(*numbers))
            continue;
        SheetFigure figure{.title = chart->title, .caption = chart->help, .drawing = {}, .chart = numbers};
        figure.caption += QLatin1Char(' ') + sampleSize(*numbers) + QLatin1Char('.');
        if (chart->timing && isSlowed(*recording->info()))
            figure.caption += QStringLiteral(" Times shaped by slow motion.");
        figures.push_back(std::move(figure));
    }
    return figures;
}

void drawCounted(SheetFigure &figure)
{
    const Figure chart{*figure.chart, {.title = figure.title, .facts = {}, .sentences = {}}};
    figure.drawing = figureDrawing(chart, {.widthMm = kSheetWidth * kMmPerPixel, .caption = false});
    figure.chart.reset();
}

Drawing verdictSign(Verdict::Kind kind)
{
    if (kind == Verdict::Kind::None)
        return {};
    return {QSizeF(28, 28),
            [kind](QPainter &painter) { paintVerdictSign(painter, kind, QRectF(0, 0, 28, 28), Theme::print()); }};
}

} // namespace interleave
