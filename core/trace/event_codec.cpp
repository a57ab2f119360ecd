// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/event_codec.h"

#include "core/trace/event_predictor.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace interleave {
namespace {

static_assert(std::endian::native == std::endian::little, "times are copied as they lie in memory");

enum Flags : std::uint8_t { kActorFollows = 3, kShapeDiffers = 4, kElementDiffers = 8, kADiffers = 16, kBDiffers = 32 };
constexpr int kTimeShift = 6;
constexpr std::uint8_t kNewShape = 0x80;
constexpr std::array<std::uint8_t, 4> kTimeBytes{1, 2, 3, 8};

constexpr std::uint32_t zigzag(std::uint32_t difference) { return (difference << 1) ^ (0u - (difference >> 31)); }
constexpr std::uint32_t unzigzag(std::uint32_t z) { return (z >> 1) ^ (0u - (z & 1)); }
constexpr std::uint64_t zigzag64(std::uint64_t difference) { return (difference << 1) ^ (0u - (difference >> 63)); }
constexpr std::uint64_t unzigzag64(std::uint64_t z) { return (z >> 1) ^ (std::uint64_t{0} - (z & 1)); }

/// The last three actors, the latest first: races switch between few.
class RecentActors
{
public:
    std::uint8_t rankOf(ActorId actor) const
    {
        if (actor == m_actors[0])
            return 0;
        return static_cast<std::uint8_t>(actor == m_actors[1] ? 1 : actor == m_actors[2] ? 2 : kActorFollows);
    }
    ActorId at(std::uint8_t rank) const { return m_actors[rank]; }
    void use(ActorId actor, std::uint8_t rank)
    {
        if (rank == 0)
            return;
        m_actors[2] = rank == 1 ? m_actors[2] : m_actors[1];
        m_actors[1] = m_actors[0];
        m_actors[0] = actor;
    }

private:
    std::array<ActorId, 3> m_actors{0, 1, 2};
};

std::uint8_t *putVarint(std::uint8_t *out, std::uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        *out++ = static_cast<std::uint8_t>(value | 0x80);
    *out++ = static_cast<std::uint8_t>(value);
    return out;
}

/// At most five bytes are read, whatever they are.
std::uint32_t takeVarint(const std::uint8_t *&in)
{
    std::uint32_t value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
        const std::uint8_t byte = *in++;
        value |= static_cast<std::uint32_t>(byte & 0x7f) << shift;
        if (byte < 0x80)
            break;
    }
    return value;
}

std::uint8_t *putHalves(std::uint8_t *out, std::uint64_t value, std::uint64_t foreseen)
{
    const auto upper = static_cast<std::uint32_t>(value >> 32) - static_cast<std::uint32_t>(foreseen >> 32);
    const auto lower = static_cast<std::uint32_t>(value) - static_cast<std::uint32_t>(foreseen);
    return putVarint(putVarint(out, zigzag(upper)), zigzag(lower));
}

std::uint64_t takeHalves(const std::uint8_t *&in, std::uint64_t foreseen)
{
    const std::uint32_t upper = static_cast<std::uint32_t>(foreseen >> 32) + unzigzag(takeVarint(in));
    const std::uint32_t lower = static_cast<std::uint32_t>(foreseen) + unzigzag(takeVarint(in));
    return (std::uint64_t{upper} << 32) | lower;
}

class Packer
{
public:
    std::uint8_t *put(const Event &event, std::uint8_t *out)
    {
        std::uint8_t *const start = out++;
        const EventKind kind = event.kind();
        const std::uint8_t rank = m_recent.rankOf(event.actor);
        std::uint8_t flags = rank;
        if (rank == kActorFollows)
            *out++ = event.actor;
        m_recent.use(event.actor, rank);

        EventPredictor::Actor &actor = m_predictor.actor(event.actor);
        const EventShape wanted = shapeOf(event);
        std::uint8_t number = m_predictor.shape(actor.shape).next;
        if (m_predictor.shape(number).shape != wanted) {
            flags |= kShapeDiffers;
            out = putShape(wanted, number, out);
        }
        EventPredictor::Shape &shape = m_predictor.shape(number);
        if (const std::uint32_t foreseen = (shape.element + shape.stride) & 0xffffff; foreseen != event.object.element()) {
            flags |= kElementDiffers;
            out = putVarint(out, zigzag(event.object.element() - foreseen));
        }
        EventPredictor::Object &object = m_predictor.object(event.object);
        EventPredictor::Copy &copy = m_predictor.copy(event.actor, event.object.row());
        if (const std::uint64_t b = EventPredictor::foreseenB(kind, object, shape, copy); b != event.b) {
            flags |= kBDiffers;
            out = putHalves(out, event.b, b);
        }
        const std::uint64_t a = EventPredictor::foreseenA(kind, event.actor, event.b, object, shape, actor, copy);
        if (a != event.a) {
            flags |= kADiffers;
            out = putHalves(out, event.a, a);
        }
        m_predictor.learn(event, number, object, shape, actor, copy);

        const std::uint64_t time = zigzag64(event.time - m_time);
        m_time = event.time;
        const unsigned size = unsigned{time >= 1u << 8} + unsigned{time >= 1u << 16} + unsigned{time >= 1u << 24};
        std::memcpy(out, &time, sizeof time);
        *start = static_cast<std::uint8_t>(flags | (size << kTimeShift));
        return out + kTimeBytes[size];
    }

private:
    std::uint8_t *putShape(EventShape wanted, std::uint8_t &number, std::uint8_t *out)
    {
        const std::uint32_t found = m_predictor.find(wanted);
        if (found < EventPredictor::kShapes) {
            number = static_cast<std::uint8_t>(found);
            *out++ = number;
            return out;
        }
        number = m_predictor.add(wanted);
        *out++ = kNewShape;
        std::memcpy(out, &wanted, sizeof wanted);
        return out + sizeof wanted;
    }

