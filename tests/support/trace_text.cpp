// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/trace_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

namespace interleave {
namespace {

// Where the statements of every text come from, as the sites of a run of the counter scenario would be.
enum TextSite : SiteId { NowhereSite, ReadSite, WriteSite, LockSite, UnlockSite, SemaphoreSite, AwaitSite };

std::vector<Site> textSites()
{
    return {{},
            {"counter.cpp", kReadLine},
            {"counter.cpp", kWriteLine},
            {"counter.cpp", kReadLine - 1},
            {"counter.cpp", kWriteLine + 1},
            {"counter.cpp", kWriteLine + 8},
            {"counter.cpp", kWriteLine + 12}};
}

/// A memory that executes statements and emits what real processes would have emitted.
class TextMemory
{
public:
    explicit TextMemory(const ObjectTable &objects) : m_objects(objects) {}

    /// Executes one statement: "<actor> <verb> [object] [number]".
    void execute(const std::string &statement)
    {
        m_statement = statement;
        std::istringstream words(statement);
        int number = 0;
        std::string verb, name;
        if (!(words >> number >> verb))
            fail("expected an actor and a verb");
        if (number < 1 || number > static_cast<int>(kMaxActors))
            fail("actors count from 1");
        m_actor = static_cast<ActorId>(number - 1);
        m_number.reset();
        m_time += 1000;
        if (verb == "dies" || verb == "stalls" || verb == "drops") {
            readNumber(words);
            m_rows = verb == "drops" ? readRows(words) : 0;
            expectEnd(words);
            executeAlone(verb);
            return;
        }
        if (!(words >> name))
            fail("expected the name of an object");
        readNumber(words);
        expectEnd(words);
        m_object = resolve(name);
        executeOn(verb, m_objects[m_object.row()].kind);
    }

    std::vector<Event> takeEvents() { return std::move(m_events); }

private:
    struct Element {
        std::vector<Word> history; ///< every word it ever held; the last one is the current
        std::uint64_t requests = 0, acquisitions = 0;
        ActorId holder = kNoActor, previousOwner = kNoActor;
        std::map<ActorId, std::uint32_t> openRequests;
        std::map<ActorId, bool> mustWait;
    };

    [[noreturn]] void fail(const std::string &why) const
    {
        throw std::invalid_argument("\"" + m_statement + "\": " + why);
    }

    void readNumber(std::istringstream &words)
    {
        std::string text;
        if (!(words >> text))
            return;
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size())
            fail("expected a number");
        m_number = value;
    }
    void expectEnd(std::istream &words) const
    {
        if (std::string more; words >> more)
            fail("expected nothing more");
    }

    ObjectRef resolve(const std::string &name) const
    {
        const auto bracket = name.find('[');
        const int row = rowOf(m_objects, name.substr(0, bracket));
        if (row < 0)
            fail("no object of that name");
        const auto element = bracket == std::string::npos
            ? 0u
            : static_cast<std::uint32_t>(std::stoul(name.substr(bracket + 1)));
        if (element >= m_objects[static_cast<std::size_t>(row)].count)
            fail("the array is shorter");
        return ObjectRef::of(static_cast<std::uint32_t>(row), element);
    }

    Element &element()
    {
        Element &found = m_elements[m_object.bits];
        if (found.history.empty())
            found.history.push_back(Word::initial(m_objects[m_object.row()].initial));
        return found;
    }

    Event &emit(EventKind kind, SiteId site, std::uint64_t a, std::uint64_t b = 0, std::uint8_t flags = kNoFlags)
    {
        Event event{.time = m_time, .object = m_object, .site = site, .actor = m_actor, .a = a, .b = b};
        event.set(kind, flags);
        return m_events.emplace_back(event);
    }

    std::uint64_t readRows(std::istream &words) const
    {
        std::uint64_t rows = 0;
        for (std::string name; words >> name;)
            rows |= gapBit(resolve(name).row());
        return rows;
    }

    void executeAlone(const std::string &verb)
    {
        m_object = {};
        if (verb == "stalls")
            emit(EventKind::Stalled, NowhereSite, static_cast<std::uint64_t>(m_number.value_or(1000)));
        else if (verb == "drops")
            emit(EventKind::Gap, NowhereSite, static_cast<std::uint64_t>(m_number.value_or(1)), m_rows);
        else
            emit(EventKind::Died, NowhereSite, static_cast<std::uint64_t>(m_number.value_or(SIGKILL)), 0, kInferred);
        if (verb == "dies")
            m_dead |= std::uint64_t{1} << m_actor;
    }

