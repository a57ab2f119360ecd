// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_json.h"

#include "app/models/evidence.h"
#include "app/models/finding_section.h"
#include "app/models/run_caption.h"
#include "app/models/run_time.h"
#include "app/models/run_tokens.h"
#include "app/models/to_text.h"
#include "app/models/transcript.h"
#include "core/control/trace_schedule.h"
#include "scenarios/catalog.h"

#include <QJsonArray>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t kListed = 1000;
constexpr std::size_t kListedVictims = 100; ///< of one overwriting write

QLatin1String endName(ProcessEnd end)
{
    switch (end) {
    case ProcessEnd::Running: return QLatin1String("running");
    case ProcessEnd::Finished: return QLatin1String("finished");
    case ProcessEnd::Killed: return QLatin1String("killed");
    case ProcessEnd::Crashed: return QLatin1String("crashed");
    case ProcessEnd::Stuck: return QLatin1String("stuck");
    case ProcessEnd::Stopped: break;
    }
    return QLatin1String("stopped");
}

QJsonObject wordJson(Word word)
{
    return {{QStringLiteral("value"), word.value()},
            {QStringLiteral("writer"), word.isInitial() ? 0 : static_cast<int>(word.writer())},
            {QStringLiteral("sequence"), static_cast<qint64>(word.sequence())}};
}

