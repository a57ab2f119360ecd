// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/analysis/lineage.h"

#include <algorithm>
#include <utility>

namespace interleave {

/// A stale or blind write; returns its parent.
Lineage::NodeId Lineage::overwrite(EventIndex index, const Event &event, const Pending &from)
{
    if (!from.valid)
        unfold();
    const NodeId parent = from.valid ? from.node : kRoot;
    if (parent == top())
        return parent;
    Overwrite overwrite;
    overwrite.event = index;
    overwrite.actor = event.actor;
    overwrite.object = m_object;
    overwrite.read = from.valid ? from.read : kNoEvent;
    overwrite.seen = from.valid ? from.seen : event.replaced();
    overwrite.replaced = event.replaced();
    overwrite.written = event.written();
    cutTo(parent, overwrite);
    revive(parent);
    return parent;
}

void Lineage::tidy()
{
    if (m_patience == 0)
        giveUpKillers();
    else
        fold();
}

void Lineage::count(const Event &event, Pending &pending)
{
    const bool update = event.kind() == EventKind::Update;
    m_depth = (update ? m_depth : pending.valid ? pending.depth : 0) + 1;
    pending.valid = false;
}

void Lineage::giveUpKillers()
{
    m_countsOnly = true;
    m_depth = m_nodes[top()].depth;
    for (Pending &pending : m_pending)
        pending.depth = m_nodes[pending.node].depth;
    m_nodes = {Node{}};
    m_used = 1;
    m_free = {};
    m_needed = {};
    m_folded = {};
    m_path = {};
    m_cuts = {};
    m_freeCuts = {};
}

void Lineage::died(ActorId actor)
{
    if (actor < m_pending.size())
        m_pending[actor] = {};
}

/// Takes everything off the path above the deepest ancestor of `node` that is on it.
void Lineage::cutTo(NodeId node, const Overwrite &overwrite)
{
    while (!onPath(node))
        node = m_nodes[node].parent;
    const std::size_t keep = m_nodes[node].depth - m_folded.size();
    if (keep == m_path.size())
        return;
    if (m_freeCuts.empty()) {
        m_freeCuts.push_back(static_cast<std::uint32_t>(m_cuts.size()));
        m_cuts.emplace_back();
    }
    const std::uint32_t number = m_freeCuts.back();
    m_freeCuts.pop_back();
    Cut &cut = m_cuts[number];
    cut.overwrite = overwrite;
    cut.victims.reserve(m_path.size() - keep);
    m_patience -= std::min<std::uint64_t>(m_patience, m_path.size() - keep);
    for (std::size_t i = keep; i < m_path.size(); ++i) {
        m_nodes[m_path[i]].killer = number;
        cut.victims.push_back({m_nodes[m_path[i]].event, m_path[i]});
    }
    m_path.resize(keep);
}

/// Puts `node` and its lost ancestors back on the path, which ends at the deepest one that is not lost.
void Lineage::revive(NodeId node)
{
    const std::size_t from = m_path.size();
    for (; !onPath(node); node = m_nodes[node].parent) {
        m_nodes[node].killer = kNobody;
        m_path.push_back(node);
    }
    std::reverse(m_path.begin() + static_cast<std::ptrdiff_t>(from), m_path.end());
}

/// A blind write is about to take the whole path away: all of it may come back, so all of it becomes nodes again.
void Lineage::unfold()
{
    if (m_folded.empty())
        return;
    std::vector<NodeId> path;
    path.reserve(m_folded.size() + m_path.size());
    NodeId parent = kRoot;
    for (const EventIndex event : m_folded) {
        parent = newNode(event, parent);
        path.push_back(parent);
    }
    if (!m_path.empty())
        m_nodes[m_path.front()].parent = parent;
    path.insert(path.end(), m_path.begin(), m_path.end());
    m_folded.clear();
    m_path = std::move(path);
}

/// Forgets the nodes that no read can bring back or build on.
void Lineage::fold()
{
    const std::uint32_t floor = markNeeded();
    settleCuts();

    // The node at the floor stays: something may be computed from it.
    const std::size_t known = m_folded.size();
    const std::size_t folding = floor > known + 1 ? floor - known - 1 : 0;
    for (std::size_t i = 0; i < folding; ++i) {
        m_folded.push_back(m_nodes[m_path[i]].event);
        freeNode(m_path[i]);
    }
    m_path.erase(m_path.begin(), m_path.begin() + static_cast<std::ptrdiff_t>(folding));
    m_foldAt = std::max(m_smallestFold, nodes() * 2);
}

/// Marks the lost nodes that reads not yet written from can bring back; returns the smallest depth on the path that
/// they, or the current word, hang on.
std::uint32_t Lineage::markNeeded()
{
    m_needed.assign(m_nodes.size(), false);
    std::uint32_t floor = m_nodes[top()].depth;
    for (const Pending &pending : m_pending) {
        if (!pending.valid)
            continue;
        NodeId node = pending.node;
        for (; !onPath(node) && !m_needed[node]; node = m_nodes[node].parent)
            m_needed[node] = true;
        if (onPath(node)) // else an earlier one has been this way
            floor = std::min(floor, m_nodes[node].depth);
    }
    return floor;
}

bool Lineage::isVictim(const Victim &victim, std::uint32_t cut) const
{
    return victim.node == kRoot || m_nodes[victim.node].killer == cut;
}

/// Lists the cuts whose victims are all lost for good, and makes room for others.
void Lineage::settleCuts()
{
    std::vector<std::uint32_t> settled;
    for (std::uint32_t number = 0; number < m_cuts.size(); ++number)
        if (!m_cuts[number].victims.empty() && settleVictims(number))
            settled.push_back(number);
    // In order of happening, so that each goes to the end of the list (numbers are used again in any order).
    std::sort(settled.begin(), settled.end(), [this](std::uint32_t x, std::uint32_t y) {
        return m_cuts[x].overwrite.event < m_cuts[y].overwrite.event;
    });
    for (const std::uint32_t number : settled) {
        if (!m_cuts[number].victims.empty()) {
            ++m_final;
            list(m_cuts[number]);
        }
        m_cuts[number].victims.clear(); // keeps its memory for the next
        m_freeCuts.push_back(number);
    }
}

/// Drops the victims that came back and lets go of the nodes of those that cannot. True when no other is left.
bool Lineage::settleVictims(std::uint32_t number)
{
    std::vector<Victim> &victims = m_cuts[number].victims;
    std::erase_if(victims, [&](const Victim &victim) { return !isVictim(victim, number); });
    bool final = true;
    for (Victim &victim : victims) {
        if (victim.node == kRoot)
            continue;
        if (m_needed[victim.node]) {
            final = false;
            continue;
        }
        freeNode(victim.node);
        victim.node = kRoot;
    }
    return final;
}

/// Keeps the first kListed by event.
void Lineage::list(const Cut &cut)
{
    if (m_listed.size() == CellHistory::kListed) {
        if (cut.overwrite.event > m_listed.back().event)
            return;
        m_listed.pop_back();
    }
    Overwrite overwrite = cut.overwrite;
    overwrite.victims.reserve(cut.victims.size());
    for (const Victim &victim : cut.victims)
        overwrite.victims.push_back(victim.event);
    const auto place = std::upper_bound(
        m_listed.begin(), m_listed.end(), overwrite.event,
        [](EventIndex event, const Overwrite &other) { return event < other.event; });
    m_listed.insert(place, std::move(overwrite));
}

CellHistory Lineage::history() const
{
    CellHistory history;
    history.object = m_object;
    history.attempted = m_attempted;
    history.survivors = m_countsOnly ? m_depth : m_folded.size() + m_path.size();
    history.lost = m_attempted - history.survivors;
    history.overwritesTotal = m_final;
    history.overwrites = m_listed;
    for (std::uint32_t number = 0; number < m_cuts.size(); ++number) {
        Overwrite overwrite = m_cuts[number].overwrite;
        for (const Victim &victim : m_cuts[number].victims)
            if (isVictim(victim, number))
                overwrite.victims.push_back(victim.event);
        if (overwrite.victims.empty())
            continue;
        ++history.overwritesTotal;
        history.overwrites.push_back(std::move(overwrite));
    }
    std::sort(history.overwrites.begin(), history.overwrites.end(),
              [](const Overwrite &x, const Overwrite &y) { return x.event < y.event; });
    if (history.overwrites.size() > CellHistory::kListed)
        history.overwrites.resize(CellHistory::kListed);
    return history;
}

} // namespace interleave
