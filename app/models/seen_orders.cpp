// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/seen_orders.h"

#include "app/models/order_words.h"
#include "app/style/words.h"

#include <QCryptographicHash>
#include <QSettings>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

constexpr int kMostNamed = 3;
constexpr std::size_t kMostRemembered = 10'000; ///< orders of one size
const auto kGroup = QStringLiteral("seen");
const auto kVersion = QStringLiteral("seen/version");

std::string keyOf(const RunSettings &settings)
{
    return scheduleText({settings.scenario, settings.mode, settings.parameters, {}, {}});
}

/// Of two orders it is the same by accident once in 2^64: then one of them is not counted.
std::uint64_t digestOf(const Steps &steps)
{
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(stepsText(steps)),
                                                     QCryptographicHash::Sha1);
    return hash.left(8).toHex().toULongLong(nullptr, 16);
}

QString resultName(const std::string &result)
{
    return result == SeenOrders::kDeadlock ? QStringLiteral("a deadlock") : QString::fromStdString(result);
}

} // namespace

bool SeenOrders::add(const RunSettings &settings, const Steps &steps, const std::string &result)
{
    const bool someoneDied = std::any_of(steps.begin(), steps.end(),
                                         [](Step step) { return step.kind == StepKind::Kill; });
    if (someoneDied)
        return false;
    Seen &seen = m_seen[keyOf(settings)];
    seen.results.insert(result);
    return seen.orders.insert(digestOf(steps)).second;
}

void SeenOrders::setTotals(const RunSettings &settings, const std::string &orders,
                           const std::vector<std::string> &results)
{
    Seen &seen = m_seen[keyOf(settings)];
    seen.allOrders = orders;
    seen.allResults = std::set<std::string>(results.begin(), results.end());
}

void SeenOrders::setTotals(const ExplorationReport &report)
{
    if (!report.isOver || report.claim != Claim::Exhaustive || report.deaths > 0)
        return;
    std::vector<std::string> results;
    for (const ExploredOutcome &outcome : report.outcomes)
        results.push_back(outcome.isDeadlock ? kDeadlock : outcome.result);
    setTotals(report.settings, report.interleavings, results);
}

const SeenOrders::Seen *SeenOrders::seenOf(const RunSettings &settings) const
{
    const auto found = m_seen.find(keyOf(settings));
    return found == m_seen.end() ? nullptr : &found->second;
}

std::size_t SeenOrders::orders(const RunSettings &settings) const
{
    const Seen *seen = seenOf(settings);
    return seen != nullptr ? seen->orders.size() : 0;
}

std::size_t SeenOrders::results(const RunSettings &settings) const
{
    const Seen *seen = seenOf(settings);
    return seen != nullptr ? seen->results.size() : 0;
}

bool SeenOrders::hasTotals(const RunSettings &settings) const
{
    const Seen *seen = seenOf(settings);
    return seen != nullptr && !seen->allOrders.empty();
}

QString SeenOrders::figures(const RunSettings &settings) const
{
    const auto orders_ = static_cast<std::int64_t>(orders(settings)),
               results_ = static_cast<std::int64_t>(results(settings));
    if (!hasTotals(settings))
        return QStringLiteral("%1, %2").arg(words::counted(orders_, u"order", u"orders"),
                                            words::counted(results_, u"result", u"results"));
    const Seen &seen = *seenOf(settings);
    const auto all = static_cast<std::int64_t>(seen.allResults.size());
    return QStringLiteral("%1 of %2 %3, %4 of %5")
        .arg(words::number(orders_), shortOrderCount(seen.allOrders),
             seen.allOrders == "1" ? QStringLiteral("order") : QStringLiteral("orders"), words::number(results_),
             words::counted(all, u"result", u"results"));
}

QString SeenOrders::missing(const RunSettings &settings) const
{
    const Seen *seen = seenOf(settings);
    if (seen == nullptr)
        return {};
    QStringList names;
    bool deadlock = false; // said last
    for (const std::string &result : seen->allResults) {
        if (seen->results.contains(result))
            continue;
        if (result == kDeadlock)
            deadlock = true;
        else
            names << resultName(result);
    }
    if (deadlock)
        names << resultName(kDeadlock);
    if (names.isEmpty())
        return {};
    if (names.size() == 1)
        return QStringLiteral("the missing result is ") + names.front();
    if (names.size() > kMostNamed)
        return QStringLiteral("%1 results are missing").arg(names.size());
    return QStringLiteral("missing: ") + words::joined(names);
}

void SeenOrders::add(const SeenOrders &others)
{
    for (const auto &[key, theirs] : others.m_seen) {
        Seen &seen = m_seen[key];
        seen.orders.insert(theirs.orders.begin(), theirs.orders.end());
        seen.results.insert(theirs.results.begin(), theirs.results.end());
        if (!seen.allOrders.empty())
            continue;
        seen.allOrders = theirs.allOrders;
        seen.allResults = theirs.allResults;
    }
}

void SeenOrders::save(QSettings &settings)
{
    settings.sync(); // another program may have written there
    SeenOrders others;
    others.load(settings);
    add(others);
    write(settings);
    settings.sync();
}

void SeenOrders::write(QSettings &settings) const
{
    settings.remove(kGroup);
    settings.setValue(kVersion, QStringLiteral(INTERLEAVE_VERSION));
    for (const auto &[key, seen] : m_seen) {
        const QString group = kGroup + u'/' + QString::fromStdString(key) + u'/';
        QStringList orders, results, all;
        for (const std::uint64_t order : seen.orders) {
            if (static_cast<std::size_t>(orders.size()) >= kMostRemembered)
                break;
            orders << QString::number(order, 36);
        }
        for (const std::string &result : seen.results)
            results << QString::fromStdString(result);
        for (const std::string &result : seen.allResults)
            all << QString::fromStdString(result);
        settings.setValue(group + QStringLiteral("orders"), orders.join(u' '));
        settings.setValue(group + QStringLiteral("results"), results.join(u'\n'));
        settings.setValue(group + QStringLiteral("hasResults"), !results.isEmpty());
        settings.setValue(group + QStringLiteral("allOrders"), QString::fromStdString(seen.allOrders));
        settings.setValue(group + QStringLiteral("allResults"), all.join(u'\n'));
    }
}

void SeenOrders::load(const QSettings &settings)
{
    m_seen.clear();
    if (settings.value(kVersion).toString() != QLatin1String(INTERLEAVE_VERSION))
        return;
    for (const QString &name : settings.allKeys()) {
        const QStringList parts = name.split(u'/');
        if (parts.size() != 3 || parts[0] != kGroup)
            continue;
        Seen &seen = m_seen[parts[1].toStdString()];
        const QString value = settings.value(name).toString();
        const auto lines = [&value] {
            std::set<std::string> set;
            for (const QString &line : value.split(u'\n'))
                set.insert(line.toStdString());
            return set;
        };
        if (parts[2] == QLatin1String("orders"))
            for (const QString &order : value.split(u' ', Qt::SkipEmptyParts))
                seen.orders.insert(order.toULongLong(nullptr, 36));
        else if (parts[2] == QLatin1String("results")
                 && settings.value(kGroup + u'/' + parts[1] + QStringLiteral("/hasResults")).toBool())
            seen.results = lines();
        else if (parts[2] == QLatin1String("allOrders"))
            seen.allOrders = value.toStdString();
        else if (parts[2] == QLatin1String("allResults")
                 && !settings.value(kGroup + u'/' + parts[1] + QStringLiteral("/allOrders")).toString().isEmpty())
            seen.allResults = lines();
    }
}

} // namespace interleave
