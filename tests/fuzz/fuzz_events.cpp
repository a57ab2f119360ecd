// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever events a recording holds, as long as each could have happened in its run (fits()): they are applied,
// analysed, told and drawn in time and memory that follow their number. Here the bytes are not those of a file but say
// what the run consists of, so that changes go straight to what the events mean.

#include "core/trace/event_check.h"
#include "core/trace/run_info_codec.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/meter.h"
#include "tests/fuzz/report_all.h"
#include "tests/fuzz/sample_runs.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <map>
#include <random>

using namespace interleave;

namespace {

constexpr std::size_t kMostEvents = 1 << 15;
/// For the tables of a run, and for each event. (Told, not measured: what reading a real recording takes is in
/// fuzz_recording.)
constexpr std::size_t kConstantMemory = std::size_t{160} << 20;
constexpr std::size_t kMemoryPerEvent = 2048;

Object anyObject(Input &in, std::uint32_t rows)
{
    static constexpr std::uint32_t kCounts[] = {1, 1, 2, 3, 64, 1000, 5000, 200'000};
    Object object;
    object.kind = static_cast<ObjectKind>(1 + in.byte() % (kObjectKinds - 1));
    object.count = kCounts[in.byte() % std::size(kCounts)];
    object.parent = in.flag() ? static_cast<int>(in.below(rows)) : -1;
    object.initial = static_cast<std::int32_t>(in.anything());
    static constexpr const char *kNames[] = {"counter", "head", "tail", "size", "slots", "lock"};
    object.name = kNames[in.byte() % std::size(kNames)];
    return object;
}

RunInfo anyRun(Input &in)
{
    RunInfo info = scenarioRun(in.byte(), in.number<std::uint16_t>());
    if (in.byte() % 3 != 0)
        return info;
    info.objects.clear();
    const std::uint32_t rows = 1 + in.byte() % 12;
    for (std::uint32_t row = 0; row < rows; ++row)
        info.objects.push_back(anyObject(in, rows));
    info.processes.resize(1 + in.byte() % kMaxActors);
    info.sites.resize(in.flag() ? 1000 : 8);
    static constexpr double kTicks[] = {1.0, 1.0, 1.0, 0.3, 1e-6, 1e6};
    info.clock.nanosecondsPerTick = kTicks[in.byte() % std::size(kTicks)];
    return info;
}

/// Makes events that continue each other, unless the input wants otherwise.
class Story
{
public:
    Story(const RunInfo &info, Input &in) : m_info(info), m_in(in) {}

    std::vector<Event> tell()
    {
        while (!m_in.isEmpty() && m_events.size() < kMostEvents) {
            const std::uint8_t what = m_in.byte();
            if (what >= 0xf0 && !m_events.empty())
                again();
            else
                add(next(what));
        }
        return std::move(m_events);
    }
    std::vector<std::vector<Word>> finalWords() const
    {
        std::vector<std::vector<Word>> words;
        for (const Object &object : m_info.objects)
            words.emplace_back(object.kind == ObjectKind::Mutex || isGroup(object.kind) ? 0 : object.count,
                               Word::initial(object.initial));
        for (const auto &[bits, element] : m_elements)
            if (ObjectRef object{bits}; object.element() < words[object.row()].size())
                words[object.row()][object.element()] = element.now;
        return words;
    }

private:
    struct Element {
        Word now, before;
        std::uint64_t acquisitions = 0;
    };

    Element &elementOf(ObjectRef object)
    {
        const Word initial = Word::initial(m_info.objects[object.row()].initial);
        return m_elements.try_emplace(object.bits, Element{initial, initial}).first->second;
    }

    Event next(std::uint8_t what)
    {
        Event event;
        event.set(static_cast<EventKind>(1 + what % (kEventKinds - 1)), static_cast<std::uint8_t>(m_in.byte() & 0xe0));
        event.actor = static_cast<ActorId>(what >= 0xe0 ? kNoActor : m_in.below(static_cast<std::uint32_t>(m_info.processes.size())));
        const std::uint32_t row = m_in.below(static_cast<std::uint32_t>(m_info.objects.size()));
        event.object = ObjectRef::of(row, m_in.below(m_info.objects[row].count));
        event.site = static_cast<SiteId>(m_in.below(static_cast<std::uint32_t>(m_info.sites.size())));
        event.time = m_time += m_in.byte() % 8 != 0 ? 1000 : m_in.anything();
        fillIn(event, m_in.byte());
        return event;
    }

    /// What the event says. `how`: mostly the truth.
    void fillIn(Event &event, std::uint8_t how)
    {
        const Element &element = elementOf(event.object);
        const EventKind kind = event.kind();
        event.b = 0;
        if (writesWord(kind)) {
            event.a = Word::make(element.now.value() + (how & 0x10 ? 0 : 1), Word::writerOf(event.actor), ++m_sequences[event.actor]).bits;
            event.b = element.now.bits;
        } else if (kind == EventKind::LockAcquired) {
            event.a = element.acquisitions + 1;
            event.b = std::uint64_t{how & 0x10 ? event.actor : kNoActor} << 32;
        } else if (kind == EventKind::LockReleased) {
            event.a = element.acquisitions;
        } else if (kind == EventKind::LockRequested || !readsWord(kind)) {
            event.a = how & 0x10 ? 1 : element.now.bits;
        } else {
            event.a = element.now.bits;
        }
        if (how % 16 == 1)
            event.a = element.before.bits;
        else if (how % 16 == 2)
            event.a = m_in.anything();
        else if (how % 16 == 3)
            event.b = m_in.anything();
        else if (how % 16 == 4)
            event.a = Word::make(static_cast<std::int32_t>(m_in.anything()), m_in.byte(), m_in.byte()).bits;
    }

    /// The last few, again and again, at neighbouring elements and lines: what grows faster than it should shows.
    void again()
    {
        const std::size_t few = std::min<std::size_t>(1 + m_in.byte() % 8, m_events.size());
        const std::vector<Event> pattern(m_events.end() - static_cast<std::ptrdiff_t>(few), m_events.end());
        const std::uint8_t steps = m_in.byte(), how = m_in.byte();
        for (std::uint32_t i = 1; i <= std::uint32_t{1} << m_in.byte() % 15 && m_events.size() < kMostEvents; ++i)
            for (Event event : pattern) {
                const std::uint32_t count = m_info.objects[event.object.row()].count;
                event.object = ObjectRef::of(event.object.row(), (event.object.element() + i * (steps % 4)) % count);
                if (event.actor != kNoActor)
                    event.actor = static_cast<ActorId>((event.actor + i * (steps / 4 % 4)) % m_info.processes.size());
                event.site = static_cast<SiteId>((event.site + i * (steps / 16 % 4)) % m_info.sites.size());
                event.time = m_time += 100;
                if (how & 1)
                    fillIn(event, 0);
                add(event);
            }
    }

    void add(const Event &event)
    {
        if (!fits(event, m_info))
            return;
        Element &element = elementOf(event.object);
        if (writesWord(event.kind())) {
            element.before = element.now;
            element.now = event.written();
        } else if (event.kind() == EventKind::LockAcquired) {
            element.acquisitions = event.acquisition();
        }
        m_events.push_back(event);
    }

    const RunInfo &m_info;
    Input &m_in;
    std::vector<Event> m_events;
    std::map<std::uint32_t, Element> m_elements; // by object
    std::map<ActorId, std::uint32_t> m_sequences;
    std::uint64_t m_time = 1'000'000;
};

/// What a file may say of a run beside its events.
void finish(RunInfo &info, Input &in, const std::vector<std::vector<Word>> &finalWords)
{
    for (ProcessInfo &process : info.processes) {
        process.end = static_cast<ProcessEnd>(in.byte() % 6);
        process.refusal = static_cast<Refusal>(in.byte() % 8 == 0 ? in.byte() % 6 : 0);
        process.startedAt = in.flag() ? 1'000'000 : in.anything() >> 2;
        process.endedAt = in.anything() >> 2;
    }
    info.finalWords = finalWords;
    if (in.flag() && !info.finalWords.front().empty())
        info.finalWords.front().front() = {in.anything()};
    info.ledger.resize(in.byte() % 32, in.byte() % 3);
    info.dropped = in.flag() ? 0 : in.anything() >> 2;
    info.durationNs = static_cast<std::int64_t>(in.anything() >> 2);
    info.stalledNs = static_cast<std::int64_t>(in.anything() >> 2);
    info.clock.origin = in.flag() ? 0 : in.anything() >> 3;
    info.stuck = in.byte() % 8 == 0;
    if (info.stuck)
        info.standstill.push_back({static_cast<ActorId>(in.below(static_cast<std::uint32_t>(info.processes.size()))),
                                   ObjectRef::of(in.below(static_cast<std::uint32_t>(info.objects.size()))), kNoActor});
    info.memoryRanOutAt = in.byte() % 16 == 0 ? in.anything() >> 2 : kNoEvent;
}

} // namespace

std::vector<std::vector<std::uint8_t>> fuzzSeeds()
{
    std::vector<std::vector<std::uint8_t>> seeds;
    std::mt19937 random(11);
    for (std::size_t size : {20, 60, 120, 250, 500, 1000, 2000, 100, 300, 600, 900, 1500}) {
        std::vector<std::uint8_t> &seed = seeds.emplace_back(size);
        std::generate(seed.begin(), seed.end(), [&] { return static_cast<std::uint8_t>(random()); });
    }
    return seeds;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::span<const std::uint8_t> bytes(data, size);
    Input in(bytes);
    RunInfo info = anyRun(in);
    Input end(bytes.last(std::min<std::size_t>(bytes.size(), 40)));
    if (!unpackRunInfo(packRunInfo(info, RunInfoPart::Head)).ok())
        return 0; // no file could say so
    const Meter meter;
    Story story(info, in);
    const std::vector<Event> events = story.tell();
    const auto recording = std::make_shared<Recording>(info);
    recording->settle(events);
    finish(info, end, story.finalWords());
    if (!unpackRunInfo(packRunInfo(info, RunInfoPart::Whole)).ok())
        return 0;
    if (end.byte() % 8 == 0)
        recording->damage = Damage{0, "It breaks off.", true};
    recording->finish(info);
    require(meter.most() <= kConstantMemory + kMemoryPerEvent * events.size(), "memory follows the number of events");
    reportAll(recording, turnOf(bytes));
    return 0;
}
