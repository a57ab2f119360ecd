// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/cell.h"
#include "core/primitives/mutex.h"
#include "core/shm/clock.h"
#include "core/trace/recorder.h"
#include "tests/support/child.h"
#include "tests/support/run_of.h"
#include "tests/support/sanitized.h"
#include "tests/support/stepped_child.h"

#include <QtTest>

#include <algorithm>
#include <csignal>
#include <linux/futex.h>
#include <map>
#include <optional>
#include <poll.h>
#include <random>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

using namespace interleave;

namespace {

const ObjectRef kCounter = ObjectRef::of(0), kLock = ObjectRef::of(1);
/// Who takes part: one that dies, one that gets the lock after it, and one that has died before.
enum : ActorId { kVictim, kNext, kEarlier, kEverybody };

/// In which moment of its life the victim is stepped through the critical section.
enum class When {
    Again,   ///< it has been through it once
    First,   ///< it has not, and names the lines of its accesses for everybody
    Waited,  ///< from within, while the next one sleeps on the lock
    Inherits ///< as the next one of somebody who has died in there
};

struct Setting {
    LockKind kind = LockKind::Robust;
    bool isRecorded = true;
    When when = When::Again;
};

ObjectTable tableOf(LockKind kind)
{
    return {{.kind = ObjectKind::Cell, .name = "counter"}, {.kind = ObjectKind::Mutex, .name = "lock", .lock = kind}};
}

RunSettings settingsOf(const Setting &setting)
{
    return {.pace = setting.isRecorded ? Pace::Full : Pace::Bare};
}

class Role
{
public:
    Role(const RunMemory &memory, ActorId actor)
        : m_probe(memory.control(), memory.data(), actor),
          m_counter(m_probe, kCounter),
          m_lock(m_probe, kLock)
    {}

    /// The critical section. `inside` is called with the lock in hand.
    template <typename Inside>
    Left increment(Inside &&inside)
    {
        Hold held{m_lock};
        inside(m_counter);
        m_counter.write(m_counter.read() + 1);
        return held.isBroken() ? Left::Broken : held.ownerDied() ? Left::ByDeath : Left::InOrder;
    }
    Left increment()
    {
        return increment([](Cell &) {});
    }

private:
    Probe m_probe;
    Cell m_counter;
    Mutex m_lock;
};

int playVictim(const RunMemory &memory, When when)
{
    Role role(memory, kVictim);
    if (when == When::Again)
        role.increment();
    if (when == When::Waited) {
        role.increment([](Cell &) { SteppedChild::standStill(); });
    } else {
        SteppedChild::standStill();
        role.increment();
    }
    SteppedChild::standStill();
    return 0;
}

/// What the next one was told, twice: it goes through the section two times.
struct Told {
    Left first = Left::InOrder, second = Left::InOrder;

    static Told of(int exitCode) { return {static_cast<Left>(exitCode & 3), static_cast<Left>(exitCode >> 2)}; }
    int exitCode() const { return static_cast<int>(first) | static_cast<int>(second) << 2; }
};

int playNext(const RunMemory &memory)
{
    Role role(memory, kNext);
    Told told;
    told.first = role.increment();
    told.second = role.increment();
    return told.exitCode();
}

int playEarlier(const RunMemory &memory)
{
    Role(memory, kEarlier).increment([](Cell &counter) {
        counter.write(1);
        ::raise(SIGKILL);
    });
    return 0;
}

MutexStorage &lockOf(const RunMemory &memory)
{
    return *memory.data().at<MutexStorage>(memory.control().at<ObjectEntry>(kObjects)[kLock.row()].offset);
}

/// The word that the kernel knows the lock by.
std::uint32_t futexOf(const RunMemory &memory)
{
    return reinterpret_cast<const SharedWord32 &>(lockOf(memory).mutex).load();
}

bool endsWithin(const Child &child, int milliseconds)
{
    pollfd end = {.fd = static_cast<int>(::syscall(SYS_pidfd_open, child.pid(), 0)), .events = POLLIN, .revents = 0};
    const bool ended = ::poll(&end, 1, milliseconds) == 1;
    ::close(end.fd);
    return ended;
}

/// One run in which the victim dies.
struct Scene {
    explicit Scene(const Setting &setting)
        : memory(runOf(tableOf(setting.kind), kEverybody, settingsOf(setting), 64)),
          recording(infoOf(setting)),
          recorder(memory, recording)
    {
        memory.openGate();
    }
    void letEarlierDie()
    {
        QCOMPARE(Child([&] { return playEarlier(memory); }).wait(), -SIGKILL);
        ends.push_back({kEarlier, true, SIGKILL});
    }
    void letNextCome()
    {
        next.emplace([&] { return playNext(memory); });
    }
    /// … and sleep on the lock, which somebody holds.
    void letNextWait()
    {
        letNextCome();
        const std::uint64_t deadline = monotonicNow() + 30'000'000'000;
        while ((futexOf(memory) & FUTEX_WAITERS) == 0 && monotonicNow() < deadline)
            ::sched_yield();
        QVERIFY2((futexOf(memory) & FUTEX_WAITERS) != 0, "the next one does not come to the lock");
    }
    static RunInfo infoOf(const Setting &setting)
    {
        RunInfo info;
        info.settings = settingsOf(setting);
        info.objects = tableOf(setting.kind);
        info.processes.resize(kEverybody);
        return info;
    }

