// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A bounded queue in shared memory: producers put numbered messages into a ring of slots, consumers take them out.
//
// Two counts say where the ends are: `tail` messages have been put, `head` have been taken; slot i holds message i
// modulo the capacity. Unprotected, two producers read the same tail and put their messages into the same slot (one is
// lost), and two consumers read the same head and take the same message (it arrives twice); a count written late turns
// back, and whole stretches are sent over or received again.
//
// Protected, two semaphores count items and room, and a lock guards the ends. The semaphores only say that it is worth
// looking; what is true of the ends is read under the lock. So a unit too many, given to make up for a process that
// died with one in its hand, does no harm.

#include "scenarios/scenario.h"

#include <algorithm>
#include <set>

namespace interleave {

namespace {

/// A role's view of the queue. `items`, `room` and `lock` only where the mode has them. `sending` counts the producers
/// that may still send.
struct Ends {
    explicit Ends(Probe &probe)
        : slots(probe, "slots"), head(probe, "head"), tail(probe, "tail"), sending(probe, "sending"),
          capacity(static_cast<int>(probe.parameter("capacity"))), consumers(static_cast<int>(probe.parameter("consumers")))
    {
    }
    Slots slots;
    Cell head, tail, sending;
    int capacity, consumers;
};

struct Locked : Ends {
    explicit Locked(Probe &probe) : Ends(probe), items(probe, "items"), room(probe, "room"), lock(probe, "lock") {}
    Semaphore items, room;
    Mutex lock;
};

/// A message's payload follows from its number, so a torn one shows.
constexpr std::uint64_t payloadOf(std::int32_t number)
{
    return static_cast<std::uint64_t>(number) * 0x9e3779b97f4a7c15ull;
}

Slots::Item message(std::int32_t number)
{
    return {number, payloadOf(number)};
}

/// Counts a reception beside the lesson, so that an unrecorded run knows its result, too.
void receive(Probe &probe, const Slots::Item &item)
{
    if (item.number >= 0 && static_cast<std::uint64_t>(item.number) < probe.header().ledgerWords)
        probe.ledger()[item.number].fetch_add(1, std::memory_order_relaxed); // relaxed: read when everybody has ended
}

namespace unprotected {
//[off
void produce(Probe &probe, Ends q,
             int first, int count)
{
    int number = first;
    Locals live{probe, number};  //-
    for (; number < first + count; ++number) {
        probe.rest();  //-
        auto [tail, head] = await(Until(
            [&](int t, int h) {
                return t - h < q.capacity;
            }), q.tail, q.head);          //@wait-room
        Locals end{probe, tail};  //-
        q.slots.write(tail, message(number)); //@put
        probe.window();  //-
        q.tail.write(tail + 1);           //@tail
    }
    q.sending.add(-1);                    //@close
}

void consume(Probe &probe, Ends q)
{
    for (;;) {
        probe.rest();  //-
        auto [head, s, tail] = await(Until(
            [](int h, int sending, int t) {
                return h < t || sending == 0;
            }), q.head, q.sending, q.tail); //@wait-item
        if (head >= tail)
            return;
        Locals end{probe, head};  //-
        receive(probe, q.slots.read(head)); //@take
        probe.window();  //-
        q.head.write(head + 1);           //@head
    }
}
//]
} // namespace unprotected

namespace locked {
//[on
void produce(Probe &probe, Locked q,
             int first, int count)
{
    int number = first;
    Locals live{probe, number};  //-
    while (number < first + count) {
        probe.rest();  //-
        q.room.acquire();                 //@wait-room
        Hold held{q.lock};                //@lock-tail
        int tail = q.tail.read();         //@read-tail
        Locals end{probe, tail};  //-
        if (tail - q.head.read() == q.capacity)
            continue;
        q.slots.write(tail, message(number++)); //@put
        probe.window();  //-
        q.tail.write(tail + 1);           //@tail
        q.items.post();                   //@post-item
    }
    bool last = q.sending.add(-1) == 0;   //@close
    for (int i = 0; last && i < q.consumers; ++i) {
        Locals told{probe, last, i};  //-
        q.items.post();                   //@post-end
    }
}

void consume(Probe &probe, Locked q)
{
    bool open = true;
    Locals live{probe, open};  //-
    while (open) {
        probe.rest();  //-
        q.items.acquire();                //@wait-item
        Hold held{q.lock};                //@lock-head
        int head = q.head.read();         //@read-head
        Locals end{probe, head};  //-
        if (head == q.tail.read()) {
            open = q.sending.read() > 0;
            continue;
        }
        receive(probe, q.slots.read(head)); //@take
        probe.window();  //-
        q.head.write(head + 1);           //@head
        q.room.post();                    //@post-room
    }
}
//]
} // namespace locked

void role(Probe &probe, const Task &task)
{
    const int messages = static_cast<int>(probe.parameter("messages"));
    const bool produces = task.role == "producer";
    if (task.mode == "off")
        return produces ? unprotected::produce(probe, Ends(probe), task.number * messages, messages)
                        : unprotected::consume(probe, Ends(probe));
    return produces ? locked::produce(probe, Locked(probe), task.number * messages, messages)
                    : locked::consume(probe, Locked(probe));
}

enum Row { kQueue, kSlots, kHead, kTail, kSending, kItems, kRoom, kLock };

ObjectTable objects(const Parameters &parameters, std::string_view mode)
{
    const auto capacity = static_cast<std::uint32_t>(parameters.at("capacity"));
    ObjectTable table = {
        {.kind = ObjectKind::Queue, .name = "queue", .count = capacity},
        {.kind = ObjectKind::Slots, .name = "slots", .parent = kQueue, .count = capacity, .initial = -1},
        {.kind = ObjectKind::Cell, .name = "head", .parent = kQueue, .awaitable = mode == "off"},
        {.kind = ObjectKind::Cell, .name = "tail", .parent = kQueue, .awaitable = mode == "off"},
        {.kind = ObjectKind::Cell, .name = "sending", .parent = kQueue,
         .initial = static_cast<std::int32_t>(parameters.at("producers")), .awaitable = mode == "off"},
    };
    if (mode == "on") {
        table.push_back({.kind = ObjectKind::Semaphore, .name = "items", .parent = kQueue});
        table.push_back({.kind = ObjectKind::Semaphore, .name = "room", .parent = kQueue,
                         .initial = static_cast<std::int32_t>(capacity)});
        table.push_back({.kind = ObjectKind::Mutex, .name = "lock", .parent = kQueue});
    }
    return table;
}

std::vector<ProcessSpec> processes(const Parameters &parameters)
{
    std::vector<ProcessSpec> list;
    for (int number = 0; number < parameters.at("producers"); ++number)
        list.push_back({"producer", number, parameters.at("messages")});
    for (int number = 0; number < parameters.at("consumers"); ++number)
        list.push_back({"consumer", number, 0});
    return list;
}

std::size_t ledgerWords(const Parameters &parameters)
{
    return static_cast<std::size_t>(parameters.at("producers") * parameters.at("messages"));
}

/// What the session owes the survivors. Whether a dead producer had counted itself out nobody can say; but when no
/// producer lives any more, none sends, and until then the count is too high at most, so that nobody leaves too early.
/// Either side may have died with a unit of items or room in its hand, or before it had announced the end to all.
void mourn(DeathBed &deathBed, const Departure &gone, const RunSettings &settings)
{
    const bool nobodySends = gone.who.role == "producer" && gone.lastOfItsRole;
    if (const std::int32_t sending = nobodySends ? deathBed.value(kSending) : 0; sending > 0)
        deathBed.add(kSending, -sending);
    if (settings.mode == "off")
        return;
    // Each semaphore once: whoever came between two words would have a run that no schedule does again.
    const auto consumers = static_cast<std::int32_t>(settings.parameters.at("consumers"));
    const std::int32_t items = (gone.died ? 1 : 0) + (nobodySends ? consumers : 0);
    if (gone.died)
        deathBed.post(kRoom, 1);
    if (items > 0)
        deathBed.post(kItems, items);
}

std::string counted(std::int64_t count, const char *singular, const char *plural)
{
    return std::to_string(count) + " " + (count == 1 ? singular : plural);
}

struct Delivery {
    std::int64_t sent = 0, arrived = 0;
    std::int64_t left = 0; ///< sent, and still in the queue: neither arrived nor lost
    std::int64_t lost = 0;
    std::int64_t duplicated = 0; ///< receptions beyond the first of each message
    std::int64_t repeated = 0;   ///< messages that arrived more than once
    std::int64_t open = 0;       ///< of a recording that breaks off: neither arrived nor lost for good
    bool counted = true;         ///< sent and lost are known
};

/// Not when the recording breaks off before.
bool isEndKnown(const RunInfo &run)
{
    return finalWord(run, kHead) && finalWord(run, kTail);
}

std::string sentenceFor(const Delivery &delivery, bool correct)
{
    if (correct)
        return "Every message arrived exactly once.";
    if (delivery.lost == 0 && delivery.duplicated == 0 && delivery.left > 0)
        return "Not every process came to its end: " + counted(delivery.left, "message is", "messages are")
            + " still in the queue"
            + (delivery.arrived > 0 ? "; all others that were sent arrived exactly once." : ".");
    if (delivery.lost == 0 && delivery.duplicated == 0)
        return "Not every process came to its end; what was sent arrived exactly once.";
    std::string text;
    if (delivery.lost > 0)
        text = counted(delivery.lost, "message was lost", "messages were lost");
    if (delivery.duplicated > 0)
        text += (text.empty() ? "" : ", ")
            + counted(delivery.duplicated, "message arrived twice", "receptions were repeats");
    if (delivery.left > 0)
        text += ", " + counted(delivery.left, "is", "are") + " still in the queue";
    return text + ".";
}

/// Where nothing else tells it from the right one, how many arrived: some were never sent.
std::string resultOf(const Delivery &delivery, bool correct, std::int64_t expected)
{
    const std::string text = "lost " + std::to_string(delivery.lost) + ", duplicated "
        + std::to_string(delivery.duplicated);
    if (delivery.left > 0)
        return text + ", left " + std::to_string(delivery.left);
    if (!correct && delivery.lost == 0 && delivery.duplicated == 0)
        return text + ", arrived " + std::to_string(delivery.arrived) + " of " + std::to_string(expected);
    return text;
}

std::string_view outcomeOf(const Delivery &delivery, bool correct)
{
    if (correct)
        return "right";
    if (delivery.lost > 0)
        return delivery.duplicated > 0 ? "both" : "lost";
    if (delivery.duplicated > 0)
        return "duplicated";
    return delivery.left > 0 ? "left" : "short";
}

/// Messages that lie between the ends and that nobody has received, by the words that were left: for a run without a
/// record. Not of a recording that breaks off before the end.
std::int64_t stillInside(const RunInfo &run)
{
    if (!isEndKnown(run))
        return 0;
    const std::vector<Word> &slots = run.finalWords[kSlots];
    const auto capacity = static_cast<std::int64_t>(slots.size());
    const std::int64_t head = run.finalWords[kHead][0].value(), tail = run.finalWords[kTail][0].value();
    std::int64_t inside = 0;
    for (std::int64_t i = std::max<std::int64_t>(head, 0); i < std::min(tail, head + capacity); ++i) {
        const std::int32_t number = slots[static_cast<std::size_t>(i % capacity)].value();
        inside += number >= 0 && static_cast<std::size_t>(number) < run.ledger.size()
            && run.ledger[static_cast<std::size_t>(number)] == 0;
    }
    return inside;
}

/// Messages that arrived more than once. The ledger knows all; a recording that breaks off has none.
std::int64_t repeatedIn(const RunInfo &run, const MessageHistory *messages)
{
    if (!run.ledger.empty() || !messages)
        return std::count_if(run.ledger.begin(), run.ledger.end(),
                             [](std::uint32_t receptions) { return receptions > 1; });
    std::set<std::int32_t> numbers;
    for (const RepeatedReception &reception : messages->repeated)
        numbers.insert(reception.message);
    return static_cast<std::int64_t>(numbers.size());
}

/// From the recorded messages or, where there are none or some are missing, from the ledger.
Delivery deliveryOf(const RunInfo &run, const MessageHistory *messages, std::int64_t expected)
{
    if (messages) {
        const auto sent = static_cast<std::int64_t>(messages->sent);
        const auto left = static_cast<std::int64_t>(messages->left), lost = static_cast<std::int64_t>(messages->lost);
        const auto duplicated = static_cast<std::int64_t>(messages->duplicated);
        // Where the recording breaks off nobody knows whether somebody came for what was left then.
        const bool ended = isEndKnown(run);
        return {.sent = sent, .arrived = sent - left - lost, .left = ended ? left : 0, .lost = lost, .duplicated = duplicated,
                .repeated = repeatedIn(run, messages), .open = ended ? 0 : left};
    }
    Delivery delivery;
    delivery.repeated = repeatedIn(run, nullptr);
    for (const std::uint32_t receptions : run.ledger) {
        delivery.arrived += receptions > 0;
        delivery.duplicated += receptions > 1 ? receptions - 1 : 0;
    }
    // Of a run that was cut short nobody knows how many were sent beside these.
    delivery.counted = isEndKnown(run) && everyoneFinished(run);
    delivery.left = stillInside(run);
    delivery.sent = delivery.counted ? expected : delivery.arrived + delivery.left;
    delivery.lost = delivery.sent - delivery.arrived - delivery.left;
    return delivery;
}

Account account(const RunInfo &run, const Findings *findings)
{
    const Parameters &parameters = run.settings.parameters;
    const MessageHistory *messages = nullptr;
    if (findings)
        if (const auto found = findings->messages.find(kQueue);
            found != findings->messages.end() && isReliable(run, found->second.proof))
            messages = &found->second;
    Account account;
    account.expected = parameters.at("producers") * parameters.at("messages");
    const Delivery delivery = deliveryOf(run, messages, account.expected);
    account.attempted = delivery.sent;
    account.survivors = delivery.sent - delivery.lost - delivery.open; // arrived, or still in the queue
    account.observed = delivery.arrived;
    account.repeated = delivery.repeated;
    account.lost = delivery.lost;
    account.open = delivery.open;
    account.counted = delivery.counted;
    account.proof = messages ? messages->proof : isWhole(run) ? Proof::Bounded : Proof::NotProvable;
    account.correct = delivery.arrived == account.expected && delivery.duplicated == 0;
    account.result = resultOf(delivery, account.correct, account.expected);
    account.outcome = outcomeOf(delivery, account.correct);
    account.sentence = sentenceFor(delivery, account.correct);
    return account;
}

constexpr ModeInfo kModes[] = {
    {.id = "off", .title = "none", .help = "Head and tail are ordinary numbers that everybody reads and writes.",
     .section = "off", .addsInPrivate = true},
    {.id = "on", .title = "semaphores + lock",
     .help = "Semaphores count items and room; a lock guards the two ends.", .section = "on", .right = true,
     .addsInPrivate = true},
};

constexpr ParameterInfo kParameters[] = {
    {.name = "producers", .title = "Producers", .singular = "producer", .help = "How many processes put messages in.", .min = 1, .max = 8,
     .bare = 2, .full = 2, .slow = 2, .step = 1, .explore = 1},
    {.name = "consumers", .title = "Consumers", .singular = "consumer", .help = "How many processes take messages out.", .min = 1, .max = 8,
     .bare = 2, .full = 2, .slow = 2, .step = 1, .explore = 1},
    {.name = "messages", .title = "Messages", .singular = "message", .help = "How many messages each producer sends.", .min = 1, .max = 100'000,
     .bare = 100'000, .full = 50'000, .slow = 5, .step = 2, .explore = 2},
    {.name = "capacity", .title = "Capacity", .help = "How many messages the queue holds.", .min = 1, .max = 4096,
     .bare = 16, .full = 16, .slow = 4, .step = 2, .explore = 2},
};

constexpr OutcomeInfo kOutcomes[] = {
    {"right", Grade::Acceptable, "Every message arrived exactly once."},
    {"lost", Grade::Interesting, "Messages were lost: another was put into the same slot, or they were skipped.",
     "A producer died before it had counted its message, and the next one took the slot."},
    {"duplicated", Grade::Interesting,
     "Messages arrived twice: two consumers took the same one, or the head turned back.",
     "A consumer died before it had counted what it took, and another took it again."},
    {"both", Grade::Interesting, "Some messages were lost, and some arrived more than once.",
     "Processes died in the middle: a message was lost, and another arrived twice."},
    {"left", Grade::Interesting,
     "A process ended before its time: messages are still in the queue; what was taken arrived exactly once."},
    {"short", Grade::Interesting, "A process ended before its time; what was sent arrived exactly once."},
};

constexpr UnitInfo kUnits[] = {
    {.role = "producer", .object = "slots", .kind = EventKind::Write, .singular = "message", .plural = "messages"},
    {.role = "consumer", .object = "slots", .kind = EventKind::Read, .singular = "message", .plural = "messages"},
};

constexpr std::string_view kCharts[] = {"latency", "states", "waits", "rate", "outcomes"};

} // namespace

extern const Scenario queueScenario;
const Scenario queueScenario = {
    .info =
        {
            .id = "queue",
            .title = "Bounded queue",
            .chapter = "Messages",
            .summary =
                "Producers put messages into a ring of slots, consumers take them out. Unprotected, some are lost and "
                "some arrive twice.",
            .defaultMode = "on",
            .modes = kModes,
            .parameters = kParameters,
            .outcomes = kOutcomes,
            .units = kUnits,
            .charts = kCharts,
            .source = "queue.cpp",
            .python = "queue.py",
            .valueObject = "tail",
            .intact = "arrived exactly once",
            .explorable = true,
            .objects = objects,
            .ledgerWords = ledgerWords,
            .processes = processes,
            .account = account,
            .mourn = mourn,
        },
    .role = role,
};

} // namespace interleave
