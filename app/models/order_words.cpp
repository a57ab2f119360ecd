// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/order_words.h"

#include "app/models/to_text.h"
#include "app/style/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interleave {

namespace {

constexpr qsizetype kInFull = 9;        // digits that are read at a glance
constexpr double kTelling = 1.0 / 1000; // a smaller share is told as one in so many

QString superscript(int number)
{
    static constexpr char16_t kDigits[] = u"⁰¹²³⁴⁵⁶⁷⁸⁹";
    QString text;
    for (const QChar digit : QString::number(number))
        text += QChar(kDigits[digit.digitValue()]);
    return text;
}

/// "1.4 × 10¹¹" of a number by its logarithm.
QString scientific(double log)
{
    double power = std::floor(log);
    double mantissa = std::round(std::pow(10.0, log - power) * 10) / 10;
    if (mantissa >= 10) {
        mantissa /= 10;
        ++power;
    }
    return QStringLiteral("%1\u00a0×\u00a010%2")
        .arg(QString::number(mantissa, 'g', 2), superscript(static_cast<int>(power)));
}

bool isZero(const std::string &decimal)
{
    return std::all_of(decimal.begin(), decimal.end(), [](char digit) { return digit == '0'; });
}

bool isOne(const std::string &decimal)
{
    return decimal == "1";
}

QString executionsText(const ExplorationReport &report)
{
    return words::counted(static_cast<std::int64_t>(report.executions), u"execution", u"executions");
}

QString secondsText(std::int64_t ms)
{
    return words::duration(static_cast<double>(ms) * 1e6);
}

/// "at 6"; results in words are told apart by quotation marks.
QString endsHow(const ExploredOutcome &outcome)
{
    if (outcome.isDeadlock)
        return QStringLiteral("in a deadlock");
    const QString name = outcomeName(outcome);
    bool isNumber = false;
    QString::fromStdString(outcome.result).toLongLong(&isNumber);
    return isNumber ? QStringLiteral("at ") + name : QStringLiteral("with “%1”").arg(name);
}

/// "All 20 orders end at 6." of orders that are all right.
QString allEnd(const ExplorationReport &report)
{
    const bool one = isOne(report.interleavings);
    const QString all = one ? QStringLiteral("The only order")
                            : QStringLiteral("All ") + ordersText(report.interleavings);
    if (report.outcomes.size() != 1)
        return all + (one ? QStringLiteral(" ends right.") : QStringLiteral(" end right."));
    return all + (one ? QStringLiteral(" ends ") : QStringLiteral(" end ")) + endsHow(report.outcomes.front()) + u'.';
}

QString preemptionsText(const ExploredOutcome &outcome)
{
    return outcome.preemptions == 0 ? QStringLiteral("no preemption")
                                    : words::counted(qint64(outcome.preemptions), u"preemption", u"preemptions");
}

QString shortestText(const ExploredOutcome &failure, Claim claim)
{
    const QString way = claim == Claim::Sampled ? QStringLiteral("The shortest way found takes ")
                                                : QStringLiteral("The shortest way there takes ");
    return way + preemptionsText(failure) + u'.';
}

/// "3 preemptions, 5 switches".
QString switchesText(const ExploredOutcome &outcome)
{
    return preemptionsText(outcome) + QStringLiteral(", ")
        + (outcome.switches == 0 ? QStringLiteral("no switch")
                                 : words::counted(static_cast<std::int64_t>(outcome.switches), u"switch", u"switches"));
}

/// How far a search is.
QString progressText(const ExplorationReport &report)
{
    const QString orders = ordersText(report.interleavings), deaths = deathsText(report.deaths);
    if (report.claim == Claim::Exhaustive && report.phase != SearchPhase::Counting)
        return QStringLiteral("All %1%2 are counted; real processes are checking that.").arg(orders, deaths);
    const QString states = words::counted(static_cast<std::int64_t>(report.states), u"state", u"states");
    if (isZero(report.interleavings))
        return QStringLiteral("Searching%1: %2 so far, and no order counted to its end yet.").arg(deaths, states);
    if (report.claim == Claim::Bounded && report.phase == SearchPhase::Counting)
        return QStringLiteral("Searching%1: %2 so far. Those with %3 have been counted: %4.")
            .arg(deaths, states, atMostText(report.preemptionBound), orders);
    return QStringLiteral("Searching%1: %2 so far.").arg(deaths, orders);
}

} // namespace

