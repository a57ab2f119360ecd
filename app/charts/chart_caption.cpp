// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_caption.h"
#include "app/charts/chart_text.h"
#include "app/models/repeated_runs.h"

#include "app/models/order_words.h"
#include "app/models/sweep.h"
#include "app/models/to_text.h"
#include "app/session/machine.h"
#include "core/trace/run_info.h"
#include "scenarios/scenario_info.h"

#include <optional>

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

/// What a caption tells, in words.
struct Subject {
    QString title;
    QString scenario;
    QString protections; ///< for a table: "none, atomic"
    QString protectedBy; ///< in a sentence: "protection “none”"
    QString pace, size, sample;
    std::optional<std::uint64_t> seed = 0; ///< nothing: no chance was in it
    MachineInfo machine;
    std::string startedAt;
    bool watched = false;
    std::uint64_t dropped = 0;
    std::int64_t stalledNs = 0;
    bool slowed = false; ///< it shows times, and they are those of a slowed or stepped run
};

Caption build(const Subject &subject)
{
    Caption caption;
    caption.title = subject.title;
    const auto fact = [&caption](const char16_t *name, const QString &value) {
        if (!value.isEmpty())
            caption.facts.emplace_back(QString::fromUtf16(name), value);
    };
    const MachineInfo &machine = subject.machine;
    const QString cpu = QString::fromStdString(machine.cpu).simplified();
    const QString kernel = QString::fromStdString(machine.kernel);
    const QString version = QString::fromStdString(machine.version);
    const QString date = dateText(subject.startedAt);
    const QString held = subject.stalledNs == 0 ? QStringLiteral("0\u00a0ms") : durationText(static_cast<double>(subject.stalledNs));

    fact(u"figure", subject.title);
    fact(u"scenario", subject.scenario);
    fact(u"protection", subject.protections);
    fact(u"pace", subject.pace);
    fact(u"size", subject.size);
    fact(u"sample", subject.sample);
    fact(u"seed", subject.seed ? QString::number(*subject.seed) : QString());
    fact(u"CPU", cpu);
    fact(u"cores", machine.cores > 0 ? QString::number(machine.cores) : QString());
    fact(u"kernel", kernel);
    fact(u"Interleave", version);
    fact(u"date", date);
    if (subject.watched) {
        fact(u"events dropped", QString::number(subject.dropped));
        fact(u"held up by recording", held);
    }

    QStringList run{subject.scenario + QStringLiteral(", ") + subject.protectedBy, subject.pace};
    if (!subject.size.isEmpty())
        run << subject.size;
    QString first = run.join(QStringLiteral(", "));
    if (!subject.sample.isEmpty())
        first += QStringLiteral("; ") + subject.sample;
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

    if (subject.watched)
        caption.sentences << QStringLiteral("Events dropped: %1; recording held the processes up for %2.")
                                 .arg(countText(static_cast<std::int64_t>(subject.dropped)), held);
    if (subject.slowed) {
        fact(u"times", QStringLiteral("shaped by slow motion"));
        caption.sentences << QStringLiteral("Times shaped by slow motion.");
    }
    return caption;
}

bool isSlow(Pace pace)
{
    return pace == Pace::Slow || pace == Pace::Step;
}

Subject subjectOf(const QString &title, const RunSettings &settings, const ScenarioInfo *scenario, const QString &sampleSize,
                  bool timing)
{
    const QString protection = protectionText(settings, scenario);
    Subject subject;
    subject.title = title;
    subject.scenario = scenarioText(settings, scenario);
    subject.protections = protection;
    subject.protectedBy = QStringLiteral("protection “%1”").arg(protection);
    subject.pace = paceText(settings);
    subject.size = sizeText(settings);
    subject.sample = sampleSize;
    subject.seed = settings.seed;
    subject.watched = settings.pace != Pace::Bare;
    subject.slowed = timing && isSlow(settings.pace);
    return subject;
}

/// Recorded runs, or what several of them come to.
template <typename Runs>
void adopt(Subject &subject, const Runs &runs)
{
    subject.machine = runs.machine;
    subject.startedAt = runs.startedAt;
    subject.dropped = runs.dropped;
    subject.stalledNs = runs.stalledNs;
}

