// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/ladder.h"

#include "app/models/transcript.h"
#include "app/style/words.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace interleave {

namespace {

/// What takes a thing away, in words.
struct Cause {
    QString how;   ///< goes on after "process 1 had put item 3 into slots[2]"
    QString ofAll; ///< goes on after "of 12 more lost items 5 were"
};

const Cause &causeOf(LostItem::Cause cause)
{
    static const Cause overwritten{QStringLiteral("; then another item was put into the same slot"),
                                   QStringLiteral("written over in the slot")};
    static const Cause turnedBack{QStringLiteral("; with this size the list ends before it"),
                                  QStringLiteral("cut off when the size was set back")};
    return cause == LostItem::Cause::Overwritten ? overwritten : turnedBack;
}

const Cause &causeOf(LostMessage::Cause cause)
{
    static const Cause overwritten{QStringLiteral("; then another message was put into the same slot"),
                                   QStringLiteral("written over in the slot")};
    static const Cause skipped{QStringLiteral("; the head has passed it, and nobody had read it"),
                               QStringLiteral("passed by the head and not read")};
    static const Cause turnedBack{QStringLiteral("; with this tail the queue ends before it"),
                                  QStringLiteral("cut off when the tail was set back")};
    static const Cause putBehind{QStringLiteral(", which the head had passed already: nobody looks there any more"),
                                 QStringLiteral("put where the head had passed already")};
    switch (cause) {
    case LostMessage::Cause::Overwritten: return overwritten;
    case LostMessage::Cause::Skipped: return skipped;
    case LostMessage::Cause::TurnedBack: return turnedBack;
    case LostMessage::Cause::PutBehind: break;
    }
    return putBehind;
}

/// What was lost of a group: the event that put it, that took it away, and how.
struct LostThing {
    EventIndex event = kNoEvent, killer = kNoEvent;
    const Cause *cause = nullptr; ///< one of the above
};

/// In the order in which they were taken away.
std::vector<LostThing> thingsOf(const Findings &findings, int row)
{
    std::vector<LostThing> things;
    if (const auto items = findings.items.find(row); items != findings.items.end())
        for (const LostItem &item : items->second.listed)
            things.push_back({item.event, item.killer, &causeOf(item.cause)});
    if (const auto messages = findings.messages.find(row); messages != findings.messages.end())
        for (const LostMessage &message : messages->second.lostOnes)
            things.push_back({message.event, message.killer, &causeOf(message.cause)});
    std::sort(things.begin(), things.end(), [](const LostThing &one, const LostThing &other) {
        return one.killer != other.killer ? one.killer < other.killer : one.event < other.event;
    });
    return things;
}

/// "5 were written over in the slot and 2 were cut off when the size was set back", the first cause first.
QString countedByCause(std::span<const LostThing> things)
{
    std::vector<std::pair<const Cause *, qint64>> causes;
    for (const LostThing &thing : things) {
        const auto known = std::find_if(causes.begin(), causes.end(),
                                        [&](const auto &one) { return one.first == thing.cause; });
        if (known == causes.end())
            causes.emplace_back(thing.cause, 1);
        else
            ++known->second;
    }
    if (causes.size() == 1 && things.size() > 1)
        return QStringLiteral("all were ") + causes.front().first->ofAll;
    QStringList parts;
    for (const auto &[cause, count] : causes)
        parts << words::counted(count, u"was", u"were") + QLatin1Char(' ') + cause->ofAll;
    return words::joined(parts);
}

class GroupClimb
{
public:
    GroupClimb(Ladder &ladder, int row) : m_ladder(ladder), m_row(row)
    {
        m_isList = ladder.info.objects[static_cast<std::size_t>(row)].kind == ObjectKind::List;
    }

