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
    if (parent == m_top)
        return parent;
    Cut &cut = m_cuts.emplace_back();
    cut.previous = m_nodes[m_top].event;
    cut.overwrite.event = index;
    cut.overwrite.actor = event.actor;
    cut.overwrite.object = m_object;
    cut.overwrite.read = from.valid ? from.read : kNoEvent;
    cut.overwrite.seen = from.valid ? from.seen : event.replaced();
    cut.overwrite.replaced = event.replaced();
    cut.overwrite.written = event.written();
    return parent;
}

void Lineage::died(ActorId actor)
{
    if (actor < m_pending.size())
        m_pending[actor] = {};
}

/// A blind write is about to take the whole path away: all of it may come back, so all of it becomes nodes again.
void Lineage::unfold()
{
    if (m_folded.empty())
        return;
    // They go between the root and the one node that hangs on it.
    const auto added = static_cast<NodeId>(m_folded.size());
    std::vector<Node> nodes{Node{}};
    nodes.reserve(m_nodes.size() + added);
    for (NodeId depth = 1; depth <= added; ++depth)
        nodes.push_back({m_folded[depth - 1], m_folded[depth - 1], depth - 1, depth});
    for (std::size_t i = 1; i < m_nodes.size(); ++i) {
        nodes.push_back(m_nodes[i]);
        nodes.back().parent += added;
    }
    for (Pending &pending : m_pending)
        pending.node += added;
    m_top += added;
    m_nodes = std::move(nodes);
    m_folded.clear();
}

void Lineage::lookAtDescendants(std::vector<Node> &nodes)
{
    for (std::size_t i = nodes.size() - 1; i > kRoot; --i) {
        Node &parent = nodes[nodes[i].parent];
        parent.last = std::max(parent.last, nodes[i].last);
    }
}

Lineage::Cut &Lineage::killerOf(const Node &node, std::vector<Cut> &cuts)
{
    return *std::lower_bound(cuts.begin(), cuts.end(), node.last,
                             [](const Cut &cut, EventIndex last) { return cut.previous < last; });
}

/// Forgets the nodes that no read can bring back or build on.
void Lineage::fold()
{
    lookAtDescendants(m_nodes);
    forgetNodes(markNeeded(m_nodes, m_needed));
    settleCuts();
    m_foldAt = std::max(m_smallestFold, m_nodes.size() * 2);
}

/// Marks the lost nodes that reads not yet written from can bring back; returns the smallest depth on the path that
/// they, or the current word, hang on.
std::uint32_t Lineage::markNeeded(const std::vector<Node> &nodes, std::vector<bool> &needed) const
{
    needed.assign(nodes.size(), false);
    std::uint32_t floor = nodes[m_top].depth;
    for (const Pending &pending : m_pending) {
        if (!pending.valid)
            continue;
        NodeId node = pending.node;
        for (; !isOnPath(nodes[node]) && !needed[node]; node = nodes[node].parent)
            needed[node] = true;
        if (isOnPath(nodes[node])) // else an earlier one has been this way
            floor = std::min(floor, nodes[node].depth);
    }
    return floor;
}

/// Folds the path below the floor (the node there stays: something may be computed from it), and gives the lost ones
/// that are not needed to their killers. What stays moves together.
void Lineage::forgetNodes(std::uint32_t floor)
{
    for (Cut &cut : m_cuts)
        cut.open = false;
    const EventIndex top = m_nodes[m_top].event;
    std::vector<NodeId> moved(m_nodes.size(), kRoot);
    NodeId kept = kRoot;
    for (NodeId i = 1; i < m_nodes.size(); ++i) {
        Node node = m_nodes[i];
        const bool onPath = node.last == top;
        if (onPath && node.depth < floor) {
            m_folded.push_back(node.event);
            continue;
        }
        if (!onPath) {
            Cut &killer = killerOf(node, m_cuts);
            if (!m_needed[i]) {
                addVictim(killer, node.event);
                continue;
            }
            killer.open = true;
        }
        node.parent = moved[node.parent]; // the root, when it has been folded
        moved[i] = ++kept;
        m_nodes[kept] = node;
    }
    m_top = moved[m_top];
    m_nodes.resize(kept + std::size_t{1});
    for (Pending &pending : m_pending)
        pending.node = pending.valid ? moved[pending.node] : kRoot;
}

/// Lists the cuts whose victims are all lost for good.
void Lineage::settleCuts()
{
    for (Cut &cut : m_cuts) {
        if (cut.open || !cut.hasVictims)
            continue;
        ++m_final;
        if (!cut.overwrite.victims.empty())
            list(std::move(cut.overwrite));
    }
    std::erase_if(m_cuts, [](const Cut &cut) { return !cut.open; });
}

/// Keeps the first kListed by event.
void Lineage::list(Overwrite overwrite)
{
    if (m_listed.size() == CellHistory::kListed) {
        if (overwrite.event > m_listed.back().event)
            return;
        m_listed.pop_back();
    }
    // Those that had to be kept longer than others were added later.
    std::sort(overwrite.victims.begin(), overwrite.victims.end());
    const auto place = std::upper_bound(
        m_listed.begin(), m_listed.end(), overwrite.event,
        [](EventIndex event, const Overwrite &other) { return event < other.event; });
    m_listed.insert(place, std::move(overwrite));
}

CellHistory Lineage::history() const
{
    std::vector<Node> nodes = m_nodes;
    lookAtDescendants(nodes);
    return historyWithout(nodes, std::vector<bool>(nodes.size()));
}

CellHistory Lineage::historySoFar() const
{
    std::vector<Node> nodes = m_nodes;
    lookAtDescendants(nodes);
    std::vector<bool> needed;
    markNeeded(nodes, needed);
    return historyWithout(nodes, needed);
}

/// `spared`: by node, those that are not to be called lost although they are off the path.
CellHistory Lineage::historyWithout(const std::vector<Node> &nodes, const std::vector<bool> &spared) const
{
    CellHistory history;
    history.object = m_object;
    history.attempted = m_attempted;
    history.survivors = m_nodes[m_top].depth;
    history.overwritesTotal = m_final;
    history.overwrites = m_listed;

    std::vector<Cut> cuts = m_cuts;
    for (NodeId node = 0; node < nodes.size(); ++node) {
        if (isOnPath(nodes[node]))
            continue;
        if (spared[node])
            ++history.open;
        else
            addVictim(killerOf(nodes[node], cuts), nodes[node].event);
    }
    history.lost = m_attempted - history.survivors - history.open;
    for (Cut &cut : cuts) {
        std::vector<EventIndex> &victims = cut.overwrite.victims;
        history.overwritesTotal += cut.hasVictims;
        if (victims.empty())
            continue;
        std::sort(victims.begin(), victims.end());
        history.overwrites.push_back(std::move(cut.overwrite));
    }
    std::sort(history.overwrites.begin(), history.overwrites.end(),
              [](const Overwrite &x, const Overwrite &y) { return x.event < y.event; });
    if (history.overwrites.size() > CellHistory::kListed)
        history.overwrites.resize(CellHistory::kListed);
    return history;
}

} // namespace interleave
