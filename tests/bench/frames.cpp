// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long does a frame of the window take? The stage at a new event with 60 bodies on it, and the timeline in every
// zoom over runs of growing length; against clearing the same image.

#include "tests/bench/questions.h"

#include "app/session/playback.h"
#include "app/stage/stage_view.h"
#include "app/timeline/timeline_view.h"
#include "core/trace/recording.h"
#include "tests/support/long_recording.h"

#include <QApplication>
#include <QImage>

#include <algorithm>
#include <memory>
#include <optional>

namespace interleave::bench {

namespace {

/// ms of processor time by view; each view is drawn several times, for a frame may be disturbed by others.
class Frames
{
public:
    template <typename Draw>
    void add(std::size_t view, Draw &&draw)
    {
        const double begin = threadNanoseconds();
        draw();
        m_costs.resize(std::max(m_costs.size(), view + 1));
        m_costs[view].push_back((threadNanoseconds() - begin) * 1e-6);
    }
    double median() const { return medianOf(views()); }
    double worst() const
    {
        const std::vector<double> all = views();
        return *std::max_element(all.begin(), all.end());
    }

private:
    std::vector<double> views() const
    {
        std::vector<double> medians;
        for (const std::vector<double> &costs : m_costs)
            medians.push_back(medianOf(costs));
        return medians;
    }

    std::vector<std::vector<double>> m_costs;
};

class Canvas
{
public:
    explicit Canvas(QWidget &widget) : m_widget(widget), m_image(widget.size(), QImage::Format_ARGB32_Premultiplied) {}
    void draw() { m_widget.render(&m_image, QPoint(), QRegion(), QWidget::DrawChildren); }
    void clear()
    {
        m_image.fill(Qt::white);
        escape(m_image.constBits());
    }

private:
    QWidget &m_widget;
    QImage m_image;
};

void addRows(Table &table, const std::string &what, const Frames &frames, const Frames &clears)
{
    table.rows.push_back({.what = what + ", median", .value = frames.median(), .unit = "ms", .goal = atMost(4),
                          .note = number(frames.median() / clears.median(), "x") + " clearing the image"});
    table.rows.push_back({.what = what + ", worst view", .value = frames.worst(), .unit = "ms", .goal = atMost(4)});
}

void stageFrames(Table &table, const Options &options)
{
    Playback playback;
    StageView view(&playback);
    view.resize(1280, 800);
    view.setReducedMotion(true);
    playback.setRecording(longRecording(options.size(100'000, 5000), 58, Locking::Locked)); // and a counter, and a lock
    Canvas canvas(view);
    Frames frames, clears;
    const EventIndex step = playback.length() / options.size(100, 5);
    playback.seek(step / 2);
    canvas.draw();
    for (std::size_t round = 0; round < options.rounds(); ++round) {
        for (std::size_t place = 1; place * step < playback.length(); ++place) {
            clears.add(place - 1, [&] { canvas.clear(); });
            frames.add(place - 1, [&] {
                playback.seek(place * step);
                canvas.draw();
            });
        }
    }
    addRows(table, "stage, 60 bodies, 1280 x 800, at a new event", frames, clears);
}

void timelineFrames(Table &table, const Options &options, const std::shared_ptr<Recording> &recording, TimelineAxis axis)
{
    const EventIndex events = recording->trace().size();
    Playback playback;
    TimelineView view(&playback);
    view.resize(2100, 420); // 8 lanes × about 2000 pixels
    playback.setRecording(recording);
    view.setAxis(axis);
    view.finishIndexing();
    Canvas canvas(view);
    canvas.draw();
    Frames frames, clears;
    for (std::size_t round = 0; round < options.rounds(); ++round) {
        std::size_t viewed = 0;
        for (const double where : {0.1, 0.5, 0.9}) {
            playback.seek(static_cast<EventIndex>(where * static_cast<double>(events)));
            view.fit();
            for (int zoom = 0; zoom < 28; ++zoom, ++viewed) {
                clears.add(viewed, [&] { canvas.clear(); });
                frames.add(viewed, [&] {
                    view.zoomIn();
                    canvas.draw();
                });
            }
        }
    }
    const std::string length = events >= 1'000'000 ? std::to_string(events / 1'000'000) + " M" : std::to_string(events / 1000) + " k";
    addRows(table, "timeline, 8 lanes, " + length + " events, by " + (axis == TimelineAxis::Order ? "order" : "time"), frames, clears);
}

void timelineFrames(Table &table, const Options &options, EventIndex events)
{
    const auto recording = longRecording(options.size(events, 10'000 + events / 1000), 8, Locking::Locked);
    for (const TimelineAxis axis : {TimelineAxis::Order, TimelineAxis::Time})
        timelineFrames(table, options, recording, axis);
}

class Offscreen
{
public:
    Offscreen()
    {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        m_application.emplace(m_argc, m_argv);
    }

private:
    int m_argc = 1;
    char m_name[17] = "interleave-bench";
    char *m_argv[2] = {m_name, nullptr};
    std::optional<QApplication> m_application;
};

} // namespace

Table frames(const Options &options)
{
    const Offscreen screen;
    Table table;
    stageFrames(table, options);
    for (const EventIndex events : {100'000u, 1'000'000u, 10'000'000u})
        timelineFrames(table, options, events);
    return table;
}

Table longFrames(const Options &options)
{
    const Offscreen screen;
    Table table;
    timelineFrames(table, options, 100'000'000);
    return table;
}

} // namespace interleave::bench
