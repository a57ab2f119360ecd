// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever the bytes of a recording are: reading ends, says a sentence with an offset or gives a recording of which
// everything can be told and drawn, and takes no more than four times their size in memory (and a constant for tables
// and buffers).

#include "core/trace/bytes.h"
#include "core/trace/event_codec.h"
#include "core/trace/recording_file.h"
#include "core/trace/recording_format.h"
#include "tests/fuzz/meter.h"
#include "tests/fuzz/report_all.h"
#include "tests/fuzz/sample_runs.h"
#include "tests/fuzz/target.h"
#include "tests/support/random_trace.h"
#include "tests/support/trace_text.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace interleave;
using namespace interleave::recording_format;

namespace {

constexpr std::size_t kConstantMemory = std::size_t{48} << 20;

/// Gives every chunk the right checksum, so that changes get past it.
void repairChecksums(std::vector<std::uint8_t> &bytes)
{
    ChunkHeader header;
    for (std::size_t at = kPrologueBytes; at + sizeof header <= bytes.size();) {
        std::memcpy(&header, bytes.data() + at, sizeof header);
        if (header.length > bytes.size() - at - sizeof header)
            return;
        header.crc = checksum(header, {bytes.data() + at + sizeof header, header.length});
        std::memcpy(bytes.data() + at, &header, sizeof header);
        at += sizeof header + header.length;
    }
}

void readAll(std::span<const std::uint8_t> bytes, std::uint32_t turn)
{
    const Meter meter;
    const auto read = readRecording(bytes, "fuzz.ilv");
    if (!read.ok()) {
        require(!read.error().sentence.empty(), "an error is a sentence");
        require(read.error().offset <= bytes.size(), "an offset lies in the file");
        return;
    }
    require(meter.most() <= 4 * bytes.size() + kConstantMemory, "memory stays within four times the size");
    const Recording &recording = *read.value();
    if (recording.damage)
        require(recording.damage->offset <= bytes.size(), "an offset lies in the file");
    require(recording.finished(), "what was read is finished");
    reportAll(read.value(), turn);
}

std::vector<std::uint8_t> bytesOf(const Recording &recording)
{
    const std::string path =
        (std::filesystem::temp_directory_path() / ("fuzz-seed-" + std::to_string(::getpid()) + ".ilv")).string();
    require(writeRecording(recording, path).ok(), "a seed can be written");
    std::ifstream file(path, std::ios::binary);
    std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
    std::filesystem::remove(path);
    return bytes;
}

std::vector<std::uint8_t> randomRecording(std::size_t actors, std::size_t count, std::uint32_t seed)
{
    RunInfo info;
    info.objects = randomObjects();
    info.sites = std::vector<Site>(8, Site{"fuzz.cpp", 7});
    info.processes.resize(actors);
    Recording recording(info);
    for (const Event &event : randomTrace(actors, count, seed))
        recording.settle(event);
    info.finalWords.resize(info.objects.size());
    info.finalWords[0] = {Word::make(4, 1, 2)};
    info.ledger = {1, 1, 1, 2, 0, 1};
    recording.finish(info);
    return bytesOf(recording);
}

} // namespace

std::vector<std::vector<std::uint8_t>> fuzzSeeds()
{
    std::vector<std::vector<std::uint8_t>> seeds{bytesOf(*mockRecording()), randomRecording(3, 60, 1), randomRecording(5, 500, 2),
                                                 randomRecording(2, 9000, 3)};
    for (std::size_t number = 0; number < kSampleRecordings; ++number)
        seeds.push_back(bytesOf(*sampleRecording(number)));
    return seeds;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::span<const std::uint8_t> bytes(data, size);
    readAll(bytes, turnOf(bytes));
    std::vector<std::uint8_t> repaired(bytes.begin(), bytes.end());
    repairChecksums(repaired);
    readAll(repaired, turnOf(bytes));
    std::vector<Event> events(std::min<std::size_t>(size / kFewestEventBytes, Trace::kBlock));
    static_cast<void>(unpackEvents(bytes, events));
    return 0;
}
