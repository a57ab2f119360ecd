// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/export/perfetto_export.h"
#include "tests/support/trace_text.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <map>
#include <set>
#include <vector>

using namespace interleave;

namespace {

const ObjectTable kObjects = {{ObjectKind::Cell, "counter"},
                              {ObjectKind::Mutex, "lock"},
                              {ObjectKind::Semaphore, "items", -1, 1, 1},
                              {ObjectKind::Cell, "other"}};

/// A packet as protoc prints it: `path: value` of every field, paths joined by dots.
struct Packet {
    std::vector<std::pair<QString, QString>> fields;

    QString value(const char *path) const
    {
        for (const auto &[name, text] : fields)
            if (name == QLatin1String(path))
                return text;
        return {};
    }
    QStringList values(const char *path) const
    {
        QStringList all;
        for (const auto &[name, text] : fields)
            if (name == QLatin1String(path))
                all << text;
        return all;
    }
};

std::vector<Packet> packetsOf(const QString &text)
{
    std::vector<Packet> packets;
    QStringList path;
    for (const QString &raw : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const QString line = raw.trimmed();
        if (line.endsWith(QLatin1String(" {"))) {
            path << line.chopped(2);
            if (path.size() == 1)
                packets.push_back({});
        } else if (line == QLatin1String("}")) {
            path.removeLast();
        } else {
            const qsizetype colon = line.indexOf(QLatin1String(": "));
            QStringList full = path.mid(1);
            full << line.left(colon);
            packets.back().fields.emplace_back(full.join(QLatin1Char('.')), line.mid(colon + 2));
        }
    }
    return packets;
}

/// Decoded by protoc, an independent reader of the wire format.
std::vector<Packet> exported(const Recording &recording)
{
    QTemporaryDir temporary;
    const QString path = temporary.filePath(QStringLiteral("a.pftrace"));
    auto part = PartFile::create(path.toStdString());
    if (!part.ok() || !writePerfetto(recording, part.value()).ok() || !part.value().commit().ok())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QProcess protoc;
    const QString folder = QStringLiteral(INTERLEAVE_SOURCE_DIR "/tests/app");
    protoc.start(QStringLiteral("protoc"), {QStringLiteral("--decode=Trace"), QStringLiteral("--proto_path=") + folder,
                                            QStringLiteral("perfetto.proto")});
    if (!protoc.waitForStarted())
        return {};
    protoc.write(file.readAll());
    protoc.closeWriteChannel();
    if (!protoc.waitForFinished() || protoc.exitCode() != 0)
        qWarning("%s", protoc.readAllStandardError().constData());
    return packetsOf(QString::fromUtf8(protoc.readAllStandardOutput()));
}

/// The word an event saw or, changing it in one step, replaced.
const Word *wordRead(const Event &event, Word &word)
{
    const bool changes = writesWord(event.kind()) && event.kind() != EventKind::Write;
    word = changes ? event.replaced() : event.seen();
    return changes || readsWord(event.kind()) ? &word : nullptr;
}

using Edge = std::pair<int, int>; ///< a write and who read it

/// What the flows are, event by event and word by word: slow, and as plain as the definition.
std::set<Edge> edgesByWords(const std::vector<Event> &events)
{
    std::set<Edge> edges;
    for (int read = 0; read < int(events.size()); ++read) {
        Word word;
        if (wordRead(events[size_t(read)], word) == nullptr)
            continue;
        int write = read - 1;
        while (write >= 0
               && !(writesWord(events[size_t(write)].kind())
                    && events[size_t(write)].object == events[size_t(read)].object
                    && events[size_t(write)].written() == word))
            --write;
        if (write >= 0 && events[size_t(write)].actor != events[size_t(read)].actor)
            edges.insert({write, read});
    }
    return edges;
}

/// The flows as protoc finds them. Each has two ends, the earlier one first.
std::set<Edge> edgesOf(const std::vector<Packet> &packets)
{
    std::map<QString, std::vector<int>> ends; // events by id
    for (const Packet &packet : packets)
        for (const QString &id : packet.values("track_event.flow_ids"))
            ends[id].push_back(packet.values("track_event.debug_annotations.uint_value").first().toInt() - 1);
    std::set<Edge> edges;
    for (const auto &[id, events] : ends)
        edges.insert({events.front(), events.size() == 2 ? events.back() : -1});
    return edges;
}

/// Without those events: somebody could not report them, and said how many.
std::vector<Event> without(std::vector<Event> events, const std::set<size_t> &unreported)
{
    for (const size_t index : unreported) {
        Event gap;
        gap.time = events[index].time;
        gap.actor = events[index].actor;
        gap.a = 1;
        gap.set(EventKind::Gap);
        events[index] = gap;
    }
    return events;
}

constexpr auto kText = "1 asks lock; 1 takes lock; 2 asks lock; 1 reads counter; 1 writes counter 1; 1 frees lock; 2 takes lock; "
                       "2 reads counter; 2 writes counter 2; 3 reads counter; 1 reads counter; 3 asks items; 3 takes items; "
                       "3 asks lock; 2 dies; 3 writes counter 3; 1 writes counter 3; 3 posts items";

} // namespace

class tst_PerfettoExport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFieldIsKnownToTheFormat();
    void slicesAreClosed();
    void flowsArePairedAndGoForward();
    void aFlowComesFromTheWriteOfTheWordSeen_data();
    void aFlowComesFromTheWriteOfTheWordSeen();
    void processesThreadsAndTheCounterHaveTracks();
    void lossesAreMarked();
};

void tst_PerfettoExport::initTestCase()
{
    QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("protoc")).isEmpty(), "protobuf-compiler is not installed");
}

