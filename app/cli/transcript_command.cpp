// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/recording_argument.h"
#include "app/models/transcript.h"

#include <QCommandLineParser>

#include <algorithm>

namespace interleave {

namespace {

/// The number of an event, from 1 as sentences count; `otherwise` when the option is not there.
Result<EventIndex> eventFrom(const QCommandLineParser &parser, const QString &option, EventIndex otherwise, EventIndex size)
{
    if (!parser.isSet(option))
        return otherwise;
    const QString given = parser.value(option);
    bool isNumber = false;
    // As a transcript writes it, in groups of three digits.
    const EventIndex event = QString(given).remove(u'\u202f').remove(u' ').toULongLong(&isNumber);
    if (isNumber && event >= 1 && event <= size)
        return event;
    if (size == 0)
        return Error{QStringLiteral("“--%1 %2” names no event: this recording has none.").arg(option, given).toStdString()};
    return Error{QStringLiteral("“--%1 %2” names no event: it must lie between 1 and %3, the last event of this recording.")
                     .arg(option, given).arg(size).toStdString()};
}

} // namespace

int transcriptCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("FILE.ilv"), QStringLiteral("A recording."));
    parser.addOptions({{QStringLiteral("from"), QStringLiteral("First event, from 1."), QStringLiteral("E")},
                       {QStringLiteral("to"), QStringLiteral("Last event."), QStringLiteral("E")}});
    if (const int status = parse(parser, *findCommand(QStringLiteral("transcript")), arguments, 1, 1); status >= 0)
        return status;
    const auto recording = recordingArgument(parser.positionalArguments().constFirst());
    if (!recording.ok())
        return complain(recording.error().sentence);

    Transcript transcript(recording.value());
    const EventIndex size = transcript.size();
    const auto from = eventFrom(parser, QStringLiteral("from"), 1, size);
    if (!from.ok())
        return complain(from.error().sentence, kBadArguments);
    const auto to = eventFrom(parser, QStringLiteral("to"), size, size);
    if (!to.ok())
        return complain(to.error().sentence, kBadArguments);
    if (size > 0 && from.value() > to.value())
        return complain(QStringLiteral("“--from %1” comes after “--to %2”: the first event must not come after the last.")
                            .arg(from.value()).arg(to.value()), kBadArguments);
    for (EventIndex event = from.value(); event <= to.value(); ++event)
        if (!print(transcript.line(event - 1)))
            break;
    return kDone;
}

} // namespace interleave