QString orderCount(const std::string &decimal)
{
    QString digits = QString::fromStdString(decimal);
    if (digits.size() >= 5)
        for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
            digits.insert(at, QChar(0x202f));
    return digits;
}

QString shortOrderCount(const std::string &decimal)
{
    return static_cast<qsizetype>(decimal.size()) <= kInFull ? orderCount(decimal) : scientific(logOfCount(decimal));
}

QString ordersText(const std::string &decimal)
{
    return orderCount(decimal) + (isOne(decimal) ? QStringLiteral(" order") : QStringLiteral(" orders"));
}

double logOfCount(const std::string &decimal)
{
    if (isZero(decimal))
        return -std::numeric_limits<double>::infinity();
    const std::string lead = decimal.substr(0, 15);
    return std::log10(std::stod(lead)) + static_cast<double>(decimal.size() - lead.size());
}

std::string sumOfCounts(const std::string &one, const std::string &other)
{
    std::string sum(std::max(one.size(), other.size()) + 1, '0');
    int carry = 0;
    for (std::size_t place = 0; place < sum.size(); ++place) {
        const auto digit = [place](const std::string &number) {
            return place < number.size() ? number[number.size() - 1 - place] - '0' : 0;
        };
        carry += digit(one) + digit(other);
        sum[sum.size() - 1 - place] = static_cast<char>('0' + carry % 10);
        carry /= 10;
    }
    const std::size_t first = sum.find_first_not_of('0');
    return first == std::string::npos ? "0" : sum.substr(first);
}

QString shareText(const std::string &part, const std::string &whole)
{
    if (isZero(part))
        return QStringLiteral("none");
    if (part == whole)
        return QStringLiteral("100\u00a0%");
    const double log = logOfCount(part) - logOfCount(whole), share = std::pow(10.0, log);
    if (share < kTelling)
        return QStringLiteral("1\u00a0in\u00a0")
            + (-log < double(kInFull) ? words::number(std::llround(1 / share)) : scientific(-log));
    const double percent = share * 100;
    // Not all of them must not read as all of them.
    const QString text = percent > 99.5 ? QString::number(std::min(percent, 99.99), 'f', 2)
                                        : QString::number(percent, 'g', 2);
    return text + QStringLiteral("\u00a0%");
}

QString sizeText(const ScenarioInfo &scenario, const Parameters &parameters)
{
    QStringList values, named;
    for (const ParameterInfo &parameter : scenario.parameters) {
        const auto found = parameters.find(std::string(parameter.name));
        if (found == parameters.end())
            continue;
        values << words::number(found->second);
        named << toText(parameter.title).toLower() + QChar(0xa0) + values.last();
    }
    return values.size() == 2 ? values.join(QStringLiteral("\u00a0×\u00a0")) : named.join(QStringLiteral(", "));
}

QString deathsText(std::uint64_t deaths)
{
    if (deaths == 0)
        return {};
    return QStringLiteral(" with up to %1").arg(words::counted(qint64(deaths), u"death", u"deaths"));
}

QString atMostText(std::uint64_t preemptions)
{
    if (preemptions == 0)
        return QStringLiteral("no preemption");
    return QStringLiteral("at most ")
        + words::counted(static_cast<std::int64_t>(preemptions), u"preemption", u"preemptions");
}

