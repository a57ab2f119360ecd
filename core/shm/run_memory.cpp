// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shm/run_memory.h"

#include "core/primitives/robust_mutex.h"
#include "core/shm/sys.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>
#include <new>
#include <random>
#include <sched.h>
#include <unistd.h>

namespace interleave {

namespace {

template <std::size_t N>
void copyText(char (&to)[N], std::string_view text)
{
    const std::size_t length = std::min(text.size(), N - 1);
    std::memcpy(to, text.data(), length);
    std::memset(to + length, 0, N - length);
}

std::uint32_t strideOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Cell:
    case ObjectKind::Semaphore: return sizeof(CellStorage);
    case ObjectKind::Slots: return sizeof(SlotStorage);
    case ObjectKind::Mutex: return sizeof(MutexStorage);
    default: return 0;
    }
}

constexpr std::uint64_t roundUp(std::uint64_t bytes, std::uint64_t to)
{
    return (bytes + to - 1) / to * to;
}

/// The object table with offsets; `bytes` is what it takes.
std::vector<ObjectEntry> place(const ObjectTable &objects, std::uint64_t &bytes)
{
    std::vector<ObjectEntry> entries;
    bytes = 0;
    for (const Object &object : objects) {
        ObjectEntry entry = {};
        entry.kind = static_cast<std::uint8_t>(object.kind);
        entry.awaitable = object.awaitable;
        entry.parent = static_cast<std::int16_t>(object.parent);
        entry.count = object.count;
        entry.lock = static_cast<std::uint8_t>(object.lock);
        entry.initial = object.initial;
        entry.stride = strideOf(object.kind);
        entry.offset = bytes;
        copyText(entry.name, object.name);
        bytes = roundUp(bytes + std::uint64_t{entry.stride} * entry.count, kCacheLine);
        entries.push_back(entry);
    }
    return entries;
}

void build(const Memory &data, const ObjectEntry &entry)
{
    const auto kind = static_cast<ObjectKind>(entry.kind);
    for (std::uint32_t element = 0; element < entry.count; ++element) {
        std::byte *const place = data.data() + entry.offset + std::uint64_t{entry.stride} * element;
        if (kind == ObjectKind::Mutex)
            initialize(*new (place) MutexStorage{}, static_cast<LockKind>(entry.lock));
        else if (entry.stride != 0) // relaxed: published by `ready`
            reinterpret_cast<SharedWord64 *>(place)->store(Word::initial(entry.initial).bits,
                                                           std::memory_order_relaxed);
    }
}

std::uint32_t usableProcessors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    return sched_getaffinity(0, sizeof set, &set) == 0 ? static_cast<std::uint32_t>(CPU_COUNT(&set)) : 1u;
}

void describeRun(Header &header, const RunSettings &settings)
{
    copyText(header.scenario, settings.scenario);
    copyText(header.mode, settings.mode);
    header.seed = settings.seed;
    header.recording = settings.pace != Pace::Bare;
    header.drop = settings.drop;
    header.window = static_cast<WindowKind>(settings.window.kind);
    header.windowNs = static_cast<std::uint64_t>(settings.window.nanoseconds);
    if (settings.pace == Pace::Slow)
        header.restUs = static_cast<std::uint32_t>(
            std::clamp<std::int64_t>(settings.window.nanoseconds * 3 / 1000, 0, 1'000'000));
    for (const auto &[name, value] : settings.parameters) {
        if (header.parameters == kMaxParameters)
            return;
        ParameterEntry &entry = header.parameter[header.parameters++];
        copyText(entry.name, name);
        entry.value = value;
    }
}

} // namespace