QString listed(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return words.first(words.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(" and ") + words.last();
}

/// "processes 1 to 8, increments 400 000".
QString sizeText(const SweepPlan &plan)
{
    QStringList sizes;
    for (const auto &[name, value] : plan.settings({}).parameters) {
        QString text = QString::fromStdString(name) + QStringLiteral("\u00a0");
        if (name != plan.parameter)
            text += countText(value);
        else if (plan.values.count() == 1)
            text += countText(plan.values.first);
        else
            text += QStringLiteral("%1\u00a0to\u00a0%2").arg(countText(plan.values.first), countText(plan.values.greatest()));
        sizes << text;
    }
    return sizes.join(QStringLiteral(", "));
}

Subject subjectOf(const QString &title, const Sweep &sweep, const QString &sampleSize)
{
    const SweepPlan &plan = sweep.plan;
    QStringList protections, quoted, paces;
    Subject subject;
    subject.title = title;
    for (std::size_t series = 0; series < plan.series.size(); ++series) {
        const RunSettings settings = plan.settings({0, series, 0});
        const QString protection = protectionText(settings, plan.scenario);
        const QString pace = paceText(settings) + (plan.showsObserver() && settings.pace == Pace::Full ? QStringLiteral(", recorded") : QString());
        if (!protections.contains(protection)) {
            protections << protection;
            quoted << QStringLiteral("“%1”").arg(protection);
        }
        if (!paces.contains(pace))
            paces << pace;
        subject.watched |= settings.pace != Pace::Bare;
        subject.slowed |= isSlow(settings.pace);
    }
    subject.scenario = toText(plan.scenario->title);
    subject.protections = protections.join(QStringLiteral(", "));
    subject.protectedBy = (quoted.size() == 1 ? QStringLiteral("protection ") : QStringLiteral("protections ")) + listed(quoted);
    subject.pace = paces.join(QStringLiteral(" and "));
    subject.size = sizeText(plan);
    subject.sample = sampleSize;
    adopt(subject, sweep);
    return subject;
}

} // namespace

Caption captionOf(const QString &title, const RunInfo &info, const ScenarioInfo *scenario, const QString &sampleSize,
                  bool timing)
{
    Subject subject = subjectOf(title, info.settings, scenario, sampleSize, timing);
    adopt(subject, info);
    Caption caption = build(subject);
    if (info.interrupted) {
        caption.facts.emplace_back(QStringLiteral("ended"), QStringLiteral("interrupted"));
        caption.sentences << QStringLiteral("The run was interrupted.");
    }
    return caption;
}

Caption captionOf(const QString &title, const RepeatedRuns &runs, const ScenarioInfo *scenario,
                  const QString &sampleSize, bool besideUnwatched)
{
    Subject subject = subjectOf(title, runs.settings, scenario, sampleSize, false);
    adopt(subject, runs);
    if (besideUnwatched)
        subject.pace += QStringLiteral(", recorded and unwatched");
    Caption caption = build(subject);
    if (besideUnwatched)
        caption.sentences << QStringLiteral(
            "Recorded and unwatched runs did the same: what their results differ by is what "
            "watching changes (the observer effect).");
    return caption;
}

Caption captionOf(const QString &title, const ExplorationReport &report, const ScenarioInfo *scenario,
                  const QString &sampleSize, const std::string &startedAt)
{
    Subject subject = subjectOf(title, report.settings, scenario, sampleSize, false);
    subject.pace = report.isOver && report.claim == Claim::Exhaustive ? QStringLiteral("all orders")
                                                                      : QStringLiteral("orders searched");
    subject.watched = false;
    subject.seed.reset(); // all orders are no sample
    subject.machine = thisMachine();
    subject.startedAt = startedAt;
    Caption caption = build(subject);
    caption.facts.emplace_back(QStringLiteral("claim"), claimAndStop(report));
    caption.facts.emplace_back(QStringLiteral("effort"), effortText(report));
    caption.sentences.insert(1, claimAndStop(report));
    return caption;
}

Caption captionOf(const QString &title, const Sweep &sweep, const QString &sampleSize)
{
    return build(subjectOf(title, sweep, sampleSize));
}

} // namespace interleave