/// Null: there is nothing to say.
QJsonValue textJson(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

/// Null: it is not known.
QJsonValue runTimeJson(const RunInfo &info)
{
    const double ns = runTime(info);
    return ns > 0 ? QJsonValue(ns) : QJsonValue(QJsonValue::Null);
}

/// Events and actors are counted from 1, as everywhere a person or a program reads them; null: none.
QJsonValue eventJson(EventIndex event)
{
    return event == kNoEvent ? QJsonValue(QJsonValue::Null) : QJsonValue(static_cast<qint64>(event) + 1);
}

QJsonArray victimsJson(std::span<const Loss> losses)
{
    QJsonArray victims;
    for (const Loss &loss : losses.first(std::min(kListedVictims, losses.size())))
        victims.append(eventJson(loss.victim));
    return victims;
}

QJsonObject lossJson(const Findings &findings, const Event &event, std::span<const Loss> losses)
{
    const CellHistory *cell = findings.cell(event.object);
    const Overwrite *overwrite = cell ? cell->overwriteBy(losses.front().event) : nullptr;
    return {{QStringLiteral("event"), eventJson(losses.front().event)},
            {QStringLiteral("actor"), event.actor == kNoActor ? 0 : event.actor + 1},
            {QStringLiteral("seen"), wordJson(overwrite ? overwrite->seen : event.replaced())},
            {QStringLiteral("replaced"), wordJson(event.replaced())},
            {QStringLiteral("written"), wordJson(event.written())},
            {QStringLiteral("victims_total"), static_cast<qint64>(losses.size())},
            {QStringLiteral("victims"), victimsJson(losses)}};
}

/// Null: nobody counted.
QJsonValue ifCounted(const Account &account, std::int64_t number)
{
    return account.counted ? QJsonValue(static_cast<qint64>(number)) : QJsonValue(QJsonValue::Null);
}

/// Null: neither what was left nor every access before is in the record.
QJsonValue ifSeen(const Account &account, std::int64_t number)
{
    return account.complete || account.counted ? QJsonValue(static_cast<qint64>(number)) : QJsonValue(QJsonValue::Null);
}

QJsonObject lostJson(const Recording &recording, const Findings &findings, const Account &account)
{
    const Losses &losses = findings.losses;
    TraceReader reader(recording.trace());
    QJsonArray listed;
    for (std::size_t i = 0; i < losses.listed.size() && listed.size() < static_cast<qsizetype>(kListed);) {
        const auto together = losses.by(losses.listed[i].event);
        listed.append(lossJson(findings, reader[losses.listed[i].event], together));
        i += together.size();
    }
    return {{QStringLiteral("count"), ifCounted(account, account.lost)},
            {QStringLiteral("survivors"), ifCounted(account, account.survivors)},
            {QStringLiteral("open"), ifCounted(account, account.open)},
            {QStringLiteral("proof"), proofName(account.proof)},
            {QStringLiteral("listed_total"), static_cast<qint64>(losses.events)},
            {QStringLiteral("listed"), listed}};
}

QString lineName(const RunInfo &info, SiteId site)
{
    if (site == 0 || site >= info.sites.size())
        return {};
    return QString::fromStdString(info.sites[site].file) + QLatin1Char(':') + QString::number(info.sites[site].line);
}

QJsonObject accessJson(const RunInfo &info, const RacingAccess &access)
{
    return {{QStringLiteral("event"), eventJson(access.event)},
            {QStringLiteral("actor"), access.actor + 1},
            {QStringLiteral("kind"), accessName(access.kind)},
            {QStringLiteral("line"), lineName(info, access.site)}};
}

/// Null: longer than 64 KiB (an export has all of it), or the order is not known as a whole.
QJsonValue scheduleJson(const Recording &recording)
{
    constexpr std::size_t kLongest = 64 * 1024;
    if (!recording.finished() || recording.damage || !obstacleTo(*recording.info()).empty())
        return QJsonValue::Null;
    const auto text = scheduleTextOf(recording, kLongest);
    return text ? QJsonValue(QString::fromStdString(*text)) : QJsonValue(QJsonValue::Null);
}

/// Of an unwatched run nothing is known: null.
QJsonValue racesJson(const RunInfo &info, const Findings &findings)
{
    if (info.settings.pace == Pace::Bare)
        return QJsonValue::Null;
    const RaceFindings &races = findings.races;
    QJsonArray listed;
    for (std::size_t i = 0; i < std::min(kListed, races.pairs.size()); ++i)
        listed.append(QJsonObject{{QStringLiteral("object"), objectName(info, races.pairs[i].object)},
                                  {QStringLiteral("first"), accessJson(info, races.pairs[i].first)},
                                  {QStringLiteral("second"), accessJson(info, races.pairs[i].second)}});
    return QJsonObject{{QStringLiteral("pairs"), static_cast<qint64>(races.pairs.size())},
                       {QStringLiteral("proof"), proofName(races.proof)},
                       {QStringLiteral("listed"), listed}};
}

QJsonValue atomicityJson(const RunInfo &info, const Findings &findings)
{
    if (info.settings.pace == Pace::Bare)
        return QJsonValue::Null;
    qint64 total = 0;
    QJsonArray listed;
    for (const AtomicityViolation &violation : findings.atomicity.violations) {
        total += static_cast<qint64>(violation.count);
        listed.append(
            QJsonObject{{QStringLiteral("object"), objectName(info, violation.object)},
                        {QStringLiteral("lock"), objectName(info, violation.lock)},
                        {QStringLiteral("count"), static_cast<qint64>(violation.count)},
                        {QStringLiteral("actor"), violation.actor + 1},
                        {QStringLiteral("between"), violation.between == kNoActor ? 0 : violation.between + 1},
                        {QStringLiteral("read"), eventJson(violation.read)},
                        {QStringLiteral("write"), eventJson(violation.write)},
                        {QStringLiteral("read_line"), lineName(info, violation.readSite)},
                        {QStringLiteral("write_line"), lineName(info, violation.writeSite)}});
    }
    return QJsonObject{{QStringLiteral("violations"), total},
                       {QStringLiteral("split"), static_cast<qint64>(findings.atomicity.split)},
                       {QStringLiteral("proof"), proofName(findings.atomicity.proof)},
                       {QStringLiteral("listed"), listed}};
}

QJsonObject durationsJson(const Durations &durations)
{
    return {{QStringLiteral("p50"), durations.p50},
            {QStringLiteral("p90"), durations.p90},
            {QStringLiteral("p99"), durations.p99},
            {QStringLiteral("max"), durations.max},
            {QStringLiteral("total"), durations.total}};
}

/// From 1, as the window counts; null: nobody.
QJsonValue actorJson(ActorId actor)
{
    return actor == kNoActor ? QJsonValue(QJsonValue::Null) : QJsonValue(actor + 1);
}

QJsonValue longestWaitJson(const LongestWait &wait)
{
    if (wait.acquired == kNoEvent)
        return QJsonValue::Null;
    QJsonArray holders;
    for (const auto &[actor, times] : wait.holders)
        holders.append(QJsonObject{{QStringLiteral("actor"), actorJson(actor)},
                                   {QStringLiteral("acquisitions"), static_cast<qint64>(times)}});
    return QJsonObject{{QStringLiteral("actor"), actorJson(wait.actor)},
                       {QStringLiteral("ns"), wait.nanoseconds},
                       {QStringLiteral("requested"), eventJson(wait.requested)},
                       {QStringLiteral("acquired"), eventJson(wait.acquired)},
                       {QStringLiteral("held_by"), holders}};
}

/// The reads that show it; null where the events have an order, or it is not known.
QJsonValue noInterleavingJson(const RunInfo &info, const Findings &findings)
{
    if (!findings.noInterleaving)
        return QJsonValue::Null;
    QJsonArray reads;
    for (const Contradiction &one : findings.contradictions)
        reads.append(QJsonObject{{QStringLiteral("event"), eventJson(one.event)},
                                 {QStringLiteral("actor"), actorJson(one.actor)},
                                 {QStringLiteral("object"), objectName(info, one.object)},
                                 {QStringLiteral("seen"), one.seen.value()},
                                 {QStringLiteral("replaced_in"), eventJson(one.since)},
                                 {QStringLiteral("by"), one.current.value()}});
    return reads;
}

/// Null: nobody was overtaken. `acquired` is null where it never got the lock.
QJsonValue overtakeJson(const Overtake &overtake)
{
    if (overtake.others == 0)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("actor"), actorJson(overtake.actor)},
                       {QStringLiteral("requested"), eventJson(overtake.requested)},
                       {QStringLiteral("acquired"), eventJson(overtake.acquired)}};
}

