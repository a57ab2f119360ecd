// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/start.h"

#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/last_resort.h"
#include "app/conductor.h"
#include "app/main_window.h"
#include "app/session/descriptors.h"
#include "app/session/nearest.h"
#include "app/style/appearance.h"
#include "scenarios/catalog.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

namespace interleave {

namespace {

/// Open files that an application takes while it begins, and for what it reads and writes; a run has its own.
constexpr std::size_t kDescriptorsOfACommand = 8;
constexpr std::size_t kDescriptorsOfADrawing = 16; ///< plugins, and fonts with their settings
constexpr std::size_t kDescriptorsOfTheWindow = 32;

void nameTheProgram()
{
    QCoreApplication::setOrganizationName(QStringLiteral("Interleave"));
    QCoreApplication::setApplicationName(QStringLiteral("Interleave"));
    QCoreApplication::setApplicationVersion(QStringLiteral(INTERLEAVE_VERSION));
}

int help()
{
    print(QStringLiteral("interleave shows what happens when real processes share state, and proves it.\n\n"
                         "  interleave [FILE.ilv | --scenario NAME [--present]]\n      the window"));
    for (const Command &command : commands())
        print(QStringLiteral("  interleave ") + command.name + QLatin1Char(' ') + command.usage + QStringLiteral("\n      ")
              + command.summary);
    print(QStringLiteral("\nEach command says more with --help."));
    return kDone;
}

bool needsWidgets(const Command &command, const QStringList &arguments)
{
    if (command.draws != Draws::Pictures)
        return command.draws == Draws::Always;
    return std::any_of(arguments.begin(), arguments.end(), [](const QString &argument) {
        const QString suffix = QFileInfo(argument).suffix().toLower();
        return suffix == QLatin1String("svg") || suffix == QLatin1String("pdf") || suffix == QLatin1String("png")
            || suffix == QLatin1String("html");
    });
}

/// On its way to a platform Qt looks into the user's runtime folder, and where the machine has none it makes one in
/// /tmp that stays. So it is lent one meanwhile, and whatever would end the program waits until that has gone again.
class RuntimeFolder
{
public:
    RuntimeFolder()
    {
        if (qEnvironmentVariableIsSet("XDG_RUNTIME_DIR"))
            return;
        sigset_t endings;
        ::sigemptyset(&endings);
        for (const int ending : {SIGINT, SIGTERM, SIGHUP})
            ::sigaddset(&endings, ending);
        ::pthread_sigmask(SIG_BLOCK, &endings, &m_before);
        m_folder.emplace();
        qputenv("XDG_RUNTIME_DIR", m_folder->path().toLocal8Bit());
    }
    ~RuntimeFolder()
    {
        if (!m_folder)
            return;
        qunsetenv("XDG_RUNTIME_DIR");
        m_folder.reset();
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    RuntimeFolder(const RuntimeFolder &) = delete;
    RuntimeFolder &operator=(const RuntimeFolder &) = delete;

private:
    std::optional<QTemporaryDir> m_folder;
    sigset_t m_before;
};

int runCommand(const Command &command, int &argc, char **argv, const QStringList &arguments)
{
    const QuietQt quiet;
    const bool draws = needsWidgets(command, arguments);
    if (const auto room = checkDescriptors(draws ? kDescriptorsOfADrawing : kDescriptorsOfACommand, "This command");
        !room.ok())
        return complain(room.error().sentence);
    if (!draws) {
        const QCoreApplication application(argc, argv);
        return command.run(arguments);
    }
    // Drawing needs widgets, but neither a display nor the learner's choice of look.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    std::optional<RuntimeFolder> runtime(std::in_place);
    const QApplication application(argc, argv);
    runtime.reset();
    return command.run(arguments);
}

QString unknownWord(const QString &word)
{
    // Who writes a suffix, a folder or “-- list” means a file.
    if (findCommand(word) != nullptr || word.contains(QLatin1Char('/')) || word.endsWith(QLatin1String(".ilv")))
        return QStringLiteral("There is no file “%1”: give the name of a recording (.ilv).").arg(word);
    std::vector<std::string> names;
    for (const Command &command : commands())
        names.emplace_back(command.name.data(), static_cast<std::size_t>(command.name.size()));
    return QStringLiteral("There is no command and no file “") + word + QStringLiteral("”: ")
        + QString::fromStdString(suggestion(word.toStdString(), names));
}

void explainDisplay()
{
    complain(QStringLiteral("The window cannot be opened, since no display answers (%1); the commands work without one "
                            "(“interleave --help”).").arg(displays().join(QStringLiteral(", "))));
}

/// What the window was asked to show at its start.
struct Opening {
    QString file;
    const ScenarioInfo *scenario = nullptr;
    bool present = false;
    bool forget = false; ///< the remembered settings
};

Result<Opening> openingFrom(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("scenario"), QString(), QStringLiteral("NAME")},
                       {QStringLiteral("present"), QString()},
                       {QStringLiteral("reset-settings"), QString()}});
    if (!parser.parse(QStringList(QStringLiteral("interleave")) + arguments))
        return Error{troubleWith(parser, QStringLiteral("interleave")).toStdString()};
    if (const QString sentence = troubleWithRepetition(parser); !sentence.isEmpty())
        return Error{sentence.toStdString()};
    Opening opening;
    opening.present = parser.isSet(QStringLiteral("present"));
    opening.forget = parser.isSet(QStringLiteral("reset-settings"));
    if (parser.isSet(QStringLiteral("scenario"))) {
        const std::string id = parser.value(QStringLiteral("scenario")).toStdString();
        opening.scenario = findScenario(id);
        std::vector<std::string> ids;
        for (const ScenarioInfo *one : catalog())
            ids.emplace_back(one->id);
        if (opening.scenario == nullptr)
            return Error{"There is no scenario “" + id + "”: " + suggestion(id, ids)};
    }
    if (parser.positionalArguments().isEmpty())
        return opening;
    opening.file = parser.positionalArguments().constFirst();
    if (!QFileInfo::exists(opening.file))
        return Error{unknownWord(opening.file).toStdString()};
    if (parser.positionalArguments().size() > 1)
        return Error{"The window shows one recording at a time."};
    return opening;
}