QStringList exploreWordings(const ScenarioInfo &scenario, const Parameters &parameters, const SearchScope &scope,
                            const std::string &known)
{
    const QString of = QStringLiteral(" of ") + sizeText(scenario, parameters), deaths = deathsText(scope.mostDeaths);
    QStringList wordings;
    if (scope.mostPreemptions) {
        const QString few = QStringLiteral(" with ") + atMostText(*scope.mostPreemptions);
        const QString less = *scope.mostPreemptions == 0
            ? QStringLiteral(" without preemption")
            : QStringLiteral(" ≤ ") + words::counted(qint64(*scope.mostPreemptions), u"preemption", u"preemptions");
        if (!deaths.isEmpty())
            wordings << QStringLiteral("Explore orders") + of + few + QStringLiteral(" and") + deaths.mid(5);
        else
            wordings << QStringLiteral("Explore orders") + of + few << QStringLiteral("Explore orders") + few;
        wordings << QStringLiteral("Explore") + less;
    } else if (!known.empty()) {
        const QString count = QStringLiteral("Explore all ") + ordersText(known);
        wordings << count + of + deaths << count + deaths << count;
        if (known.size() > std::size_t(kInFull))
            wordings << QStringLiteral("Explore all %1 orders").arg(shortOrderCount(known));
    } else {
        const QString all = QStringLiteral("Explore all orders");
        wordings << all + of + deaths << all + deaths << all;
    }
    wordings.removeDuplicates();
    return wordings << QStringLiteral("Explore");
}

QString outcomeName(const ExploredOutcome &outcome)
{
    return outcome.isDeadlock ? QStringLiteral("deadlock") : words::grouped(QString::fromStdString(outcome.result));
}

std::string wrongOrders(const ExplorationReport &report)
{
    std::string sum = "0";
    for (const ExploredOutcome &outcome : report.outcomes)
        if (!outcome.isCorrect)
            sum = sumOfCounts(sum, outcome.interleavings);
    return sum;
}

QString claimOf(const ExplorationReport &report)
{
    if (!report.isOver)
        return progressText(report);
    switch (report.claim) {
    case Claim::Exhaustive:
        return isOne(report.interleavings)
            ? QStringLiteral("Exhaustive: there is only this one order%1.").arg(deathsText(report.deaths))
            : QStringLiteral("Exhaustive: these are all %1%2.")
                  .arg(ordersText(report.interleavings), deathsText(report.deaths));
    case Claim::Bounded:
        return QStringLiteral("All orders with %1%2; those with more were not searched.")
            .arg(atMostText(report.preemptionBound), deathsText(report.deaths));
    case Claim::Sampled: break;
    }
    if (isZero(report.interleavings))
        return QStringLiteral("No order came to its end, so nothing is known.");
    const QString searched = ordersText(report.interleavings) + (isOne(report.interleavings) ? QString() : QStringLiteral(" tried"));
    const QString stopped = report.isInterrupted ? QStringLiteral("Stopped: ") : QString();
    if (!report.anyWrong())
        return (stopped.isEmpty() ? QStringLiteral("No failure in ") : stopped + QStringLiteral("no failure in "))
            + searched + QStringLiteral(": this proves nothing for the others.");
    return (stopped.isEmpty() ? QStringLiteral("Found in ") : stopped + QStringLiteral("found in ")) + searched
        + QStringLiteral("; there may be other results, and more orders of each.");
}

QString stopText(const ExplorationReport &report)
{
    const bool saysItself = report.claim == Claim::Sampled && !isZero(report.interleavings);
    if (!report.isInterrupted || report.phase == SearchPhase::Over || saysItself)
        return {};
    if (report.claim != Claim::Exhaustive || report.phase == SearchPhase::Counting)
        return QStringLiteral("Stopped before its end: this is what was known by then.");
    const QString counted = QStringLiteral("Stopped when all orders had been counted, and before ");
    return counted
        + (report.phase == SearchPhase::Confirming
               ? QStringLiteral("each order that is shown had been done again by real processes.")
               : QStringLiteral("real processes had run one order of each trace, which checks the count once more."));
}

