// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/live_world.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

/// How often those who keep everybody waiting are looked after: deaths make no news.
constexpr std::int64_t kLookNs = 20'000'000;
/// So many looks, 15 s in all, an actor may compute between two accesses, or take to start, before it is given up.
/// Looks, not time: while everybody was stopped (Ctrl-Z) time went by and nobody had a chance.
constexpr int kMostLooks = 750;

std::string nameOf(ActorId actor)
{
    return "Process " + std::to_string(actor + 1);
}

} // namespace

LiveWorld::LiveWorld(std::unique_ptr<RunMemory> memory, WorkerGroup workers, Mourn mourn)
    : m_memory(std::move(memory)),
      m_controller(*m_memory),
      m_workers(std::move(workers)),
      m_mourning(*m_memory, std::move(mourn))
{}

Result<std::unique_ptr<LiveWorld>> LiveWorld::start(std::unique_ptr<RunMemory> memory, const std::string &program,
                                                    Mourn mourn)
{
    auto workers = WorkerGroup::start(*memory, program);
    if (!workers.ok())
        return workers.error();
    memory->openGate(); // nobody waits for the others there: all stop at their own start
    return std::unique_ptr<LiveWorld>(new LiveWorld(std::move(memory), std::move(workers.value()), std::move(mourn)));
}

/// Until `ready()`, which is asked whenever there is news.
template <typename Ready>
Result<void> LiveWorld::await(Ready &&ready)
{
    for (int looks = 0;;) {
        const std::uint32_t seen = m_controller.news();
        if (ready())
            return {};
        m_controller.awaitNews(seen, kLookNs);
        if (m_controller.news() != seen)
            continue;
        if (const std::string trouble = troubleSoFar(); !trouble.empty())
            return Error{trouble};
        if (++looks < kMostLooks)
            continue;
        const ActorId mover = m_controller.mover();
        return giveUp(mover == kNoActor ? "The processes did not get ready in time: close other programs."
                                        : nameOf(mover)
                              + " does not come to its next access: it is stopped, or computes without end.");
    }
}

Error LiveWorld::giveUp(std::string sentence)
{
    m_trouble = sentence;
    return Error{std::move(sentence)};
}

std::string LiveWorld::troubleSoFar()
{
    for (std::size_t i = 0; i < actors(); ++i)
        if (const auto actor = static_cast<ActorId>(i); m_workers.hasDied(actor)) {
            m_controller.died(actor);
            return giveUp(nameOf(actor) + " ended in the middle of the search: somebody killed it, or it crashed.")
                .sentence;
        }
    return {};
}

Result<void> LiveWorld::settle()
{
    return await([this] { return m_controller.isSettled(); });
}

Result<void> LiveWorld::restart()
{
    const bool isFirst = !std::exchange(m_hasBegun, true);
    if (!isFirst)
        m_controller.takeBack();
    for (std::size_t i = 0; i < actors(); ++i) {
        const auto actor = static_cast<ActorId>(i);
        if (m_controller.isAlive(actor))
            continue;
        m_memory->revive(actor);
        m_controller.revived(actor);
        if (const auto started = m_workers.restart(actor); !started.ok())
            return giveUp(started.error().sentence);
    }
    if (const auto ready = await([this] { return m_controller.isAtStart(); }); !ready.ok())
        return ready;
    m_mourning.reset();
    if (!isFirst)
        m_memory->restore();
    m_controller.begin();
    return settle();
}

Result<void> LiveWorld::take(Step step)
{
    if (step.kind == StepKind::Kill)
        kill(step.actor);
    else
        m_controller.grant(step.actor);
    if (const auto settled = settle(); !settled.ok())
        return settled;
    return m_mourning.note(m_controller) ? settle() : Result<void>{};
}

void LiveWorld::kill(ActorId actor)
{
    m_workers.kill(actor);
    m_controller.died(actor);
}

std::int64_t LiveWorld::lockValue(ObjectRef mutex) const
{
    const ActorId holder = m_memory->holderOf(mutex);
    const bool isBroken = m_memory->isBroken(mutex);
    if (holder != kNoActor && !m_controller.isAlive(holder))
        return isBroken ? SharedValues::kDeadHolderOfBroken : SharedValues::kDeadHolder;
    return (holder == kNoActor ? 0 : holder + 1) + (isBroken ? SharedValues::kBroken : 0);
}

SharedValues LiveWorld::values() const
{
    SharedValues values;
    const ObjectTable &objects = m_memory->objects();
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const auto row = static_cast<int>(i);
        std::vector<std::int64_t> &cells = values.rows.emplace_back();
        if (objects[i].kind == ObjectKind::Mutex) {
            for (std::uint32_t element = 0; element < objects[i].count; ++element)
                cells.push_back(lockValue(ObjectRef::of(static_cast<std::uint32_t>(i), element)));
            continue;
        }
        const std::vector<std::uint64_t> payloads = m_memory->payloads(row);
        const std::vector<Word> words = m_memory->words(row);
        for (std::size_t element = 0; element < words.size(); ++element) {
            cells.push_back(words[element].value());
            if (!payloads.empty())
                cells.push_back(static_cast<std::int64_t>(payloads[element]));
        }
    }
    values.ledger = m_memory->ledger();
    return values;
}

} // namespace interleave
