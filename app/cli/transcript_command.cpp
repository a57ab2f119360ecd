// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/recording_argument.h"
#include "app/models/transcript.h"

#include <QCommandLineParser>

#include <algorithm>

namespace interleave {

int transcriptCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("FILE.ilv"), QStringLiteral("A recording."));
    parser.addOptions({{QStringLiteral("from"), QStringLiteral("First event, from 1."), QStringLiteral("E"), QStringLiteral("1")},
                       {QStringLiteral("to"), QStringLiteral("Last event."), QStringLiteral("E")}});
    if (const int status = parse(parser, *findCommand(QStringLiteral("transcript")), arguments, 1, 1); status >= 0)
        return status;
    const auto recording = recordingArgument(parser.positionalArguments().constFirst());
    if (!recording.ok())
        return complain(recording.error().sentence);

    Transcript transcript(recording.value());
    const EventIndex size = transcript.size();
    bool fromIsNumber = true, toIsNumber = true;
    const EventIndex from = parser.value(QStringLiteral("from")).toULongLong(&fromIsNumber);
    const EventIndex to = parser.isSet(QStringLiteral("to")) ? parser.value(QStringLiteral("to")).toULongLong(&toIsNumber) : size;
    if (!fromIsNumber || !toIsNumber || from < 1 || to > size || from > to + 1)
        return complain(QStringLiteral("This recording has the events 1 to %1.").arg(size), kBadArguments);
    for (EventIndex event = from; event <= to; ++event)
        print(transcript.line(event - 1));
    return kDone;
}

} // namespace interleave