QString claimAndStop(const ExplorationReport &report)
{
    const QString stop = stopText(report);
    return claimOf(report) + (stop.isEmpty() ? QString() : QLatin1Char(' ') + stop);
}

QString limitText(const ExplorationReport &report)
{
    return words::grouped(QString::fromStdString(report.limit));
}

QString effortText(const ExplorationReport &report)
{
    return QStringLiteral("%1, %2, %3")
        .arg(words::counted(static_cast<std::int64_t>(report.states), u"state", u"states"), executionsText(report),
             secondsText(report.elapsedMs));
}

Verdict verdictOf(const ExplorationReport &report, const ScenarioInfo &scenario)
{
    const QString limit = limitText(report);
    const QString more = limit.isEmpty() ? QString() : QLatin1Char(' ') + limit;
    const QString size = sizeText(scenario, report.settings.parameters);
    if (const ExploredOutcome *const failure = report.shortestFailure()) {
        const bool all = report.isOver && report.claim == Claim::Exhaustive;
        const QString headline = !all
            ? QStringLiteral("It can go wrong")
            : QStringLiteral("Wrong: %1 of %2").arg(orderCount(wrongOrders(report)), ordersText(report.interleavings));
        return {Verdict::Kind::Wrong, headline, claimOf(report) + QLatin1Char(' ') + shortestText(*failure, report.claim)};
    }
    if (report.outcomes.empty())
        return {Verdict::Kind::None, QStringLiteral("No order yet"), claimOf(report) + more};
    if (report.isOver && report.claim == Claim::Exhaustive)
        return {Verdict::Kind::Right, QStringLiteral("Right, and no order of %1 can change it").arg(size),
                allEnd(report) + QStringLiteral(" Every one was searched."),
                (report.deaths > 0
                     ? QStringLiteral("This is proved for this size: of others it says nothing. ")
                     : QStringLiteral("This is proved for this size, and as long as no process dies: of others it "
                                      "says nothing. "))
                    + privateStepsNote(&scenario, report.settings.mode)};
    return {Verdict::Kind::Chance, QStringLiteral("No failure found"), claimOf(report) + more};
}

QString allRightSentence(const ExplorationReport &report)
{
    const bool all = report.isOver && report.claim == Claim::Exhaustive && !report.outcomes.empty();
    return all && !report.anyWrong() ? allEnd(report) : QString();
}

QString ladderTitle(const ExploredOutcome &outcome, Claim claim)
{
    const QString which = claim == Claim::Sampled ? QStringLiteral("An order that was found and ends %1: %2")
                                                  : QStringLiteral("The order with the fewest preemptions that ends %1: %2");
    return which.arg(endsHow(outcome), switchesText(outcome));
}

QString shortLadderTitle(const ExploredOutcome &outcome, Claim claim)
{
    return (claim == Claim::Sampled ? QStringLiteral("A way to %1: %2") : QStringLiteral("Shortest way to %1: %2"))
        .arg(outcome.isDeadlock ? QStringLiteral("the deadlock") : outcomeName(outcome), switchesText(outcome));
}

bool addsInPrivate(const ScenarioInfo *scenario, const std::string &mode)
{
    const ModeInfo *const protection = scenario != nullptr ? scenario->mode(mode) : nullptr;
    return protection != nullptr && protection->addsInPrivate;
}

QString privateStepsNote(const ScenarioInfo *scenario, const std::string &mode)
{
    if (addsInPrivate(scenario, mode))
        return QStringLiteral("+ 1 between a read and a write happens in private memory, so its place cannot matter: only "
                              "the order of accesses is searched.");
    return QStringLiteral("What happens in private memory has no place that could matter: only the order of what is "
                          "done to shared memory is searched.");
}

} // namespace interleave
