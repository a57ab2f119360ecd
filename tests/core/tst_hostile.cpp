// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/cell.h"
#include "core/shm/sys.h"
#include "core/trace/drain.h"
#include "core/trace/event_check.h"
#include "core/trace/recording_file.h"
#include "tests/support/child.h"
#include "tests/support/run_of.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <csignal>
#include <optional>
#include <random>
#include <thread>
#include <unistd.h>

using namespace interleave;

namespace {

const ObjectTable kTable = {{.kind = ObjectKind::Cell, .name = "counter"},
                            {.kind = ObjectKind::Cell, .name = "flag"},
                            {.kind = ObjectKind::Mutex, .name = "lock"},
                            {.kind = ObjectKind::List, .name = "list"},
                            {.kind = ObjectKind::Slots, .name = "slots", .parent = 3, .count = 8, .initial = -1}};
constexpr std::uint32_t kCapacity = 1024;
constexpr std::size_t kHonest = 2;
constexpr ActorId kLiar = 2;
constexpr int kIncrements = 200;

enum class Trick {
    Ends,     ///< any words in the ends of its ring
    Heads,    ///< the count of what it has published goes back and forth
    Bytes,    ///< any bytes in its events
    Claims,   ///< well-formed events of things that are not there, or cannot be
    Names,    ///< words in others' names, or long written
    Memory,   ///< any words in the cells that all share
    Tables,   ///< header, source lines, objects, its place in the process table
    Rings,    ///< any bytes in others' events
};
constexpr int kTricks = 8;

/// One run with two honest actors, who race for the counter, and one that is none.
class Run
{
public:
    Run(std::uint32_t seed, bool processes)
        : m_seed(seed),
          m_trick(static_cast<Trick>(seed % kTricks)),
          m_memory(runOf(kTable, kHonest + 1, {.scenario = "counter", .drop = seed % 5 == 0}, kCapacity)),
          m_recording(infoOf())
    {
        sys::registerForBarrier();
        if (processes)
            fork();
        else
            runThreads();
    }

    Trick trick() const { return m_trick; }
    /// What the honest did was out of the liar's reach.
    bool isHonestLeftAlone() const { return m_trick != Trick::Memory && m_trick != Trick::Rings; }
    const Recording &recording() const { return m_recording; }
    std::vector<Event> events() const
    {
        std::vector<Event> events;
        TraceReader reader(m_recording.trace());
        reader.forEach(0, reader.size(), [&](EventIndex, const Event &event) { events.push_back(event); });
        return events;
    }

private:
    RunInfo infoOf() const
    {
        RunInfo info;
        info.settings.scenario = "counter";
        info.objects = kTable;
        info.processes.resize(kHonest + 1);
        return info;
    }

    void play(ActorId actor)
    {
        Probe probe(m_memory.control(), m_memory.data(), actor);
        Cell counter(probe, "counter"), flag(probe, "flag");
        probe.waitForStart();
        if (actor == kLiar)
            lie(flag);
        else
            increment(counter);
        probe.ended();
    }

    static void increment(Cell counter)
    {
        for (int i = 0; i < kIncrements; ++i)
            counter.write(counter.read() + 1);
    }
    void lie(Cell flag);
    void trick(std::mt19937_64 &random);
    void claim(std::mt19937_64 &random);

    RingEnds &ends(ActorId actor) const { return *m_memory.control().at<RingEnds>(ringOffset(actor, kCapacity)); }
    Event *slotsOf(ActorId actor) const { return reinterpret_cast<Event *>(&ends(actor) + 1); }
    void publish(const Event &event)
    {
        const std::uint64_t head = ends(kLiar).published.load();
        slotsOf(kLiar)[head % kCapacity] = event;
        ends(kLiar).begun.store(head + 1);
        ends(kLiar).published.store(head + 1);
    }
    /// Any words somewhere in there.
    static void scribble(std::byte *at, std::size_t bytes, std::mt19937_64 &random)
    {
        auto &word = reinterpret_cast<SharedWord64 *>(at)[random() % (bytes / 8)];
        word.store(random() % 3 ? random() : word.load() + random() % 5 - 2, std::memory_order_relaxed);
    }

    void runThreads()
    {
        std::vector<std::thread> threads;
        for (ActorId actor = 0; actor <= kLiar; ++actor)
            threads.emplace_back([this, actor] { play(actor); });
        Drain drain(m_memory, m_recording);
        drain.start([] {});
        for (ActorId actor = 0; actor <= kLiar; ++actor) {
            threads[actor].join();
            drain.actorEnded(actor, false, 0);
        }
        finish(drain, {});
    }

