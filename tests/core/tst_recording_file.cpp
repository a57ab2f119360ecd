// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/recording_file.h"

#include "core/trace/bytes.h"
#include "core/trace/event_codec.h"
#include "core/trace/fields.h"
#include "core/trace/recording_format.h"
#include "core/trace/run_info_codec.h"
#include "tests/support/random_trace.h"
#include "tests/support/trace_text.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <sys/stat.h>

using namespace interleave;
using namespace interleave::recording_format;

class tst_RecordingFile : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsRead_data();
    void whatIsWrittenIsRead();
    void everyFieldOfARunComesBack();
    void unknownFieldsAndChunksArePassedOver();
    void everyCutLosesTheLastChunkOnly();
    void everyChangedByteIsNoticed();
    void aDamagedBlockInTheMiddleShowsWhatIsBeforeIt();
    void nonsenseWithARightChecksumIsRefused_data();
    void nonsenseWithARightChecksumIsRefused();
    void whatIsNoRecordingIsSaidSo_data();
    void whatIsNoRecordingIsSaidSo();
    void namesThatLeadToNoRecording();
    void textsHoldNoCommandsForATerminal();
    void ofARecordingThatBreaksOffNothingIsProved();
    void cleanup()
    {
        for (const QString &name : files())
            QFile::remove(m_folder.filePath(name));
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QStringList files() const
    {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System);
    }

    QTemporaryDir m_folder;
};

namespace {

std::shared_ptr<Recording> runWith(const ObjectTable &objects, const std::vector<Event> &events, std::size_t actors)
{
    RunInfo info;
    info.settings.scenario = "test";
    info.objects = objects;
    info.processes.resize(actors);
    info.sites = std::vector<Site>(8, Site{"test.cpp", 1});
    auto recording = std::make_shared<Recording>(info);
    for (const Event &event : events)
        recording->settle(event);
    info.durationNs = 12345;
    for (const Object &object : objects)
        info.finalWords.emplace_back(object.kind == ObjectKind::Cell ? object.count : 0, Word::make(-7, 2, 9));
    recording->finish(info);
    return recording;
}

std::vector<Event> eventsOf(const Recording &recording)
{
    std::vector<Event> events;
    TraceReader(recording.trace()).forEach(0, recording.trace().size(), [&](EventIndex, const Event &event) {
        events.push_back(event);
    });
    return events;
}

std::vector<std::uint8_t> bytesOf(const Recording &recording)
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("r.ilv")).toStdString();
    if (!writeRecording(recording, path).ok())
        return {};
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    return {bytes.begin(), bytes.end()};
}

struct ChunkAt {
    std::size_t offset = 0;
    ChunkHeader header;
};

std::vector<ChunkAt> chunksOf(const std::vector<std::uint8_t> &bytes)
{
    std::vector<ChunkAt> chunks;
    for (std::size_t at = kPrologueBytes; at < bytes.size();) {
        ChunkAt chunk{.offset = at, .header = {}};
        std::memcpy(&chunk.header, bytes.data() + at, sizeof chunk.header);
        chunks.push_back(chunk);
        at += sizeof(ChunkHeader) + chunk.header.length;
    }
    return chunks;
}

/// Small enough to change every byte of it.
std::vector<std::uint8_t> smallFile()
{
    return bytesOf(*runWith(counterObjects(), racingTrace(2, 300, 3), 2));
}

void appendChunk(ByteWriter &out, std::uint16_t type, std::span<const std::uint8_t> payload)
{
    ChunkHeader header{.type = type, .length = static_cast<std::uint32_t>(payload.size())};
    header.crc = checksum(header, payload);
    out.fixed(header);
    out.raw(payload);
}

std::vector<std::uint8_t> eventsPayload(std::uint64_t first, std::uint32_t count, std::span<const Event> events)
{
    ByteWriter out;
    out.fixed(first);
    out.fixed(count);
    out.raw(packEvents(events));
    return out.take();
}

