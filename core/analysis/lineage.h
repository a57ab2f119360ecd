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
/// Each write has a parent: the write whose word its actor saw in its latest read since its own previous write; an Update
/// (one atomic step) continues what it replaced; a write without such a read (blind) continues nothing, its parent is
/// the root. That is a tree. The path from the root to the current word is what survives; a write that is off the path
/// is lost to its *killer*, the last write that took it off. So each write attempted is either on the path or has
/// exactly one killer, and when each write adds one, the length of the path is the value of the cell.
///
/// A stale write cuts the path above its parent; if its parent had been lost, the branch to it comes back. That can
/// happen only through an actor that has read and not yet written. Nodes below everything such reads can bring back,
/// and lost ones they cannot, are folded to their event numbers whenever the number of nodes has doubled.
///
/// When actors keep working on branches of their own and overwrite each other in turn, each write moves a whole branch off
/// the path and another back: work and memory grow with the square of the run. After `patience` such moves killers are
/// given up for the rest; how many survived stays exact, for that needs only the depth of the current word and of those
/// that have been read.
class Lineage
{
public:
    /// Folds no fewer than `foldAt` nodes; smaller costs time, saves memory, changes nothing else.
    explicit Lineage(ObjectRef object, std::size_t foldAt = 4096, std::uint64_t patience = 20'000'000)
        : m_object(object), m_patience(patience), m_smallestFold(foldAt), m_foldAt(foldAt)
    {
        m_nodes.push_back({});
    }

    /// Read or Awaited of this cell.
    void read(EventIndex index, const Event &event)
    {
        Pending &pending = pendingOf(event.actor);
        pending = {true, top(), index, event.seen(), m_depth};
    }
    /// Write or Update of this cell.
    void write(EventIndex index, const Event &event)
    {
        ++m_attempted;
        Pending &pending = pendingOf(event.actor);
        const bool current = event.kind() == EventKind::Update || (pending.valid && pending.node == top());
        if (m_countsOnly) [[unlikely]] {
            count(event, pending);
            return;
        }
        const NodeId parent = current ? top() : overwrite(index, event, pending);
        pending.valid = false;
        add(index, parent);
    }
    /// This actor writes no more: what it has read does not matter any longer.
    void died(ActorId actor);

    std::uint64_t attempted() const { return m_attempted; }
    CellHistory history() const;
    /// False when killers were given up: counts are exact, but not every lost write is listed.
    bool namesKillers() const { return !m_countsOnly; }
    std::size_t nodes() const { return m_used; }

private:
    using NodeId = std::uint32_t;
    static constexpr NodeId kRoot = 0;
    static constexpr std::uint32_t kNobody = ~std::uint32_t{0};

    struct Node {
        EventIndex event = kNoEvent;
        NodeId parent = kRoot;
        std::uint32_t depth = 0;        ///< the root is 0
        std::uint32_t killer = kNobody; ///< index of the cut; kNobody: on the path, or free
    };
    struct Victim {
        EventIndex event = kNoEvent;
        NodeId node = kRoot; ///< kRoot: lost for good, its node is gone
    };
    /// A write that took others off the path, at least for a time. In use while `victims` is not empty.
    struct Cut {
        Overwrite overwrite;
        std::vector<Victim> victims; ///< all it took off, oldest first; some may have come back since
    };
    struct Pending {
        bool valid = false;
        NodeId node = kRoot;
        EventIndex read = kNoEvent;
        Word seen;
        std::uint32_t depth = 0; ///< of the node, when only counts are kept
    };

    bool onPath(NodeId node) const { return m_nodes[node].killer == kNobody; }
    NodeId top() const { return m_path.empty() ? kRoot : m_path.back(); }
    Pending &pendingOf(ActorId actor)
    {
        if (actor >= m_pending.size()) [[unlikely]]
            m_pending.resize(actor + std::size_t{1});
        return m_pending[actor];
    }
    /// Puts a write that continues `parent` on the path.
    void add(EventIndex index, NodeId parent)
    {
        m_path.push_back(newNode(index, parent));
        if (m_patience == 0 || m_used >= m_foldAt) [[unlikely]]
            tidy();
    }
    NodeId newNode(EventIndex index, NodeId parent)
    {
        ++m_used;
        const Node node{index, parent, m_nodes[parent].depth + 1, kNobody};
        if (m_free.empty()) {
            m_nodes.push_back(node);
            return static_cast<NodeId>(m_nodes.size() - 1);
        }
        const NodeId id = m_free.back();
        m_free.pop_back();
        m_nodes[id] = node;
        return id;
    }
    void freeNode(NodeId node)
    {
        --m_used;
        m_nodes[node].killer = kNobody;
        m_free.push_back(node);
    }
    NodeId overwrite(EventIndex index, const Event &event, const Pending &from);
    void tidy();
    void cutTo(NodeId node, const Overwrite &overwrite);
    void revive(NodeId node);
    void giveUpKillers();
    void count(const Event &event, Pending &pending);
    void unfold();
    void fold();
    std::uint32_t markNeeded();
    void settleCuts();
    bool settleVictims(std::uint32_t number);
    void list(const Cut &cut);
    bool isVictim(const Victim &victim, std::uint32_t cut) const;

    ObjectRef m_object;
    std::uint64_t m_attempted = 0;

    std::uint64_t m_patience;     ///< moves off the path still to be made
    bool m_countsOnly = false;
    std::uint32_t m_depth = 0;    ///< of the current word, when only counts are kept

    std::vector<Node> m_nodes; // [0] is the root
    std::vector<NodeId> m_free;
    std::size_t m_used = 1; // of m_nodes
    std::vector<bool> m_needed;       // by node; scratch of fold()
    std::size_t m_smallestFold;
    std::size_t m_foldAt;             // number of nodes
    std::vector<EventIndex> m_folded; // the path at depths 1 … size(): final unless somebody writes blindly
    std::vector<NodeId> m_path;       // the path above that
    std::vector<Pending> m_pending;   // by actor

    std::vector<Cut> m_cuts; // whose victims may still change
    std::vector<std::uint32_t> m_freeCuts;
    std::vector<Overwrite> m_listed; // final ones with victims, in order, at most CellHistory::kListed
    std::uint64_t m_final = 0;       // final ones with victims
};

} // namespace interleave
