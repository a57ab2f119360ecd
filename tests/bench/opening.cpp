// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long does it take to open a recording of ten million events, against reading its file once?

#include "tests/bench/questions.h"

#include "core/trace/recording_file.h"
#include "tests/support/long_recording.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

namespace interleave::bench {

namespace {

/// A recording on the disk, as long as it is needed.
class StoredRecording
{
public:
    StoredRecording(EventIndex events, Locking locking)
        : m_path(std::filesystem::temp_directory_path() / ("interleave-bench-" + std::to_string(::getpid()) + ".ilv"))
    {
        if (!writeRecording(*longRecording(events, 8, locking), m_path.string()).ok())
            std::abort();
        m_bytes.resize(std::filesystem::file_size(m_path));
    }
    StoredRecording(const StoredRecording &) = delete;
    StoredRecording &operator=(const StoredRecording &) = delete;
    ~StoredRecording() { std::filesystem::remove(m_path); }

    std::size_t bytes() const { return m_bytes.size(); }
    /// ms of processor time, the kernel's share included.
    double read()
    {
        const double begin = threadNanoseconds();
        std::ifstream(m_path, std::ios::binary).read(m_bytes.data(), static_cast<std::streamsize>(m_bytes.size()));
        memoryEscapes();
        return (threadNanoseconds() - begin) * 1e-6;
    }
    double open() const
    {
        const double begin = threadNanoseconds();
        const auto recording = readRecording(m_path.string());
        if (!recording.ok() || recording.value()->trace().size() == 0)
            std::abort();
        return (threadNanoseconds() - begin) * 1e-6;
    }

private:
    std::filesystem::path m_path;
    std::vector<char> m_bytes;
};

void addRow(Table &table, const Options &options, Locking locking)
{
    const std::size_t events = options.size(10'000'000, 20'000);
    StoredRecording stored(events, locking);
    const Comparison comparison(options, {{"read", [&] { return stored.read(); }},
                                          {"open", [&] { return stored.open(); }}});
    const double bytes = static_cast<double>(stored.bytes());
    table.rows.push_back({.what = "open " + number(static_cast<double>(events) * 1e-6, " M") + " events, 8 processes, "
                              + (locking == Locking::Locked ? "locked" : "racing"),
                          .value = comparison.median(1), .unit = "ms", .goal = atMost(1000),
                          .note = number(comparison.ratio(1, 0), "x") + " reading its "
                              + number(bytes / static_cast<double>(events), " B") + " an event once"});
}

} // namespace

Table opening(const Options &options)
{
    Table table;
    for (const Locking locking : {Locking::Locked, Locking::None})
        addRow(table, options, locking);
    return table;
}

} // namespace interleave::bench