    void fork()
    {
        std::vector<Child> children;
        for (ActorId actor = 0; actor <= kLiar; ++actor)
            children.emplace_back([this, actor] {
                sys::registerForBarrier();
                play(actor);
                if (actor == kLiar && m_seed % 3 == 0)
                    ::raise(SIGKILL);
                return 0;
            });
        Drain drain(m_memory, m_recording);
        drain.start([] {});
        int signal = 0;
        for (ActorId actor = 0; actor <= kLiar; ++actor) {
            const int outcome = children[actor].wait();
            signal = outcome < 0 ? -outcome : 0;
            drain.actorEnded(actor, outcome < 0, signal);
        }
        finish(drain, signal != 0 ? std::optional(signal) : std::nullopt);
    }

    void finish(Drain &drain, std::optional<int> signal)
    {
        drain.finish(
            [signal](RunInfo &info) {
                for (ProcessInfo &process : info.processes)
                    process.end = ProcessEnd::Finished;
                if (signal)
                    info.processes[kLiar].end = ProcessEnd::Killed;
            },
            {});
        drain.join();
    }

    std::uint32_t m_seed;
    Trick m_trick;
    RunMemory m_memory;
    Recording m_recording;
};

void Run::lie(Cell flag)
{
    std::mt19937_64 random(m_seed);
    // Whoever looks for the number of its line in a table that changes all the time does so for long.
    for (ActorId actor = 0; actor < kHonest; ++actor)
        while (ends(actor).published.load() < 2)
            std::this_thread::yield();
    for (std::uint64_t i = random() % 40; i > 0; --i) // it seems all right at first
        flag.write(flag.read() + 1);
    for (int i = 0; i < 1000; ++i) {
        trick(random);
        if (random() % 16 == 0)
            std::this_thread::yield(); // so that the drain comes by
    }
}

void Run::trick(std::mt19937_64 &random)
{
    std::byte *const control = m_memory.control().data();
    RingEnds &own = ends(kLiar);
    switch (m_trick) {
    case Trick::Ends: return scribble(reinterpret_cast<std::byte *>(&own), sizeof own, random);
    case Trick::Heads:
        own.published.store(own.published.load() + random() % 9 - 3);
        own.begun.store(own.published.load() + random() % 3);
        return;
    case Trick::Bytes:
        publish(Event{});
        for (int i = 0; i < 8; ++i)
            scribble(reinterpret_cast<std::byte *>(slotsOf(kLiar)), kCapacity * sizeof(Event), random);
        return;
    case Trick::Claims:
    case Trick::Names: return claim(random);
    case Trick::Memory: return scribble(m_memory.data().data(), 2 * sizeof(CellStorage), random);
    case Trick::Tables:
        // All but the words that steer the others.
        scribble(control, offsetof(Header, ready), random);
        scribble(control + kSites, kActors - kSites, random);
        return scribble(control + kActors + kLiar * sizeof(ActorBlock), sizeof(ActorBlock), random);
    case Trick::Rings: return scribble(reinterpret_cast<std::byte *>(slotsOf(static_cast<ActorId>(random() % kHonest))), kCapacity * sizeof(Event), random);
    }
}

/// One event, somewhat wrong.
void Run::claim(std::mt19937_64 &random)
{
    Event event;
    event.time = random() % 2 ? random() : 1;
    event.actor = static_cast<ActorId>(random());
    event.site = static_cast<SiteId>(random());
    event.object = ObjectRef::of(static_cast<std::uint32_t>(1 + random() % (kTable.size() - 1))); // not of the counter
    event.set(static_cast<EventKind>(1 + random() % (kEventKinds - 1)), random() % 2 ? kInferred : kNoFlags);
    const auto word = [&](std::uint8_t writer) { return Word::make(static_cast<int>(random()), writer, static_cast<std::uint32_t>(random() % 200)).bits; };
    if (m_trick == Trick::Names) {
        event.object = ObjectRef::of(1);
        event.set(random() % 2 ? EventKind::Read : EventKind::Write);
        event.a = word(static_cast<std::uint8_t>(random() % 6));
        event.b = word(static_cast<std::uint8_t>(random() % 8 ? 1 + random() % 3 : random()));
        return publish(event);
    }
    switch (random() % 4) {
    case 0: event.object.bits = static_cast<std::uint32_t>(random()); break;
    case 1: event.object = ObjectRef::of(4, static_cast<std::uint32_t>(random())); break;
    case 2: event.kindAndFlags = static_cast<std::uint8_t>(random()); break;
    default: event.a = random();
    }
    publish(event);
}

/// What is there must be a recording like any other: it can be written, and read again.
void checkWrites(const Recording &recording, const QString &path)
{
    QVERIFY(writeRecording(recording, path.toStdString()).ok());
    const auto again = readRecording(path.toStdString());
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().sentence.c_str());
    QVERIFY2(!again.value()->damage, again.value()->damage ? again.value()->damage->sentence.c_str() : "");
    QCOMPARE(again.value()->trace().size(), recording.trace().size());
    const auto one = recording.findings(), other = again.value()->findings();
    QCOMPARE(one->cells.size(), other->cells.size());
    for (std::size_t i = 0; i < one->cells.size(); ++i) {
        QCOMPARE(one->cells[i].lost, other->cells[i].lost);
        QCOMPARE(one->cells[i].proof, other->cells[i].proof);
    }
    QCOMPARE(one->races.proof, other->races.proof);
    QCOMPARE(one->races.pairs.size(), other->races.pairs.size());
}

