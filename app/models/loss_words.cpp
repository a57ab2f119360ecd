// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/loss_words.h"

#include "app/style/words.h"
#include "scenarios/catalog.h"

#include <QStringList>

#include <map>

namespace interleave {

namespace {

/// Beyond this many, the overwritten writes are counted without naming their writers: a sentence stays a sentence.
constexpr std::size_t kNamedVictims = 64;

/// What was lost with a write: an item of a list, a message of a queue, "+1" for an increment, else the scenario's
/// unit; a scenario nobody knows (a recording from elsewhere) only shows by how much the lost write had changed the
/// value.
struct LossUnit {
    QString one;
    QString many;
    bool isNumbered = false; ///< the value that was written is its name
};

LossUnit lossUnit(const RunInfo &info, const Event &victim)
{
    const ScenarioInfo *scenario = findScenario(info.settings.scenario);
    const Object *table = victim.object.row() < info.objects.size() ? &info.objects[victim.object.row()] : nullptr;
    const ObjectKind group = table != nullptr && table->parent >= 0 && std::size_t(table->parent) < info.objects.size()
        ? info.objects[std::size_t(table->parent)].kind
        : ObjectKind::None;
    if (group == ObjectKind::List)
        return {QStringLiteral("item"), QStringLiteral("items"), true};
    if (group == ObjectKind::Queue)
        return {QStringLiteral("message"), QStringLiteral("messages"), true};
    if (scenario != nullptr && table != nullptr) {
        for (const UnitInfo &unit : scenario->units) {
            if (unit.object != table->name)
                continue;
            const QString singular = QString::fromUtf8(unit.singular.data(), qsizetype(unit.singular.size()));
            const QString plural = QString::fromUtf8(unit.plural.data(), qsizetype(unit.plural.size()));
            return {singular == QLatin1String("increment") ? QStringLiteral("+1") : singular, plural, false};
        }
    }
    if (scenario == nullptr && victim.written().value() == sumOf(victim.replaced().value(), 1))
        return {QStringLiteral("+1"), QStringLiteral("increments"), false};
    return {QStringLiteral("write"), QStringLiteral("writes"), false};
}

} // namespace

LostThings lostThings(const RunInfo &info, const std::function<Event(EventIndex)> &event, ActorId speaker,
                      std::span<const Loss> losses)
{
    const Event first = event(losses.front().victim);
    const LossUnit unit = lossUnit(info, first);
    if (losses.size() == 1) {
        const QString whose =
            first.actor == speaker ? QStringLiteral("its own") : words::process(first.actor) + QStringLiteral("'s");
        const QString number = unit.isNumbered ? QLatin1Char(' ') + words::number(first.written().value()) : QString();
        return {whose + QLatin1Char(' ') + unit.one + number};
    }
    const QString all = words::counted(static_cast<qint64>(losses.size()), unit.one, unit.many);
    if (losses.size() > kNamedVictims)
        return {all, true};
    std::map<ActorId, int> perActor;
    for (const Loss &loss : losses)
        ++perActor[event(loss.victim).actor];
    if (perActor.size() == 1)
        return {all + QStringLiteral(" of ") + words::process(first.actor), true};
    QStringList parts;
    for (const auto &[actor, count] : perActor)
        parts << QStringLiteral("%1 of %2").arg(words::number(count), words::process(actor));
    return {all, true, words::joined(parts)};
}

} // namespace interleave
