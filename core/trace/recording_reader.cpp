// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/recording_file.h"

#include "core/trace/bytes.h"
#include "core/trace/event_check.h"
#include "core/trace/event_codec.h"
#include "core/trace/recording_format.h"
#include "core/trace/recording_source.h"
#include "core/trace/run_info_codec.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

namespace interleave {
namespace {

using namespace recording_format;

struct Chunk {
    std::uint16_t type = 0;
    std::uint64_t offset = 0; ///< of its header in the file
    std::vector<std::uint8_t> payload;

    bool is(ChunkType wanted) const { return type == static_cast<std::uint16_t>(wanted); }
};

std::string atByte(std::uint64_t offset)
{
    return "at byte " + std::to_string(offset);
}

/// Takes a recording off its source, chunk by chunk, as far as it can be trusted.
class Reader
{
public:
    Reader(RecordingSource source, std::string name) : m_source(std::move(source)), m_name("“" + std::move(name) + "”")
    {}

    Result<std::shared_ptr<Recording>> read()
    {
        if (auto good = readPrologue(); !good.ok())
            return good.error();
        if (auto good = readHead(); !good.ok())
            return good.error();
        while (!m_damage && !m_end)
            readOn();
        if (m_end && !m_damage && m_source.left() > 0)
            m_damage = Damage{m_source.position(),
                              "The recording is complete, but something that does not belong to it follows "
                                  + atByte(m_source.position()) + '.',
                              false};
        m_recording->damage = std::move(m_damage);
        m_recording->finish(m_end ? std::move(*m_end) : std::move(m_head));
        return std::move(m_recording);
    }

private:
    Result<void> readPrologue()
    {
        std::array<std::uint8_t, kPrologueBytes> bytes{};
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_source.size()));
        if (!m_source.read({bytes.data(), size}))
            return Error{m_name + " cannot be read: the disk does not give its first bytes."};
        if (size == 0)
            return Error{m_name + " is empty; a recording of Interleave is never empty."};
        if (!std::equal(bytes.begin(), bytes.begin() + std::min(size, kFileMagic.size()), kFileMagic.begin()))
            return Error{m_name + " is not a recording of Interleave (.ilv): it does not begin like one."};
        if (size < bytes.size())
            return headError("breaks off", size);
        std::uint32_t version = 0;
        std::memcpy(&version, bytes.data() + kFileMagic.size(), sizeof version);
        if (version > kVersion)
            return Error{m_name + " was made by a newer Interleave (format " + std::to_string(version)
                             + "; this one reads up to " + std::to_string(kVersion) + ").",
                         kFileMagic.size()};
        if (version == 0)
            return Error{m_name + " is of format 0, which never was; this Interleave reads up to "
                             + std::to_string(kVersion) + '.',
                         kFileMagic.size()};
        return {};
    }

    Error headError(const std::string &what, std::uint64_t offset) const
    {
        return {m_name + ' ' + what + ' ' + atByte(offset) + ", in its head; nothing of it can be shown.", offset};
    }

    Result<void> readHead()
    {
        const std::optional<Chunk> chunk = next();
        if (!chunk)
            return headError(m_brokenOff ? "breaks off" : "is damaged", m_damage->offset);
        auto info = chunk->is(ChunkType::Head) ? unpackRunInfo(chunk->payload) : Error{"another chunk comes first"};
        if (!info.ok())
            return headError("is damaged (" + info.error().sentence + ')', chunk->offset);
        m_head = std::move(info.value());
        m_head.finalWords = {}; // at the end they are true, if anywhere
        m_head.ledger = {};
        m_recording = std::make_shared<Recording>(m_head);
        return {};
    }

    void readOn()
    {
        std::optional<Chunk> chunk = next();
        if (!chunk)
            return;
        if (chunk->is(ChunkType::Events))
            takeEvents(*chunk);
        else if (chunk->is(ChunkType::End))
            takeEnd(*chunk);
        else if (chunk->is(ChunkType::Head))
            damagedAt(chunk->offset, "a second head");
    }

