// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/recording_argument.h"
#include "app/models/recording_account.h"
#include "app/models/run_json.h"
#include "app/models/run_text.h"

#include <QCommandLineParser>
#include <QJsonObject>

namespace interleave {

int analyzeCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("FILE.ilv"), QStringLiteral("A recording."));
    parser.addOption({QStringLiteral("json"), QStringLiteral("Prints one JSON object.")});
    if (const int status = parse(parser, *findCommand(QStringLiteral("analyze")), arguments, 1, 1); status >= 0)
        return status;
    const auto recording = recordingArgument(parser.positionalArguments().constFirst());
    if (!recording.ok())
        return complain(recording.error().sentence);
    const Account account = accountOf(*recording.value()).value();
    if (parser.isSet(QStringLiteral("json")))
        printJson(runJson(*recording.value(), account));
    else
        print(runText(*recording.value(), account));
    return kDone;
}

} // namespace interleave
