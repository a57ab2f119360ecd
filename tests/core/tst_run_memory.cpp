// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/primitives/mutex.h"
#include "core/probe/probe.h"
#include "tests/support/child.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <sys/resource.h>

using namespace interleave;

namespace {

const ObjectTable kAll = {
    {.kind = ObjectKind::Queue, .name = "queue", .count = 3},
    {.kind = ObjectKind::Slots, .name = "slots", .parent = 0, .count = 3, .initial = -1},
    {.kind = ObjectKind::Cell, .name = "cells", .count = 2, .initial = 7},
    {.kind = ObjectKind::Semaphore, .name = "room", .initial = 3},
    {.kind = ObjectKind::Mutex, .name = "lock"},
};

} // namespace

class tst_RunMemory : public QObject
{
    Q_OBJECT

private slots:
    void describesTheRunInItsHeader();
    void holdsEveryObjectAtItsInitialValue();
    void noTwoArraysShareALine();
    void aBareRunHasNoRingsToSpeakOf();
    void tooManyActorsOrObjectsAreRefusedInASentence();
    void tooFewDescriptorsAreASentence();
    void openingTheGateDatesTheRunAndStoppingDoesNotChangeIt();
    void theSessionSignsWhatItWrites();
    void namesTheHolderOfALock();
    void everyRunHasAnIdOfItsOwn();
};

void tst_RunMemory::describesTheRunInItsHeader()
{
    const RunSettings settings = {.scenario = "counter",
                                  .mode = "off",
                                  .parameters = {{"increments", 5}, {"processes", 2}},
                                  .window = {Window::Kind::Sleep, 1'000'000},
                                  .seed = 9,
                                  .drop = true};
    const RunMemory memory = runOf(kAll, 2, settings);
    const Header &header = memory.header();
    QCOMPARE(header.scenario, "counter");
    QCOMPARE(header.mode, "off");
    QCOMPARE(header.parameters, 2u);
    QCOMPARE(header.parameter[0].name, "increments");
    QCOMPARE(header.parameter[1].value, 2);
    QCOMPARE(header.window, WindowKind::Sleep);
    QCOMPARE(header.windowNs, 1'000'000u);
    QCOMPARE(header.seed, 9u);
    QCOMPARE(header.drop, 1u);
    QCOMPARE(header.recording, 1u);
    QCOMPARE(header.start.load(), 0u);
    QVERIFY(checkHeader(memory.control(), memory.data()).ok());
}

void tst_RunMemory::holdsEveryObjectAtItsInitialValue()
{
    const RunMemory memory = runOf(kAll);
    QCOMPARE(memory.words(0).size(), 0u);
    QCOMPARE(memory.words(1), std::vector<Word>(3, Word::initial(-1)));
    QCOMPARE(memory.words(2), std::vector<Word>(2, Word::initial(7)));
    QCOMPARE(memory.words(3), std::vector<Word>(1, Word::initial(3)));
    QCOMPARE(memory.words(4).size(), 0u);
    QCOMPARE(memory.holderOf(ObjectRef::of(4)), kNoActor);
}

void tst_RunMemory::noTwoArraysShareALine()
{
    const RunMemory memory = runOf(kAll);
    const auto *const entries = memory.control().at<ObjectEntry>(kObjects);
    std::uint64_t end = 0;
    for (std::size_t row = 0; row < kAll.size(); ++row) {
        QCOMPARE(entries[row].offset % kCacheLine, 0u);
        QVERIFY(entries[row].offset >= end);
        end = entries[row].offset + std::uint64_t{entries[row].stride} * entries[row].count;
    }
    QVERIFY(end <= memory.data().size());
}

void tst_RunMemory::aBareRunHasNoRingsToSpeakOf()
{
    const RunMemory memory = runOf(kAll, 16, {.pace = Pace::Bare}, 1 << 16);
    QCOMPARE(memory.header().recording, 0u);
    QVERIFY(memory.control().size() < 200'000);
    QVERIFY(checkHeader(memory.control(), memory.data()).ok());
}

void tst_RunMemory::tooManyActorsOrObjectsAreRefusedInASentence()
{
    const auto crowded = RunMemory::create({}, kAll, kMaxActors + 1, 0);
    QVERIFY(!crowded.ok());
    QCOMPARE(crowded.error().sentence, std::string("A run takes 1 to 64 processes, not 65."));
    QVERIFY(!RunMemory::create({}, kAll, 0, 0).ok());
    const ObjectTable many(kMaxObjects + 1, Object{.kind = ObjectKind::Cell, .name = "cell"});
    const auto full = RunMemory::create({}, many, 1, 0, 16);
    QVERIFY(!full.ok());
    QCOMPARE(full.error().sentence, std::string("A run holds at most 255 objects, not 256."));
    const auto locks = RunMemory::create({}, {{.kind = ObjectKind::Mutex, .name = "locks", .count = 5000}}, 1, 0, 16);
    QVERIFY(!locks.ok());
    QCOMPARE(locks.error().sentence,
             std::string("A run holds at most 4194304 cells, slots and locks in all, 4096 of them locks and semaphores."));
}

void tst_RunMemory::tooFewDescriptorsAreASentence()
{
    Child child([] {
        const rlimit one = {4, 4}; // the control memory gets it, the data memory does not
        ::setrlimit(RLIMIT_NOFILE, &one);
        const auto memory = RunMemory::create({}, kAll, 1, 0, 16);
        return !memory.ok() && memory.error().sentence.find("EMFILE") != std::string::npos ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

void tst_RunMemory::openingTheGateDatesTheRunAndStoppingDoesNotChangeIt()
{
    const RunMemory memory = runOf(kAll);
    memory.openGate();
    const std::uint64_t opened = memory.header().openedAt.load();
    QVERIFY(opened != 0);
    QCOMPARE(memory.header().start.load(), 1u);
    memory.stop();
    QCOMPARE(memory.header().openedAt.load(), opened);
    QCOMPARE(memory.header().steer.load(), std::uint32_t(kSteerStop));
}

void tst_RunMemory::theSessionSignsWhatItWrites()
{
    RunMemory memory = runOf(kAll);
    QCOMPARE(memory.add(2, -3), 4);
    memory.post(3, 2);
    const Word cell = memory.words(2)[0], room = memory.words(3)[0];
    QCOMPARE(cell, Word::make(4, Word::kSessionWriter, 1));
    QCOMPARE(room, Word::make(5, Word::kSessionWriter, 2));
    QCOMPARE(memory.words(2)[1], Word::initial(7));
}

void tst_RunMemory::namesTheHolderOfALock()
{
    const RunMemory memory = runOf(kAll, 2);
    Probe probe(memory.control(), memory.data(), 1);
    Mutex lock(probe, "lock");
    lock.lock();
    QCOMPARE(memory.holderOf(ObjectRef::of(4)), ActorId(1));
    QCOMPARE(memory.holderOf(ObjectRef::of(4, 1)), kNoActor); // there is only one
    QCOMPARE(memory.holderOf(ObjectRef::of(2)), kNoActor);    // no lock
    QCOMPARE(memory.holderOf(ObjectRef::of(99)), kNoActor);   // nothing at all
    lock.unlock();
    QCOMPARE(memory.holderOf(ObjectRef::of(4)), kNoActor);
}

void tst_RunMemory::everyRunHasAnIdOfItsOwn()
{
    const RunMemory one = runOf({}), other = runOf({});
    QVERIFY(one.header().runId[0] != other.header().runId[0] || one.header().runId[1] != other.header().runId[1]);
}

QTEST_APPLESS_MAIN(tst_RunMemory)
#include "tst_run_memory.moc"
