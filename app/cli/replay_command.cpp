// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/recording_argument.h"
#include "app/cli/runner.h"
#include "app/models/action_words.h"
#include "app/models/divergence_words.h"
#include "app/models/to_text.h"
#include "app/models/transcript.h"
#include "app/style/words.h"
#include "core/control/trace_schedule.h"

#include <QCommandLineParser>
#include <QJsonObject>

namespace interleave {

namespace {

/// What came of doing the order of a recording again.
struct Replayed {
    std::size_t steps = 0; ///< of the recording
    struct Difference {
        std::size_t step = 0; ///< from 0
        QString expected, got;
    };
    std::optional<Difference> difference = {};
    QString sentence = {}; ///< of the difference
};

/// "process 2 wrote 5 to counter" of a step of a recording.
QString deedOf(const std::shared_ptr<const Recording> &recording, const TraceSchedule &schedule, std::size_t step)
{
    if (step >= schedule.events.size())
        return QStringLiteral("the end");
    return Transcript(recording).sentence(schedule.events[step]);
}

Replayed compare(const std::shared_ptr<const Recording> &original, const TraceSchedule &schedule,
                   const std::shared_ptr<const Recording> &again, const std::optional<Divergence> &diverged)
{
    Replayed replayed{.steps = schedule.steps.size()};
    if (diverged) {
        const RunInfo &info = *again->info();
        replayed.difference = {diverged->step, deedOf(original, schedule, diverged->step),
                                 words::process(diverged->actor) + QStringLiteral(": ")
                                     + words::deedToCome(info, diverged->got)};
        replayed.sentence = divergenceSentence(info, *diverged);
        return replayed;
    }
    const auto step = firstDifference(*original, *again);
    if (!step)
        return replayed;
    const TraceSchedule others = scheduleOf(*again);
    replayed.difference = {*step, deedOf(original, schedule, *step), deedOf(again, others, *step)};
    replayed.sentence = QStringLiteral("Step %1 differs: it was “%2”, and is “%3”.")
                              .arg(words::number(static_cast<qint64>(*step) + 1), replayed.difference->expected,
                                   replayed.difference->got);
    return replayed;
}

QJsonObject json(const Replayed &replayed)
{
    QJsonValue diverged = QJsonValue::Null;
    if (replayed.difference)
        diverged = QJsonObject{{QStringLiteral("step"), static_cast<qint64>(replayed.difference->step) + 1},
                               {QStringLiteral("expected"), replayed.difference->expected},
                               {QStringLiteral("got"), replayed.difference->got}};
    return {{QStringLiteral("schema"), QStringLiteral("interleave.replay/1")},
            {QStringLiteral("equal"), !replayed.difference},
            {QStringLiteral("steps"), static_cast<qint64>(replayed.steps)},
            {QStringLiteral("diverged"), diverged}};
}

} // namespace

int replayCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("FILE.ilv"), QStringLiteral("A recording."));
    parser.addOption({QStringLiteral("json"), QStringLiteral("Prints one JSON object.")});
    if (const int status = parse(parser, *findCommand(QStringLiteral("replay")), arguments, 1, 1); status >= 0)
        return status;
    const auto read = recordingArgument(parser.positionalArguments().constFirst());
    if (!read.ok())
        return complain(read.error().sentence);
    const Recording &original = *read.value();
    if (const std::string obstacle = obstacleTo(*original.info()); !obstacle.empty() || original.damage)
        return complain(obstacle.empty()
                            ? std::string("The recording breaks off, so its order is not known as a whole.")
                            : obstacle);

    const TraceSchedule schedule = scheduleOf(original);
    RunSettings settings = original.info()->settings;
    settings.pace = Pace::Step;
    settings.window = {};
    settings.drop = false;
    Runner runner;
    const auto run = runner.run(settings, 0, {.steps = schedule.steps, .expected = schedule.expected, .runsOut = true});
    if (!run.ok())
        return complain(run.error().sentence);
    if (runner.interrupted())
        return kInterrupted;
    const Replayed replayed = compare(read.value(), schedule, run.value(), runner.diverged());
    if (parser.isSet(QStringLiteral("json")))
        printJson(json(replayed));
    else
        print(replayed.difference
                  ? replayed.sentence
                  : QStringLiteral("Equal: %1, and every word seen, written and replaced is the same.")
                        .arg(words::counted(static_cast<qint64>(replayed.steps), u"step", u"steps")));
    return kDone;
}

} // namespace interleave
