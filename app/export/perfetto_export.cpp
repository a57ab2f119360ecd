// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/export/perfetto_export.h"

#include "app/export/perfetto_fields.h"
#include "app/export/protobuf.h"
#include "app/models/transcript.h"
#include "app/style/words.h"
#include "core/analysis/salted_hash.h"
#include "scenarios/catalog.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

namespace interleave {

namespace {

using namespace perfetto;

constexpr std::uint64_t kSequenceId = 1;
constexpr std::size_t kPortion = 1 << 20; ///< bytes gathered before they are written

/// Uuids of tracks: any numbers, as long as they differ.
constexpr std::uint64_t kCounterTrack = 1;
constexpr std::uint64_t processTrack(ActorId actor) { return 0x100u + actor; }
constexpr std::uint64_t threadTrack(ActorId actor) { return 0x200u + actor; }
enum class Doing : std::uint8_t { Waiting = 1, Holding = 2 };
constexpr std::uint64_t sliceTrack(ActorId actor, Doing doing, ObjectRef object)
{
    return std::uint64_t{static_cast<std::uint8_t>(doing)} << 48 | std::uint64_t{actor} << 32 | object.bits;
}

enum Annotation : std::uint64_t { kEventNumber = 1, kValue, kReplaced, kLine, kLost };
constexpr std::pair<Annotation, const char *> kAnnotations[] = {
    {kEventNumber, "event"}, {kValue, "value"}, {kReplaced, "replaced"}, {kLine, "line"}, {kLost, "lost"}};

/// A read of what another actor wrote.
struct Edge {
    EventIndex write = 0, read = 0;
};

/// A change in one step, too, reads the word it replaces.
std::optional<Word> wordRead(const Event &event)
{
    if (readsWord(event.kind()))
        return event.seen();
    return writesWord(event.kind()) && event.kind() != EventKind::Write ? std::optional(event.replaced())
                                                                        : std::nullopt;
}

/// Who wrote the words that were read, by the words alone. Nearly always it is the write before; where something is
/// missing, or no order explains the run, it may be an older one, or one that nobody reported. Such reads are looked
/// into in a second walk, so that only the words they ask for have to be remembered.
class ReadsFrom
{
public:
    /// Of actors below `actors`: others have no track.
    ReadsFrom(TraceReader &reader, std::size_t actors) : m_reader(reader), m_actors(actors) {}

    /// In the order of the writes, each with its reads.
    std::vector<Edge> edges()
    {
        askTheWriteBefore();
        if (!m_strays.empty())
            askForTheWord();
        std::sort(m_edges.begin(), m_edges.end(), [](const Edge &one, const Edge &other) {
            return std::pair(one.write, one.read) < std::pair(other.write, other.read);
        });
        return std::move(m_edges);
    }

private:
    struct Source {
        EventIndex event = kNoEvent;
        ActorId actor = kNoActor;
        Word word;
    };

    void askTheWriteBefore()
    {
        std::unordered_map<std::uint32_t, Source, SaltedHash> latest; // by object
        m_reader.forEach(0, m_reader.size(), [&](EventIndex index, const Event &event) {
            if (const auto word = wordRead(event); word && !word->isInitial()) {
                const auto found = latest.find(event.object.bits);
                if (found != latest.end() && found->second.word == *word) {
                    add(found->second, index, event);
                } else {
                    m_strays.push_back(index);
                    m_asked[event.object.bits].try_emplace(word->bits);
                }
            }
            if (writesWord(event.kind()))
                latest[event.object.bits] = {index, event.actor, event.written()};
        });
    }

    void askForTheWord()
    {
        auto stray = m_strays.begin();
        m_reader.forEach(0, m_strays.back() + 1, [&](EventIndex index, const Event &event) {
            const auto asked = m_asked.find(event.object.bits);
            if (asked == m_asked.end())
                return;
            if (stray != m_strays.end() && *stray == index) {
                add(asked->second[wordRead(event)->bits], index, event);
                ++stray;
            }
            if (!writesWord(event.kind()))
                return;
            if (const auto found = asked->second.find(event.written().bits); found != asked->second.end())
                found->second = {index, event.actor, event.written()};
        });
    }