/// A file made by hand: prologue, head, and what `body` adds.
std::vector<std::uint8_t> fileWith(const RunInfo &info, const std::function<void(ByteWriter &)> &body)
{
    ByteWriter out;
    out.raw(kFileMagic);
    out.fixed(kVersion);
    appendChunk(out, 1, packRunInfo(info, RunInfoPart::Head));
    body(out);
    return out.take();
}

QByteArray sentenceOf(const std::vector<std::uint8_t> &bytes)
{
    const auto read = readRecording(bytes, "x.ilv");
    return QByteArray::fromStdString(read.ok() ? (read.value()->damage ? read.value()->damage->sentence : "")
                                               : read.error().sentence);
}

} // namespace

void tst_RecordingFile::whatIsWrittenIsRead_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("no event") << 0;
    QTest::newRow("one event") << 1;
    QTest::newRow("a block less one") << 4095;
    QTest::newRow("a block") << 4096;
    QTest::newRow("a block and one") << 4097;
    QTest::newRow("many blocks") << 50'000;
}

void tst_RecordingFile::whatIsWrittenIsRead()
{
    QFETCH(int, count);
    for (std::uint32_t seed = 0; seed < 3; ++seed) {
        const auto events = randomTrace(5, static_cast<std::size_t>(count), seed);
        const auto written = runWith(randomObjects(), events, 5);
        const std::string file = path("r.ilv").toStdString();
        QVERIFY(writeRecording(*written, file).ok());
        QCOMPARE(files(), QStringList{QStringLiteral("r.ilv")});
        const auto read = readRecording(file);
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().sentence.c_str());
        QVERIFY(!read.value()->damage);
        QVERIFY(read.value()->finished());
        QVERIFY(*read.value()->info() == *written->info());
        QVERIFY(eventsOf(*read.value()) == events);
        QCOMPARE(read.value()->findings()->events, written->findings()->events);
        TraceReader a(written->trace()), b(read.value()->trace());
        QVERIFY(written->at(a, events.size() / 2) == read.value()->at(b, events.size() / 2));
    }
}