Result<RunMemory> RunMemory::create(const RunSettings &settings, const ObjectTable &objects, std::size_t actors,
                                    std::size_t ledgerWords, std::uint32_t ringCapacity)
{
    if (actors == 0 || actors > kMaxActors)
        return Error{"A run takes 1 to " + std::to_string(kMaxActors) + " processes, not " + std::to_string(actors)
                     + "."};

    if (objects.size() > kMaxObjects)
        return Error{"A run holds at most " + std::to_string(kMaxObjects) + " objects, not "
                     + std::to_string(objects.size()) + "."};

    if (isTooLarge(objects))
        return Error{"A run holds at most " + std::to_string(kMostElements) + " cells, slots and locks in all, "
                     + std::to_string(kMostLocks) + " of them locks and semaphores."};

    RunMemory run;
    run.m_objects = objects;
    run.m_actors = actors;
    run.m_recording = settings.pace != Pace::Bare;
    run.m_drops = settings.drop;
    run.m_ringCapacity = run.m_recording ? ringCapacity : 1;
    std::uint64_t dataBytes = 0;
    run.m_entries = place(objects, dataBytes);
    run.m_ledgerOffset = dataBytes;
    run.m_ledgerWords = ledgerWords;
    dataBytes = roundUp(dataBytes + ledgerWords * sizeof(std::uint32_t), 4096);

    auto control = Memory::create("interleave-control", controlBytes(actors, run.m_ringCapacity));
    if (!control.ok())
        return control.error();
    auto data = Memory::create("interleave-data", std::max<std::uint64_t>(dataBytes, 4096));
    if (!data.ok())
        return data.error();
    run.m_control = std::move(control.value());
    run.m_data = std::move(data.value());

    for (const ObjectEntry &entry : run.m_entries)
        build(run.m_data, entry);
    std::copy(run.m_entries.begin(), run.m_entries.end(), run.m_control.at<ObjectEntry>(kObjects));

    Header &header = run.header();
    describeRun(header, settings);
    std::random_device random;
    header.runId[0] = (std::uint64_t{random()} << 32) | random();
    header.runId[1] = (std::uint64_t{random()} << 32) | random();
    header.magic = kMemoryMagic;
    header.layoutVersion = kLayoutVersion;
    header.layoutHash = layoutHash();
    header.controlBytes = run.m_control.size();
    header.dataBytes = run.m_data.size();
    header.creatorPid = ::getpid();
    header.actors = static_cast<std::uint32_t>(actors);
    header.ringCapacity = run.m_ringCapacity;
    header.objects = static_cast<std::uint32_t>(objects.size());
    header.clock = run.m_clock;
    header.processors = usableProcessors();
    header.ledgerOffset = run.m_ledgerOffset;
    header.ledgerWords = ledgerWords;
    header.sites.store(1, std::memory_order_relaxed); // 0 is "nowhere"
    // SYNC POINT built (pairs with checkHeader): everything above happens-before a worker uses it.
    header.ready.store(1, std::memory_order_release);
    return run;
}

void RunMemory::openGate() const
{
    Header &shared = header();
    std::uint64_t never = 0; // stop() comes through here as well; what counts is the first time
    m_own->openedAt.compare_exchange_strong(never, ticksBefore(m_clock));
    // relaxed: published by the next line.
    shared.openedAt.store(openedAt(), std::memory_order_relaxed);
    // SYNC POINT start (pairs with Probe::waitForStart).
    shared.start.store(1, std::memory_order_release);
    sys::futexWake(&shared.start, INT_MAX);
}

void RunMemory::stop() const
{
    // Whoever is about to sleep has noted what it sleeps on before it looked here, and each of those words changes
    // below: it sees the one or the other (release: in this order).
    header().steer.fetch_or(kSteerStop, std::memory_order_release);
    sys::futexWake(&header().steer, INT_MAX);
    openGate();
    for (ActorId id = 0; id < m_actors; ++id)
        actor(id).gate.go.fetch_add(1, std::memory_order_release);
    wakeAll();
}

void RunMemory::setStepped()
{
    m_pristine.assign(m_data.data(), m_data.data() + m_data.size());
    // relaxed: no worker has been started yet.
    header().execution.store(1, std::memory_order_relaxed);
    header().steer.store(kSteerStepped, std::memory_order_relaxed);
}

void RunMemory::grant(ActorId id, bool onlyToLook) const
{
    Gate &gate = actor(id).gate;
    gate.look.store(onlyToLook, std::memory_order_relaxed); // published by the next line
    // SYNC POINT grant (pairs with Probe::park).
    gate.go.fetch_add(1, std::memory_order_release);
    sys::futexWake(&gate.go, 1);
}