    void go()
    {
        const std::vector<LostThing> things = thingsOf(m_ladder.findings, m_row);
        const MessageHistory &messages = messagesOf();
        tellEnd(things.size());
        const std::size_t room = 5 + (messages.duplicated > 0 ? 4 : 0) + (messages.overtaken > 0 ? 3 : 0);
        std::size_t told = 0;
        for (; told < things.size() && told < Explanation::kNamedThings && m_ladder.hasRoom(room); ++told) {
            if (told == 0 || things[told].killer != things[told - 1].killer)
                tellKiller(things[told].killer);
            tellVictim(things[told]);
        }
        tellRest(std::span(things).subspan(told));
        tellRepeated(messages);
        tellOvertaken(messages);
        m_ladder.told.proof = std::max(m_ladder.told.proof, proof());
    }

private:
    /// Of a list none.
    const MessageHistory &messagesOf() const
    {
        static const MessageHistory kNone;
        const auto messages = m_ladder.findings.messages.find(m_row);
        return messages != m_ladder.findings.messages.end() ? messages->second : kNone;
    }
    Proof proof() const
    {
        if (const auto items = m_ladder.findings.items.find(m_row); items != m_ladder.findings.items.end())
            return items->second.proof;
        return m_ladder.findings.messages.at(m_row).proof;
    }

    void tellEnd(std::size_t lost)
    {
        QStringList parts;
        if (m_isList) {
            const ItemHistory &items = m_ladder.findings.items.at(m_row);
            parts << QStringLiteral("of %1 appended %2 not in the list")
                         .arg(words::counted(static_cast<qint64>(items.appended), u"item", u"items"),
                              areOf(items.lost));
        } else {
            const MessageHistory &messages = m_ladder.findings.messages.at(m_row);
            parts << QStringLiteral("of %1 sent %2 lost")
                         .arg(words::counted(static_cast<qint64>(messages.sent), u"message", u"messages"), areOf(lost));
            if (messages.duplicated > 0)
                parts << QStringLiteral("%1 received more than once, in %2 too many")
                             .arg(
                                 words::counted(static_cast<qint64>(messages.duplicatedMessages), u"was", u"were"),
                                 words::counted(static_cast<qint64>(messages.duplicated), u"reception", u"receptions"));
        }
        m_ladder.add(kNoEvent, words::asSentence(QStringLiteral("at the end ") + words::joined(parts)));
    }
    static QString areOf(std::uint64_t count) { return words::counted(static_cast<qint64>(count), u"is", u"are"); }

    void tellKiller(EventIndex killer)
    {
        m_ladder.open();
        m_ladder.add(killer, m_ladder.sentence(killer), Rung::Kind::Loss);
        tellWhatItWentBy(killer);
    }

    /// The number by which a process chose a slot or a new end: what it had read of it last.
    void tellWhatItWentBy(EventIndex at)
    {
        const Event event = m_ladder.trail.event(at);
        const ObjectRef number = numberOf(event);
        if (number == ObjectRef{})
            return;
        std::uint64_t changes = 0;
        EventIndex since = kNoEvent;
        const EventIndex read = m_ladder.trail.back(at, [&](EventIndex index, const Event &one) {
            if (one.object != number)
                return false;
            if (one.actor == event.actor)
                return readsWord(one.kind()) || writesWord(one.kind());
            changes += writesWord(one.kind());
            since = writesWord(one.kind()) ? index : since;
            return false;
        });
        if (read == kNoEvent || !readsWord(m_ladder.trail.event(read).kind()))
            return;
        const QString said = QStringLiteral("It had read %1 from %2")
                                 .arg(words::number(m_ladder.trail.event(read).seen().value()),
                                      m_ladder.nameOf(number));
        if (changes == 0)
            m_ladder.add(read, said + QStringLiteral(", and nobody had changed that since."));
        else
            m_ladder.add(read,
                         said
                             + QStringLiteral("; that was old: since then it had been changed %1, first at event %2.")
                                   .arg(words::times(changes), eventNumber(since)));
    }

