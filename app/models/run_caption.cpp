// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_caption.h"

#include "app/models/to_text.h"
#include "app/style/words.h"
#include "scenarios/scenario_info.h"

#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

/// "process", "processes".
QString nameOf(const ParameterInfo &parameter, std::int64_t count)
{
    return count == 1 && !parameter.singular.empty() ? toText(parameter.singular) : toText(parameter.title).toLower();
}

} // namespace

QString runCaption(const RunInfo &info)
{
    QString text = words::gear(info.settings.pace).toLower();
    const QString window = words::window(info.settings.window);
    if (!window.isEmpty())
        text += QStringLiteral(", ") + window;
    return text + QStringLiteral("   ·   ")
        + words::counted(qint64(info.processes.size()), u"process", u"processes")
        + QStringLiteral(", one piece of shared memory");
}

QString settingsCaption(const ScenarioInfo *scenario, const RunSettings &settings)
{
    QStringList parts{scenario != nullptr ? toText(scenario->title) : QString::fromStdString(settings.scenario)};
    const ModeInfo *mode = scenario != nullptr ? scenario->mode(settings.mode) : nullptr;
    const QString protection = mode != nullptr ? toText(mode->title) : QString::fromStdString(settings.mode);
    parts << (protection == QLatin1String("none") ? QStringLiteral("no protection") : protection);
    parts << words::gear(settings.pace).toLower();
    if (scenario != nullptr)
        for (const ParameterInfo &parameter : scenario->parameters) {
            const auto size = settings.parameters.find(std::string(parameter.name));
            if (size != settings.parameters.end())
                parts << words::number(size->second) + QLatin1Char(' ') + nameOf(parameter, size->second);
        }
    return parts.join(QStringLiteral(", "));
}

QString recordingCaption(const RunInfo &info, std::uint64_t events)
{
    return recordingCaption(info, events, info.stalledNs);
}

QString recordingCaption(const RunInfo &info, std::uint64_t events, std::int64_t stalledNs)
{
    const bool refused = std::any_of(info.processes.begin(), info.processes.end(),
                                     [](const ProcessInfo &process) { return process.refusal != Refusal::None; });
    const QString dropped = info.dropped == 0
        ? QStringLiteral("none dropped")
        : words::number(qint64(info.dropped)) + (refused ? QStringLiteral(" missing") : QStringLiteral(" dropped"));
    return QStringLiteral("%1 recorded, %2 · recording held the processes up for %3")
               .arg(words::counted(qint64(events), u"event", u"events"), dropped, words::duration(double(stalledNs)))
        + (stalledNs == 0 ? QString() : QStringLiteral(" in all"));
}

QString refusalReason(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None: break;
    case Refusal::Counts: return QStringLiteral("its counts of what it had reported contradicted each other");
    case Refusal::Kind: return QStringLiteral("it reported something that no process can do");
    case Refusal::Object: return QStringLiteral("it reported an access to something this run does not have");
    case Refusal::Misuse: return QStringLiteral("it reported an access that cannot be made to such an object");
    case Refusal::Words: return QStringLiteral("it reported a value in a name that is not its own");
    }
    return {};
}

QString refusalCaption(const RunInfo &info)
{
    QStringList sentences;
    for (std::size_t i = 0; i < info.processes.size(); ++i) {
        const ProcessInfo &process = info.processes[i];
        if (process.refusal == Refusal::None)
            continue;
        const QString from = process.events == 0 ? QStringLiteral("at all")
                                                 : QStringLiteral("after its event %1").arg(words::number(qint64(process.events)));
        sentences << QStringLiteral("Of %1 nothing is believed %2: %3.")
                         .arg(words::process(static_cast<ActorId>(i)), from, refusalReason(process.refusal));
    }
    return sentences.join(QLatin1Char(' '));
}

QString memoryCaption(const RunInfo &info)
{
    if (info.memoryRanOutAt == kNoEvent)
        return {};
    const QString events = words::counted(qint64(info.memoryRanOutAt), u"event", u"events");
    if (info.dropped == 0)
        return QStringLiteral("Memory ran out after %1: not all that can be found in them was.").arg(events);
    return QStringLiteral("Memory ran out after %1: %2 not recorded.")
        .arg(events, info.dropped == 1 ? QStringLiteral("the one after them was")
                                       : QStringLiteral("the %1 after them were").arg(words::number(qint64(info.dropped))));
}

} // namespace interleave
