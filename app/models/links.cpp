// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/links.h"

#include <algorithm>

namespace interleave {

namespace {

/// Looks both ways from one event. Each way ends as soon as nothing more can be found.
class LinkFinder
{
public:
    LinkFinder(TraceReader &reader, EventIndex index) : m_reader(reader), m_index(index), m_event(reader[index]) {}

    Links find()
    {
        lookBack();
        std::reverse(m_links.begin(), m_links.end());
        lookAhead();
        return {m_index, std::move(m_links)};
    }

private:
    bool isRead() const { return readsWord(m_event.kind()); }
    bool isWrite() const { return writesWord(m_event.kind()); }

    void lookBack()
    {
        m_wantsSource = isRead() || isWrite();
        m_wantsRead = m_event.kind() == EventKind::Write;
        m_wantsRelease = m_event.kind() == EventKind::LockAcquired && m_event.acquisition() > 1;
        m_wantsRequest = m_event.kind() == EventKind::LockAcquired || m_event.kind() == EventKind::SemaphoreAcquired;
        m_wantsTaking = m_event.kind() == EventKind::LockReleased;
        const EventIndex last = m_index - std::min(m_index, Links::kReach);
        for (EventIndex i = m_index; i > last && wantsCauses();) {
            --i;
            if (const Event &other = m_reader[i]; other.object == m_event.object)
                seeBefore(i, other);
        }
    }
    bool wantsCauses() const
    {
        return m_wantsSource || m_wantsRead || m_wantsRelease || m_wantsRequest || m_wantsTaking;
    }

    void seeBefore(EventIndex index, const Event &other)
    {
        const bool own = other.actor == m_event.actor;
        if (m_wantsSource && writesWord(other.kind())) {
            m_wantsSource = false;
            if (other.written() == (isRead() ? m_event.seen() : m_event.replaced()))
                add(index, isRead() ? LinkKind::Saw : LinkKind::WroteOver);
        }
        if (m_wantsRead && own && (readsWord(other.kind()) || writesWord(other.kind()))) {
            m_wantsRead = false;
            if (readsWord(other.kind()))
                add(index, LinkKind::MadeFrom);
        }
        if (m_wantsRelease && other.kind() == EventKind::LockReleased) {
            m_wantsRelease = false;
            add(index, LinkKind::HandedBy);
        }
        const bool asks = other.kind() == EventKind::LockRequested || other.kind() == EventKind::SemaphoreRequested;
        if (m_wantsRequest && own && (asks || other.kind() == m_event.kind())) {
            m_wantsRequest = false;
            if (asks)
                add(index, LinkKind::AskedAt);
        }
        if (m_wantsTaking && other.kind() == EventKind::LockAcquired) {
            m_wantsTaking = false;
            if (other.acquisition() == m_event.acquisition())
                add(index, LinkKind::TakenAt);
        }
    }

    void lookAhead()
    {
        const EventIndex end = std::min(m_reader.size(), m_index + 1 + Links::kReach);
        for (EventIndex i = m_index + 1; i < end && !m_done; ++i)
            if (const Event &other = m_reader[i]; other.object == m_event.object)
                seeAfter(i, other);
    }

    void seeAfter(EventIndex index, const Event &other)
    {
        const bool own = other.actor == m_event.actor;
        switch (m_event.kind()) {
        case EventKind::Read:
        case EventKind::Awaited:
            m_done = own && (readsWord(other.kind()) || writesWord(other.kind()));
            if (m_done && other.kind() == EventKind::Write)
                add(index, LinkKind::MadeOf);
            return;
        case EventKind::Write:
        case EventKind::Update:
        case EventKind::SemaphoreAcquired:
        case EventKind::SemaphorePosted:
            if (readsWord(other.kind()) && other.seen() == m_event.written() && m_readers++ < Links::kReaders)
                add(index, LinkKind::SeenBy);
            m_done = writesWord(other.kind());
            if (m_done && other.replaced() == m_event.written())
                add(index, LinkKind::OverwrittenBy);
            return;
        case EventKind::LockRequested:
        case EventKind::SemaphoreRequested:
            m_done = own && (other.kind() == EventKind::LockAcquired || other.kind() == EventKind::SemaphoreAcquired);
            if (m_done)
                add(index, LinkKind::GrantedAt);
            return;
        case EventKind::LockAcquired:
            m_done = other.kind() == EventKind::LockReleased;
            if (m_done && other.acquisition() == m_event.acquisition())
                add(index, LinkKind::GivenBackAt);
            return;
        case EventKind::LockReleased:
            m_done = other.kind() == EventKind::LockAcquired;
            if (m_done)
                add(index, LinkKind::HandedTo);
            return;
        default: m_done = true;
        }
    }

    void add(EventIndex event, LinkKind kind) { m_links.push_back({event, kind}); }

    TraceReader &m_reader;
    EventIndex m_index;
    Event m_event; // a copy: the reader's next answer may replace it
    std::vector<Link> m_links;
    bool m_wantsSource = false, m_wantsRead = false, m_wantsRelease = false, m_wantsRequest = false,
         m_wantsTaking = false;
    bool m_done = false;
    std::size_t m_readers = 0;
};

} // namespace

const Link *Links::to(EventIndex event) const
{
    const auto found = std::find_if(links.begin(), links.end(),
                                    [event](const Link &link) { return link.event == event; });
    return found == links.end() ? nullptr : &*found;
}

Links linksOf(TraceReader &reader, EventIndex event)
{
    return LinkFinder(reader, event).find();
}

QString linkNote(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Saw: return QStringLiteral("it saw this");
    case LinkKind::MadeFrom: return QStringLiteral("it had read here");
    case LinkKind::WroteOver: return QStringLiteral("it wrote over this");
    case LinkKind::HandedBy: return QStringLiteral("the lock came from here");
    case LinkKind::AskedAt: return QStringLiteral("it asked here");
    case LinkKind::TakenAt: return QStringLiteral("taken here");
    case LinkKind::SeenBy: return QStringLiteral("saw it");
    case LinkKind::MadeOf: return QStringLiteral("written after it");
    case LinkKind::OverwrittenBy: return QStringLiteral("wrote over it");
    case LinkKind::HandedTo: return QStringLiteral("the lock went there");
    case LinkKind::GrantedAt: return QStringLiteral("got it here");
    case LinkKind::GivenBackAt: return QStringLiteral("given back here");
    }
    return {};
}

} // namespace interleave