    void add(const Source &source, EventIndex index, const Event &read)
    {
        if (source.event != kNoEvent && source.actor != read.actor && source.actor < m_actors && read.actor < m_actors)
            m_edges.push_back({source.event, index});
    }

    using ByWord = std::unordered_map<std::uint64_t, Source, SaltedHash>;

    TraceReader &m_reader;
    std::size_t m_actors;
    std::vector<Edge> m_edges;
    std::vector<EventIndex> m_strays;                              ///< reads of another word than the one before them
    std::unordered_map<std::uint32_t, ByWord, SaltedHash> m_asked; ///< by object: the words that strays saw
};

std::string std8(const QString &text)
{
    return text.toUtf8().toStdString();
}

class Exporter
{
public:
    Exporter(const Recording &recording, PartFile &file)
        : m_info(recording.info()),
          m_findings(recording.findings()),
          m_reader(recording.trace()),
          m_file(file),
          m_edges(ReadsFrom(m_reader, m_info->processes.size()).edges())
    {
        const ScenarioInfo *scenario = findScenario(m_info->settings.scenario);
        m_valueRow = scenario ? rowOf(m_info->objects, scenario->valueObject) : -1;
        for (const Edge &edge : m_edges)
            m_readFrom.push_back(edge.read);
        std::sort(m_readFrom.begin(), m_readFrom.end());
    }

    Result<void> write()
    {
        names();
        tracks();
        for (EventIndex index = 0; index < m_reader.size() && m_status.ok(); ++index)
            event(index, m_reader[index]);
        ++m_now;
        while (!m_open.empty())
            end(m_open.begin()->first);
        flush();
        return m_status;
    }

private:
    std::uint64_t nameId(const QString &name)
    {
        const auto [found, isNew] = m_names.try_emplace(name, m_names.size() + 1);
        if (isNew) {
            Protobuf entry, data;
            entry.number(kNameIid, found->second);
            entry.bytes(kName, std8(name));
            data.message(kEventNames, entry);
            Protobuf packet = begun();
            packet.message(kInternedData, data);
            put(packet);
        }
        return found->second;
    }

    Protobuf begun() const
    {
        Protobuf packet;
        packet.number(kSequence, kSequenceId);
        packet.number(kSequenceFlags, kNeedsState);
        return packet;
    }

    void put(const Protobuf &packet)
    {
        m_trace.message(kPacket, packet);
        if (m_trace.encoded().size() > kPortion)
            flush();
    }

    void flush()
    {
        const std::string &bytes = m_trace.encoded();
        if (m_status.ok())
            m_status = m_file.write({reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()});
        m_trace.clear();
    }

    void names()
    {
        Protobuf data;
        for (const auto &[id, name] : kAnnotations) {
            Protobuf entry;
            entry.number(kNameIid, id);
            entry.bytes(kName, name);
            data.message(kAnnotationNames, entry);
        }
        Protobuf packet;
        packet.number(kSequence, kSequenceId);
        packet.number(kSequenceFlags, kStateCleared);
        packet.message(kInternedData, data);
        put(packet);
    }

    void track(const Protobuf &descriptor)
    {
        Protobuf packet;
        packet.number(kSequence, kSequenceId);
        packet.message(kTrackDescriptor, descriptor);
        put(packet);
    }

