// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shm/memory.h"
#include "tests/support/child.h"

#include <QtTest>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace interleave;

class tst_Memory : public QObject
{
    Q_OBJECT

private slots:
    void beginsAsZeros();
    void sealedMemoryCannotGrowOrShrink_data();
    void sealedMemoryCannotGrowOrShrink();
    void whoeverHasTheDescriptorSeesTheSameBytes();
    void aChildSeesTheSameBytes();
    void theDescriptorIsClosedWithItsOwner();
    void movingLeavesOneOwner();
    void moreThanTheMachineHasIsRefusedInASentence_data();
    void moreThanTheMachineHasIsRefusedInASentence();
    void tooFewDescriptorsAreASentence();
    void aDescriptorOfNothingIsASentence();
    void prefaultingChangesNothing();
};

namespace {

Memory made(std::uint64_t bytes)
{
    auto memory = Memory::create("interleave-test", bytes);
    return memory.ok() ? std::move(memory.value()) : Memory();
}

} // namespace

void tst_Memory::beginsAsZeros()
{
    const Memory memory = made(3 * 4096);
    QCOMPARE(memory.size(), 3u * 4096);
    QVERIFY(std::all_of(memory.data(), memory.data() + memory.size(), [](std::byte byte) { return byte == std::byte{0}; }));
}

void tst_Memory::sealedMemoryCannotGrowOrShrink_data()
{
    QTest::addColumn<int>("bytes");
    QTest::newRow("larger") << 3 * 4096;
    QTest::newRow("smaller") << 4096;
    QTest::newRow("nothing") << 0;
}

void tst_Memory::sealedMemoryCannotGrowOrShrink()
{
    QFETCH(int, bytes);
    const Memory memory = made(2 * 4096);
    QCOMPARE(::ftruncate(memory.descriptor(), bytes), -1);
    QCOMPARE(errno, EPERM);
    QCOMPARE(::fcntl(memory.descriptor(), F_ADD_SEALS, F_SEAL_WRITE), -1); // nor can anybody seal it further
}

void tst_Memory::whoeverHasTheDescriptorSeesTheSameBytes()
{
    const Memory memory = made(4096);
    const auto other = Memory::attach(::dup(memory.descriptor()));
    QVERIFY(other.ok());
    QCOMPARE(other.value().size(), memory.size());
    QVERIFY(other.value().data() != memory.data());
    memory.data()[4095] = std::byte{42};
    QCOMPARE(other.value().data()[4095], std::byte{42});
}

void tst_Memory::aChildSeesTheSameBytes()
{
    const Memory memory = made(4096);
    Child child([&] {
        const auto inherited = Memory::attach(memory.descriptor());
        inherited.value().data()[7] = std::byte{7};
        return 0;
    });
    QCOMPARE(child.wait(), 0);
    QCOMPARE(memory.data()[7], std::byte{7});
}

void tst_Memory::theDescriptorIsClosedWithItsOwner()
{
    int descriptor = -1;
    {
        const Memory memory = made(4096);
        descriptor = memory.descriptor();
        QVERIFY(::fcntl(descriptor, F_GETFD) >= 0);
    }
    QCOMPARE(::fcntl(descriptor, F_GETFD), -1);
}

void tst_Memory::movingLeavesOneOwner()
{
    Memory first = made(4096);
    const int descriptor = first.descriptor();
    Memory second = std::move(first);
    QCOMPARE(second.descriptor(), descriptor);
    first = Memory();
    QVERIFY(::fcntl(descriptor, F_GETFD) >= 0);
    second.data()[0] = std::byte{1};
}

void tst_Memory::moreThanTheMachineHasIsRefusedInASentence_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::newRow("64 TiB") << (quint64(1) << 46);
    QTest::newRow("more than a file may have") << ~quint64(0) / 2;
}

void tst_Memory::moreThanTheMachineHasIsRefusedInASentence()
{
    QFETCH(quint64, bytes);
    const auto memory = Memory::create("interleave-test", bytes);
    QVERIFY(!memory.ok());
    QVERIFY(memory.error().sentence.starts_with("No shared memory of "));
    QVERIFY(memory.error().sentence.ends_with("choose fewer processes, or close other programs."));
}

void tst_Memory::tooFewDescriptorsAreASentence()
{
    Child child([] {
        const rlimit none = {3, 3}; // input, output and errors have them all
        ::setrlimit(RLIMIT_NOFILE, &none);
        const auto memory = Memory::create("interleave-test", 4096);
        return !memory.ok() && memory.error().sentence.find("EMFILE") != std::string::npos ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

void tst_Memory::aDescriptorOfNothingIsASentence()
{
    const auto memory = Memory::attach(1 << 20);
    QVERIFY(!memory.ok());
    QVERIFY(memory.error().sentence.find("is no shared memory") != std::string::npos);
}

void tst_Memory::prefaultingChangesNothing()
{
    const Memory memory = made(8 * 4096);
    memory.data()[5000] = std::byte{9};
    memory.prefault(4097, 20'000);
    QCOMPARE(memory.data()[5000], std::byte{9});
    QCOMPARE(memory.data()[6 * 4096], std::byte{0});
}

QTEST_APPLESS_MAIN(tst_Memory)
#include "tst_memory.moc"