QJsonArray handOffsJson(const LockHistory &lock)
{
    QJsonArray handOffs;
    for (const HandOff &handOff : lock.handOffs)
        handOffs.append(QJsonObject{{QStringLiteral("from"), actorJson(handOff.from)},
                                    {QStringLiteral("to"), actorJson(handOff.to)},
                                    {QStringLiteral("count"), static_cast<qint64>(handOff.count)},
                                    {QStringLiteral("waited_ns"), handOff.waited}});
    return handOffs;
}

QJsonArray locksJson(const Findings &findings)
{
    QJsonArray locks;
    for (const LockHistory &lock : findings.locks)
        locks.append(QJsonObject{{QStringLiteral("name"), QString::fromStdString(lock.name)},
                                 {QStringLiteral("acquisitions"), static_cast<qint64>(lock.acquisitions)},
                                 {QStringLiteral("contended"), static_cast<qint64>(lock.contended)},
                                 {QStringLiteral("proof"), proofName(lock.proof)},
                                 {QStringLiteral("wait_ns"), durationsJson(lock.wait)},
                                 {QStringLiteral("hold_ns"), durationsJson(lock.hold)},
                                 {QStringLiteral("wanted_ns"), lock.wanted},
                                 {QStringLiteral("askers"), static_cast<qint64>(lock.askers)},
                                 {QStringLiteral("longest_overtake"), static_cast<qint64>(lock.overtake.others)},
                                 {QStringLiteral("overtaken"), overtakeJson(lock.overtake)},
                                 {QStringLiteral("longest_wait"), longestWaitJson(lock.longest)},
                                 {QStringLiteral("hand_offs"), handOffsJson(lock)}});
    return locks;
}

/// What is lost is in `lost`; here, what arrived again or too late.
QJsonObject messagesListed(const MessageHistory &messages)
{
    QJsonArray duplicated, overtaken;
    for (std::size_t i = 0; i < std::min(kListed, messages.repeated.size()); ++i)
        duplicated.append(QJsonObject{{QStringLiteral("message"), messages.repeated[i].message},
                                      {QStringLiteral("first"), eventJson(messages.repeated[i].first)},
                                      {QStringLiteral("again"), eventJson(messages.repeated[i].again)}});
    for (std::size_t i = 0; i < std::min(kListed, messages.overtakings.size()); ++i)
        overtaken.append(QJsonObject{{QStringLiteral("message"), messages.overtakings[i].message},
                                     {QStringLiteral("later_message"), messages.overtakings[i].laterMessage},
                                     {QStringLiteral("producer"), actorJson(messages.overtakings[i].producer)},
                                     {QStringLiteral("consumer"), actorJson(messages.overtakings[i].consumer)},
                                     {QStringLiteral("event"), eventJson(messages.overtakings[i].event)},
                                     {QStringLiteral("later"), eventJson(messages.overtakings[i].later)}});
    return {{QStringLiteral("duplicated"), duplicated}, {QStringLiteral("overtaken"), overtaken}};
}

