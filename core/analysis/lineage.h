// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/shm/event.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// Which writes of one cell survive, by lineage, one settled event at a time.
///
/// Each write has a parent: the write whose word its actor saw in its latest read since its own previous write; an
/// Update (one atomic step) continues what it replaced; a write without such a read (blind) continues nothing, its
/// parent is the root. That is a tree. The path from the root to the current word is what survives; a write that is off
/// the path is lost to its *killer*, the last write that took it off. So each write attempted is either on the path or
/// has exactly one killer, and when each write adds one, the length of the path is the value of the cell.
///
/// A stale write cuts the path above its parent; if its parent had been lost, the branch to it comes back. However
/// often a branch comes and goes, the tree alone says who killed whom: a write is on the path exactly when the current
/// word is one of its descendants (or itself), so it was so last at the latest write among these, and the write that
/// followed that one is its killer. Thus a write costs a node, and killers are found when they are asked for, from the
/// leaves down.
///
/// A lost write can come back only through an actor that has read and not yet written. Nodes below everything such
/// reads can bring back, and lost ones they cannot, are folded to their event numbers whenever the number of nodes has
/// doubled.
///
/// Where events of an actor are missing, so may be the read that its next write continued. That does not matter when
/// nobody has written since the latest read that is known, or when it has read again: the word would have been the
/// same. Else the lineage is *unsure*. `gaps` below counts the gaps of the actor that may concern this cell, so far.
class Lineage
{
public:
    /// Folds no fewer than `foldAt` nodes; smaller costs time, saves memory, changes nothing else.
    explicit Lineage(ObjectRef object, std::size_t foldAt = 4096)
        : m_object(object), m_nodes{Node{}}, m_smallestFold(foldAt), m_foldAt(foldAt)
    {
    }

    /// Read or Awaited of this cell.
    void read(EventIndex index, const Event &event, std::uint32_t gaps = 0)
    {
        pendingOf(event.actor) = {true, m_top, index, event.seen(), gaps};
    }
    /// Write or Update of this cell.
    void write(EventIndex index, const Event &event, std::uint32_t gaps = 0)
    {
        ++m_attempted;
        Pending &pending = pendingOf(event.actor);
        const bool current = event.kind() == EventKind::Update || (pending.valid && pending.node == m_top);
        m_unsure = m_unsure || (!current && pending.gaps != gaps);
        const NodeId parent = current ? m_top : overwrite(index, event, pending);
        pending.valid = false;
        pending.gaps = gaps;
        m_nodes.push_back({index, index, parent, m_nodes[parent].depth + 1});
        m_top = static_cast<NodeId>(m_nodes.size() - 1);
        if (m_nodes.size() >= m_foldAt) [[unlikely]]
            fold();
    }
    /// This actor writes no more: what it has read does not matter any longer.
    void died(ActorId actor);

    std::uint64_t attempted() const { return m_attempted; }
    /// What a write continued may not be known.
    bool isUnsure() const { return m_unsure; }
    CellHistory history() const;
    /// What is known when the run went on and the record did not: lost is only what nobody can bring back any more.
    CellHistory historySoFar() const;
    std::size_t nodes() const { return m_nodes.size(); }

private:
    using NodeId = std::uint32_t; // in order of happening: a parent's is less than its child's
    static constexpr NodeId kRoot = 0;

    struct Node {
        EventIndex event = kNoEvent;
        EventIndex last = 0; ///< the latest write among it and its descendants, as far as these have been looked at
        NodeId parent = kRoot;
        std::uint32_t depth = 0; ///< the root is 0; the first node above the folded path has the root for its parent, too
    };
    struct Pending {
        bool valid = false;
        NodeId node = kRoot;
        EventIndex read = kNoEvent;
        Word seen;
        std::uint32_t gaps = 0; ///< of its actor, at its latest access
    };
    /// A stale write: the killer of those that were on the path last at `previous`, the write before it.
    struct Cut {
        EventIndex previous = kNoEvent;
        bool open = false;     ///< scratch of fold(): more victims may be added, or come back
        bool hasVictims = false; ///< some that are lost for good; the overwrite names them if it may still be listed
        Overwrite overwrite;
    };

    Pending &pendingOf(ActorId actor)
    {
        if (actor >= m_pending.size()) [[unlikely]]
            m_pending.resize(actor + std::size_t{1});
        return m_pending[actor];
    }
    NodeId overwrite(EventIndex index, const Event &event, const Pending &from);
    void unfold();
    void fold();
    std::uint32_t markNeeded(const std::vector<Node> &nodes, std::vector<bool> &needed) const;
    CellHistory historyWithout(const std::vector<Node> &nodes, const std::vector<bool> &spared) const;
    void forgetNodes(std::uint32_t floor);
    void settleCuts();
    void list(Overwrite overwrite);
    void addVictim(Cut &cut, EventIndex victim) const
    {
        cut.hasVictims = true;
        if (m_listed.size() < CellHistory::kListed || cut.overwrite.event < m_listed.back().event)
            cut.overwrite.victims.push_back(victim);
    }
    /// From the leaves down: each node learns the latest write among its descendants.
    static void lookAtDescendants(std::vector<Node> &nodes);
    /// Of a node that has looked at its descendants.
    bool isOnPath(const Node &node) const { return node.depth == 0 || node.last == m_nodes[m_top].event; }
    /// The killer of a node that is off the path, among cuts by `previous`.
    static Cut &killerOf(const Node &node, std::vector<Cut> &cuts);

    ObjectRef m_object;
    std::uint64_t m_attempted = 0;
    bool m_unsure = false;

    std::vector<Node> m_nodes; // [0] is the root
    NodeId m_top = kRoot;      // the current word
    std::vector<bool> m_needed;       // by node; scratch of fold()
    std::size_t m_smallestFold;
    std::size_t m_foldAt;             // number of nodes
    std::vector<EventIndex> m_folded; // the path at depths 1 … size(): final unless somebody writes blindly
    std::vector<Pending> m_pending;   // by actor

    std::vector<Cut> m_cuts;          // whose victims may still change, in order of happening
    std::vector<Overwrite> m_listed;  // final ones with victims, in order, at most CellHistory::kListed
    std::uint64_t m_final = 0;        // final ones with victims
};

} // namespace interleave
