// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/recording_file.h"

#include "core/trace/bytes.h"
#include "core/trace/event_codec.h"
#include "core/trace/part_file.h"
#include "core/trace/recording_format.h"
#include "core/trace/run_info_codec.h"

#include <limits>

namespace interleave {
namespace {

using namespace recording_format;

Result<void> writeChunk(PartFile &file, ChunkType type, std::span<const std::uint8_t> payload)
{
    if (payload.size() > std::numeric_limits<std::uint32_t>::max())
        return Error{"The run is too large for a recording."};
    ChunkHeader header{.type = static_cast<std::uint16_t>(type), .length = static_cast<std::uint32_t>(payload.size())};
    header.crc = checksum(header, payload);
    ByteWriter chunk;
    chunk.fixed(header);
    chunk.raw(payload);
    return file.write(chunk.bytes());
}

Result<void> writeEvents(PartFile &file, EventIndex first, std::size_t count, std::span<const std::uint8_t> packed)
{
    ByteWriter payload;
    payload.fixed(std::uint64_t{first});
    payload.fixed(static_cast<std::uint32_t>(count));
    payload.raw(packed);
    return writeChunk(file, ChunkType::Events, payload.bytes());
}

Result<void> writeTrace(PartFile &file, const Trace &trace)
{
    const EventIndex size = trace.size();
    const EventIndex blocks = trace.packedBlocks();
    for (EventIndex block = 0; block < blocks; ++block)
        if (auto done = writeEvents(file, block * Trace::kBlock, Trace::kBlock, trace.packedBlock(block)); !done.ok())
            return done;
    const EventIndex first = blocks * Trace::kBlock;
    if (first >= size)
        return {};
    std::vector<Event> rest;
    TraceReader(trace).forEach(first, size, [&](EventIndex, const Event &event) { rest.push_back(event); });
    return writeEvents(file, first, rest.size(), packEvents(rest));
}

std::vector<std::uint8_t> endOf(const RunInfo &info, EventIndex events)
{
    ByteWriter end;
    end.fixed(std::uint64_t{events});
    end.raw(packRunInfo(info, RunInfoPart::Whole));
    return end.take();
}

} // namespace

Result<void> writeRecording(const Recording &recording, const std::string &path,
                            const std::optional<std::vector<EventIndex>> &bookmarks)
{
    std::shared_ptr<const RunInfo> info = recording.info();
    if (bookmarks) {
        RunInfo marked = *info;
        marked.bookmarks = *bookmarks;
        info = std::make_shared<const RunInfo>(std::move(marked));
    }
    // Nothing is written that could not be read again.
    if (auto readable = unpackRunInfo(packRunInfo(*info, RunInfoPart::Whole)); !readable.ok())
        return Error{"The run cannot be recorded: " + readable.error().sentence + '.'};
    auto file = PartFile::create(path);
    if (!file.ok())
        return file.error();
    ByteWriter prologue;
    prologue.raw(kFileMagic);
    prologue.fixed(kVersion);
    if (auto done = file.value().write(prologue.bytes()); !done.ok())
        return done;
    if (auto done = writeChunk(file.value(), ChunkType::Head, packRunInfo(*info, RunInfoPart::Head)); !done.ok())
        return done;
    if (auto done = writeTrace(file.value(), recording.trace()); !done.ok())
        return done;
    if (auto done = writeChunk(file.value(), ChunkType::End, endOf(*info, recording.trace().size())); !done.ok())
        return done;
    return file.value().commit();
}

Result<void> checkWritable(const std::string &path)
{
    const auto file = PartFile::create(path);
    return file.ok() ? Result<void>{} : file.error();
}

} // namespace interleave
