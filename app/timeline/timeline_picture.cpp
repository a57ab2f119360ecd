// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_picture.h"

#include "app/timeline/timeline_layout.h"
#include "core/trace/recording.h"

namespace interleave {

Picture timelinePicture(const Recording &recording, EventIndex current, QSizeF size, const Theme &theme,
                        TimelineAxis axis)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    const TimelineValue value = TimelineValue::of(*info);
    TraceReader reader(recording.trace());
    const auto index = std::make_unique<TimelineIndex>(
        TimelineIndex::Options{info->processes.size(), info->clock.origin, value.row, value.initial});
    const EventIndex whole = reader.size() / TimelineIndex::kBlock * TimelineIndex::kBlock;
    reader.forEach(0, whole, [&](EventIndex i, const Event &event) { index->append(i, event); });

    TimelineScene scene;
    scene.recording = &recording;
    scene.reader = &reader;
    scene.index = index.get();
    scene.losses = findings ? std::make_shared<const TimelineLosses>(findings->losses, reader, info->processes.size())
                            : std::make_shared<const TimelineLosses>();
    scene.axis = axis;
    scene.trace = wholeTrace(recording, reader, *index, axis);
    scene.range = scene.trace;
    scene.current = current;
    scene.value = value;
    scene.size = size;
    scene.pixelRatio = 2;
    scene.vector = true;
    scene.header = true;
    scene.theme = theme;
    return layoutTimeline(scene);
}

} // namespace interleave
