// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shm/word.h"

#include <QtTest>

using namespace interleave;

class tst_Word : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatWasPutIn_data();
    void givesBackWhatWasPutIn();
    void anInitialWordHasNoActor();
    void theSessionIsNoActor();
    void twoWritesOfOneValueAreTwoWords();
    void aSequenceNeverRunsIntoTheWriter();
};

void tst_Word::givesBackWhatWasPutIn_data()
{
    QTest::addColumn<int>("value");
    QTest::addColumn<int>("actor");
    QTest::addColumn<uint>("sequence");
    QTest::newRow("zero") << 0 << 0 << 1u;
    QTest::newRow("minus one") << -1 << 5 << 7u;
    QTest::newRow("smallest value") << std::numeric_limits<int>::min() << 1 << 2u;
    QTest::newRow("largest of all") << std::numeric_limits<int>::max() << int(kMaxActors) - 1 << Word::kMaxSequence;
}

void tst_Word::givesBackWhatWasPutIn()
{
    QFETCH(int, value);
    QFETCH(int, actor);
    QFETCH(uint, sequence);
    const Word word = Word::make(value, Word::writerOf(ActorId(actor)), sequence);
    QCOMPARE(word.value(), value);
    QCOMPARE(int(word.actor()), actor);
    QCOMPARE(word.sequence(), sequence);
    QVERIFY(!word.isInitial());
}

void tst_Word::anInitialWordHasNoActor()
{
    QCOMPARE(Word::initial(-3).value(), -3);
    QVERIFY(Word::initial(-3).isInitial());
    QCOMPARE(Word::initial(-3).actor(), kNoActor);
    QCOMPARE(Word{}, Word::initial(0)); // fresh memory is a cell that holds 0
}

void tst_Word::theSessionIsNoActor()
{
    const Word word = Word::make(4, Word::kSessionWriter, 1);
    QCOMPARE(word.actor(), kNoActor);
    QVERIFY(!word.isInitial());
    QVERIFY(Word::writerOf(ActorId(kMaxActors - 1)) < Word::kSessionWriter);
}

void tst_Word::twoWritesOfOneValueAreTwoWords()
{
    QVERIFY(Word::make(5, 1, 1) != Word::make(5, 2, 1));
    QVERIFY(Word::make(5, 1, 1) != Word::make(5, 1, 2));
    QCOMPARE(Word::make(5, 1, 2).tag(), Word::make(6, 1, 2).tag());
}

void tst_Word::aSequenceNeverRunsIntoTheWriter()
{
    const Word word = Word::make(0, 3, Word::kMaxSequence + 1);
    QCOMPARE(word.writer(), std::uint8_t(3));
    QCOMPARE(word.sequence(), 0u);
}

QTEST_APPLESS_MAIN(tst_Word)
#include "tst_word.moc"
