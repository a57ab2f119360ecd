// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/compare/comparison_picture.h"

#include "app/charts/chart_caption.h"
#include "app/models/to_text.h"
#include "app/paint/wrapped_lines.h"
#include "app/timeline/timeline_layout.h"
#include "core/trace/recording.h"
#include "scenarios/catalog.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr double kHeading = 24;
constexpr double kSide = 18;        // as far in as the timeline's own words
constexpr double kAxisHeight = 132; // value row, scale and gaps of a timeline
constexpr double kLane = 24;
constexpr int kCaptionSide = 8;

int lanesOf(const TimelineStill &still)
{
    return static_cast<int>(still.recording()->info()->processes.size());
}

/// "A · none · Wrong: 183 of 500", and what the signs of the timeline below it mean.
void addHeading(Picture &picture, const QString &text, const TimelineStill &still, double top, QSizeF below,
                const Theme &theme)
{
    const double width = below.width();
    Picture legend = layoutLegend(*still.recording()->info(), theme, QSizeF(width * 0.45, kHeading), Qt::AlignLeft,
                                  still.holdsLetters(below) ? Letters::All : Letters::None);
    const double left = width - 14 - legend.size.width();
    picture.add(Label{QRectF(kSide, top, left - kSide - 12, kHeading), text, theme.text, theme.font(13, QFont::DemiBold)});
    picture.add(std::move(legend), QPointF(left, top));
}

/// What a reader must know, of both runs; the machine only once where it is the same.
QStringList captionOf(const ComparedRuns &runs)
{
    const auto infoA = runs.a->recording()->info(), infoB = runs.b->recording()->info();
    const ScenarioInfo *const scenario = findScenario(infoA->settings.scenario);
    const auto of = [scenario](const RunInfo &info) { return captionOf(QString(), info, scenario, QString(), true).sentences; };
    QStringList a = of(*infoA);
    const QStringList b = of(*infoB);
    if (infoA->machine == infoB->machine && a.size() > 1 && b.size() > 1)
        a.removeAt(1); // the second one is about the machine, and the time
    return {QStringLiteral("Both on one scale of time, from the start of each run."), QStringLiteral("A: ") + a.join(QLatin1Char(' ')),
            QStringLiteral("B: ") + b.join(QLatin1Char(' '))};
}

} // namespace

TimelineSpan ComparedRuns::span() const
{
    return {0, std::max(a->whole(TimelineAxis::Time).end, b->whole(TimelineAxis::Time).end)};
}

Result<ComparedRuns> readBoth(std::shared_ptr<const Recording> a, std::shared_ptr<const Recording> b)
{
    auto comparison = compareRecordings(*a, *b);
    if (!comparison.ok())
        return comparison.error();
    return ComparedRuns{std::move(comparison.value()), std::make_shared<const TimelineStill>(std::move(a)),
                        std::make_shared<const TimelineStill>(std::move(b))};
}

double leastHeight(const ComparedRuns &runs)
{
    constexpr double kScale = 32; // of each timeline, with what is around it
    return 2 * (kHeading + kScale) + (lanesOf(*runs.a) + lanesOf(*runs.b)) * TimelineGeometry::kLeast;
}

Picture comparisonTimelines(const ComparedRuns &runs, QSizeF size, const Theme &theme, bool vector, qreal pixelRatio)
{
    Picture picture;
    picture.size = size;
    // By the number of lanes, so that a lane is as high in both.
    const double room = std::max(0.0, size.height() - 2 * kHeading);
    const double axis = room > 2 * kAxisHeight + (lanesOf(*runs.a) + lanesOf(*runs.b)) * kLane ? kAxisHeight : kAxisHeight / 4;
    const double weightA = axis + lanesOf(*runs.a) * kLane, weightB = axis + lanesOf(*runs.b) * kLane;
    const double heightA = room * weightA / (weightA + weightB);
    const TimelineStill::Options options{.axis = TimelineAxis::Time, .range = runs.span(), .header = false, .vector = vector,
                                         .pixelRatio = pixelRatio};
    const QSizeF sizeA(size.width(), heightA), sizeB(size.width(), room - heightA);
    addHeading(picture, QStringLiteral("A · ") + runs.comparison.titleA, *runs.a, 0, sizeA, theme);
    picture.add(runs.a->picture(sizeA, theme, options), QPointF(0, kHeading));
    addHeading(picture, QStringLiteral("B · ") + runs.comparison.titleB, *runs.b, kHeading + heightA, sizeB, theme);
    picture.add(runs.b->picture(sizeB, theme, options), QPointF(0, 2 * kHeading + heightA));
    return picture;
}

Picture comparisonFigure(const ComparedRuns &runs, int width, const Theme &theme)
{
    const QFont font = theme.font(12), bold = theme.font(12, QFont::DemiBold);
    const int line = QFontMetrics(font).height();
    const int room = width - 2 * kCaptionSide;
    QStringList caption;
    for (const QString &paragraph : captionOf(runs))
        caption << wrappedLines(paragraph, QFontMetrics(font), room);
    const QStringList title = wrappedLines(runs.comparison.sentence, QFontMetrics(bold), room);

    const double lanes = lanesOf(*runs.a) + lanesOf(*runs.b);
    const double timelines = 2 * (kHeading + kAxisHeight) + lanes * kLane;
    Picture picture;
    picture.size = QSizeF(width, timelines + 8 + static_cast<double>(title.size() + caption.size()) * line + 8);
    picture.add(comparisonTimelines(runs, QSizeF(width, timelines), theme, true, 2), QPointF(0, 0));
    double y = timelines + 8;
    const auto write = [&](const QStringList &texts, const QFont &in) {
        for (const QString &text : texts) {
            picture.add(Label{QRectF(kCaptionSide, y, room + kCaptionSide, line), text, theme.text, in, Qt::AlignLeft | Qt::AlignVCenter, false});
            y += line;
        }
    };
    write(title, bold);
    write(caption, font);
    return picture;
}

} // namespace interleave