    RunMemory memory;
    Recording recording;
    Recorder recorder;
    std::vector<Recorder::End> ends; ///< not told of yet
    std::optional<Child> next;
};

/// What is in the memory when the victim is dead.
struct Legacy {
    std::uint32_t futex = 0;
    std::int32_t value = 0;
    std::uint64_t acquisitions = 0; ///< recorded only
    ActorId holder = kNoActor;      ///< by its own account
    bool isLocked() const { return futex != 0; }
};

Legacy legacyIn(const RunMemory &memory)
{
    return {futexOf(memory), memory.valueOf(kCounter), lockOf(memory).acquisitions.load(), memory.holderOf(kLock)};
}

/// How the victim goes if it is not killed in between.
struct Whole {
    std::vector<std::uintptr_t> path; ///< where each of its instructions is
    std::vector<int> turns;           ///< after how many of them a death leaves something else than one before
    Legacy initial;                   ///< when it came
    Legacy before;                    ///< when it begins to be stepped
    std::vector<Event> events;        ///< all that it reports

    bool isTurn(int instructions) const { return std::binary_search(turns.begin(), turns.end(), instructions); }
};

/// All that its death would leave: the memory that everybody shares, and what the kernel would see of its locks.
std::vector<std::byte> leftBy(const SteppedChild &victim, const RunMemory &memory)
{
    std::vector<std::byte> bytes;
    for (const Memory *const part : {&memory.control(), &memory.data()})
        bytes.insert(bytes.end(), part->data(), part->data() + part->size());
    const auto locks = victim.robustLocks();
    const auto *const raw = reinterpret_cast<const std::byte *>(locks.data());
    bytes.insert(bytes.end(), raw, raw + sizeof locks);
    return bytes;
}

Whole wholeOf(const Setting &setting)
{
    Scene scene(setting);
    if (setting.when == When::Inherits)
        scene.letEarlierDie();
    Whole whole;
    whole.initial = legacyIn(scene.memory);
    SteppedChild victim([&] { return playVictim(scene.memory, setting.when); });
    whole.before = legacyIn(scene.memory);
    if (setting.when == When::Waited)
        scene.letNextWait();
    std::vector<std::byte> left = leftBy(victim, scene.memory);
    for (bool goesOn = true; goesOn;) {
        whole.path.push_back(victim.place());
        goesOn = victim.step();
        std::vector<std::byte> now = leftBy(victim, scene.memory);
        if (now != left)
            whole.turns.push_back(static_cast<int>(whole.path.size()));
        left = std::move(now);
    }
    if (setting.isRecorded)
        whole.events = eventsOf(scene.memory, kVictim);
    return whole;
}

/// Lets the victim execute so many instructions: the most of them at full speed, to a place where it comes for the
/// first time.
void goOn(SteppedChild &victim, const std::vector<std::uintptr_t> &path, int instructions)
{
    const auto isNew = [&](int i) { return std::find(path.begin(), path.begin() + i, path[i]) == path.begin() + i; };
    int done = std::min(instructions, static_cast<int>(path.size()) - 1);
    while (done > 0 && !isNew(done))
        --done;
    if (done > 0 && !victim.runTo(path[done]))
        return;
    while (done < instructions && victim.step())
        ++done;
}

/// All the others, in no order: as many of them are tried as there is time for.
std::vector<int> othersOf(const Whole &whole)
{
    std::vector<int> others;
    for (int n = 1; n < static_cast<int>(whole.path.size()); ++n)
        if (!whole.isTurn(n))
            others.push_back(n);
    std::shuffle(others.begin(), others.end(), std::mt19937(1));
    return others;
}

std::vector<Event> settledOf(const Recording &recording, ActorId actor)
{
    std::vector<Event> events;
    TraceReader reader(recording.trace());
    reader.forEach(0, reader.size(), [&](EventIndex, const Event &event) {
        if (event.actor == actor)
            events.push_back(event);
    });
    return events;
}

long countOf(const std::vector<Event> &events, EventKind kind)
{
    return std::count_if(events.begin(), events.end(), [kind](const Event &event) { return event.kind() == kind; });
}

bool isSameFact(const Event &x, const Event &y)
{
    return x.kindAndFlags == y.kindAndFlags && x.object == y.object && x.site == y.site && x.actor == y.actor
        && x.a == y.a && x.b == y.b;
}

} // namespace