    void executeOn(const std::string &verb, ObjectKind kind)
    {
        const bool holdsWords = kind == ObjectKind::Cell || kind == ObjectKind::Slots;
        if (verb == "reads" && holdsWords)
            emit(EventKind::Read, ReadSite, seenWord().bits);
        else if (verb == "writes" && holdsWords)
            change(EventKind::Write, WriteSite, static_cast<std::int32_t>(number()));
        else if (verb == "adds" && kind == ObjectKind::Cell)
            change(EventKind::Update, WriteSite, current() + static_cast<std::int32_t>(number()));
        else if (verb == "awaits" && holdsWords)
            emit(EventKind::AwaitBegan, AwaitSite, seenWord().bits);
        else if (verb == "sees" && holdsWords)
            emit(EventKind::Awaited, AwaitSite, seenWord().bits);
        else if (kind == ObjectKind::Mutex)
            executeOnMutex(verb);
        else if (kind == ObjectKind::Semaphore)
            executeOnSemaphore(verb);
        else
            fail("no such verb for this kind of object");
    }

    void executeOnMutex(const std::string &verb)
    {
        Element &mutex = element();
        if (verb == "asks") {
            mutex.openRequests[m_actor] = static_cast<std::uint32_t>(++mutex.requests);
            mutex.mustWait[m_actor] = mutex.holder != kNoActor;
            emit(EventKind::LockRequested, LockSite, mutex.requests);
        } else if (verb == "takes") {
            takeMutex(mutex);
        } else if (verb == "frees") {
            if (mutex.holder != m_actor)
                fail("only its holder can free a lock");
            mutex.holder = kNoActor;
            emit(EventKind::LockReleased, UnlockSite, mutex.acquisitions);
        } else {
            fail("a lock can be asked for, taken and freed");
        }
    }

    void takeMutex(Element &mutex)
    {
        const bool ownerDied = mutex.holder != kNoActor && ((m_dead >> mutex.holder) & 1) != 0;
        if (mutex.holder != kNoActor && !ownerDied)
            fail("the lock is held");
        const std::uint32_t request = mutex.openRequests[m_actor];
        const std::uint8_t flags = static_cast<std::uint8_t>((mutex.mustWait[m_actor] ? kContended : kNoFlags)
                                                             | (ownerDied ? kOwnerDied : kNoFlags));
        emit(EventKind::LockAcquired, LockSite, ++mutex.acquisitions,
             Event::ownersOf(request, mutex.previousOwner, ownerDied ? mutex.holder : kNoActor), flags);
        mutex.holder = mutex.previousOwner = m_actor;
    }

    void executeOnSemaphore(const std::string &verb)
    {
        if (verb == "asks") {
            element().mustWait[m_actor] = current() == 0;
            emit(EventKind::SemaphoreRequested, SemaphoreSite, seenWord().bits);
        } else if (verb == "takes") {
            if (current() <= 0)
                fail("the semaphore is at zero");
            const bool contended = element().mustWait[m_actor];
            change(EventKind::SemaphoreAcquired, SemaphoreSite, current() - 1, contended ? kContended : kNoFlags);
        } else if (verb == "posts") {
            change(EventKind::SemaphorePosted, SemaphoreSite, current() + 1);
        } else {
            fail("a semaphore can be asked for, taken and posted");
        }
    }

    std::int64_t number() const
    {
        if (!m_number)
            fail("expected a number at the end");
        return *m_number;
    }

    std::int32_t current() { return element().history.back().value(); }

    /// The current word or, with a value given, the latest one of that value.
    Word seenWord()
    {
        const std::vector<Word> &history = element().history;
        if (!m_number)
            return history.back();
        const auto found = std::find_if(history.rbegin(), history.rend(),
                                        [&](Word w) { return w.value() == *m_number; });
        if (found == history.rend())
            fail("it never held that value");
        return *found;
    }

    void change(EventKind kind, SiteId site, std::int32_t value, std::uint8_t flags = kNoFlags)
    {
        Element &cell = element();
        const Word replaced = cell.history.back();
        const Word written = Word::make(value, Word::writerOf(m_actor), ++m_sequences[m_actor]);
        cell.history.push_back(written);
        emit(kind, site, written.bits, replaced.bits, flags);
    }

    const ObjectTable &m_objects;
    std::map<std::uint32_t, Element> m_elements; // by ObjectRef::bits
    std::array<std::uint32_t, kMaxActors> m_sequences{};
    std::vector<Event> m_events;
    std::uint64_t m_time = 0;
    std::uint64_t m_dead = 0; // one bit an actor

