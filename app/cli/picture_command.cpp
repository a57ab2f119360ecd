// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/recording_argument.h"
#include "app/conductor.h"
#include "app/main_window.h"
#include "app/models/run_caption.h"
#include "app/paint/export_picture.h"
#include "app/panels/tab_card.h"
#include "app/panels/tab_strip.h"
#include "app/session/nearest.h"
#include "app/session/playback.h"
#include "app/stage/stage_layout.h"
#include "app/stage/stage_scene.h"
#include "app/style/appearance.h"
#include "app/timeline/timeline_view.h"
#include "scenarios/catalog.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QPainter>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <optional>

namespace interleave {

namespace {

constexpr int kMostPixels = 10'000; ///< each way

struct PictureOptions {
    QString view;
    QString path;
    QSize size;
    bool dark = false;
    std::optional<QString> tab; ///< of the window; none: the one it begins with
    EventIndex position = 0; ///< events shown
};

std::optional<QSize> sizeFrom(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    if (parts.size() != 2)
        return std::nullopt;
    bool widthIsNumber = false, heightIsNumber = false;
    const QSize size(parts[0].toInt(&widthIsNumber), parts[1].toInt(&heightIsNumber));
    if (!widthIsNumber || !heightIsNumber || size.width() > kMostPixels || size.height() > kMostPixels)
        return std::nullopt;
    return size;
}

struct View {
    QLatin1String name;
    QSize size;  ///< unless another is asked for
    QSize least;
};
constexpr std::array kViews = {View{QLatin1String("stage"), {1000, 340}, {600, 300}},
                               View{QLatin1String("timeline"), {1280, 360}, {360, 200}},
                               View{QLatin1String("window"), {1440, 900}, {1280, 660}}};

Result<PictureOptions> optionsFrom(const QCommandLineParser &parser, const Recording &recording)
{
    PictureOptions options;
    options.view = parser.positionalArguments().at(1);
    const auto view = std::find_if(kViews.begin(), kViews.end(), [&](const View &one) { return one.name == options.view; });
    if (view == kViews.end())
        return Error{"There is no view “" + options.view.toStdString() + "”: "
                     + suggestion(options.view.toStdString(), {"stage", "timeline", "window"})};
    const QString size = parser.value(QStringLiteral("size"));
    const auto wanted = parser.isSet(QStringLiteral("size")) ? sizeFrom(size) : std::optional(view->size);
    if (!wanted || wanted->width() < view->least.width() || wanted->height() < view->least.height())
        return Error{QStringLiteral("“--size %1” should be WIDTHxHEIGHT, at least %2x%3 for the %4 and at most %5x%5.")
                         .arg(size).arg(view->least.width()).arg(view->least.height()).arg(options.view).arg(kMostPixels).toStdString()};
    options.size = *wanted;
    const QString theme = parser.value(QStringLiteral("theme"));
    if (theme != QLatin1String("light") && theme != QLatin1String("dark"))
        return Error{"“--theme " + theme.toStdString() + "” should be light or dark."};
    options.dark = theme == QLatin1String("dark");
    if (parser.isSet(QStringLiteral("tab")))
        options.tab = parser.value(QStringLiteral("tab"));
    if (options.tab && options.view != QLatin1String("window"))
        return Error{"“--tab” says which tab of the window, and the " + options.view.toStdString()
                     + " has none: leave it out."};
    options.path = parser.value(QStringLiteral("o"));
    if (options.path.isEmpty())
        return Error{"Say where the picture is to go, such as “-o picture.svg”."};
    const QString suffix = QFileInfo(options.path).suffix().toLower();
    if (suffix != QLatin1String("png") && suffix != QLatin1String("svg") && suffix != QLatin1String("pdf"))
        return Error{"“" + options.path.toStdString() + "” does not say what to write: let the name end in .png, .svg or .pdf."};

    const EventIndex events = recording.trace().size();
    options.position = events;
    if (!parser.isSet(QStringLiteral("at")))
        return options;
    bool isNumber = false;
    options.position = parser.value(QStringLiteral("at")).toULongLong(&isNumber);
    if (!isNumber || options.position > events)
        return Error{"“--at” must lie between 0 and " + std::to_string(events) + " for this recording, not “"
                     + parser.value(QStringLiteral("at")).toStdString() + "”."};
    return options;
}

Picture stageOf(const std::shared_ptr<Recording> &recording, const PictureOptions &options, const Theme &theme)
{
    TraceReader reader(recording->trace());
    const LossIndex losses(recording->findings());
    const StageScene scene = describe(*recording, reader, options.position,
                                      findScenario(recording->info()->settings.scenario), losses);
    return stagePicture(scene, options.size, theme);
}

Picture timelineOf(const std::shared_ptr<Recording> &recording, const PictureOptions &options, const Theme &theme)
{
    Playback playback;
    TimelineView view(&playback);
    playback.setRecording(recording);
    playback.setLength(recording->trace().size());
    playback.seek(options.position);
    view.finishIndexing();
    return view.picture(options.size, theme);
}

int statusOf(const Result<void> &written)
{
    return written.ok() ? kDone : complain(written.error().sentence);
}

Result<void> showTab(MainWindow &window, const QString &name)
{
    TabStrip *const tabs = window.tabs()->tabs();
    std::vector<std::string> titles;
    for (int i = 0; i < tabs->count(); ++i) {
        titles.push_back(tabs->title(i).toLower().toStdString());
        if (titles.back() != name.toLower().toStdString())
            continue;
        tabs->setCurrent(i);
        return {};
    }
    return Error{"There is no tab “" + name.toStdString() + "”: " + suggestion(name.toStdString(), titles)};
}

/// Returns an ExitStatus: which tabs there are, only the window knows.
int saveWindow(const std::shared_ptr<Recording> &recording, const PictureOptions &options, bool seek,
               const PictureExport &how)
{
    MainWindow window(catalog());
    Conductor conductor(&window);
    window.resize(options.size);
    window.show();
    window.resize(options.size); // not the size that was remembered
    window.showRecording(recording);
    if (options.tab)
        if (const auto shown = showTab(window, *options.tab); !shown.ok())
            return complain(shown.error().sentence, kBadArguments);
    if (seek)
        window.playback()->seek(options.position);
    conductor.finishDrawing();
    return statusOf(exportDrawing({options.size,
                                   [&window](QPainter &painter) {
                                       window.render(&painter, QPoint(), QRegion(),
                                                     QWidget::DrawChildren | QWidget::DrawWindowBackground);
                                   }},
                                  options.path, how));
}

} // namespace

int pictureCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("FILE.ilv"), QStringLiteral("A recording."));
    parser.addPositionalArgument(QStringLiteral("VIEW"), QStringLiteral("stage, timeline or window."));
    parser.addOptions(
        {{{QStringLiteral("o"), QStringLiteral("output")},
          QStringLiteral("Where to."),
          QStringLiteral("OUT.png|svg|pdf")},
         {QStringLiteral("at"), QStringLiteral("After that many events; else at the end, or the first loss."),
          QStringLiteral("EVENT")},
         {QStringLiteral("size"), QStringLiteral("In pixels of a screen; a PNG has twice as many each way."),
          QStringLiteral("WxH")},
         {QStringLiteral("tab"), QStringLiteral("Which tab of the window."), QStringLiteral("NAME")},
         {QStringLiteral("theme"), QStringLiteral("light or dark."), QStringLiteral("light|dark"),
          QStringLiteral("light")}});
    if (const int status = parse(parser, *findCommand(QStringLiteral("picture")), arguments, 2, 2); status >= 0)
        return status;
    if (const auto apart = checkOutput(parser.positionalArguments().constFirst(), parser.value(QStringLiteral("o"))); !apart.ok())
        return complain(apart.error().sentence, kBadArguments);
    QStandardPaths::setTestModeEnabled(true); // a picture does not depend on what the window remembers
    const auto recording = recordingArgument(parser.positionalArguments().constFirst());
    if (!recording.ok())
        return complain(recording.error().sentence);
    const auto options = optionsFrom(parser, *recording.value());
    if (!options.ok())
        return complain(options.error().sentence, kBadArguments);

    const PictureOptions &wanted = options.value();
    appearance().setChoice(wanted.dark ? Appearance::Choice::Dark : Appearance::Choice::Light);
    appearance().apply();
    const Theme theme = wanted.dark ? Theme::darkTheme() : Theme::light();
    const PictureExport how{.title = runCaption(*recording.value()->info()), .background = theme.card};
    if (wanted.view == QLatin1String("window"))
        return saveWindow(recording.value(), wanted, parser.isSet(QStringLiteral("at")), how);
    if (wanted.view == QLatin1String("stage"))
        return statusOf(exportPicture(stageOf(recording.value(), wanted, theme), wanted.path, how));
    return statusOf(exportPicture(timelineOf(recording.value(), wanted, theme), wanted.path, how));
}

} // namespace interleave