    /// The next chunk, whole and with the right checksum; else notes the damage.
    std::optional<Chunk> next()
    {
        Chunk chunk;
        chunk.offset = m_source.position();
        ChunkHeader header;
        std::array<std::uint8_t, sizeof header> bytes{};
        if (m_source.left() < bytes.size() || !m_source.read(bytes)) {
            breaksOffAt(chunk.offset);
            return {};
        }
        std::memcpy(&header, bytes.data(), sizeof header);
        if (header.length > m_source.left()) {
            breaksOffAt(chunk.offset);
            return {};
        }
        chunk.payload.resize(header.length);
        if (!m_source.read(chunk.payload)) {
            breaksOffAt(chunk.offset);
            return {};
        }
        if (header.crc != checksum(header, chunk.payload)) {
            damagedAt(chunk.offset, "a wrong checksum");
            return {};
        }
        chunk.type = header.type;
        return chunk;
    }

    void takeEvents(Chunk &chunk)
    {
        ByteReader in(chunk.payload);
        const auto first = in.fixed<std::uint64_t>();
        const auto count = in.fixed<std::uint32_t>();
        if (!in.ok() || count == 0 || count > Trace::kBlock || first != m_recording->trace().size())
            return damagedAt(chunk.offset, "events out of order");
        const std::span<Event> events(m_events.data(), count);
        if (!unpackEvents(in.raw(in.left()), events))
            return damagedAt(chunk.offset, "events that cannot be unpacked");
        const auto wrong = std::find_if(events.begin(), events.end(), [&](const Event &e) { return !fits(e, m_head); });
        if (wrong != events.end())
            return damagedAt(chunk.offset, "events that this run cannot have had");
        chunk.payload.erase(chunk.payload.begin(), chunk.payload.begin() + kEventsHeaderBytes);
        m_recording->settlePacked(std::move(chunk.payload), events);
    }

    void takeEnd(const Chunk &chunk)
    {
        ByteReader in(chunk.payload);
        const auto events = in.fixed<std::uint64_t>();
        auto info = unpackRunInfo(in.raw(in.left()));
        if (!info.ok())
            return damagedAt(chunk.offset, info.error().sentence);
        if (events != m_recording->trace().size())
            return damagedAt(chunk.offset, std::to_string(events) + " events at its end");
        if (!isSameRun(info.value(), m_head))
            return damagedAt(chunk.offset, "the end of another run");
        m_end = std::move(info.value());
    }

    /// Events were checked and applied against the head, so the end has to be about the same objects and processes.
    static bool isSameRun(const RunInfo &end, const RunInfo &head)
    {
        return end.objects == head.objects && end.processes.size() == head.processes.size()
            && end.sites.size() >= head.sites.size();
    }

    std::string shown() const
    {
        const EventIndex events = m_recording ? m_recording->trace().size() : 0;
        return events == 1 ? "the 1 event before is shown."
                           : "the " + std::to_string(events) + " events before are shown.";
    }

    void breaksOffAt(std::uint64_t offset)
    {
        m_brokenOff = true;
        m_damage = Damage{offset,
                          "The recording breaks off: what should follow " + atByte(offset) + " is missing; " + shown()};
    }

    void damagedAt(std::uint64_t offset, const std::string &what)
    {
        m_damage = Damage{offset, "The recording is damaged " + atByte(offset) + " (" + what + "); " + shown()};
    }

    RecordingSource m_source;
    std::string m_name;
    std::vector<Event> m_events = std::vector<Event>(Trace::kBlock);
    std::shared_ptr<Recording> m_recording;
    RunInfo m_head;
    std::optional<RunInfo> m_end;
    std::optional<Damage> m_damage;
    bool m_brokenOff = false;
};

} // namespace

Result<std::shared_ptr<Recording>> readRecording(const std::string &path)
{
    auto source = RecordingSource::open(path);
    return source.ok() ? Reader(std::move(source.value()), path).read() : source.error();
}

Result<std::shared_ptr<Recording>> readRecording(std::span<const std::uint8_t> bytes, const std::string &name)
{
    return Reader(RecordingSource(bytes), name).read();
}

} // namespace interleave
