// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/wait_circle.h"

#include "core/analysis/analyzer.h"
#include "core/trace/run_info.h"
#include "core/trace/settler.h"

#include <QtTest>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <random>
#include <vector>

using namespace interleave;

namespace {

/// Actors that each write a cell of their own with plain stores and read those of the others, on processors whose
/// stores wait in a buffer (x86-TSO), drained in passes. The barrier of a pass empties the buffers.
struct Buffered {
    ObjectTable cells;
    std::vector<std::vector<std::vector<Event>>> passes; ///< by pass and actor

    std::vector<Event> of(ActorId actor) const
    {
        std::vector<Event> all;
        for (const auto &pass : passes)
            all.insert(all.end(), pass[actor].begin(), pass[actor].end());
        return all;
    }
};

Buffered play(std::uint64_t seed, std::size_t actors, int passes, int stepsPerPass, int flushPercent)
{
    std::mt19937_64 random(seed);
    const auto below = [&random](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
    Buffered run;
    std::vector<Word> memory(actors, Word::initial(0)), own = memory;
    std::vector<std::uint32_t> sequence(actors);
    std::vector<std::deque<Word>> buffers(actors);
    for (std::size_t i = 0; i < actors; ++i)
        run.cells.push_back({.kind = ObjectKind::Cell, .name = "cell " + std::to_string(i)});
    const auto flush = [&](std::size_t actor) {
        memory[actor] = buffers[actor].front();
        buffers[actor].pop_front();
    };
    std::uint64_t time = 0;
    for (int pass = 0; pass < passes; ++pass) {
        std::vector<std::vector<Event>> events(actors);
        for (int step = 0; step < stepsPerPass; ++step) {
            const std::size_t actor = below(actors), other = (actor + 1 + below(actors - 1)) % actors;
            if (const std::size_t some = below(actors);
                !buffers[some].empty() && below(100) < static_cast<std::size_t>(flushPercent))
                flush(some);
            Event event;
            event.actor = static_cast<ActorId>(actor);
            event.time = ++time * 1000;
            if (below(2) == 0) {
                event.object = ObjectRef::of(static_cast<std::uint32_t>(actor));
                event.b = own[actor].bits;
                own[actor] = Word::make(static_cast<std::int32_t>(time), Word::writerOf(event.actor),
                                        ++sequence[actor]);
                event.a = own[actor].bits;
                event.set(EventKind::Write);
                buffers[actor].push_back(own[actor]);
            } else {
                event.object = ObjectRef::of(static_cast<std::uint32_t>(other));
                event.a = memory[other].bits;
                event.set(EventKind::Read);
            }
            events[actor].push_back(event);
        }
        run.passes.push_back(std::move(events));
        for (std::size_t actor = 0; actor < actors; ++actor)
            while (!buffers[actor].empty())
                flush(actor);
    }
    return run;
}

/// Which events lie on a circle of program order, reads-from and from-read (a cell has one writer, so the order of its
/// writes is program order): straight from the definition, by strongly connected components (Tarjan, 1972).
class Circles
{
public:
    explicit Circles(const Buffered &run)
    {
        std::map<std::uint32_t, int> writeOf, replacerOf;           // by tag
        std::map<std::pair<std::size_t, std::uint32_t>, int> first; // of a cell, by its initial word
        for (std::size_t actor = 0; actor < run.cells.size(); ++actor)
            for (const Event &event : run.of(static_cast<ActorId>(actor))) {
                const int node = static_cast<int>(m_events.size());
                if (!m_events.empty() && m_events.back().actor == event.actor)
                    m_after.back().push_back(node);
                m_events.push_back(event);
                m_after.emplace_back();
                if (event.kind() != EventKind::Write)
                    continue;
                writeOf[event.written().tag()] = node;
                if (event.replaced().isInitial())
                    first[{event.object.row(), 0}] = node;
                else
                    replacerOf[event.replaced().tag()] = node;
            }
        for (std::size_t node = 0; node < m_events.size(); ++node) {
            const Event &event = m_events[node];
            if (event.kind() != EventKind::Read)
                continue;
            if (event.seen().isInitial()) {
                if (const auto next = first.find({event.object.row(), 0}); next != first.end())
                    m_after[node].push_back(next->second);
                continue;
            }
            m_after[static_cast<std::size_t>(writeOf.at(event.seen().tag()))].push_back(static_cast<int>(node));
            if (const auto next = replacerOf.find(event.seen().tag()); next != replacerOf.end())
                m_after[node].push_back(next->second);
        }
        findComponents();
    }

    bool any() const
    {
        return std::any_of(m_size.begin(), m_size.end(), [](int size) { return size > 1; });
    }
    bool hasOn(ActorId actor, Word seen, ObjectRef object) const
    {
        for (std::size_t node = 0; node < m_events.size(); ++node)
            if (m_events[node].actor == actor && m_events[node].kind() == EventKind::Read
                && m_events[node].seen() == seen && m_events[node].object == object
                && m_size[static_cast<std::size_t>(m_component[node])] > 1)
                return true;
        return false;
    }

private:
    void findComponents()
    {
        const std::size_t count = m_events.size();
        std::vector<int> order(count, -1), low(count);
        std::vector<std::size_t> stack;
        m_component.assign(count, -1);
        int seen = 0;
        const std::function<void(std::size_t)> visit = [&](std::size_t node) {
            order[node] = low[node] = seen++;
            stack.push_back(node);
            for (const int next : m_after[node]) {
                const auto to = static_cast<std::size_t>(next);
                if (order[to] < 0)
                    visit(to);
                if (m_component[to] < 0)
                    low[node] = std::min(low[node], low[to]);
            }
            if (low[node] != order[node])
                return;
            m_size.push_back(0);
            std::size_t member = count;
            do {
                member = stack.back();
                stack.pop_back();
                m_component[member] = static_cast<int>(m_size.size()) - 1;
                ++m_size.back();
            } while (member != node);
        };
        for (std::size_t node = 0; node < count; ++node)
            if (order[node] < 0)
                visit(node);
    }

    std::vector<Event> m_events;
    std::vector<std::vector<int>> m_after;
    std::vector<int> m_component, m_size;
};

/// Feeds the run to a settler, pass by pass, and keeps what comes out.
struct Fed {
    explicit Fed(const Buffered &run)
        : info(infoOf(run)),
          analyzer(info),
          settler(run.cells, run.cells.size(), [this](std::span<const Event> events) {
              analyzer.settled(settled, events);
              settled += events.size();
          })
    {}

    static RunInfo infoOf(const Buffered &run)
    {
        RunInfo info;
        info.objects = run.cells;
        info.processes.resize(run.cells.size());
        return info;
    }

    void pass(const std::vector<std::vector<Event>> &events)
    {
        for (std::size_t actor = 0; actor < events.size(); ++actor)
            settler.add(static_cast<ActorId>(actor), events[actor]);
        settler.release();
    }

    RunInfo info;
    Analyzer analyzer;
    EventIndex settled = 0;
    Settler settler;
};

} // namespace

/// What is settled of runs that no interleaving explains, when, and which reads are named.
class tst_WaitCircle : public QObject
{
    Q_OBJECT

private slots:
    void everyReadNamedLiesOnACircle_data();
    void everyReadNamedLiesOnACircle();
    void aRunWithoutInterleavingSettlesWhileItGoesOn();
    void whoMayYetMoveIsWaitedFor();
};

void tst_WaitCircle::everyReadNamedLiesOnACircle_data()
{
    QTest::addColumn<int>("actors");
    QTest::addColumn<int>("passes");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("flushes");
    QTest::newRow("two processes") << 2 << 4 << 8 << 60;
    QTest::newRow("three processes") << 3 << 4 << 10 << 60;
    QTest::newRow("three processes, all in one pass") << 3 << 1 << 30 << 50;
    QTest::newRow("three processes, hardly any buffering") << 3 << 6 << 12 << 100;
    QTest::newRow("five processes") << 5 << 5 << 30 << 60;
    QTest::newRow("sixteen processes") << 16 << 5 << 60 << 50;
}

void tst_WaitCircle::everyReadNamedLiesOnACircle()
{
    QFETCH(const int, actors);
    QFETCH(const int, passes);
    QFETCH(const int, steps);
    QFETCH(const int, flushes);
    int with = 0, without = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const Buffered run = play(seed, static_cast<std::size_t>(actors), passes, steps, flushes);
        const Circles circles(run);
        Fed fed(run);
        for (const auto &pass : run.passes)
            fed.pass(pass);
        fed.settler.finish({});
        const Findings findings = fed.analyzer.findings();
        QCOMPARE(findings.events, EventIndex(passes * steps));
        QVERIFY2(findings.noInterleaving == circles.any(), qPrintable(QStringLiteral("seed %1").arg(seed)));
        for (const Contradiction &one : findings.contradictions)
            QVERIFY2(circles.hasOn(one.actor, one.seen, one.object), qPrintable(QStringLiteral("seed %1").arg(seed)));
        ++(circles.any() ? without : with);
    }
    qInfo("%d of %d runs had no interleaving", without, with + without);
    QVERIFY(with > 0 && without > 0);
}