void tst_PerfettoExport::everyFieldIsKnownToTheFormat()
{
    const auto packets = exported(*recordingFromText(kObjects, kText, 3));
    QVERIFY(packets.size() > 30);
    static const QRegularExpression number(QStringLiteral("(^|\\.)[0-9]+$")); // how protoc names what it does not know
    for (const Packet &packet : packets)
        for (const auto &[path, value] : packet.fields)
            QVERIFY2(!number.match(path).hasMatch(), qPrintable(path));
}

void tst_PerfettoExport::slicesAreClosed()
{
    std::map<QString, int> open;
    std::map<QString, qulonglong> latest;
    int begun = 0;
    for (const Packet &packet : exported(*recordingFromText(kObjects, kText, 3))) {
        const QString type = packet.value("track_event.type"), track = packet.value("track_event.track_uuid");
        if (type == QLatin1String("TYPE_SLICE_BEGIN")) {
            QCOMPARE(open[track]++, 0);
            ++begun;
        } else if (type == QLatin1String("TYPE_SLICE_END")) {
            QCOMPARE(--open[track], 0);
        } else {
            continue;
        }
        const qulonglong time = packet.value("timestamp").toULongLong();
        QVERIFY(time >= latest[track]);
        latest[track] = time;
    }
    QCOMPARE(begun, 6); // three waits for the lock, one for the semaphore, two holds
    for (const auto &[track, count] : open)
        QCOMPARE(count, 0);
}

void tst_PerfettoExport::flowsArePairedAndGoForward()
{
    std::map<QString, std::vector<qulonglong>> times; // by id
    for (const Packet &packet : exported(*recordingFromText(kObjects, kText, 3)))
        for (const QString &id : packet.values("track_event.flow_ids"))
            times[id].push_back(packet.value("timestamp").toULongLong());
    QCOMPARE(times.size(), 3u); // 2 and later 3 and 1 read what another wrote
    for (const auto &[id, ends] : times) {
        QCOMPARE(ends.size(), 2u);
        QVERIFY(ends[0] < ends[1]);
    }
}

void tst_PerfettoExport::aFlowComesFromTheWriteOfTheWordSeen_data()
{
    QTest::addColumn<std::vector<Event>>("events");
    QTest::addColumn<int>("flows");
    const auto row = [](const char *name, const std::vector<Event> &events, int flows) {
        QTest::newRow(name) << events << flows;
    };
    const auto told = [](const char *text) { return eventsFromText(kObjects, text); };
    row("everything is told",
        told("1 writes counter 1; 2 reads counter; 2 writes counter 2; 3 reads counter; 1 reads counter"), 3);
    const auto writes = told(
        "1 writes counter 1; 2 writes counter 2; 3 reads counter; 1 writes counter 3; 3 reads counter");
    row("the write that was seen is missing", without(writes, {1}), 1);
    row("all that was seen is missing", without(writes, {1, 3}), 0);
    row("a read that settled late",
        told("1 writes counter 1; 2 writes counter 2; 1 drops 2; 3 reads counter 1; 3 reads counter 2"), 2);
    // Both wrote before they read, and yet each read what the other had not replaced.
    row("no order explains it",
        told("1 writes counter 1; 2 writes other 1; 1 writes counter 2; 2 writes other 2;"
             "1 reads other 1; 2 reads counter 1; 1 reads other 2; 2 reads counter 0"),
        3);
    const auto changes = told(
        "1 adds counter 1; 2 adds counter 1; 2 adds counter 1; 3 adds counter 1; 1 reads counter");
    row("changes in one step", changes, 3);
    row("changes in one step, with a gap", without(changes, {2}), 2);
    row("a semaphore", told("1 posts items; 2 asks items; 2 takes items; 1 posts items"), 2);
}

void tst_PerfettoExport::aFlowComesFromTheWriteOfTheWordSeen()
{
    QFETCH(const std::vector<Event>, events);
    QFETCH(const int, flows);
    const auto edges = edgesOf(exported(*recordingOf(kObjects, events, 3)));
    QCOMPARE(int(edges.size()), flows);
    QCOMPARE(edges, edgesByWords(events));
}

void tst_PerfettoExport::processesThreadsAndTheCounterHaveTracks()
{
    const auto packets = exported(*recordingFromText(kObjects, kText, 3));
    QStringList pids, counter;
    std::set<QString> described, used;
    for (const Packet &packet : packets) {
        if (const QString pid = packet.value("track_descriptor.process.pid"); !pid.isEmpty())
            pids << pid;
        if (const QString uuid = packet.value("track_descriptor.uuid"); !uuid.isEmpty())
            described.insert(uuid);
        if (const QString uuid = packet.value("track_event.track_uuid"); !uuid.isEmpty())
            used.insert(uuid);
        if (packet.value("track_event.type") == QLatin1String("TYPE_COUNTER"))
            counter << packet.value("track_event.counter_value");
    }
    QCOMPARE(pids, (QStringList{QStringLiteral("41207"), QStringLiteral("41208"), QStringLiteral("41209")}));
    QCOMPARE(counter, (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3"),
                                   QStringLiteral("3")}));
    for (const QString &uuid : used)
        QVERIFY2(described.count(uuid) == 1, qPrintable(uuid));
}

void tst_PerfettoExport::lossesAreMarked()
{
    int marked = 0;
    const auto recording = mockRecording();
    for (const Packet &packet : exported(*recording))
        marked += packet.value("track_event.categories") == QLatin1String("\"loss\"");
    QCOMPARE(static_cast<std::uint64_t>(marked), recording->findings()->losses.events);
    QVERIFY(marked > 0);
}

QTEST_GUILESS_MAIN(tst_PerfettoExport)
#include "tst_perfetto_export.moc"