    void tracks()
    {
        for (std::size_t i = 0; i < m_info->processes.size(); ++i) {
            const auto actor = static_cast<ActorId>(i);
            const ProcessInfo &process = m_info->processes[i];
            Protobuf descriptor, ofProcess, thread, ofThread;
            ofProcess.integer(kProcessPid, process.pid);
            ofProcess.bytes(kProcessName, std8(words::process(actor)));
            descriptor.number(kUuid, processTrack(actor));
            descriptor.message(kProcess, ofProcess);
            track(descriptor);
            ofThread.integer(kThreadPid, process.pid);
            ofThread.integer(kThreadTid, process.pid);
            ofThread.bytes(kThreadName, process.role);
            thread.number(kUuid, threadTrack(actor));
            thread.number(kParent, processTrack(actor));
            thread.message(kThread, ofThread);
            track(thread);
        }
        if (m_valueRow >= 0) {
            Protobuf counter;
            counter.number(kUuid, kCounterTrack);
            counter.bytes(kTrackName, m_info->objects[static_cast<std::size_t>(m_valueRow)].name);
            counter.message(kCounter, {});
            track(counter);
            count(m_info->objects[static_cast<std::size_t>(m_valueRow)].initial);
        }
    }

    void put(const Protobuf &trackEvent, std::uint64_t time)
    {
        Protobuf packet = begun();
        packet.number(kTimestamp, time);
        packet.message(kTrackEvent, trackEvent);
        put(packet);
    }

    void event(EventIndex index, const Event &event)
    {
        const double recorded = std::max(0.0, m_info->clock.nanoseconds(event.time));
        m_now = std::max(m_now + 1, static_cast<std::uint64_t>(std::min(recorded, 9e18)));
        if (event.actor < m_info->processes.size())
            slices(event);
        if (event.actor < m_info->processes.size() && (readsWord(event.kind()) || writesWord(event.kind())))
            access(index, event);
        if (event.object.row() == m_valueRow && event.object.element() == 0 && writesWord(event.kind()))
            count(event.written().value());
    }

    QString named(const QString &verb, ObjectRef object) const
    {
        const auto row = object.row();
        return verb + QLatin1Char(' ')
            + (row < m_info->objects.size() ? QString::fromStdString(m_info->objects[row].name) : QString::number(row));
    }

    void slices(const Event &event)
    {
        const auto waiting = [&] { return sliceTrack(event.actor, Doing::Waiting, event.object); };
        const auto holding = [&] { return sliceTrack(event.actor, Doing::Holding, event.object); };
        switch (event.kind()) {
        case EventKind::LockRequested:
        case EventKind::SemaphoreRequested:
        case EventKind::AwaitBegan: return begin(waiting(), QStringLiteral("waits for"), event);
        case EventKind::LockAcquired:
            end(waiting());
            return begin(holding(), QStringLiteral("holds"), event);
        case EventKind::LockReleased: return end(holding());
        case EventKind::SemaphoreAcquired: return end(waiting());
        case EventKind::Awaited: return endAllWaits(event.actor);
        case EventKind::Died: return endAll(event.actor);
        default: return;
        }
    }

    void begin(std::uint64_t uuid, const QString &verb, const Event &event)
    {
        end(uuid); // a request repeated, or an end that was not recorded
        const QString name = named(verb, event.object);
        if (m_known.insert(uuid).second) {
            Protobuf descriptor;
            descriptor.number(kUuid, uuid);
            descriptor.number(kParent, threadTrack(event.actor));
            descriptor.bytes(kTrackName, std8(name));
            track(descriptor);
        }
        Protobuf slice;
        slice.number(kType, kSliceBegin);
        slice.number(kTrack, uuid);
        slice.number(kNameId, nameId(name));
        put(slice, m_now);
        m_open[uuid] = event.actor;
    }

    void end(std::uint64_t uuid)
    {
        if (m_open.erase(uuid) == 0)
            return;
        Protobuf slice;
        slice.number(kType, kSliceEnd);
        slice.number(kTrack, uuid);
        put(slice, m_now);
    }

    void endAllWaits(ActorId actor) { endThose(actor, [](std::uint64_t uuid) { return uuid >> 48 == 1; }); }
    void endAll(ActorId actor) { endThose(actor, [](std::uint64_t) { return true; }); }
    template <typename Which>
    void endThose(ActorId actor, Which which)
    {
        std::vector<std::uint64_t> ended;
        for (const auto &[uuid, owner] : m_open)
            if (owner == actor && which(uuid))
                ended.push_back(uuid);
        for (const std::uint64_t uuid : ended)
            end(uuid);
    }