/// kill -9 after just one more instruction of a critical section, from before the lock is asked for until it has been
/// given back. Of most instructions a death leaves the same as of the one before. So it is killed after each one that
/// changes the memory that everybody shares, or what the kernel would see of its locks; and after others, while there
/// is time for it.
class tst_CrashPoints : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void killedAfterAnyInstructionOfACriticalSection_data();
    void killedAfterAnyInstructionOfACriticalSection();

private:
    struct Outcome {
        bool held = false;     ///< it died with the lock in hand
        bool wrote = false;    ///< … with its write done
        bool inferred = false; ///< something had to be
    };
    using Outcomes = std::map<int, Outcome>; ///< by how many instructions it had executed

    void killAfterAny(const Setting &setting, std::uint64_t othersNs);
    static void die(int after, const Setting &setting, const Whole &whole, Outcome &outcome);
    static void checkNext(const Scene &scene, const Setting &setting, const Legacy &legacy, Told told);
    static void checkReports(const Scene &scene, const Whole &whole);
    static void checkRecording(const Scene &scene, const Recording &recording, const Whole &whole,
                               const Legacy &legacy);
    static void checkOutcomes(const Outcomes &outcomes, const Setting &setting);
};

void tst_CrashPoints::initTestCase()
{
#ifdef __SANITIZE_THREAD__
    QSKIP("ThreadSanitizer sees one process only, and has threads of its own that nobody steps.");
#endif
    if (!SteppedChild::isPossible())
        QSKIP("This machine does not let a process step another one (ptrace), so nobody can be killed after just that "
              "instruction.");
    // All names are looked up here, lest every child do it again, instruction by instruction.
    const RunMemory memory = runOf(tableOf(LockKind::Poisoned), kEverybody);
    Child([&] { return playEarlier(memory); }).wait();
    QCOMPARE(Told::of(playNext(memory)).second, Left::Broken);
}

void tst_CrashPoints::killedAfterAnyInstructionOfACriticalSection_data()
{
    QTest::addColumn<LockKind>("kind");
    QTest::addColumn<When>("when");
    QTest::addColumn<int>("milliseconds"); // for points that leave the same as an earlier one
    QTest::newRow("robust") << LockKind::Robust << When::Again << 2000;
    QTest::newRow("poisoned") << LockKind::Poisoned << When::Again << 100;
    if (kSanitized)
        return; // each instruction is several then, and each is a stop
    QTest::newRow("plain") << LockKind::Plain << When::Again << 100;
    QTest::newRow("robust, while somebody waits") << LockKind::Robust << When::Waited << 100;
    QTest::newRow("robust, after a death") << LockKind::Robust << When::Inherits << 100;
    QTest::newRow("poisoned, after a death") << LockKind::Poisoned << When::Inherits << 100;
    QTest::newRow("robust, for the first time") << LockKind::Robust << When::First << 100;
}

void tst_CrashPoints::killedAfterAnyInstructionOfACriticalSection()
{
    QFETCH(const LockKind, kind);
    QFETCH(const When, when);
    QFETCH(const int, milliseconds);
    for (const bool isRecorded : {true, false})
        if (!QTest::currentTestFailed() && (isRecorded || when != When::First)) // lines are named only for the record
            killAfterAny({kind, isRecorded, when}, static_cast<std::uint64_t>(milliseconds) * 1'000'000);
}