    EventPredictor m_predictor;
    RecentActors m_recent;
    std::uint64_t m_time = 0;
};

class Unpacker
{
public:
    /// Reads at most kMostEventBytes + 8 bytes from `in`.
    const std::uint8_t *take(const std::uint8_t *in, Event &out)
    {
        Event event;
        const std::uint8_t flags = *in++;
        const std::uint8_t rank = flags & kActorFollows;
        event.actor = rank == kActorFollows ? *in++ : m_recent.at(rank);
        m_recent.use(event.actor, rank);

        EventPredictor::Actor &actor = m_predictor.actor(event.actor);
        std::uint8_t number = m_predictor.shape(actor.shape).next;
        if (flags & kShapeDiffers)
            in = takeShape(in, number);
        EventPredictor::Shape &shape = m_predictor.shape(number);
        event.kindAndFlags = static_cast<std::uint8_t>(shape.shape >> 24);
        event.site = static_cast<SiteId>(shape.shape);
        std::uint32_t element = shape.element + shape.stride;
        if (flags & kElementDiffers)
            element += unzigzag(takeVarint(in));
        event.object = ObjectRef::of((shape.shape >> 16) & 0xff, element);

        const EventKind kind = event.kind();
        EventPredictor::Object &object = m_predictor.object(event.object);
        EventPredictor::Copy &copy = m_predictor.copy(event.actor, event.object.row());
        event.b = EventPredictor::foreseenB(kind, object, shape, copy);
        if (flags & kBDiffers)
            event.b = takeHalves(in, event.b);
        event.a = EventPredictor::foreseenA(kind, event.actor, event.b, object, shape, actor, copy);
        if (flags & kADiffers)
            event.a = takeHalves(in, event.a);
        m_predictor.learn(event, number, object, shape, actor, copy);

        const std::size_t bytes = kTimeBytes[flags >> kTimeShift];
        std::uint64_t time = 0;
        std::memcpy(&time, in, sizeof time);
        m_time += unzigzag64(time & (~std::uint64_t{0} >> (64 - 8 * bytes)));
        event.time = m_time;
        out = event;
        return in + bytes;
    }

private:
    const std::uint8_t *takeShape(const std::uint8_t *in, std::uint8_t &number)
    {
        number = *in++;
        if (number < kNewShape)
            return in;
        EventShape added = 0;
        std::memcpy(&added, in, sizeof added);
        number = m_predictor.add(added);
        return in + sizeof added;
    }

    EventPredictor m_predictor;
    RecentActors m_recent;
    std::uint64_t m_time = 0;
};

} // namespace

std::vector<std::uint8_t> packEvents(std::span<const Event> events)
{
    // Room for a typical block at once; the end always has room for one more event.
    std::vector<std::uint8_t> bytes(events.size() * 4 + 2 * kMostEventBytes);
    Packer packer;
    std::size_t used = 0;
    for (const Event &event : events) {
        if (bytes.size() - used < kMostEventBytes + sizeof event.time)
            bytes.resize(bytes.size() * 2);
        used = static_cast<std::size_t>(packer.put(event, bytes.data() + used) - bytes.data());
    }
    bytes.resize(used);
    bytes.shrink_to_fit();
    return bytes;
}

bool unpackEvents(std::span<const std::uint8_t> bytes, std::span<Event> events)
{
    if (bytes.empty() || events.size() > bytes.size() / kFewestEventBytes)
        return events.empty() && bytes.empty();
    // No single read is checked: the last bytes are moved to where enough more may be read, and after every event the
    // position says whether it took more than there was.
    constexpr std::size_t kReach = kMostEventBytes + sizeof(std::uint64_t);
    std::array<std::uint8_t, 2 * kReach> end{};
    const std::size_t ending = std::min(bytes.size(), kReach);
    std::memcpy(end.data(), bytes.data() + bytes.size() - ending, ending);
    const std::uint8_t *const last = end.data() + ending;
    const std::uint8_t *const moveAt = bytes.data() + bytes.size() - ending;

    Unpacker unpacker;
    const std::uint8_t *in = bytes.data();
    std::size_t taken = 0;
    for (; taken < events.size() && in < moveAt; ++taken)
        in = unpacker.take(in, events[taken]);
    in = end.data() + (in - moveAt);
    for (; taken < events.size() && in < last; ++taken)
        in = unpacker.take(in, events[taken]);
    return taken == events.size() && in == last;
}

} // namespace interleave