int showWindow(int &argc, char **argv, const Opening &opening)
{
    if (displays().isEmpty())
        return complain(QStringLiteral("There is no display here, and the window needs one; the commands work without "
                                       "(“interleave --help”)."));
    if (const auto room = checkDescriptors(kDescriptorsOfTheWindow, "The window"); !room.ok())
        return complain(room.error().sentence);
    std::optional<QuietQt> quiet(std::in_place, explainDisplay); // Qt would say it in its own words, and leave a core
    const QApplication application(argc, argv);
    quiet.reset();
    QGuiApplication::setDesktopFileName(QStringLiteral("org.interleave.Interleave"));
    if (opening.forget)
        QSettings().clear();
    appearance().apply();
    appearance().followDesktop();
    MainWindow window(catalog());
    auto *const conductor = new Conductor(&window); // the window owns it
    if (opening.scenario != nullptr)
        window.chooseScenario(opening.scenario);
    window.show();
    window.setPresenting(opening.present);
    if (!opening.file.isEmpty())
        conductor->open(opening.file);
    return QApplication::exec();
}

int answer(int argc, char **argv)
{
    nameTheProgram();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const QString word = arguments.value(0);
    if (word == QLatin1String("--help") || word == QLatin1String("-h") || word == QLatin1String("help"))
        return help();
    if (word == QLatin1String("--version") || word == QLatin1String("-v")) {
        print(QStringLiteral("interleave ") + QCoreApplication::applicationVersion());
        return kDone;
    }
    if (const Command *const command = findCommand(word))
        return runCommand(*command, argc, argv, arguments.mid(1));
    const auto opening = openingFrom(arguments);
    if (!opening.ok())
        return complain(opening.error().sentence, kBadArguments);
    return showWindow(argc, argv, opening.value());
}

} // namespace

QStringList displays()
{
    QStringList set;
    for (const char *const name : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"})
        if (!qEnvironmentVariableIsEmpty(name))
            set << QString::fromLatin1(name) + QLatin1Char('=') + qEnvironmentVariable(name);
    return set;
}

int start(int argc, char **argv)
{
    prepareForTheWorst();
    constexpr std::array<std::string_view, 4> kWithProcesses = {"run", "sweep", "explore", "replay"};
    if (argc > 1 && std::find(kWithProcesses.begin(), kWithProcesses.end(), argv[1]) != kWithProcesses.end())
        interruption::watch();
    try {
        return finishOutput(answer(argc, argv));
    } catch (const std::bad_alloc &) {
        return complainOfMemory();
    }
}

} // namespace interleave
