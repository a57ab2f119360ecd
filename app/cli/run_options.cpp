// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/run_options.h"

#include "app/cli/interruption.h"
#include "app/cli/option_values.h"
#include "app/models/run_tokens.h"
#include "app/models/to_text.h"
#include "app/models/value_range.h"
#include "app/session/session.h"
#include "scenarios/catalog.h"

#include <QCommandLineParser>
#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <poll.h>
#include <unistd.h>

namespace interleave {

namespace {

Result<Window> windowFrom(const QString &text)
{
    if (text == QLatin1String("none"))
        return Window{};
    if (text == QLatin1String("yield"))
        return Window{Window::Kind::Yield, 0};
    if (const auto duration = durationFrom(text))
        return Window{Window::Kind::Sleep, *duration};
    return wrong(QStringLiteral("“%1” is no window: none, yield or a duration such as 1ms or 250us would be.").arg(text));
}

/// The pace of the recorded runs (bare when there are none), and how to watch.
Result<Pace> recordedPaceFrom(const QString &text, RunSeries::Watch &watch)
{
    const auto paces = pacesFrom(text);
    if (!paces.ok())
        return paces.error();
    Pace recorded = Pace::Bare;
    for (const Pace pace : paces.value()) {
        if (pace != Pace::Bare && recorded != Pace::Bare)
            return wrong(QStringLiteral("“--pace %1” names two recorded paces: leave one of them out.").arg(text));
        recorded = pace == Pace::Bare ? recorded : pace;
    }
    watch = recorded == Pace::Bare ? RunSeries::Watch::Unwatched
        : paces.value().size() > 1 ? RunSeries::Watch::Both
                                   : RunSeries::Watch::Recorded;
    return recorded;
}

/// What only makes sense of many runs, or only of one.
Result<void> checkRepetition(const RunOptions &options)
{
    if (options.repeat == 1 && options.watch == RunSeries::Watch::Both)
        return wrong(
            QStringLiteral("Recorded and unwatched runs are compared by how their results spread: add “--repeat 20”."));
    if (options.repeat == 1 && !options.outputs.isEmpty())
        return wrong(QStringLiteral(
            "“-o” shows how the results of many runs spread: add “--repeat 20”, or keep the one run with "
            "“--record a.ilv”."));
    if (!options.record.isEmpty() && options.repeat > 1)
        return wrong(QStringLiteral("“--record” keeps one run, “--repeat” makes several: leave one of them out."));
    if (!options.record.isEmpty() && options.settings.pace == Pace::Bare)
        return wrong(QStringLiteral("An unwatched run records nothing: leave out “--record”, or “--pace bare”."));
    return checkOutputs(options.outputs, QStringLiteral("outcomes.svg"));
}

/// A file descriptor, closed at the end unless it is that of standard input.
class Input
{
public:
    explicit Input(const QString &path) // a pipe with a name is not waited for here, but where Ctrl-C is heard
        : m_descriptor(path.isEmpty() ? STDIN_FILENO
                                      : ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)),
          m_trouble(m_descriptor < 0 ? errno : 0)
    {}
    ~Input()
    {
        if (m_descriptor > STDIN_FILENO)
            ::close(m_descriptor);
    }
    Input(const Input &) = delete;
    Input &operator=(const Input &) = delete;
    int descriptor() const { return m_descriptor; }
    int trouble() const { return m_trouble; } ///< why it could not be opened; 0: it could

private:
    int m_descriptor, m_trouble;
};

/// False: it was interrupted before there was anything to read.
bool waitFor(int descriptor)
{
    std::array<pollfd, 2> both{{{descriptor, POLLIN, 0}, {interruption::descriptor(), POLLIN, 0}}};
    while (::poll(both.data(), both.size(), -1) < 0 && errno == EINTR)
        continue;
    return !interruption::came();
}

/// To its end, however slowly it comes. `path` empty: standard input.
Result<QByteArray> readAll(const QString &path)
{
    constexpr qsizetype kMost = 256 << 20, kAtOnce = 1 << 16;
    const QString name = path.isEmpty() ? QStringLiteral("Standard input") : path;
    const auto unread = [&name](int trouble) {
        return wrong(QStringLiteral("%1 could not be read (%2): name a file that holds a schedule.")
                         .arg(name, QString::fromLocal8Bit(std::strerror(trouble))));
    };
    const Input input(path);
    if (input.trouble() != 0)
        return unread(input.trouble());
    QByteArray text;
    for (;;) {
        if (!waitFor(input.descriptor()))
            return wrong(QStringLiteral("Stopped before the schedule was read to its end."));
        const qsizetype before = text.size();
        text.resize(before + kAtOnce);
        const ssize_t got = ::read(input.descriptor(), text.data() + before, std::size_t(kAtOnce));
        const int trouble = got < 0 ? errno : 0;
        text.resize(before + std::max<ssize_t>(got, 0));
        if (got == 0)
            return text;
        if (trouble != 0 && trouble != EAGAIN && trouble != EINTR)
            return unread(trouble);
        if (text.size() > kMost)
            return wrong(QStringLiteral("%1 is longer than any schedule: name a file that holds one.").arg(name));
    }
}

/// "@order.txt", "-" or the schedule itself.
Result<QByteArray> scheduleTextFrom(const QString &text)
{
    if (text == QLatin1String("@"))
        return wrong(QStringLiteral("Say which file holds the schedule, such as “--schedule @order.txt”."));
    if (text == QLatin1String("-"))
        return readAll({});
    return text.startsWith(QLatin1Char('@')) ? readAll(text.mid(1)) : text.toUtf8();
}

/// The run that a schedule describes; what else is said of it must not contradict it.
Result<void> takeSchedule(const QCommandLineParser &parser, RunOptions &options)
{
    const auto text = scheduleTextFrom(parser.value(QStringLiteral("schedule")));
    if (!text.ok())
        return text.error();
    auto schedule = parseSchedule(std::string_view(text.value().constData(), std::size_t(text.value().size())));
    if (!schedule.ok())
        return schedule.error();
    Schedule &order = schedule.value();
    if (order.scenario != options.settings.scenario)
        return wrong(QStringLiteral("The schedule is for “%1”, not for “%2”: name the scenario it is for.")
                         .arg(QString::fromStdString(order.scenario), QString::fromStdString(options.settings.scenario)));
    for (const auto &option : {QStringLiteral("pace"), QStringLiteral("window"), QStringLiteral("drop")})
        if (parser.isSet(option))
            return wrong(QStringLiteral("An order is kept step by step, and nothing else: leave out “--%1”.").arg(option));
    if (parser.isSet(QStringLiteral("sync")) && parser.value(QStringLiteral("sync")).toStdString() != order.mode)
        return wrong(QStringLiteral("The schedule is for the protection “%1”: leave out “--sync”.").arg(QString::fromStdString(order.mode)));
    if (parser.isSet(QStringLiteral("set")))
        return wrong(QStringLiteral("The sizes are in the schedule: leave out “--set”."));
    options.settings.mode = order.mode;
    options.settings.parameters = order.parameters;
    options.settings.pace = Pace::Step;
    options.settings.window = {};
    options.schedule = std::move(order);
    return {};
}

/// What is run: the scenario, its protection and sizes, and at which pace.
Result<void> takeSettings(const QCommandLineParser &parser, RunOptions &options)
{
    const auto pace = recordedPaceFrom(parser.value(QStringLiteral("pace")), options.watch);
    if (!pace.ok())
        return pace.error();
    const std::string id = parser.positionalArguments().constFirst().toStdString();
    if (const ScenarioInfo *scenario = findScenario(id))
        options.settings = defaultSettings(*scenario, pace.value());
    options.settings.scenario = id;
    if (parser.isSet(QStringLiteral("schedule")))
        if (const auto taken = takeSchedule(parser, options); !taken.ok())
            return taken;
    if (parser.isSet(QStringLiteral("sync")) && parser.value(QStringLiteral("sync")).isEmpty())
        return wrong(QStringLiteral("Say which protection, such as “--sync on”; “interleave list” shows them."));
    if (parser.isSet(QStringLiteral("sync")))
        options.settings.mode = parser.value(QStringLiteral("sync")).toStdString();
    if (auto set = setParameters(parser.values(QStringLiteral("set")), options.settings.parameters); !set.ok())
        return set.error();
    auto settings = checkedSettings(options.settings);
    if (!settings.ok())
        return settings.error();
    options.settings = settings.value();
    if (parser.isSet(QStringLiteral("window"))) {
        const auto window = windowFrom(parser.value(QStringLiteral("window")));
        if (!window.ok())
            return window.error();
        options.settings.window = window.value();
    }
    options.settings.drop = parser.isSet(QStringLiteral("drop"));
    return {};
}

/// How often, how long, with which seed.
Result<void> takeLimits(const QCommandLineParser &parser, RunOptions &options)
{
    const auto repeat = countFrom(parser, QStringLiteral("repeat"), 1, 100'000);
    if (!repeat.ok())
        return repeat.error();
    options.repeat = static_cast<int>(repeat.value());
    const auto seed = countFrom(parser, QStringLiteral("seed"), 0, std::numeric_limits<std::int64_t>::max());
    if (!seed.ok())
        return seed.error();
    options.settings.seed = static_cast<std::uint64_t>(seed.value());
    if (!parser.isSet(QStringLiteral("timeout")))
        return {};
    const auto timeout = durationFrom(parser.value(QStringLiteral("timeout")));
    if (!timeout || *timeout == 0)
        return wrong(QStringLiteral("“--timeout %1” should be a duration such as 500ms or 10s.")
                         .arg(parser.value(QStringLiteral("timeout"))));
    options.timeoutNs = *timeout;
    return {};
}

/// What it is to give, and where that goes.
Result<void> takeOutputs(const QCommandLineParser &parser, RunOptions &options)
{
    if (parser.isSet(QStringLiteral("expect")) && parser.value(QStringLiteral("expect")) != QLatin1String("correct"))
        return wrong(QStringLiteral("“--expect %1” should be “--expect correct”.").arg(parser.value(QStringLiteral("expect"))));
    options.expectCorrect = parser.isSet(QStringLiteral("expect"));
    options.record = parser.value(QStringLiteral("record"));
    options.json = parser.isSet(QStringLiteral("json"));
    if (parser.isSet(QStringLiteral("record")) && options.record.isEmpty())
        return wrong(QStringLiteral("Say where the recording is to go, such as “--record a.ilv”."));
    options.outputs = parser.values(QStringLiteral("o"));
    return checkRepetition(options);
}

} // namespace

void addRunOptions(QCommandLineParser &parser)
{
    parser.addPositionalArgument(QStringLiteral("SCENARIO"), QStringLiteral("“interleave list” shows them."));
    parser.addOptions({
        {QStringLiteral("set"), QStringLiteral("A parameter of the scenario; may be repeated."),
         QStringLiteral("NAME=VALUE")},
        {QStringLiteral("sync"), QStringLiteral("The protection."), QStringLiteral("MODE")},
        {QStringLiteral("pace"),
         QStringLiteral("bare: unwatched; full: recorded; slow: 1 ms between reading and writing; full,bare, "
                        "with --repeat: both in turns, so that it is seen what watching changes."),
         QStringLiteral("bare|full|slow"), QStringLiteral("full")},
        {QStringLiteral("window"), QStringLiteral("What happens between reading and writing."),
         QStringLiteral("none|yield|DURATION")},
        {QStringLiteral("schedule"),
         QStringLiteral("The order of its accesses, as text, in a file, or on standard input; protection and sizes are in it."),
         QStringLiteral("STRING|@FILE|-")},
        {QStringLiteral("repeat"), QStringLiteral("Runs it N times and counts the outcomes."), QStringLiteral("N"),
         QStringLiteral("1")},
        {{QStringLiteral("o"), QStringLiteral("output")},
         QStringLiteral("With --repeat: how the results spread; may be repeated."),
         QStringLiteral("OUT.csv|svg|pdf|png")},
        {QStringLiteral("seed"), QStringLiteral("Kept with the run."), QStringLiteral("N"), QStringLiteral("0")},
        {QStringLiteral("timeout"), QStringLiteral("Stops a run that takes longer."), QStringLiteral("DURATION")},
        {QStringLiteral("drop"), QStringLiteral("Never hold a process up: drop events instead, and count them.")},
        {QStringLiteral("record"), QStringLiteral("Writes the recording."), QStringLiteral("FILE.ilv")},
        {QStringLiteral("expect"), QStringLiteral("“correct”: exit with 3 when the result is wrong."),
         QStringLiteral("correct")},
        {QStringLiteral("json"), QStringLiteral("Prints one JSON object.")},
    });
}

Result<RunOptions> runOptionsFrom(const QCommandLineParser &parser)
{
    RunOptions options;
    for (const auto take : {takeSettings, takeLimits, takeOutputs})
        if (const auto taken = take(parser, options); !taken.ok())
            return taken.error();
    return options;
}

} // namespace interleave
