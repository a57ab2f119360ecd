// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_data.h"

#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <algorithm>

namespace interleave {

namespace {

bool takesLocks(const ScenarioInfo &scenario, const Parameters &parameters, std::string_view mode)
{
    if (!scenario.objects || !scenario.accepts(parameters))
        return false;
    const ObjectTable objects = scenario.objects(parameters, mode);
    return std::any_of(objects.begin(), objects.end(), [](const Object &object) {
        return object.kind == ObjectKind::Mutex || object.kind == ObjectKind::Semaphore;
    });
}

QString noLockSentence(const ScenarioInfo *scenario, const RunSettings &settings)
{
    if (settings.pace == Pace::Bare)
        return QStringLiteral("An unwatched run records no times: choose another gear to see waiting times.");
    if (!scenario)
        return QStringLiteral("This run took no lock.");
    // The right protection teaches most; each access locked is better than none.
    for (const bool right : {true, false})
        for (const ModeInfo &mode : scenario->modes)
            if (mode.right == right && mode.id != settings.mode && takesLocks(*scenario, settings.parameters, mode.id))
                return QStringLiteral("This run took no lock: choose the protection “%1” to see waiting times.")
                    .arg(QString::fromUtf8(mode.title.data(), static_cast<qsizetype>(mode.title.size())));
    return QStringLiteral("This run took no lock.");
}

void addPanel(Histograms &histograms, const Durations &durations, const QString &what, const QString &plural)
{
    if (durations.samples.empty())
        return;
    Histogram panel = logHistogram(durations);
    panel.what = what;
    panel.plural = plural;
    histograms.panels.push_back(std::move(panel));
}

} // namespace

ChartData lockDurations(const ChartInput &input)
{
    if (!input.recording)
        return NoData{QStringLiteral("No run yet: press Run, then see here how long locks were waited for.")};
    const auto findings = input.recording->findings();
    const auto info = input.recording->info();
    Histograms histograms;
    for (const LockHistory &lock : findings->locks) {
        const QString name = QString::fromStdString(lock.name);
        addPanel(histograms, lock.wait, QStringLiteral("wait for %1").arg(name), QStringLiteral("acquisitions"));
        // A semaphore belongs to nobody: what is taken here is given back elsewhere.
        const std::size_t row = lock.object.row();
        if (row < info->objects.size() && info->objects[row].kind == ObjectKind::Mutex)
            addPanel(histograms, lock.hold, QStringLiteral("hold of %1").arg(name), QStringLiteral("acquisitions"));
    }
    if (histograms.panels.empty())
        return NoData{noLockSentence(input.scenario, info->settings)};
    return histograms;
}

ChartData messageLatency(const ChartInput &input)
{
    if (!input.recording)
        return NoData{QStringLiteral("No run yet: press Run, then see here how long messages were under way.")};
    const auto findings = input.recording->findings();
    const auto info = input.recording->info();
    Histograms histograms;
    for (const auto &[row, messages] : findings->messages) {
        const bool named = findings->messages.size() > 1 && row >= 0
            && static_cast<std::size_t>(row) < info->objects.size();
        const QString what = named ? QStringLiteral("latency in %1")
                                         .arg(QString::fromStdString(info->objects[static_cast<std::size_t>(row)].name))
                                   : QStringLiteral("message latency");
        addPanel(histograms, messages.latency, what, QStringLiteral("messages"));
    }
    if (!histograms.panels.empty())
        return histograms;
    if (info->settings.pace == Pace::Bare)
        return NoData{QStringLiteral("An unwatched run records no times: choose another gear to see latencies.")};
    if (findings->messages.empty())
        return NoData{QStringLiteral("This scenario sends no messages: choose a queue to see how long they take.")};
    return NoData{QStringLiteral("No message of this run has been received.")};
}

} // namespace interleave
