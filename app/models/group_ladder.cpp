// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/ladder.h"

#include "app/models/transcript.h"
#include "app/style/words.h"

#include <algorithm>
#include <string_view>

namespace interleave {

namespace {

/// What was lost of a group: the event that put it, that took it away, and how.
struct LostThing {
    EventIndex event = kNoEvent, killer = kNoEvent;
    QString how; ///< goes on after "process 1 had put item 3 into slots[2]"
};

QString howItem(LostItem::Cause cause)
{
    switch (cause) {
    case LostItem::Cause::Overwritten: return QStringLiteral("; then another item was put into the same slot");
    case LostItem::Cause::TurnedBack: return QStringLiteral("; with this size the list ends before it");
    }
    return {};
}

QString howMessage(LostMessage::Cause cause)
{
    switch (cause) {
    case LostMessage::Cause::Overwritten: return QStringLiteral("; then another message was put into the same slot");
    case LostMessage::Cause::Skipped: return QStringLiteral("; the head has passed it, and nobody had read it");
    case LostMessage::Cause::TurnedBack: return QStringLiteral("; with this tail the queue ends before it");
    case LostMessage::Cause::PutBehind:
        return QStringLiteral(", which the head had passed already: nobody looks there any more");
    }
    return {};
}

/// In the order in which they were taken away.
std::vector<LostThing> thingsOf(const Findings &findings, int row)
{
    std::vector<LostThing> things;
    if (const auto items = findings.items.find(row); items != findings.items.end())
        for (const LostItem &item : items->second.listed)
            things.push_back({item.event, item.killer, howItem(item.cause)});
    if (const auto messages = findings.messages.find(row); messages != findings.messages.end())
        for (const LostMessage &message : messages->second.lostOnes)
            things.push_back({message.event, message.killer, howMessage(message.cause)});
    std::sort(things.begin(), things.end(), [](const LostThing &one, const LostThing &other) {
        return one.killer != other.killer ? one.killer < other.killer : one.event < other.event;
    });
    return things;
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
        const std::vector<RepeatedReception> &again = repeated();
        tellEnd(things.size(), again.size());
        std::size_t told = 0;
        for (; told < things.size() && told < Explanation::kNamedThings && m_ladder.hasRoom(5); ++told) {
            if (told == 0 || things[told].killer != things[told - 1].killer)
                tellKiller(things[told].killer);
            tellVictim(things[told]);
        }
        tellRest(things.size() - told, m_isList ? u"item" : u"message", m_isList ? u"items" : u"messages", u"lost");
        tellRepeated(again);
        m_ladder.told.proof = std::max(m_ladder.told.proof, proof());
    }

private:
    const std::vector<RepeatedReception> &repeated() const
    {
        static const std::vector<RepeatedReception> kNone;
        const auto messages = m_ladder.findings.messages.find(m_row);
        return messages != m_ladder.findings.messages.end() ? messages->second.repeated : kNone;
    }
    Proof proof() const
    {
        if (const auto items = m_ladder.findings.items.find(m_row); items != m_ladder.findings.items.end())
            return items->second.proof;
        return m_ladder.findings.messages.at(m_row).proof;
    }

    void tellEnd(std::size_t lost, std::size_t again)
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
            if (again > 0)
                parts << words::counted(static_cast<qint64>(messages.duplicated), u"was received again",
                                        u"were received again");
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
        m_ladder.add(thing.event, words::asSentence(what + thing.how), Rung::Kind::Victim);
    }

    void tellRepeated(const std::vector<RepeatedReception> &again)
    {
        std::size_t told = 0;
        for (; told < again.size() && told < Explanation::kNamedThings && m_ladder.hasRoom(3); ++told) {
            m_ladder.open();
            m_ladder.add(again[told].again, m_ladder.sentence(again[told].again));
            tellWhatItWentBy(again[told].again);
        }
        tellRest(again.size() - told, u"message", u"messages", u"received twice");
    }

    void tellRest(std::size_t count, QStringView one, QStringView many, QStringView what)
    {
        if (count > 0)
            m_ladder.add(kNoEvent,
                         QStringLiteral("In the same way %1 more %2 %3.")
                             .arg(words::counted(static_cast<qint64>(count), one, many),
                                  count == 1 ? QStringLiteral("was") : QStringLiteral("were"), what.toString()));
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