void tst_WaitCircle::aRunWithoutInterleavingSettlesWhileItGoesOn()
{
    constexpr int kSteps = 1000;
    const Buffered run = play(1, 3, 50, kSteps, 60);
    Fed fed(run);
    for (const auto &pass : run.passes) {
        fed.pass(pass);
        QVERIFY(fed.settler.tail(100 * kSteps).size() <= 3 * kSteps); // two passes are, one more may be
    }
    QVERIFY(fed.settler.unexplained() > 0);
    QVERIFY(fed.analyzer.findings().noInterleaving);
    fed.settler.finish({});
    QCOMPARE(fed.settled, EventIndex{50 * kSteps});
}

/// Two are in a circle, and a third has read what one of them replaces, behind a word that is not known yet: that read
/// is none of theirs.
void tst_WaitCircle::whoMayYetMoveIsWaitedFor()
{
    const auto access = [](EventKind kind, ActorId actor, std::uint32_t row, Word a, Word b = {}) {
        Event event;
        event.actor = actor;
        event.object = ObjectRef::of(row);
        event.a = a.bits;
        event.b = b.bits;
        event.set(kind);
        return event;
    };
    const auto word = [](ActorId actor, std::uint32_t sequence) {
        return Word::make(1, Word::writerOf(actor), sequence);
    };
    const Word old = Word::initial(0);
    Buffered run;
    for (int i = 0; i < 4; ++i)
        run.cells.push_back({.kind = ObjectKind::Cell, .name = "cell " + std::to_string(i)});
    Fed fed(run);
    fed.pass({{access(EventKind::Write, 0, 0, word(0, 1), old), access(EventKind::Read, 0, 1, old)},
              {access(EventKind::Write, 1, 1, word(1, 1), old), access(EventKind::Read, 1, 0, old)},
              {access(EventKind::Read, 2, 3, word(3, 1)), access(EventKind::Read, 2, 0, old),
               access(EventKind::Read, 2, 1, old)},
              {}});
    for (int pass = 0; pass < 3; ++pass)
        fed.pass({{}, {}, {}, {}});
    QCOMPARE(fed.settled, EventIndex{0});
    fed.pass({{}, {}, {}, {access(EventKind::Write, 3, 3, word(3, 1), old)}});
    for (int pass = 0; pass < 3; ++pass)
        fed.pass({{}, {}, {}, {}});
    QCOMPARE(fed.settled, EventIndex{8});
    const Findings findings = fed.analyzer.findings();
    QCOMPARE(findings.contradictions.size(), std::size_t{1});
    QVERIFY(findings.contradictions.front().actor != 2);
}

QTEST_APPLESS_MAIN(tst_WaitCircle)
#include "tst_wait_circle.moc"