void tst_RecordingFile::everyFieldOfARunComesBack()
{
    RunInfo info;
    info.settings = {.scenario = "queue",
                     .mode = "off",
                     .parameters = {{"a", -5}, {"z", std::numeric_limits<std::int64_t>::min()}},
                     .pace = Pace::Step,
                     .window = {Window::Kind::Sleep, 1'000'000},
                     .seed = ~std::uint64_t{0},
                     .drop = true};
    info.objects = randomObjects();
    info.sites = {{}, {"ünï.cpp", 4'000'000'000u}};
    info.processes = {{.pid = 41207,
                       .role = "producer",
                       .end = ProcessEnd::Killed,
                       .signal = 9,
                       .events = 7,
                       .startedAt = 5,
                       .endedAt = 6},
                      {.pid = -1, .role = "", .end = ProcessEnd::Finished, .exitCode = -3}};
    info.clock = {(std::uint64_t{1} << 63) + 1, 0.4166};
    info.machine = {"A CPU", 8, "6.1", "0.1.0"};
    info.startedAt = "2026-01-15T14:02:11+01:00";
    info.durationNs = 5'000'000'000;
    info.dropped = 3;
    info.stalledNs = 77;
    info.interrupted = true;
    info.stuck = true;
    info.standstill = {{0, ObjectRef::of(0), 1}, {1, ObjectRef::of(1), kNoActor}};
    info.deadlock = {{0, ObjectRef::of(1), 1}, {1, ObjectRef::of(5, 2), 0}};
    for (const Object &object : info.objects)
        info.finalWords.emplace_back(object.kind == ObjectKind::Slots ? object.count : 0,
                                     Word::make(-1, 255, 0xffffff));
    info.finalWords[4][17] = Word::initial(std::numeric_limits<std::int32_t>::min());
    info.ledger = {1, 1, 1, 0, 2, 0xffffffff};
    info.bookmarks = {0, 7, EventIndex{1} << 40};
    Recording recording(info);
    recording.finish(info);
    const auto read = readRecording(bytesOf(recording), "x");
    QVERIFY(read.ok());
    QVERIFY(!read.value()->damage);
    QVERIFY(*read.value()->info() == info);
}

void tst_RecordingFile::unknownFieldsAndChunksArePassedOver()
{
    RunInfo info = *mockRecording()->info();
    info.finalWords.clear();
    FieldWriter extra;
    extra.field("an idea of the year 2040", std::string("value"));
    const std::vector<std::uint8_t> fields = extra.take();
    ByteWriter out;
    out.raw(kFileMagic);
    out.fixed(kVersion);
    ByteWriter head;
    head.raw(fields);
    head.raw(packRunInfo(info, RunInfoPart::Head));
    head.raw(fields);
    appendChunk(out, 1, head.bytes());
    appendChunk(out, 99, std::vector<std::uint8_t>(1000, 7));
    const auto events = eventsOf(*mockRecording());
    appendChunk(out, 2, eventsPayload(0, 30, events));
    appendChunk(out, 4, {});
    ByteWriter end;
    end.fixed(std::uint64_t{30});
    end.raw(packRunInfo(info, RunInfoPart::Whole));
    appendChunk(out, 3, end.bytes());
    const auto read = readRecording(out.bytes(), "x");
    QVERIFY(read.ok());
    QVERIFY(!read.value()->damage);
    QVERIFY(*read.value()->info() == info);
    QVERIFY(eventsOf(*read.value()) == events);
}

void tst_RecordingFile::everyCutLosesTheLastChunkOnly()
{
    const auto events = racingTrace(2, 9000, 3);
    const auto whole = bytesOf(*runWith(counterObjects(), events, 2));
    const auto chunks = chunksOf(whole);
    QCOMPARE(chunks.size(), std::size_t{5}); // head, three of events, end
    const std::size_t headEnd = chunks[1].offset;
    const std::array<std::size_t, 4> eventsAt{0, 4096, 8192, 9000};
    for (std::size_t size = 0; size < whole.size(); size += size < headEnd + 40 ? 1 : 7) {
        const auto read = readRecording({whole.data(), size}, "x.ilv");
        if (size < headEnd) {
            QVERIFY(!read.ok());
            QVERIFY(!read.error().sentence.empty());
            QVERIFY(read.error().offset <= size);
            continue;
        }
        QVERIFY(read.ok());
        QVERIFY(read.value()->damage.has_value());
        QVERIFY(read.value()->finished());
        // The damage begins at the chunk that is not whole; all before it is there.
        std::size_t complete = 0;
        while (complete < 3 && size >= chunks[complete + 2].offset)
            ++complete;
        QCOMPARE(read.value()->damage->offset, std::uint64_t{chunks[complete + 1].offset});
        QCOMPARE(read.value()->trace().size(), EventIndex{eventsAt[complete]});
        QCOMPARE(read.value()->findings()->events, EventIndex{eventsAt[complete]});
        QVERIFY(read.value()->info()->finalWords.empty());
        QCOMPARE(read.value()->info()->settings.scenario, std::string("test"));
    }
}

void tst_RecordingFile::everyChangedByteIsNoticed()
{
    const auto whole = smallFile();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int change : {1, 0x80, 0xff}) {
            auto bytes = whole;
            bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ change);
            const auto read = readRecording(bytes, "x.ilv");
            const bool noticed = !read.ok() || read.value()->damage.has_value();
            QVERIFY2(noticed, QByteArray::number(qulonglong(at)).constData());
            QVERIFY(!sentenceOf(bytes).isEmpty());
        }
    }
}