/// Wherever it makes a difference, and at as many of the other instructions as there is time for.
void tst_CrashPoints::killAfterAny(const Setting &setting, std::uint64_t othersNs)
{
    const Whole whole = wholeOf(setting);
    Outcomes outcomes;
    const auto dieAfter = [&](int instructions) {
        die(instructions, setting, whole, outcomes[instructions]);
        if (QTest::currentTestFailed())
            qWarning("killed after %d of %zu instructions, %s", instructions, whole.path.size(),
                     setting.isRecorded ? "recorded" : "bare");
        return !QTest::currentTestFailed();
    };
    if (!dieAfter(0) || !dieAfter(static_cast<int>(whole.path.size()))
        || !std::all_of(whole.turns.begin(), whole.turns.end(), dieAfter))
        return;
    const std::uint64_t deadline = monotonicNow() + othersNs;
    for (const int other : othersOf(whole))
        if (monotonicNow() > deadline || !dieAfter(other))
            break;
    if (QTest::currentTestFailed())
        return;
    checkOutcomes(outcomes, setting);
    const auto count = [&](bool Outcome::*what) {
        return std::count_if(outcomes.begin(), outcomes.end(), [what](const auto &one) { return one.second.*what; });
    };
    qInfo("%s: %zu instructions, %zu of them change what a death leaves; killed at %zu points, at %td of them with the "
          "lock in hand; after %td something was inferred",
          setting.isRecorded ? "recorded" : "bare", whole.path.size(), whole.turns.size(), outcomes.size(),
          count(&Outcome::held), count(&Outcome::inferred));
}

