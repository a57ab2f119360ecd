// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_caption.h"

#include "app/models/to_text.h"
#include "app/style/words.h"
#include "scenarios/scenario_info.h"

#include <QStringList>

namespace interleave {

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
                parts << words::number(size->second) + QLatin1Char(' ') + toText(parameter.title).toLower();
        }
    return parts.join(QStringLiteral(", "));
}

QString recordingCaption(const RunInfo &info, std::uint64_t events)
{
    return recordingCaption(info, events, info.stalledNs);
}

QString recordingCaption(const RunInfo &info, std::uint64_t events, std::int64_t stalledNs)
{
    const QString dropped = info.dropped == 0 ? QStringLiteral("none dropped")
                                              : words::number(qint64(info.dropped)) + QStringLiteral(" dropped");
    return QStringLiteral("%1 recorded, %2 · recording held the processes up for %3")
               .arg(words::counted(qint64(events), u"event", u"events"), dropped, words::duration(double(stalledNs)))
        + (stalledNs == 0 ? QString() : QStringLiteral(" in all"));
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
