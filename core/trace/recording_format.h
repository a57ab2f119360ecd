// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <boost/crc.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

/// A recording (.ilv) as bytes, all numbers little endian:
///
///     0        8         12
///     +--------+---------+---------+---------+---   ---+---------+
///     | magic  | version | head    | events  |   …     | end     |
///     +--------+---------+---------+---------+---   ---+---------+
///
/// After the version, chunks:
///
///     0      2       4        8       12
///     +------+-------+--------+-------+-----------+
///     | type | flags | length | crc32 | payload … |
///     +------+-------+--------+-------+-----------+
///              0       of the   of type, flags, length and payload
///                      payload
///
///     head    RunInfo as far as it is known without the events (packRunInfo, Head)
///     events  first index (u64) · count (u32, 1 … 4096) · those events as packEvents() makes them
///     end     number of events (u64) · RunInfo as a whole
///
/// A chunk stands for itself, so a file that breaks off loses its last chunk only, and a chunk that was changed is
/// known by its checksum. A reader passes over types it does not know; the indices tell it when events are missing.
namespace interleave::recording_format {

/// Not text, and broken by whatever changes line ends on its way.
inline constexpr std::array<std::uint8_t, 8> kFileMagic{0x89, 'I', 'L', 'V', '\r', '\n', 0x1a, '\n'};
/// 1: a LockAcquired names no dead owner, and a LockReleased does not say whether its actor was on the way out.
inline constexpr std::uint32_t kVersion = 2;
inline constexpr std::size_t kPrologueBytes = kFileMagic.size() + sizeof kVersion;

enum class ChunkType : std::uint16_t { Head = 1, Events = 2, End = 3 };

struct ChunkHeader {
    std::uint16_t type = 0;
    std::uint16_t flags = 0;
    std::uint32_t length = 0;
    std::uint32_t crc = 0;
};
static_assert(sizeof(ChunkHeader) == 12);

/// First index and count.
inline constexpr std::size_t kEventsHeaderBytes = sizeof(std::uint64_t) + sizeof(std::uint32_t);

inline std::uint32_t checksum(const ChunkHeader &header, std::span<const std::uint8_t> payload)
{
    boost::crc_32_type crc;
    crc.process_bytes(&header.type, sizeof header.type);
    crc.process_bytes(&header.flags, sizeof header.flags);
    crc.process_bytes(&header.length, sizeof header.length);
    crc.process_bytes(payload.data(), payload.size());
    return crc.checksum();
}

} // namespace interleave::recording_format