    // The statement being executed.
    std::string m_statement;
    ActorId m_actor = 0;
    ObjectRef m_object;
    std::optional<std::int64_t> m_number;
    std::uint64_t m_rows = 0; ///< of a gap
};

/// What is known at the end of those events: last words, counts of events, who died.
void completeFrom(const std::vector<Event> &events, RunInfo &info)
{
    for (const Object &object : info.objects) {
        const bool words = object.kind == ObjectKind::Cell || object.kind == ObjectKind::Slots
            || object.kind == ObjectKind::Semaphore;
        info.finalWords.emplace_back(words ? object.count : 0, Word::initial(object.initial));
    }
    for (const Event &event : events) {
        if (writesWord(event.kind()))
            info.finalWords[event.object.row()][event.object.element()] = event.written();
        ProcessInfo &process = info.processes.at(event.actor);
        process.endedAt = event.time;
        if (!event.has(kInferred))
            ++process.events;
        if (event.kind() == EventKind::Died) {
            process.end = ProcessEnd::Killed;
            process.signal = static_cast<int>(event.a);
        }
        info.stalledNs += event.kind() == EventKind::Stalled ? static_cast<std::int64_t>(event.a) : 0;
        info.dropped += event.kind() == EventKind::Gap ? event.a : 0;
    }
    info.durationNs = events.empty() ? 0 : static_cast<std::int64_t>(events.back().time);
}

} // namespace

std::vector<Event> eventsFromText(const ObjectTable &objects, std::string_view text)
{
    TextMemory memory(objects);
    std::string statement;
    const auto execute = [&] {
        if (statement.find_first_not_of(" \t") != std::string::npos)
            memory.execute(statement);
        statement.clear();
    };
    for (const char c : text) {
        if (c == ';' || c == '\n')
            execute();
        else
            statement += c;
    }
    execute();
    return memory.takeEvents();
}

namespace {

RunInfo infoFor(const ObjectTable &objects, std::size_t actors, RunSettings settings)
{
    RunInfo info;
    info.settings = std::move(settings);
    if (info.settings.scenario.empty())
        info.settings.scenario = "counter";
    if (info.settings.mode.empty())
        info.settings.mode = "off";
    info.objects = objects;
    info.sites = textSites();
    info.machine = {"Example CPU", 2, "6.1.0", "0.1.0"};
    info.startedAt = "2026-01-15T14:02:11+01:00";
    for (std::size_t actor = 0; actor < actors; ++actor) {
        info.processes.push_back({.pid = 41207 + static_cast<std::int64_t>(actor),
                                  .role = "incrementer",
                                  .end = ProcessEnd::Finished,
                                  .startedAt = 1});
    }
    return info;
}

} // namespace

std::shared_ptr<Recording> recordingFromText(const ObjectTable &objects, std::string_view text, std::size_t actors,
                                             RunSettings settings)
{
    return recordingOf(objects, eventsFromText(objects, text), actors, std::move(settings));
}

std::shared_ptr<Recording> recordingOf(const ObjectTable &objects, const std::vector<Event> &events, std::size_t actors,
                                       RunSettings settings)
{
    RunInfo info = infoFor(objects, actors, std::move(settings));
    auto recording = std::make_shared<Recording>(info);
    for (const Event &event : events)
        recording->settle(event);
    completeFrom(events, info);
    recording->finish(std::move(info));
    return recording;
}

std::shared_ptr<Recording> brokenOffFromText(const ObjectTable &objects, std::string_view text, std::size_t actors,
                                             RunSettings settings)
{
    RunInfo info = infoFor(objects, actors, std::move(settings));
    auto recording = std::make_shared<Recording>(info);
    recording->damage = Damage{.sentence = "The file breaks off."};
    for (const Event &event : eventsFromText(objects, text))
        recording->settle(event);
    recording->finish(std::move(info));
    return recording;
}

std::shared_ptr<Recording> mockRecording()
{
    const ObjectTable objects{{.kind = ObjectKind::Cell, .name = "counter"},
                              {.kind = ObjectKind::Mutex, .name = "lock"}};
    RunSettings settings;
    settings.scenario = "counter";
    settings.mode = "off";
    settings.parameters = {{"increments", 5}, {"processes", 3}};
    settings.pace = Pace::Slow;
    settings.window = {Window::Kind::Sleep, 1'000'000};
    return recordingFromText(objects,
                             "1 reads counter; 1 writes counter 1; 3 reads counter; 3 writes counter 2;"
                             "1 reads counter; 1 writes counter 3; 1 reads counter; 1 writes counter 4;"
                             "1 reads counter; 3 reads counter; 1 writes counter 5; 3 writes counter 5;"
                             "2 reads counter; 1 reads counter; 1 writes counter 6; 3 reads counter;"
                             "3 writes counter 7; 3 reads counter; 3 writes counter 8; 3 reads counter;"
                             "3 writes counter 9; 2 writes counter 6; 2 reads counter; 2 writes counter 7;"
                             "2 reads counter; 2 writes counter 8; 2 reads counter; 2 writes counter 9;"
                             "2 reads counter; 2 writes counter 10",
                             3, std::move(settings));
}

} // namespace interleave
