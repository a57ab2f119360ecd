// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/harness.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <limits>

namespace interleave::bench {

Comparison::Comparison(const Options &options, std::vector<Contender> contenders) : m_costs(contenders.size())
{
    for (std::size_t round = 0; round < options.rounds(); ++round) {
        for (std::size_t i = 0; i < contenders.size(); ++i) {
            // Each goes first in its turn, so that none always runs in what another left behind.
            const std::size_t one = (round + i) % contenders.size();
            m_costs[one].push_back(contenders[one].measure());
        }
    }
}

double Comparison::median(std::size_t contender) const
{
    return medianOf(m_costs[contender]);
}

double Comparison::ratio(std::size_t one, std::size_t other) const
{
    std::vector<double> ratios;
    for (std::size_t round = 0; round < m_costs[one].size(); ++round)
        ratios.push_back(m_costs[one][round] / m_costs[other][round]);
    return medianOf(std::move(ratios));
}

double threadNanoseconds()
{
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

double medianOf(std::vector<double> values)
{
    if (values.empty() || std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); }))
        return std::numeric_limits<double>::quiet_NaN();
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::string number(double value, const char *unit)
{
    if (std::isnan(value))
        return "-";
    char text[64];
    std::snprintf(text, sizeof text, std::abs(value) >= 100 ? "%.0f%s" : std::abs(value) >= 10 ? "%.1f%s" : "%.2f%s", value, unit);
    return text;
}

namespace {

double judged(const Row &row)
{
    return row.ratio.value_or(row.value);
}

std::string goalOf(const Row &row)
{
    if (!row.goal)
        return "";
    return (row.goal->kind == Goal::Kind::AtMost ? "<= " : ">= ") + number(row.goal->bound, row.ratio ? "x" : "");
}

const char *verdictOf(const Row &row)
{
    if (!row.goal || std::isnan(judged(row)))
        return "";
    return row.goal->reachedBy(judged(row)) ? "reached" : "missed";
}

std::string quoted(const std::string &text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c == '\n' ? ' ' : c;
    }
    return quoted + '"';
}

std::string jsonNumber(double value)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.6g", value);
    return std::isfinite(value) ? text : "null";
}

std::string jsonOf(const Row &row)
{
    std::string text = "{\"what\":" + quoted(row.what) + ",\"value\":" + jsonNumber(row.value) + ",\"unit\":" + quoted(row.unit);
    text += ",\"ratio\":" + (row.ratio ? jsonNumber(*row.ratio) : "null") + ",\"against\":" + quoted(row.against);
    text += ",\"goal\":" + (row.goal ? quoted(goalOf(row)) : "null");
    const std::string verdict = verdictOf(row);
    return text + ",\"verdict\":" + (verdict.empty() ? "null" : quoted(verdict)) + ",\"note\":" + quoted(row.note) + "}";
}

} // namespace

void printText(const Question &question, const Table &table)
{
    std::printf("\n%s: %s\n", question.name.c_str(), question.title.c_str());
    if (!table.skipped.empty())
        std::printf("  %s\n", table.skipped.c_str());
    for (const Row &row : table.rows) {
        std::printf("  %-58s %9s %-7s", row.what.c_str(), number(row.value).c_str(), row.unit.c_str());
        std::printf(" %8s %-10s %-8s %s", row.ratio ? number(*row.ratio, "x").c_str() : "", goalOf(row).c_str(),
                    verdictOf(row), row.ratio ? ("against " + row.against).c_str() : "");
        std::printf("%s%s\n", row.note.empty() ? "" : "; ", row.note.c_str());
    }
    std::fflush(stdout);
}

void printJson(const Question &question, const Table &table)
{
    std::string text = "{\"schema\":\"interleave.bench/1\",\"question\":" + quoted(question.name);
    text += ",\"skipped\":" + (table.skipped.empty() ? "null" : quoted(table.skipped)) + ",\"rows\":[";
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        text += (i == 0 ? "" : ",") + jsonOf(table.rows[i]);
    std::printf("%s]}\n", text.c_str());
    std::fflush(stdout);
}

} // namespace interleave::bench