    static Protobuf annotation(Annotation name, std::uint32_t field, std::int64_t value)
    {
        Protobuf annotation;
        annotation.number(kAnnotationNameId, name);
        annotation.integer(field, value);
        return annotation;
    }

    void access(EventIndex index, const Event &event)
    {
        static const std::map<EventKind, QString> verbs = {
            {EventKind::Read, QStringLiteral("read")},     {EventKind::Awaited, QStringLiteral("saw")},
            {EventKind::Write, QStringLiteral("wrote")},   {EventKind::Update, QStringLiteral("changed")},
            {EventKind::SemaphoreAcquired, QStringLiteral("took one of")},
            {EventKind::SemaphorePosted, QStringLiteral("added one to")}};
        Protobuf instant;
        instant.number(kType, kInstant);
        instant.number(kTrack, threadTrack(event.actor));
        instant.number(kNameId, nameId(named(verbs.at(event.kind()), event.object)));
        instant.message(kAnnotation, annotation(kEventNumber, kUintValue, static_cast<std::int64_t>(index) + 1));
        instant.message(kAnnotation, annotation(kValue, kIntValue, event.seen().value()));
        if (writesWord(event.kind()))
            instant.message(kAnnotation, annotation(kReplaced, kIntValue, event.replaced().value()));
        if (event.site != 0 && event.site < m_info->sites.size())
            instant.message(kAnnotation, annotation(kLine, kUintValue, m_info->sites[event.site].line));
        flows(index, event, instant);
        put(instant, m_now);
        if (const auto losses = m_findings->losses.by(index); !losses.empty())
            loss(index, event, losses.size());
    }

    /// Each read has one source, so an edge is named by its read.
    void flows(EventIndex index, const Event &event, Protobuf &instant)
    {
        if (wordRead(event) && std::binary_search(m_readFrom.begin(), m_readFrom.end(), index))
            instant.fixed64(kFlow, index + 1);
        for (; m_edge < m_edges.size() && m_edges[m_edge].write < index; ++m_edge) { }
        for (; m_edge < m_edges.size() && m_edges[m_edge].write == index; ++m_edge)
            instant.fixed64(kFlow, m_edges[m_edge].read + 1);
    }

    void loss(EventIndex index, const Event &event, std::size_t lost)
    {
        Protobuf instant;
        instant.number(kType, kInstant);
        instant.number(kTrack, threadTrack(event.actor));
        instant.number(kNameId, nameId(QStringLiteral("✕ lost")));
        instant.bytes(kCategory, "loss");
        instant.message(kAnnotation, annotation(kEventNumber, kUintValue, static_cast<std::int64_t>(index) + 1));
        instant.message(kAnnotation, annotation(kLost, kUintValue, static_cast<std::int64_t>(lost)));
        put(instant, m_now);
    }

    void count(std::int32_t value)
    {
        Protobuf counter;
        counter.number(kType, kCounterType);
        counter.number(kTrack, kCounterTrack);
        counter.integer(kCounterValue, value);
        put(counter, m_now);
    }

    std::shared_ptr<const RunInfo> m_info;
    std::shared_ptr<const Findings> m_findings;
    TraceReader m_reader;
    PartFile &m_file;
    Result<void> m_status;             ///< of the writing; after an error nothing more is written
    std::vector<Edge> m_edges;         ///< by write
    std::vector<EventIndex> m_readFrom; ///< the reads among them, ascending
    std::size_t m_edge = 0;            ///< the next one to leave its write
    int m_valueRow = -1;
    std::uint64_t m_now = 0;           ///< ns since the start, strictly increasing from event to event
    Protobuf m_trace;                  ///< not written yet
    std::map<QString, std::uint64_t> m_names;
    std::set<std::uint64_t> m_known;         ///< tracks that were described
    std::map<std::uint64_t, ActorId> m_open; ///< slices by track
};

} // namespace

Result<void> writePerfetto(const Recording &recording, PartFile &file)
{
    return Exporter(recording, file).write();
}

} // namespace interleave