void tst_RecordingFile::aDamagedBlockInTheMiddleShowsWhatIsBeforeIt()
{
    const auto events = racingTrace(2, 20'000, 3);
    auto bytes = bytesOf(*runWith(counterObjects(), events, 2));
    const ChunkAt third = chunksOf(bytes)[3]; // head, first, second, third block
    bytes[third.offset + 500] ^= 0x10;
    const auto read = readRecording(bytes, "x.ilv");
    QVERIFY(read.ok());
    QVERIFY(read.value()->damage.has_value());
    QCOMPARE(read.value()->damage->offset, std::uint64_t{third.offset});
    QCOMPARE(read.value()->trace().size(), EventIndex{8192});
    QVERIFY(QByteArray::fromStdString(read.value()->damage->sentence).contains("8192 events"));
    const auto shown = eventsOf(*read.value());
    QVERIFY(std::equal(shown.begin(), shown.end(), events.begin()));
}

void tst_RecordingFile::nonsenseWithARightChecksumIsRefused_data()
{
    QTest::addColumn<int>("what");
    const char *names[] = {"events beyond the limit",
                           "no events",
                           "events missing before",
                           "more events announced",
                           "an actor that does not exist",
                           "an object that does not exist",
                           "a kind that does not exist",
                           "a lock that is read",
                           "a line that does not exist",
                           "a writer that does not exist",
                           "an end that counts otherwise",
                           "an end that makes no sense",
                           "a second head",
                           "bytes after the end"};
    int what = 0;
    for (const char *name : names)
        QTest::newRow(name) << what++;
}

void tst_RecordingFile::nonsenseWithARightChecksumIsRefused()
{
    QFETCH(int, what);
    const RunInfo info = *mockRecording()->info();
    const auto events = eventsOf(*mockRecording());
    const auto badEvent = [&](const std::function<void(Event &)> &change) {
        auto changed = events;
        change(changed[20]);
        return eventsPayload(0, 30, changed);
    };
    const auto payload = [&]() -> std::vector<std::uint8_t> {
        switch (what) {
        case 0: return eventsPayload(0, 4097, std::vector<Event>(4097, events[0]));
        case 1: return eventsPayload(0, 0, {});
        case 2: return eventsPayload(1, 30, events);
        case 3: return eventsPayload(0, 31, events);
        case 4: return badEvent([](Event &e) { e.actor = 3; });
        case 5: return badEvent([](Event &e) { e.object = ObjectRef::of(2); });
        case 6: return badEvent([](Event &e) { e.kindAndFlags = 15; });
        case 7: return badEvent([](Event &e) { e.object = ObjectRef::of(1); });
        case 8: return badEvent([](Event &e) { e.site = 500; });
        case 9: return badEvent([](Event &e) { e.a = Word::make(1, 9, 1).bits; });
        default: return eventsPayload(0, 30, events);
        }
    };
    const auto end = [&](std::uint64_t count, const std::vector<std::uint8_t> &infoBytes) {
        ByteWriter out;
        out.fixed(count);
        out.raw(infoBytes);
        return out.take();
    };
    const auto goodEnd = packRunInfo(info, RunInfoPart::Whole);
    const auto bytes = fileWith(info, [&](ByteWriter &out) {
        appendChunk(out, 2, payload());
        if (what == 12)
            appendChunk(out, 1, packRunInfo(info, RunInfoPart::Head));
        appendChunk(out, 3, end(what == 10 ? 29 : 30, what == 11 ? std::vector<std::uint8_t>(50, 0xff) : goodEnd));
        if (what == 13)
            out.fixed(std::uint64_t{0});
    });
    const auto read = readRecording(bytes, "x.ilv");
    QVERIFY(read.ok());
    QVERIFY(read.value()->damage.has_value());
    QVERIFY(!read.value()->damage->sentence.empty());
    QCOMPARE(read.value()->trace().size(), EventIndex(what >= 10 ? 30 : 0));
}

void tst_RecordingFile::whatIsNoRecordingIsSaidSo_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("says");
    const QByteArray magic(reinterpret_cast<const char *>(kFileMagic.data()), kFileMagic.size());
    QTest::newRow("empty") << QByteArray() << QByteArray("empty");
    QTest::newRow("text") << QByteArray("time,actor,value\n1,2,3\n") << QByteArray("not a recording");
    QTest::newRow("line ends changed") << QByteArray(magic).replace("\r\n", "\n") + "1234"
                                       << QByteArray("not a recording");
    QTest::newRow("magic breaks off") << magic.left(5) << QByteArray("breaks off at byte 5");
    QTest::newRow("version breaks off") << magic + QByteArray("\1\0", 2) << QByteArray("breaks off at byte 10");
    QTest::newRow("newer") << magic + QByteArray("\x9\0\0\0", 4)
                           << QByteArray("made by a newer Interleave (format 9; this one reads up to 2)");
    QTest::newRow("format 0") << magic + QByteArray("\0\0\0\0", 4) << QByteArray("format 0");
    QTest::newRow("no head") << magic + QByteArray("\1\0\0\0", 4) << QByteArray("breaks off at byte 12");
}

