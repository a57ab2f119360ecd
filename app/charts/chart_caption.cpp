// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_caption.h"
#include "app/charts/chart_text.h"
#include "app/charts/repeated_runs.h"

#include "app/models/to_text.h"
#include "core/trace/run_info.h"
#include "scenarios/scenario_info.h"

namespace interleave {

namespace {

QString scenarioText(const RunSettings &settings, const ScenarioInfo *scenario)
{
    return scenario ? toText(scenario->title) : QString::fromStdString(settings.scenario);
}

QString protectionText(const RunSettings &settings, const ScenarioInfo *scenario)
{
    if (scenario)
        for (const ModeInfo &mode : scenario->modes)
            if (mode.id == settings.mode)
                return toText(mode.title);
    return settings.mode.empty() ? QStringLiteral("none") : QString::fromStdString(settings.mode);
}

QString windowText(const Window &window)
{
    switch (window.kind) {
    case Window::Kind::None: return {};
    case Window::Kind::Yield: return QStringLiteral(", processor given up between reading and writing");
    case Window::Kind::Sleep:
        return QStringLiteral(", %1 between reading and writing")
            .arg(durationText(static_cast<double>(window.nanoseconds)));
    }
    return {};
}

QString paceText(const RunSettings &settings)
{
    const auto name = [&settings] {
        switch (settings.pace) {
        case Pace::Bare: return QStringLiteral("full speed, unwatched");
        case Pace::Full: return QStringLiteral("full speed");
        case Pace::Slow: return QStringLiteral("slow motion");
        case Pace::Step: return QStringLiteral("step by step");
        }
        return QString();
    };
    return name() + windowText(settings.window);
}

QString sizeText(const RunSettings &settings)
{
    QStringList sizes;
    for (const auto &[name, value] : settings.parameters)
        sizes << QString::fromStdString(name) + QStringLiteral("\u00a0") + countText(value);
    return sizes.join(QStringLiteral(", "));
}

QString dateText(const std::string &iso)
{
    // "2026-11-22T14:02:11+01:00" → "2026-11-22 14:02".
    QString date = QString::fromStdString(iso).left(16);
    return date.replace(u'T', u'\u00a0');
}

Caption build(const QString &title, const RunSettings &settings, const MachineInfo &machine,
              const std::string &startedAt, std::uint64_t dropped, std::int64_t stalledNs, const ScenarioInfo *scenario,
              const QString &sampleSize, bool timing)
{
    Caption caption;
    caption.title = title;
    const auto fact = [&caption](const char16_t *name, const QString &value) {
        if (!value.isEmpty())
            caption.facts.emplace_back(QString::fromUtf16(name), value);
    };
    const QString scenarioName = scenarioText(settings, scenario);
    const QString protection = protectionText(settings, scenario);
    const QString pace = paceText(settings);
    const QString size = sizeText(settings);
    const QString cpu = QString::fromStdString(machine.cpu).simplified();
    const QString kernel = QString::fromStdString(machine.kernel);
    const QString version = QString::fromStdString(machine.version);
    const QString date = dateText(startedAt);
    const bool bare = settings.pace == Pace::Bare;
    const QString held = stalledNs == 0 ? QStringLiteral("0\u00a0ms") : durationText(static_cast<double>(stalledNs));

    fact(u"figure", title);
    fact(u"scenario", scenarioName);
    fact(u"protection", protection);
    fact(u"pace", pace);
    fact(u"size", size);
    fact(u"sample", sampleSize);
    fact(u"seed", QString::number(settings.seed));
    fact(u"CPU", cpu);
    fact(u"cores", machine.cores > 0 ? QString::number(machine.cores) : QString());
    fact(u"kernel", kernel);
    fact(u"Interleave", version);
    fact(u"date", date);
    if (!bare) {
        fact(u"events dropped", QString::number(dropped));
        fact(u"held up by recording", held);
    }

    QStringList run{QStringLiteral("%1, protection “%2”").arg(scenarioName, protection), pace};
    if (!size.isEmpty())
        run << size;
    QString first = run.join(QStringLiteral(", "));
    if (!sampleSize.isEmpty())
        first += QStringLiteral("; ") + sampleSize;
    caption.sentences << first + u'.';

    QStringList machineParts;
    if (!cpu.isEmpty())
        machineParts << cpu;
    if (machine.cores > 0)
        machineParts << (machine.cores == 1 ? QStringLiteral("1\u00a0core")
                                            : QStringLiteral("%1\u00a0cores").arg(machine.cores));
    if (!kernel.isEmpty())
        machineParts << (kernel.startsWith(u"Linux") ? kernel : QStringLiteral("Linux\u00a0") + kernel);
    if (!version.isEmpty())
        machineParts << QStringLiteral("Interleave\u00a0") + version;
    if (!date.isEmpty())
        machineParts << date;
    if (!machineParts.isEmpty())
        caption.sentences << machineParts.join(QStringLiteral(", ")) + u'.';

    if (!bare)
        caption.sentences << QStringLiteral("Events dropped: %1; recording held the processes up for %2.")
                                 .arg(countText(static_cast<std::int64_t>(dropped)), held);
    if (timing && (settings.pace == Pace::Slow || settings.pace == Pace::Step)) {
        fact(u"times", QStringLiteral("shaped by slow motion"));
        caption.sentences << QStringLiteral("Times shaped by slow motion.");
    }
    return caption;
}

} // namespace

Caption captionOf(const QString &title, const RunInfo &info, const ScenarioInfo *scenario, const QString &sampleSize,
                  bool timing)
{
    Caption caption = build(title, info.settings, info.machine, info.startedAt, info.dropped, info.stalledNs, scenario,
                            sampleSize, timing);
    if (info.interrupted) {
        caption.facts.emplace_back(QStringLiteral("ended"), QStringLiteral("interrupted"));
        caption.sentences << QStringLiteral("The run was interrupted.");
    }
    return caption;
}

Caption captionOf(const QString &title, const RepeatedRuns &runs, const ScenarioInfo *scenario,
                  const QString &sampleSize)
{
    return build(title, runs.settings, runs.machine, runs.startedAt, runs.dropped, runs.stalledNs, scenario, sampleSize,
                 false);
}

} // namespace interleave