/// Where receptions may be missing from the record, how many there were is not known, and none is told: a message that
/// nobody is seen to receive may have arrived all the same.
QJsonValue messagesJson(const RunInfo &info, const Findings &findings)
{
    if (findings.messages.empty() || info.settings.pace == Pace::Bare)
        return QJsonValue::Null;
    const MessageHistory &messages = findings.messages.begin()->second;
    const bool known = messages.proof != Proof::NotProvable;
    const auto ifKnown = [known](std::uint64_t number) {
        return known ? QJsonValue(static_cast<qint64>(number)) : QJsonValue(QJsonValue::Null);
    };
    return QJsonObject{{QStringLiteral("sent"), ifKnown(messages.sent)},
                       {QStringLiteral("received"), ifKnown(messages.received)},
                       {QStringLiteral("lost"), ifKnown(messages.lost)},
                       {QStringLiteral("left"), ifKnown(messages.left)},
                       {QStringLiteral("duplicated"), ifKnown(messages.duplicated)},
                       {QStringLiteral("duplicated_messages"), ifKnown(messages.duplicatedMessages)},
                       {QStringLiteral("overtaken"), ifKnown(messages.overtaken)},
                       {QStringLiteral("proof"), proofName(messages.proof)},
                       {QStringLiteral("listed"), known ? messagesListed(messages) : messagesListed({})},
                       {QStringLiteral("latency_ns"), durationsJson(messages.latency)}};
}

QJsonArray processesJson(const RunInfo &info)
{
    QJsonArray processes;
    for (std::size_t i = 0; i < info.processes.size(); ++i) {
        const ProcessInfo &process = info.processes[i];
        processes.append(QJsonObject{{QStringLiteral("index"), static_cast<int>(i + 1)},
                                     {QStringLiteral("pid"), static_cast<qint64>(process.pid)},
                                     {QStringLiteral("role"), QString::fromStdString(process.role)},
                                     {QStringLiteral("end"), endName(process.end)},
                                     {QStringLiteral("exit_code"), process.exitCode},
                                     {QStringLiteral("signal"), process.signal},
                                     {QStringLiteral("events"), static_cast<qint64>(process.events)},
                                     {QStringLiteral("refused"),
                                      process.refusal == Refusal::None ? QJsonValue(QJsonValue::Null)
                                                                       : QJsonValue(refusalReason(process.refusal))}});
    }
    return processes;
}

QJsonArray waitsJson(const RunInfo &info, const std::vector<Wait> &waits)
{
    QJsonArray list;
    for (const Wait &wait : waits)
        list.append(
            QJsonObject{{QStringLiteral("actor"), wait.actor + 1},
                        {QStringLiteral("waits_for"), objectName(info, wait.object)},
                        {QStringLiteral("held_by"),
                         wait.holder == kNoActor ? QJsonValue(QJsonValue::Null) : QJsonValue(wait.holder + 1)}});
    return list;
}

/// The first one, as the events tell it. Of a run of which not all is recorded, the one that the session saw; it has no
/// event.
QJsonValue deadlockJson(const RunInfo &info, const Findings *findings)
{
    if (findings && !findings->deadlocks.empty()) {
        const Deadlock &first = findings->deadlocks.front();
        return QJsonObject{{QStringLiteral("cycle"), waitsJson(info, first.circle)},
                           {QStringLiteral("event"), eventJson(first.event)},
                           {QStringLiteral("proof"), proofName(first.proof)}};
    }
    if (info.deadlock.empty() || (info.settings.pace != Pace::Bare && isWhole(info)))
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("cycle"), waitsJson(info, info.deadlock)},
                       {QStringLiteral("event"), QJsonValue::Null},
                       {QStringLiteral("proof"), QJsonValue::Null}};
}

