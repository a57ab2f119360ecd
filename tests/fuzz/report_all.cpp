// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/report_all.h"

#include "app/charts/chart_catalog.h"
#include "app/charts/chart_export.h"
#include "app/models/comparison_report.h"
#include "app/models/explanation.h"
#include "app/models/export_recording.h"
#include "app/models/finding_lines.h"
#include "app/models/links.h"
#include "app/models/recording_account.h"
#include "app/models/run_caption.h"
#include "app/models/run_json.h"
#include "app/models/run_text.h"
#include "app/models/transcript.h"
#include "app/models/verdict.h"
#include "app/stage/stage_layout.h"
#include "app/stage/stage_scene.h"
#include "app/style/theme.h"
#include "app/timeline/timeline_picture.h"
#include "scenarios/catalog.h"
#include "tests/fuzz/target.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <unistd.h>

using namespace interleave;

namespace {

/// Some events of all, and those that took something away.
std::vector<EventIndex> someEventsOf(const Recording &recording)
{
    constexpr EventIndex kSome = 12;
    const EventIndex size = recording.trace().size();
    std::vector<EventIndex> events;
    for (EventIndex i = 0; i < std::min(size, kSome); ++i)
        events.push_back(i * size / std::min(size, kSome));
    const auto &losses = recording.findings()->losses.listed;
    for (std::size_t i = 0; i < std::min<std::size_t>(losses.size(), kSome); ++i) {
        require(losses[i].event < size && losses[i].victim < size, "a loss names events of its recording");
        events.push_back(losses[i].event);
    }
    return events;
}

void tellEvents(const std::shared_ptr<Recording> &recording)
{
    Transcript transcript(recording);
    TraceReader reader(recording->trace());
    for (const EventIndex event : someEventsOf(*recording)) {
        require(!transcript.line(event).isEmpty(), "every event has a sentence");
        for (const Link &link : linksOf(reader, event).links)
            require(link.event < reader.size(), "a link leads to an event");
    }
}

void tellRun(const Recording &recording)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    for (const FindingSection &section : findingSections(*info, *findings))
        require(!section.lines.empty(), "nothing found is a finding");
    recordingCaption(*info, recording.trace().size());
    const auto account = accountOf(recording);
    if (!account.ok())
        return;
    const Account &told = account.value();
    require(told.survivors + told.lost + told.open == told.attempted, "survivors + lost + open = attempted");
    TraceReader reader(recording.trace());
    textOf(explain(recording, reader, account.value()));
    require(QJsonDocument(runJson(recording, account.value())).toJson().size() > 2, "a run has a report");
    require(!runText(recording, account.value()).isEmpty(), "a run has a text");
}

void compare(const Recording &recording)
{
    const auto comparison = compareRecordings(recording, recording);
    if (!comparison.ok())
        return;
    QJsonDocument(comparisonJson(comparison.value(), QStringLiteral("a"), QStringLiteral("b"))).toJson();
    comparisonText(comparison.value(), QStringLiteral("a"), QStringLiteral("b"));
}

void drawCharts(const std::shared_ptr<Recording> &recording, bool asPicture)
{
    const ChartInput input{recording, findScenario(recording->info()->settings.scenario), {}, {}};
    for (const ChartInfo &chart : charts()) {
        const ChartData data = chart.build(input);
        const Figure figure{data, captionOf(chart, input, data)};
        figureCsv(figure);
        if (asPicture)
            static_cast<void>(renderFigure(figure, FigureFormat::Svg));
    }
}

void drawPictures(const std::shared_ptr<Recording> &recording)
{
    const EventIndex size = recording->trace().size();
    const Theme theme = Theme::light();
    timelinePicture(*recording, size / 2, {1000, 360}, theme, TimelineAxis::Order);
    timelinePicture(*recording, size / 2, {1000, 360}, theme, TimelineAxis::Time);
    TraceReader reader(recording->trace());
    const LossIndex losses(recording->findings());
    for (const EventIndex position : {EventIndex{0}, size / 3, size})
        stagePicture(describe(*recording, reader, position, findScenario(recording->info()->settings.scenario), losses), {1000, 340},
                     theme);
}

void exportAll(const std::shared_ptr<Recording> &recording)
{
    // In memory: a file is forced to the disk before it gets its name.
    static const QString folder = QDir(QStringLiteral("/dev/shm")).exists() ? QStringLiteral("/dev/shm") : QDir::tempPath();
    static const QString path = folder + QStringLiteral("/fuzz-export-%1").arg(::getpid());
    const bool hasAccount = accountOf(*recording).ok();
    for (const char *suffix : {".csv", ".json", ".pftrace"}) {
        const QString file = path + QLatin1String(suffix);
        require(exportRecording(recording, file).ok() || !hasAccount, "a recording can be exported");
        QFile::remove(file);
    }
}

} // namespace

void reportAll(const std::shared_ptr<Recording> &recording, std::uint32_t turn)
{
    TraceReader reader(recording->trace());
    const EventIndex size = reader.size();
    require(recording->at(reader, size).position == size, "every event can be applied");
    require(recording->at(reader, size / 2).position == size / 2, "every event can be applied");
    for (const CellHistory &cell : recording->findings()->cells)
        require(cell.survivors + cell.lost + cell.open == cell.attempted, "survivors + lost + open = attempted");
    tellEvents(recording);
    tellRun(*recording);
    switch (turn % 32) {
    case 0: return compare(*recording);
    case 1:
    case 2: return drawCharts(recording, turn % 128 == 1);
    case 3:
    case 4: return drawPictures(recording);
    case 5: return exportAll(recording);
    default: return;
    }
}
