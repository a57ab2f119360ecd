// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/offers.h"

#include "app/models/action_words.h"
#include "app/style/words.h"

namespace interleave {

namespace {

constexpr ActorId kKeys = 9;

Offer::Kind kindOf(const Stand &stand, ActorId id)
{
    const Stand::Actor &actor = stand.actors[id];
    if (!actor.isAlive)
        return Offer::Kind::Dead;
    if (actor.isDone)
        return Offer::Kind::Done;
    if (stand.mover != kNoActor)
        return Offer::Kind::Moving;
    return actor.isEnabled ? Offer::Kind::Go : Offer::Kind::Blocked;
}

void tell(Offer &offer, const RunInfo &info, const Stand &stand)
{
    const Stand::Actor &actor = stand.actors[offer.actor];
    const bool holderDied = actor.holder < stand.actors.size() && !stand.actors[actor.holder].isAlive;
    switch (offer.kind) {
    case Offer::Kind::Dead: offer.text = offer.shorter = offer.shortest = QStringLiteral("died"); return;
    case Offer::Kind::Done: offer.text = offer.shorter = offer.shortest = QStringLiteral("done"); return;
    case Offer::Kind::Blocked:
        offer.text = words::blockedBy(info, actor.action, actor.holder, holderDied);
        offer.shorter = words::shortlyBlockedBy(info, actor.action, actor.holder, holderDied);
        offer.shortest = QStringLiteral("waits");
        return;
    case Offer::Kind::Go:
    case Offer::Kind::Moving:
        offer.text = words::deedToCome(info, actor.action);
        offer.shorter = words::shortDeedToCome(info, actor.action);
        offer.shortest = words::initialsToCome(info, actor.action);
        return;
    }
}

QString sentenceOf(const Offer &offer)
{
    const QString name = words::process(offer.actor);
    switch (offer.kind) {
    case Offer::Kind::Dead: return name + QStringLiteral(" died");
    case Offer::Kind::Done: return name + QStringLiteral(" is done");
    case Offer::Kind::Blocked: return name + u' ' + offer.text;
    case Offer::Kind::Moving: return name + QStringLiteral(" is to ") + offer.text;
    case Offer::Kind::Go: break;
    }
    const QString key = offer.key.isEmpty() ? QString() : QStringLiteral("; key ") + offer.key;
    return QStringLiteral("let %1 %2").arg(name, offer.text) + key;
}

} // namespace

std::vector<Offer> offersOf(const RunInfo &info, const Stand &stand)
{
    std::vector<Offer> offers;
    if (!stand.hasBegun)
        return offers;
    for (std::size_t i = 0; i < stand.actors.size(); ++i) {
        Offer offer;
        offer.actor = static_cast<ActorId>(i);
        offer.kind = kindOf(stand, offer.actor);
        tell(offer, info, stand);
        if (offer.actor < kKeys)
            offer.key = QString::number(offer.actor + 1);
        if (offer.kind != Offer::Kind::Dead && offer.kind != Offer::Kind::Done)
            offer.site = stand.actors[i].action.site;
        offer.sentence = sentenceOf(offer);
        offers.push_back(std::move(offer));
    }
    return offers;
}

QString standText(const Stand &stand, bool isLate)
{
    if (!stand.hasBegun)
        return QStringLiteral("the processes come to their first access");
    if (stand.mover != kNoActor)
        return isLate ? QStringLiteral("%1 does not come to its next access: take the step back, or stop (Esc)")
                            .arg(words::process(stand.mover))
                      : QStringLiteral("%1 moves …").arg(words::process(stand.mover));
    if (stand.isOver)
        return QStringLiteral("everybody is at the end");
    if (stand.isStuck)
        return QStringLiteral("nobody can go on");
    return QStringLiteral("waiting for you");
}

} // namespace interleave
