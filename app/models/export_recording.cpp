// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/export_recording.h"

#include "app/export/perfetto_export.h"
#include "app/models/recording_account.h"
#include "app/models/run_caption.h"
#include "app/models/run_json.h"
#include "app/models/to_text.h"
#include "app/models/transcript.h"
#include "core/control/trace_schedule.h"
#include "core/trace/part_file.h"

#include <QJsonDocument>

#include <limits>

namespace interleave {

namespace {

QLatin1String kindName(EventKind kind)
{
    switch (kind) {
    case EventKind::None: break;
    case EventKind::Read: return QLatin1String("read");
    case EventKind::Write: return QLatin1String("write");
    case EventKind::Update: return QLatin1String("update");
    case EventKind::LockRequested: return QLatin1String("lock requested");
    case EventKind::LockAcquired: return QLatin1String("lock acquired");
    case EventKind::LockReleased: return QLatin1String("lock released");
    case EventKind::SemaphoreRequested: return QLatin1String("semaphore requested");
    case EventKind::SemaphoreAcquired: return QLatin1String("semaphore acquired");
    case EventKind::SemaphorePosted: return QLatin1String("semaphore posted");
    case EventKind::AwaitBegan: return QLatin1String("await began");
    case EventKind::Awaited: return QLatin1String("awaited");
    case EventKind::Stalled: return QLatin1String("held up by recording");
    case EventKind::Gap: return QLatin1String("gap");
    case EventKind::Died: return QLatin1String("died");
    }
    return QLatin1String("unknown");
}

/// The columns seen, written, replaced: those that the kind has.
QString values(const Event &event)
{
    const EventKind kind = event.kind();
    if (readsWord(kind))
        return QString::number(event.seen().value()) + QStringLiteral(",,");
    if (writesWord(kind))
        return QStringLiteral(",%1,%2").arg(event.written().value()).arg(event.replaced().value());
    return QStringLiteral(",,");
}

QString csvLine(const RunInfo &info, const QString &sentence, const Event &event, EventIndex index)
{
    const Site *const site = event.site < info.sites.size() ? &info.sites[event.site] : nullptr;
    QString quoted = sentence;
    quoted.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QString::number(index + 1) + QLatin1Char(',') + QString::number(info.clock.nanoseconds(event.time), 'f', 0)
        + QLatin1Char(',') + (event.actor == kNoActor ? QString() : QString::number(event.actor + 1)) + QLatin1Char(',')
        + kindName(event.kind()) + QLatin1Char(',') + objectName(info, event.object) + QLatin1Char(',') + values(event)
        + QLatin1Char(',') + (event.has(kInferred) ? QStringLiteral("inferred") : QString()) + QLatin1Char(',')
        + (site && site->line ? QString::fromStdString(site->file) + QLatin1Char(':') + QString::number(site->line) : QString())
        + QStringLiteral(",\"") + quoted + QStringLiteral("\"\n");
}

constexpr qsizetype kPortion = 1 << 20; ///< bytes gathered before they are written

Result<void> write(PartFile &file, const QByteArray &text)
{
    return file.write(toBytes(text));
}

QByteArray csvHead(const RunInfo &info)
{
    return (QStringLiteral("# ") + runCaption(info) + QStringLiteral("\n# ") + QString::fromStdString(info.startedAt)
            + QStringLiteral(" · ") + QString::fromStdString(info.machine.cpu) + QStringLiteral(" · ")
            + QString::fromStdString(info.machine.kernel) + QStringLiteral(" · Interleave ")
            + QString::fromStdString(info.machine.version)
            + QStringLiteral("\nevent,time [ns],process,kind,object,seen,written,replaced,inferred,line,sentence\n")).toUtf8();
}

Result<void> writeCsv(const std::shared_ptr<const Recording> &recording, PartFile &file)
{
    const auto info = recording->info();
    QByteArray text = csvHead(*info);
    Transcript transcript(recording);
    for (EventIndex index = 0; index < transcript.size(); ++index) {
        text += csvLine(*info, transcript.sentence(index), transcript.event(index), index).toUtf8();
        if (text.size() < kPortion)
            continue;
        if (auto written = write(file, text); !written.ok())
            return written;
        text.clear();
    }
    return write(file, text);
}

/// However long it is, with checks: a file is not copied by hand.
Result<void> writeSchedule(const Recording &recording, PartFile &file)
{
    if (const std::string obstacle = obstacleTo(*recording.info()); !obstacle.empty())
        return Error{obstacle};
    const auto text = scheduleTextOf(recording, std::numeric_limits<std::size_t>::max(), true);
    return write(file, QByteArray::fromStdString(*text + "\n"));
}

} // namespace

Result<void> exportRecording(const std::shared_ptr<const Recording> &recording, const QString &path)
{
    const auto account = accountOf(*recording);
    if (!account.ok())
        return account.error();
    auto file = PartFile::create(path.toStdString());
    if (!file.ok())
        return file.error();
    const auto written = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) ? writeCsv(recording, file.value())
        : path.endsWith(QLatin1String(".pftrace"), Qt::CaseInsensitive)
        ? writePerfetto(*recording, file.value())
        : path.endsWith(QLatin1String(".txt"), Qt::CaseInsensitive) ? writeSchedule(*recording, file.value())
        : write(file.value(), QJsonDocument(runJson(*recording, account.value())).toJson());
    return written.ok() ? file.value().commit() : written;
}

} // namespace interleave
