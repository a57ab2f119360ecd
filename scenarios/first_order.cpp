// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/first_order.h"

#include "core/explore/execution.h"

#include <cmath>
#include <numeric>

namespace interleave {

namespace {

/// Actors whose steps are equal in all that matters might have fewer states than they have places.
constexpr double kCertainly = 4;

/// Decimal digits of (n1 + n2 + …)! / (n1! n2! …), about.
double digitsOfOrders(const std::vector<std::size_t> &lengths)
{
    double sum = 0, logarithm = 0;
    for (const std::size_t length : lengths) {
        sum += static_cast<double>(length);
        logarithm -= std::lgamma(static_cast<double>(length) + 1);
    }
    return (logarithm + std::lgamma(sum + 1)) / std::log(10.0);
}

std::string textOf(const Parameters &parameters)
{
    std::string text;
    for (const auto &[name, value] : parameters)
        text += (text.empty() ? "" : ", ") + name + " " + std::to_string(value);
    return text;
}

} // namespace

std::size_t FirstOrder::length() const
{
    return std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
}

FirstOrder::Size FirstOrder::size(std::uint64_t mostStates) const
{
    if (isTooLong)
        return Size::TooLong;
    double places = 0; // their logarithm
    for (const std::size_t length : lengths)
        places += std::log(static_cast<double>(length) + 1);
    const double most = std::log(static_cast<double>(mostStates));
    if (places <= most)
        return Size::Unknown;
    return !anyWaits && places > most + std::log(kCertainly) ? Size::TooLarge : Size::ProbablyTooLarge;
}

std::string FirstOrder::tooLarge(bool isCertain, const Parameters &feasible) const
{
    std::string text = isCertain ? "Too many orders to go through all of them"
                                 : "There may be too many orders to go through all of them";
    const auto digits = std::llround(digitsOfOrders(lengths));
    if (isTooLong)
        text = "The orders are longer than " + std::to_string(Execution::kMostSteps) + " steps, the most a search follows";
    else if (digits >= 6 && isWhole) // who has to wait has fewer ways to go
        text += (anyWaits ? ": up to about 10^" : ": about 10^") + std::to_string(digits);
    text += ".";
    if (!feasible.empty())
        text += " A size of which all can be gone through is " + textOf(feasible) + ".";
    return text;
}

} // namespace interleave
