// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

/// The field numbers of Perfetto's trace format that the export uses, from its public, stable definition
/// (https://perfetto.dev/docs/reference/trace-packet-proto). tests/app/perfetto.proto says the same in its own
/// language.
namespace interleave::perfetto {

enum Trace : std::uint32_t { kPacket = 1 };
enum TracePacket : std::uint32_t {
    kTimestamp = 8,
    kSequence = 10,
    kTrackEvent = 11,
    kInternedData = 12,
    kSequenceFlags = 13,
    kTrackDescriptor = 60,
};
enum SequenceFlags : std::uint32_t { kStateCleared = 1, kNeedsState = 2 };
enum TrackDescriptor : std::uint32_t {
    kUuid = 1,
    kTrackName = 2,
    kProcess = 3,
    kThread = 4,
    kParent = 5,
    kCounter = 8,
};
enum ProcessDescriptor : std::uint32_t { kProcessPid = 1, kProcessName = 6 };
enum ThreadDescriptor : std::uint32_t { kThreadPid = 1, kThreadTid = 2, kThreadName = 5 };
enum TrackEvent : std::uint32_t {
    kAnnotation = 4,
    kType = 9,
    kNameId = 10,
    kTrack = 11,
    kCategory = 22,
    kCounterValue = 30,
    kFlow = 47,
};
enum EventType : std::uint32_t { kSliceBegin = 1, kSliceEnd = 2, kInstant = 3, kCounterType = 4 };
enum InternedData : std::uint32_t { kEventNames = 2, kAnnotationNames = 3 };
enum InternedName : std::uint32_t { kNameIid = 1, kName = 2 };
enum DebugAnnotation : std::uint32_t { kAnnotationNameId = 1, kUintValue = 3, kIntValue = 4, kStringValue = 6 };

} // namespace interleave::perfetto