void RunMemory::begin() const
{
    // relaxed: published by the grants; only the session writes either.
    header().begun.store(header().execution.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

void RunMemory::takeBack() const
{
    header().execution.fetch_add(1, std::memory_order_relaxed); // published by the grants
    for (ActorId id = 0; id < m_actors; ++id)
        grant(id);
}

bool RunMemory::isParked(ActorId id) const
{
    const Gate &gate = actor(id).gate;
    // In this order, see Controller: who has taken its grant is Away until it says something else.
    const bool isStill = gate.taken.load(std::memory_order_acquire) == gate.go.load(std::memory_order_acquire);
    return isStill && gate.place.load(std::memory_order_acquire) != static_cast<std::uint32_t>(GatePlace::Away);
}

bool RunMemory::isAtStart(ActorId id) const
{
    const Gate &gate = actor(id).gate;
    return isParked(id)
        && gate.place.load(std::memory_order_acquire) == static_cast<std::uint32_t>(GatePlace::Start)
        && gate.execution.load(std::memory_order_relaxed) == header().execution.load(std::memory_order_relaxed); // hints
}

void RunMemory::revive(ActorId id) const
{
    Gate &gate = actor(id).gate;
    // relaxed: seen by the process that is to be started.
    gate.place.store(static_cast<std::uint32_t>(GatePlace::Away), std::memory_order_relaxed);
    gate.taken.store(gate.go.load(std::memory_order_relaxed), std::memory_order_relaxed);
    RingEnds &ends = *m_control.at<RingEnds>(ringOffset(id, m_ringCapacity));
    ends.begun.store(ends.published.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

void RunMemory::restore()
{
    // Nobody holds a lock: whoever was within a critical section has left it on the way back, and the kernel has
    // unlisted the locks of the dead. So the locks' own words may be written over, too.
    std::copy(m_pristine.begin(), m_pristine.end(), m_data.data());
    for (ActorId id = 0; id < m_actors; ++id) {
        RingEnds &ends = *m_control.at<RingEnds>(ringOffset(id, m_ringCapacity));
        m_own->ringStart[id] = ends.published.load(std::memory_order_acquire);
        // relaxed: figures of an actor that is parked.
        ends.stalledNs.store(0, std::memory_order_relaxed);
        ends.dropped.store(0, std::memory_order_relaxed);
        actor(id).endedAt.store(0, std::memory_order_relaxed);
    }
    m_own->openedAt.store(ticksBefore(m_clock), std::memory_order_relaxed); // a figure
    m_writes = 0;
    const std::lock_guard lock(m_own->mutex);
    m_own->writings.clear();
}

void RunMemory::wake(int row, std::uint32_t element) const
{
    const auto kind = static_cast<ObjectKind>(entry(row).kind);
    if (kind == ObjectKind::Semaphore) {
        CellStorage &semaphore = m_data.at<CellStorage>(entry(row).offset)[element];
        semaphore.bell.fetch_add(1, std::memory_order_seq_cst);
        sys::futexWake(&semaphore.bell, INT_MAX);
    } else if (kind == ObjectKind::Mutex) {
        // A robust mutex survives its holder, but not always the wake-up of who waits for it:
        // 1. A unlocks: it puts 0 into the lock word, and is killed before it can wake the sleeper B.
        // 2. C takes the lock, which is free, without the mark that somebody waits.
        // 3. The kernel, burying A, finds the word in C's hand, which is not its business, and wakes nobody.
        // 4. C unlocks, sees no mark, and wakes nobody. B sleeps for ever.
        // The lock word is the first one of a pthread mutex in glibc; a sleeper that is woken for nothing looks again.
        sys::futexWake(reinterpret_cast<SharedWord32 *>(&m_data.at<MutexStorage>(entry(row).offset)[element].mutex),
                       INT_MAX);
    }
}

void RunMemory::wakeAll() const
{
    Header &shared = header();
    shared.bell.fetch_add(1, std::memory_order_seq_cst);
    sys::futexWake(&shared.bell, INT_MAX);
    for (std::size_t row = 0; row < m_entries.size(); ++row) {
        const auto kind = static_cast<ObjectKind>(m_entries[row].kind);
        if (kind != ObjectKind::Semaphore && kind != ObjectKind::Mutex)
            continue; // there may be a million slots, and nobody sleeps on them
        for (std::uint32_t element = 0; element < m_entries[row].count; ++element)
            wake(static_cast<int>(row), element);
    }
    for (ActorId id = 0; id < m_actors; ++id)
        sys::futexWake(&actor(id).gate.go, INT_MAX);
}

std::int32_t RunMemory::exchangeBy(int row, std::int32_t by)
{
    SharedWord64 &place = wordAt(row, 0);
    ++m_writes;
    const auto next = [&](std::uint64_t seen) {
        return Word::make(sumOf(Word{seen}.value(), by), Word::kSessionWriter, m_writes);
    };
    std::uint64_t seen = place.load(std::memory_order_relaxed); // checked by the compare-exchange
    while (!place.compare_exchange_weak(seen, next(seen).bits, std::memory_order_seq_cst, std::memory_order_relaxed)) {}
    const std::lock_guard lock(m_own->mutex);
    m_own->writings.push_back({ObjectRef::of(static_cast<std::uint32_t>(row)), next(seen)});
    return next(seen).value();
}

bool RunMemory::hasWritten(ObjectRef object, Word word) const
{
    const std::lock_guard lock(m_own->mutex);
    return std::any_of(m_own->writings.begin(), m_own->writings.end(),
                       [&](const Writing &one) { return one.object == object && one.word == word; });
}

std::int32_t RunMemory::add(int row, std::int32_t by)
{
    const std::int32_t value = exchangeBy(row, by);
    wakeAll();
    return value;
}

void RunMemory::post(int row, std::int32_t times)
{
    exchangeBy(row, times);
    wakeAll();
}

SharedWord64 &RunMemory::wordAt(int row, std::uint32_t element) const
{
    return *m_data.at<SharedWord64>(entry(row).offset + std::uint64_t{entry(row).stride} * element);
}

std::vector<Word> RunMemory::words(int row) const
{
    const auto kind = static_cast<ObjectKind>(entry(row).kind);
    if (kind != ObjectKind::Cell && kind != ObjectKind::Slots && kind != ObjectKind::Semaphore)
        return {};
    std::vector<Word> words(entry(row).count);
    for (std::uint32_t element = 0; element < words.size(); ++element)
        words[element] = {wordAt(row, element).load(std::memory_order_acquire)};
    return words;
}

std::vector<std::uint64_t> RunMemory::payloads(int row) const
{
    if (static_cast<ObjectKind>(entry(row).kind) != ObjectKind::Slots)
        return {};
    std::vector<std::uint64_t> payloads(entry(row).count);
    const auto *const slots = m_data.at<SlotStorage>(entry(row).offset);
    for (std::size_t element = 0; element < payloads.size(); ++element)
        payloads[element] = slots[element].payload.load(std::memory_order_relaxed); // published by its word
    return payloads;
}

std::int32_t RunMemory::valueOf(ObjectRef object) const
{
    const int row = object.row();
    if (static_cast<std::size_t>(row) >= m_entries.size() || object.element() >= entry(row).count
        || entry(row).stride == 0 || static_cast<ObjectKind>(entry(row).kind) == ObjectKind::Mutex)
        return 0;
    return Word{wordAt(row, object.element()).load(std::memory_order_acquire)}.value();
}

std::vector<std::uint32_t> RunMemory::ledger() const
{
    std::vector<std::uint32_t> counts(m_ledgerWords);
    const auto *const words = m_data.at<SharedWord32>(m_ledgerOffset);
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = words[i].load(std::memory_order_relaxed); // read when every worker has ended
    return counts;
}

std::vector<Site> RunMemory::sites() const
{
    std::vector<Site> sites(1);
    const std::size_t used = std::min<std::size_t>(header().sites.load(std::memory_order_acquire), kMaxSites);
    for (std::size_t number = 1; number < used; ++number) {
        const SiteEntry &entry = m_control.at<SiteEntry>(kSites)[number];
        Site site;
        // SYNC POINT site (pairs with SiteCache::lookUp).
        if (entry.state.load(std::memory_order_acquire) == 2) {
            site.line = entry.line;
            std::array<char, sizeof entry.file> file;
            std::memcpy(file.data(), entry.file, file.size());
            for (std::size_t i = 0; i < file.size() && file[i] != 0; ++i)
                site.file += file[i] > 32 && file[i] < 127 ? file[i] : '?';
        }
        sites.push_back(std::move(site));
    }
    return sites;
}

const MutexStorage *RunMemory::mutexAt(ObjectRef mutex) const
{
    const int row = mutex.row();
    if (static_cast<std::size_t>(row) >= m_entries.size() || mutex.element() >= entry(row).count
        || static_cast<ObjectKind>(entry(row).kind) != ObjectKind::Mutex)
        return nullptr;
    return m_data.at<MutexStorage>(entry(row).offset) + mutex.element();
}

bool RunMemory::isTaken(ObjectRef mutex) const
{
    const MutexStorage *const storage = mutexAt(mutex);
    // The lock word, see wake(): 0 when it is free.
    return storage && reinterpret_cast<const SharedWord32 *>(&storage->mutex)->load(std::memory_order_acquire) != 0;
}

bool RunMemory::isBroken(ObjectRef mutex) const
{
    const MutexStorage *const storage = mutexAt(mutex);
    return storage && storage->brokenBy.load(std::memory_order_relaxed) != 0; // nobody moves who could break it
}

std::uint64_t RunMemory::acquisitionsOf(ObjectRef mutex) const
{
    const MutexStorage *const storage = mutexAt(mutex);
    return storage ? storage->acquisitions.load(std::memory_order_acquire) : 0;
}

ActorId RunMemory::holderOf(ObjectRef mutex) const
{
    const MutexStorage *const storage = mutexAt(mutex);
    if (!storage)
        return kNoActor;
    const std::uint32_t holder = storage->holder.load(std::memory_order_relaxed) & 0xff; // a hint for a sentence
    return holder == 0 || holder > m_actors ? kNoActor : static_cast<ActorId>(holder - 1);
}

} // namespace interleave