void tst_RecordingFile::whatIsNoRecordingIsSaidSo()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, says);
    const auto read = readRecording(
        {reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())}, "x.ilv");
    QVERIFY(!read.ok());
    const QByteArray sentence = QByteArray::fromStdString(read.error().sentence);
    QVERIFY2(sentence.contains(says), sentence.constData());
    QVERIFY2(sentence.contains("“x.ilv”"), sentence.constData());
    QVERIFY(read.error().offset <= std::uint64_t(bytes.size()));
}

void tst_RecordingFile::namesThatLeadToNoRecording()
{
    const auto missing = readRecording(path("missing.ilv").toStdString());
    QVERIFY(!missing.ok());
    QVERIFY(QByteArray::fromStdString(missing.error().sentence).startsWith("There is no file"));
    const auto folder = readRecording(m_folder.path().toStdString());
    QVERIFY(!folder.ok());
    QVERIFY(QByteArray::fromStdString(folder.error().sentence).contains("no ordinary file"));
    QCOMPARE(::mkfifo(path("pipe").toStdString().c_str(), 0600), 0);
    QVERIFY(!readRecording(path("pipe").toStdString()).ok());
}

void tst_RecordingFile::textsHoldNoCommandsForATerminal()
{
    RunInfo info;
    info.objects = counterObjects();
    info.processes.resize(1);
    info.settings.scenario = "counter\x1b[2J";
    info.machine.cpu = "Example\nCPU \u00e9";
    const auto read = unpackRunInfo(packRunInfo(info, RunInfoPart::Whole));
    QVERIFY(read.ok());
    QCOMPARE(read.value().settings.scenario, std::string("counter?[2J"));
    QCOMPARE(read.value().machine.cpu, std::string("Example?CPU \u00e9"));
}

void tst_RecordingFile::ofARecordingThatBreaksOffNothingIsProved()
{
    RunInfo info;
    info.objects = counterObjects();
    info.processes.resize(3);
    info.sites = std::vector<Site>(8, Site{"test.cpp", 1});
    const auto whole = std::make_shared<Recording>(info);
    whole->settle(racingTrace(3, 10'000, 1));
    whole->finish(info);
    auto bytes = bytesOf(*whole);
    bytes.resize(chunksOf(bytes).back().offset); // its end
    const auto read = readRecording(bytes, "x.ilv");
    QVERIFY(read.ok() && read.value()->damage && read.value()->damage->breaksOff);
    const auto findings = read.value()->findings(), before = whole->findings();
    QVERIFY(before->cells.at(0).proof == Proof::Proved);
    QVERIFY(findings->cells.at(0).proof == Proof::Bounded);
    QVERIFY(findings->cells.at(0).lost > 0 && findings->cells.at(0).lost <= before->cells.at(0).lost);
    QVERIFY(findings->races.proof == Proof::Bounded);
    QVERIFY(findings->atomicity.proof == Proof::Bounded);
}

QTEST_APPLESS_MAIN(tst_RecordingFile)
#include "tst_recording_file.moc"
