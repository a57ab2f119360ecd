// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/transcript.h"

#include "app/models/loss_words.h"
#include "app/style/words.h"

#include <algorithm>
#include <csignal>

namespace interleave {

namespace {

/// With one single cell in the scenario nobody asks which.
bool isTheOnlyCell(const RunInfo &info, ObjectRef object)
{
    const Object *asked = objectOf(info, object);
    if (asked == nullptr || asked->kind != ObjectKind::Cell || asked->count != 1)
        return false;
    const auto holdsValues = [](const Object &one) {
        return one.kind == ObjectKind::Cell || one.kind == ObjectKind::Slots;
    };
    return std::count_if(info.objects.begin(), info.objects.end(), holdsValues) == 1;
}

QString lockName(const RunInfo &info, ObjectRef object)
{
    const QString name = objectName(info, object);
    if (name.endsWith(QLatin1String("lock")))
        return QStringLiteral("the ") + name;
    return QStringLiteral("the lock “%1”").arg(name);
}

/// "process 1's 5", "its own 5", "the 0 it started with".
QString belonging(Word word, ActorId speaker)
{
    if (word.isInitial())
        return QStringLiteral("the %1 it started with").arg(words::number(word.value()));
    if (word.actor() == kNoActor)
        return QStringLiteral("the %1 put there for a dead process").arg(words::number(word.value()));
    if (word.actor() == speaker)
        return QStringLiteral("its own %1").arg(words::number(word.value()));
    return QStringLiteral("%1's %2").arg(words::process(word.actor()), words::number(word.value()));
}

/// "process 1's +1 is lost", "4 increments are lost: 1 of process 1 and 3 of process 3".
QString lossSentence(const RunInfo &info, TraceReader &reader, ActorId speaker, std::span<const Loss> losses)
{
    const LostThings lost = lostThings(info, [&reader](EventIndex index) { return reader[index]; }, speaker, losses);
    const QString text = lost.subject + (lost.many ? QStringLiteral(" are lost") : QStringLiteral(" is lost"));
    return lost.split.isEmpty() ? text : text + QStringLiteral(": ") + lost.split;
}

/// ": message 17 for the second time, after process 4", or nothing.
QString receptionNote(const Findings &findings, TraceReader &reader, EventIndex index)
{
    for (const auto &[row, messages] : findings.messages) {
        const auto again = std::partition_point(messages.repeated.begin(), messages.repeated.end(),
                                                [&](const RepeatedReception &one) { return one.again < index; });
        if (again != messages.repeated.end() && again->again == index)
            return QStringLiteral(": message %1 arrives again, %2 had received it before")
                .arg(words::number(again->message), words::process(reader[again->first].actor));
        const auto late = std::partition_point(messages.overtakings.begin(), messages.overtakings.end(),
                                               [&](const Overtaking &one) { return one.event < index; });
        if (late != messages.overtakings.end() && late->event == index)
            return QStringLiteral(": message %1 comes after message %2, which %3 had sent later")
                .arg(words::number(late->message), words::number(late->laterMessage), words::process(late->producer));
    }
    return {};
}

/// What the events of one kind say; the parts are put together by sentenceOf().
class Teller
{
public:
    Teller(const RunInfo &info, const Event &event) : m_info(info), m_event(event) {}