/// Mutexes that were taken in a circle: a deadlock that could have been.
QJsonValue lockCircleJson(const RunInfo &info, const Findings *findings)
{
    if (!findings || findings->lockCircle.mutexes.empty())
        return QJsonValue::Null;
    QJsonArray names;
    for (const ObjectRef mutex : findings->lockCircle.mutexes)
        names.append(objectName(info, mutex));
    return QJsonObject{{QStringLiteral("locks"), names},
                       {QStringLiteral("event"), eventJson(findings->lockCircle.event)}};
}

QJsonValue damageJson(const Recording &recording)
{
    if (!recording.damage)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("offset"), static_cast<qint64>(recording.damage->offset)},
                       {QStringLiteral("sentence"), QString::fromStdString(recording.damage->sentence)}};
}

/// After how many recorded events, or null.
QJsonValue memoryRanOutJson(const RunInfo &info)
{
    return info.memoryRanOutAt == kNoEvent ? QJsonValue(QJsonValue::Null)
                                           : QJsonValue(static_cast<qint64>(info.memoryRanOutAt));
}

QString sentenceOf(const RunInfo &info, const Account &account)
{
    QStringList sentences{QString::fromStdString(account.sentence), refusalCaption(info), memoryCaption(info)};
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

} // namespace

QJsonObject runJson(const Recording &recording, const Account &account)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    const ScenarioInfo &scenario = *findScenario(info->settings.scenario);
    const Evidence evidence = account.correct ? evidenceOf(scenario, *info, *findings) : Evidence();
    return {
        {QStringLiteral("schema"), QStringLiteral("interleave.run/1")},
        {QStringLiteral("scenario"), toText(scenario.id)},
        {QStringLiteral("sync"), QString::fromStdString(info->settings.mode)},
        {QStringLiteral("pace"), paceName(info->settings.pace)},
        {QStringLiteral("window"), windowName(info->settings.window)},
        {QStringLiteral("seed"), static_cast<qint64>(info->settings.seed)},
        {QStringLiteral("parameters"), parametersJson(info->settings.parameters)},
        {QStringLiteral("attempted"), ifCounted(account, account.attempted)},
        {QStringLiteral("expected"), static_cast<qint64>(account.expected)},
        {QStringLiteral("observed"), ifSeen(account, account.observed)},
        {QStringLiteral("intact"), ifSeen(account, account.intact())},
        {QStringLiteral("correct"), account.correct},
        {QStringLiteral("result"), QString::fromStdString(account.result)},
        {QStringLiteral("outcome"), toText(account.outcome)},
        {QStringLiteral("sentence"), sentenceOf(*info, account)},
        {QStringLiteral("guarantee"), guaranteeName(evidence.guarantee)},
        {QStringLiteral("guarantee_limit"), textJson(evidence.limit)},
        {QStringLiteral("lost"), lostJson(recording, *findings, account)},
        {QStringLiteral("races"), racesJson(*info, *findings)},
        {QStringLiteral("atomicity"), atomicityJson(*info, *findings)},
        {QStringLiteral("locks"), locksJson(*findings)},
        {QStringLiteral("messages"), messagesJson(*info, *findings)},
        {QStringLiteral("processes"), processesJson(*info)},
        {QStringLiteral("deadlock"), deadlockJson(*info, findings.get())},
        {QStringLiteral("lock_circle"), lockCircleJson(*info, findings.get())},
        {QStringLiteral("standstill"), waitsJson(*info, info->standstill)},
        {QStringLiteral("events"), static_cast<qint64>(recording.trace().size())},
        {QStringLiteral("inferred"), static_cast<qint64>(findings->inferred)},
        {QStringLiteral("unexplained"), static_cast<qint64>(findings->unexplained)},
        {QStringLiteral("no_interleaving"), noInterleavingJson(*info, *findings)},
        {QStringLiteral("dropped"), static_cast<qint64>(info->dropped)},
        {QStringLiteral("memory_ran_out_at"), memoryRanOutJson(*info)},
        {QStringLiteral("stalled_ns"), static_cast<qint64>(info->stalledNs)},
        {QStringLiteral("duration_ns"), static_cast<qint64>(info->durationNs)},
        {QStringLiteral("run_time_ns"), runTimeJson(*info)},
        {QStringLiteral("interrupted"), info->interrupted},
        {QStringLiteral("damage"), damageJson(recording)},
        {QStringLiteral("schedule"), scheduleJson(recording)},
    };
}

} // namespace interleave