    /// A write of a size or an end goes by what it was; who uses a slot goes by the size, the tail (to put) or the head
    /// (to take).
    ObjectRef numberOf(const Event &event) const
    {
        const auto &objects = m_ladder.info.objects;
        if (event.object.row() < objects.size() && objects[event.object.row()].kind == ObjectKind::Cell)
            return event.object;
        const std::string_view name = m_isList ? "size" : writesWord(event.kind()) ? "tail" : "head";
        for (std::size_t row = 0; row < objects.size(); ++row)
            if (objects[row].parent == m_row && objects[row].kind == ObjectKind::Cell && objects[row].name == name)
                return ObjectRef::of(static_cast<std::uint32_t>(row));
        return {};
    }

    void tellVictim(const LostThing &thing)
    {
        const Event put = m_ladder.trail.event(thing.event);
        const QString what = QStringLiteral("%1 %2 %3 %4 into %5")
                                 .arg(words::process(put.actor),
                                      thing.event == thing.killer ? QStringLiteral("put") : QStringLiteral("had put"),
                                      m_isList ? QStringLiteral("item") : QStringLiteral("message"),
                                      words::number(put.written().value()), objectName(m_ladder.info, put.object));
        m_ladder.add(thing.event, words::asSentence(what + thing.cause->how), Rung::Kind::Victim);
    }

    /// What was not told one by one, by cause. At least one was told.
    void tellRest(std::span<const LostThing> rest)
    {
        if (rest.empty())
            return;
        const QString things = words::counted(static_cast<qint64>(rest.size()),
                                              m_isList ? u"more lost item" : u"more lost message",
                                              m_isList ? u"more lost items" : u"more lost messages");
        m_ladder.add(kNoEvent, words::asSentence(QStringLiteral("of %1 %2").arg(things, countedByCause(rest))));
    }

    /// Receptions are counted, not messages: one may come a third time.
    void tellRepeated(const MessageHistory &messages)
    {
        const std::size_t reserved = messages.overtaken > 0 ? 6 : 3;
        std::uint64_t told = 0;
        for (const RepeatedReception &one : messages.repeated) {
            if (told == Explanation::kNamedThings || !m_ladder.hasRoom(reserved))
                break;
            m_ladder.open();
            m_ladder.add(one.again, m_ladder.sentence(one.again));
            tellWhatItWentBy(one.again);
            ++told;
        }
        tellUntold(messages.duplicated - told, told, u"of a message that had been received before");
    }

    /// One that had come before, too, is told above.
    void tellOvertaken(const MessageHistory &messages)
    {
        std::uint64_t rest = messages.overtaken, told = 0;
        for (const Overtaking &one : messages.overtakings) {
            if (told == Explanation::kNamedThings || !m_ladder.hasRoom(2))
                break;
            --rest;
            if (m_ladder.findings.losses.repeatBy(one.event) != nullptr)
                continue;
            m_ladder.open();
            m_ladder.add(one.event, m_ladder.sentence(one.event));
            ++told;
        }
        tellUntold(rest, told, u"of a message after a later one of the same producer");
    }

    /// "There were 12 more receptions of …": such as are counted and not told one by one.
    void tellUntold(std::uint64_t rest, std::uint64_t told, QStringView what)
    {
        if (rest == 0)
            return;
        const QString one = told > 0 ? QStringLiteral("more reception") : QStringLiteral("reception");
        m_ladder.add(kNoEvent,
                     QStringLiteral("There %1 %2 %3.")
                         .arg(rest == 1 ? QStringLiteral("was") : QStringLiteral("were"),
                              words::counted(static_cast<qint64>(rest), one, QString(one + QLatin1Char('s'))),
                              what.toString()));
    }

    Ladder &m_ladder;
    int m_row;
    bool m_isList = false;
};

} // namespace

void climbGroup(Ladder &ladder, int row)
{
    GroupClimb(ladder, row).go();
}

} // namespace interleave