/// One life, and what those find who come after it.
void tst_CrashPoints::die(int after, const Setting &setting, const Whole &whole, Outcome &outcome)
{
    Scene scene(setting);
    const RunMemory &memory = scene.memory;
    if (setting.when == When::Inherits)
        scene.letEarlierDie();
    SteppedChild victim([&] { return playVictim(memory, setting.when); });
    if (setting.when == When::Waited)
        scene.letNextWait();
    goOn(victim, whole.path, after);
    QCOMPARE(victim.kill(), -SIGKILL);
    memory.wakeAll(); // as a session does: older kernels lose a wake-up if somebody dies just before it
    scene.ends.push_back({kVictim, true, SIGKILL});

    Legacy legacy = legacyIn(memory);
    if (setting.isRecorded)
        checkReports(scene, whole);
    if (setting.isRecorded && !scene.next && whole.isTurn(after)) {
        // If nobody comes any more.
        Recording alone(Scene::infoOf(setting));
        Recorder(memory, alone).finish(scene.ends, {});
        checkRecording(scene, alone, whole, legacy);
    }
    if (setting.isRecorded)
        scene.recorder.pass([&] { return scene.ends; });
    if (QTest::currentTestFailed())
        return;

    if (setting.kind == LockKind::Plain && legacy.isLocked()) {
        Child kept([&] { return static_cast<int>(tryLock(lockOf(memory))); });
        QCOMPARE(kept.wait(), static_cast<int>(LockOutcome::Busy));
        QVERIFY(memory.isTaken(kLock));
    } else {
        if (!scene.next)
            scene.letNextCome();
        QVERIFY2(endsWithin(*scene.next, 30'000), "the next one hangs");
        const Told told = Told::of(scene.next->wait());
        if (setting.when == When::Waited) // it has gone on meanwhile
            legacy = {told.first == Left::ByDeath ? FUTEX_OWNER_DIED : 0u, memory.valueOf(kCounter) - 2,
                      lockOf(memory).acquisitions.load() - (setting.isRecorded ? 2 : 0), kNoActor};
        checkNext(scene, setting, legacy, told);
    }
    if (setting.isRecorded && !QTest::currentTestFailed()) {
        scene.recorder.finish({{kNext, false, 0}}, {});
        checkRecording(scene, scene.recording, whole, legacy);
        outcome.inferred = scene.recording.findings()->inferred > 0;
    }
    outcome.held = legacy.isLocked();
    outcome.wrote = legacy.value != whole.before.value;
}

/// It got the lock, was told of a death when there was one under the lock, and only then, and all was as it was left.
void tst_CrashPoints::checkNext(const Scene &scene, const Setting &setting, const Legacy &legacy, Told told)
{
    const bool isPoisoned = setting.kind == LockKind::Poisoned;
    const bool isBroken = isPoisoned && (legacy.isLocked() || setting.when == When::Inherits);
    const Left first = isBroken ? Left::Broken : legacy.isLocked() ? Left::ByDeath : Left::InOrder;
    QCOMPARE(told.first, first);
    QCOMPARE(told.second, isBroken ? Left::Broken : Left::InOrder);

    QCOMPARE(scene.memory.valueOf(kCounter), legacy.value + 2);
    QCOMPARE(scene.memory.holderOf(kLock), kNoActor);
    QVERIFY(!scene.memory.isTaken(kLock));
    if (!setting.isRecorded)
        return;
    QCOMPARE(lockOf(scene.memory).acquisitions.load(), legacy.acquisitions + 2);
    const Event acquired = eventsOf(scene.memory, kNext).at(1);
    QCOMPARE(acquired.kind(), EventKind::LockAcquired);
    QCOMPARE(acquired.has(kOwnerDied), first != Left::InOrder);
    QCOMPARE(acquired.acquisition(), legacy.acquisitions + 1);
    if (legacy.holder == kVictim && first != Left::InOrder)
        QCOMPARE(acquired.previousOwner(), kVictim);
}

/// What it published are whole events, as it would have published them had it lived, and at most one is missing.
void tst_CrashPoints::checkReports(const Scene &scene, const Whole &whole)
{
    const std::vector<Event> events = eventsOf(scene.memory, kVictim);
    const auto *const ends = scene.memory.control().at<RingEnds>(ringOffset(kVictim, scene.memory.ringCapacity()));
    QVERIFY(ends->begun.load() - events.size() <= 1);
    QVERIFY(events.size() <= whole.events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        QVERIFY(isSameFact(events[i], whole.events[i]));
        QVERIFY(i == 0 || events[i].time >= events[i - 1].time);
    }
}

/// What is said of the run: all that was reported, and what the victim did and could not report; nothing else, and in
/// an order that explains it.
void tst_CrashPoints::checkRecording(const Scene &scene, const Recording &recording, const Whole &whole,
                                     const Legacy &legacy)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    QCOMPARE(info->dropped, 0u);
    QCOMPARE(findings->unexplained, 0u);
    QCOMPARE(findings->races.pairs.size(), 0u);
    QVERIFY(findings->deadlocks.empty());
    for (const ProcessInfo &process : info->processes)
        QCOMPARE(process.refusal, Refusal::None);

    // Died is the last of its actor; then the system frees what it held, when somebody else asks for it.
    std::vector<Event> story = settledOf(recording, kVictim);
    const auto death = std::find_if(story.begin(), story.end(),
                                    [](const Event &event) { return event.kind() == EventKind::Died; });
    QVERIFY(death != story.end());
    QVERIFY(std::all_of(death + 1, story.end(), [](const Event &event) {
        return event.kind() == EventKind::LockReleased && event.has(kInferred);
    }));
    story.erase(death);
    QVERIFY(story.size() >= eventsOf(scene.memory, kVictim).size());
    QCOMPARE(countOf(story, EventKind::Write), legacy.value - whole.initial.value);
    const bool isSucceeded = !settledOf(recording, kNext).empty();
    const long acquisitions = static_cast<long>(legacy.acquisitions - whole.initial.acquisitions);
    if (isSucceeded) {
        QCOMPARE(countOf(story, EventKind::LockAcquired), acquisitions);
        QCOMPARE(countOf(story, EventKind::LockReleased), acquisitions);
    } else {
        QVERIFY(countOf(story, EventKind::LockAcquired) <= acquisitions);
    }
    // But for a lock that its death has freed, it is how the story would have gone on.
    if (!story.empty() && story.back().kind() == EventKind::LockReleased && story.back().has(kInferred))
        story.pop_back();
    QVERIFY(story.size() <= whole.events.size());
    for (std::size_t i = 0; i < story.size(); ++i)
        QCOMPARE(story[i].kind(), whole.events[i].kind());

    // Nothing was lost under the lock.
    if (const CellHistory *const counter = findings->cell(kCounter)) {
        QCOMPARE(counter->lost, 0u);
        QCOMPARE(static_cast<std::int64_t>(counter->survivors), info->finalWords[kCounter.row()][0].value());
    } else {
        QCOMPARE(info->finalWords[kCounter.row()][0].value(), 0);
    }
}

/// Instruction by instruction: it takes the lock at one of them, writes at a later one, gives it back at a later one.
void tst_CrashPoints::checkOutcomes(const Outcomes &outcomes, const Setting &setting)
{
    const bool isHeldAtFirst = setting.when == When::Waited || setting.when == When::Inherits;
    const Outcome *last = &outcomes.begin()->second;
    QCOMPARE(last->held, isHeldAtFirst);
    QVERIFY(!last->wrote);
    int takenOrGivenBack = 0, written = 0;
    for (const auto &[instructions, outcome] : outcomes) {
        takenOrGivenBack += outcome.held != last->held;
        written += outcome.wrote != last->wrote;
        QVERIFY(outcome.wrote == last->wrote || (outcome.held && last->held));
        last = &outcome;
    }
    QVERIFY(!last->held);
    QVERIFY(last->wrote);
    QCOMPARE(takenOrGivenBack, isHeldAtFirst ? 1 : 2);
    QCOMPARE(written, 1);
}

QTEST_APPLESS_MAIN(tst_CrashPoints)
#include "tst_crash_points.moc"