    QString predicate() const
    {
        switch (m_event.kind()) {
        case EventKind::None: return QStringLiteral("did something this version does not know");
        case EventKind::Read: return read();
        case EventKind::Write: return write();
        case EventKind::Update: return update();
        case EventKind::LockRequested: return QStringLiteral("asked for ") + lockName(m_info, m_event.object);
        case EventKind::LockAcquired: return lockAcquired();
        case EventKind::LockReleased: return QStringLiteral("gave %1 back").arg(lockName(m_info, m_event.object));
        case EventKind::SemaphoreRequested: return semaphoreRequested();
        case EventKind::SemaphoreAcquired: return semaphoreChanged(QStringLiteral("took one of"));
        case EventKind::SemaphorePosted: return semaphoreChanged(QStringLiteral("added one to"));
        case EventKind::AwaitBegan:
            return began();
        case EventKind::Awaited:
            return QStringLiteral("saw that %1 is %2 and went on").arg(name()).arg(m_event.seen().value());
        case EventKind::Stalled:
            return QStringLiteral("was held up for %1 by recording").arg(words::duration(double(m_event.a)));
        case EventKind::Gap:
            if (m_event.a == 0)
                return QStringLiteral("reported something that cannot be: from here on nothing is known of it");
            return QStringLiteral("did %1 here that %2 not recorded")
                .arg(words::counted(qint64(m_event.a), u"thing", u"things"),
                     m_event.a == 1 ? QStringLiteral("was") : QStringLiteral("were"));
        case EventKind::Died: return died();
        }
        return {};
    }

private:
    QString name() const { return objectName(m_info, m_event.object); }
    /// " from tail", or nothing when there is only one cell to speak of.
    QString place(const QString &preposition) const
    {
        if (isTheOnlyCell(m_info, m_event.object))
            return {};
        return QLatin1Char(' ') + preposition + QLatin1Char(' ') + name();
    }
    QString read() const
    {
        return QStringLiteral("read %1").arg(words::number(m_event.seen().value())) + place(QStringLiteral("from"));
    }
    QString write() const
    {
        return QStringLiteral("wrote %1").arg(words::number(m_event.written().value())) + place(QStringLiteral("to"))
            + QStringLiteral(" over ") + belonging(m_event.replaced(), m_event.actor);
    }
    QString update() const
    {
        return QStringLiteral("changed %1 to %2%3 in one step")
            .arg(belonging(m_event.replaced(), m_event.actor), words::number(m_event.written().value()),
                 place(QStringLiteral("in")));
    }
    QString lockAcquired() const
    {
        QString text = QStringLiteral("took ") + lockName(m_info, m_event.object);
        const ActorId dead = m_event.deadOwner();
        if (m_event.has(kContended))
            text += QStringLiteral(" after waiting for it");
        if (m_event.has(kOwnerDied) && isPoisoned())
            text += QStringLiteral("; it is broken, for %1 had died holding it")
                        .arg(dead != kNoActor ? words::process(dead) : QStringLiteral("somebody"));
        else if (m_event.has(kOwnerDied) && dead != kNoActor)
            text += QStringLiteral("; %1 had died holding it").arg(words::process(dead));
        else if (m_event.has(kOwnerDied))
            text += QStringLiteral("; who held it had died");
        return text;
    }
    bool isPoisoned() const
    {
        const Object *const row = objectOf(m_info, m_event.object);
        return row != nullptr && row->lock == LockKind::Poisoned;
    }
    QString semaphoreRequested() const
    {
        return QStringLiteral("asked for one of “%1”, which stood at %2").arg(name()).arg(m_event.seen().value());
    }
    QString semaphoreChanged(const QString &verb) const
    {
        QString text = QStringLiteral("%1 “%2”: %3 → %4")
                           .arg(verb, name())
                           .arg(m_event.replaced().value())
                           .arg(m_event.written().value());
        if (m_event.has(kContended))
            text += QStringLiteral(", after waiting for it");
        return text;
    }
    /// One waits for several words of a queue at once; the event names the first of them only.
    QString began() const
    {
        const Object *row = objectOf(m_info, m_event.object);
        if (row != nullptr && row->parent >= 0 && std::size_t(row->parent) < m_info.objects.size())
            return QStringLiteral("began to wait for a change of the ")
                + QString::fromStdString(m_info.objects[std::size_t(row->parent)].name);
        return QStringLiteral("began to wait for %1 to change from %2").arg(name()).arg(m_event.seen().value());
    }
    QString died() const
    {
        const ProcessInfo *const process = m_event.actor < m_info.processes.size() ? &m_info.processes[m_event.actor]
                                                                                   : nullptr;
        if (process != nullptr && (process->end == ProcessEnd::Stopped || process->end == ProcessEnd::Stuck))
            return words::fate(*process);
        if (m_event.a == 0)
            return QStringLiteral("died");
        if (m_event.a == SIGKILL || m_event.a == SIGTERM)
            return QStringLiteral("was killed (signal %1)").arg(m_event.a);
        return QStringLiteral("crashed (signal %1)").arg(m_event.a);
    }

    const RunInfo &m_info;
    const Event &m_event;
};

} // namespace

const Object *objectOf(const RunInfo &info, ObjectRef object)
{
    return object.row() < info.objects.size() ? &info.objects[object.row()] : nullptr;
}

QLatin1String accessName(EventKind kind)
{
    switch (kind) {
    case EventKind::Write: return QLatin1String("write");
    case EventKind::Update: return QLatin1String("update");
    default: return QLatin1String("read");
    }
}

QString objectName(const RunInfo &info, ObjectRef object)
{
    const Object *found = objectOf(info, object);
    if (found == nullptr)
        return QStringLiteral("object %1").arg(object.row());
    const QString name = QString::fromStdString(found->name);
    return found->count > 1 ? QStringLiteral("%1[%2]").arg(name).arg(object.element()) : name;
}

QString sentenceOf(const RunInfo &info, const Findings &findings, TraceReader &reader, EventIndex index)
{
    const Event event = reader[index]; // a copy: the reader's next answer may replace it
    if (event.has(kInferred) && event.kind() == EventKind::LockReleased)
        return QStringLiteral("the system freed %1, which %2 held when it died")
            .arg(objectName(info, event.object), event.actor == kNoActor ? QStringLiteral("somebody") : words::process(event.actor));
    if (event.actor == kNoActor)
        return QStringLiteral("the session changed %1 from %2 to %3, in place of a process that died")
            .arg(objectName(info, event.object), words::number(event.replaced().value()), words::number(event.written().value()));
    QString text = words::process(event.actor) + QLatin1Char(' ') + Teller(info, event).predicate();
    if (const auto losses = findings.losses.by(index); !losses.empty())
        text += QStringLiteral(": ") + lossSentence(info, reader, event.actor, losses);
    if (event.kind() == EventKind::Read)
        text += receptionNote(findings, reader, index);
    if (event.has(kInferred) && event.kind() != EventKind::Died)
        text += QStringLiteral(" (inferred: it died before it could report this)");
    return text;
}

Transcript::Transcript(std::shared_ptr<const Recording> recording)
    : m_recording(std::move(recording)), m_reader(m_recording->trace())
{
    refresh();
}

QString Transcript::sentence(EventIndex index)
{
    return sentenceOf(*m_info, *m_findings, m_reader, index);
}

QString Transcript::line(EventIndex index)
{
    return words::number(static_cast<std::int64_t>(index) + 1) + QStringLiteral(" · ") + sentence(index);
}

void Transcript::refresh()
{
    m_info = m_recording->info();
    m_findings = m_recording->findings();
    if (!m_findings)
        m_findings = std::make_shared<const Findings>();
}

} // namespace interleave
