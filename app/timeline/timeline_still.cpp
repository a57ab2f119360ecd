// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_still.h"

#include "app/timeline/timeline_layout.h"
#include "core/trace/recording.h"

namespace interleave {

TimelineStill::TimelineStill(std::shared_ptr<const Recording> recording)
    : m_recording(std::move(recording)), m_reader(m_recording->trace()), m_value(TimelineValue::of(*m_recording->info()))
{
    const auto info = m_recording->info();
    const auto findings = m_recording->findings();
    m_index = std::make_unique<TimelineIndex>(
        TimelineIndex::Options{info->processes.size(), info->clock.origin, m_value.row, m_value.initial});
    const EventIndex whole = m_reader.size() / TimelineIndex::kBlock * TimelineIndex::kBlock;
    m_reader.forEach(0, whole, [this](EventIndex i, const Event &event) { m_index->append(i, event); });
    m_losses = findings ? std::make_shared<const TimelineLosses>(findings->losses, m_reader, info->processes.size())
                        : std::make_shared<const TimelineLosses>();
}

TimelineSpan TimelineStill::whole(TimelineAxis axis) const
{
    return wholeTrace(*m_recording, m_reader, *m_index, axis, m_recording->trace().size());
}

bool TimelineStill::holdsLetters(QSizeF size) const
{
    return geometryOf(size, static_cast<int>(m_recording->info()->processes.size()), 0, m_value.row >= 0, false)
        .holdsLetters();
}

Picture TimelineStill::picture(QSizeF size, const Theme &theme, const Options &options) const
{
    TimelineScene scene;
    scene.recording = m_recording.get();
    scene.reader = &m_reader;
    scene.index = m_index.get();
    scene.losses = m_losses;
    scene.axis = options.axis;
    scene.trace = whole(options.axis);
    scene.range = options.range.value_or(scene.trace);
    scene.current = options.current;
    scene.value = m_value;
    scene.size = size;
    scene.pixelRatio = options.pixelRatio;
    scene.vector = options.vector;
    scene.header = options.header;
    scene.theme = theme;
    return layoutTimeline(scene);
}

} // namespace interleave