/// Of the counter: whatever is claimed must be true. Everybody adds one to what he read.
void checkClaims(const Run &run)
{
    const auto info = run.recording().info();
    const auto findings = run.recording().findings();
    const CellHistory *const counter = findings->cell(ObjectRef::of(0));
    if (run.isHonestLeftAlone()) {
        QVERIFY(counter);
        QCOMPARE(counter->proof, Proof::Proved);
        QCOMPARE(counter->attempted, std::uint64_t{kHonest * kIncrements});
    }
    for (const CellHistory &cell : findings->cells)
        QCOMPARE(cell.survivors + cell.lost, cell.attempted);
    if (counter && counter->proof == Proof::Proved && run.trick() != Trick::Memory)
        QCOMPARE(info->finalWords.at(0).at(0).value(), static_cast<int>(counter->survivors));
}

/// Of who is not believed: there is a gap, and nothing of his behind it; and nothing is called whole.
void checkRefusals(const Run &run)
{
    const auto info = run.recording().info();
    const auto findings = run.recording().findings();
    const std::vector<Event> events = run.events();
    for (ActorId actor = 0; actor < info->processes.size(); ++actor) {
        const ProcessInfo &process = info->processes[actor];
        std::uint64_t told = 0, gaps = 0;
        for (const Event &event : events) {
            if (event.actor != actor || event.has(kInferred))
                continue;
            QVERIFY(gaps == 0);
            gaps += event.kind() == EventKind::Gap && event.a == 0;
            told += event.kind() != EventKind::Gap || event.a != 0;
        }
        QCOMPARE(gaps == 1, process.refusal != Refusal::None);
        QCOMPARE(told, process.events);
        QVERIFY(gaps == 0 || findings->races.proof != Proof::Proved);
        QVERIFY(gaps == 0 || findings->atomicity.proof != Proof::Proved);
    }
    if (run.isHonestLeftAlone())
        for (ActorId actor = 0; actor < kHonest; ++actor)
            QCOMPARE(info->processes[actor].refusal, Refusal::None);
}

} // namespace

/// Workers that write whatever they like wherever they can. The session takes no harm, and says what it does not know.
class tst_Hostile : public QObject
{
    Q_OBJECT

private slots:
    void hostileWritersDoNoHarm_data();
    void hostileWritersDoNoHarm();
};

void tst_Hostile::hostileWritersDoNoHarm_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("writers");
    QTest::addColumn<bool>("processes");
    // Real processes first: they are copies of this one, which has no threads yet.
    QTest::newRow("processes") << 0 << 80 << true;
    QTest::newRow("threads") << 80 << 320 << false;
}

void tst_Hostile::hostileWritersDoNoHarm()
{
#ifdef __SANITIZE_THREAD__
    QSKIP("a hostile writer keeps no order with its reader: that is a data race by intention");
#endif
    QFETCH(int, first);
    QFETCH(int, writers);
    QFETCH(bool, processes);
    const QTemporaryDir folder;
    std::array<int, kTricks> refused{};
    for (int seed = first; seed < first + writers; ++seed) {
        const Run run(static_cast<std::uint32_t>(seed), processes);
        QVERIFY(run.recording().finished());
        const auto info = run.recording().info();
        for (const Event &event : run.events())
            QVERIFY(fits(event, *info));
        checkClaims(run);
        checkRefusals(run);
        if (seed % 8 == seed / 8 % 8) // each kind of them, in turn
            checkWrites(run.recording(), folder.filePath(QStringLiteral("a.ilv")));
        for (const ProcessInfo &process : info->processes)
            refused[static_cast<std::size_t>(run.trick())] += process.refusal != Refusal::None;
        if (QTest::currentTestFailed()) {
            qWarning("seed %d", seed);
            return;
        }
    }
    for (const Trick trick : {Trick::Ends, Trick::Heads, Trick::Bytes, Trick::Claims, Trick::Names})
        QVERIFY2(refused[static_cast<std::size_t>(trick)] > writers / kTricks / 2, "hardly anybody was found out");
}

QTEST_APPLESS_MAIN(tst_Hostile)
#include "tst_hostile.moc"
