// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// A figure of one machine at one moment says little; a ratio between two things measured alternately says much.
/// Whatever can be is therefore compared with something that does the same work in another way, in the same rounds.
namespace interleave::bench {

struct Options {
    bool tiny = false; ///< only to see that everything runs

    std::size_t rounds() const { return tiny ? 2 : 7; }
    std::size_t size(std::size_t full, std::size_t small) const { return tiny ? small : full; }
};

/// One way to do the work. `measure` does it once and returns its cost, in whatever unit all contenders share; NaN when
/// it could not.
struct Contender {
    std::string name;
    std::function<double()> measure;
};

/// Measures all contenders in turn, round after round: A B C, B C A, …
class Comparison
{
public:
    Comparison(const Options &options, std::vector<Contender> contenders);

    double median(std::size_t contender) const;
    /// Median over the rounds of cost(one) ÷ cost(other).
    double ratio(std::size_t one, std::size_t other) const;

private:
    std::vector<std::vector<double>> m_costs; ///< by contender, by round
};

/// What was promised, of the ratio when the row has one, else of the value.
struct Goal {
    enum class Kind { AtMost, AtLeast } kind;
    double bound;

    bool reachedBy(double figure) const { return kind == Kind::AtMost ? figure <= bound : figure >= bound; }
};
constexpr Goal atMost(double bound)
{
    return {Goal::Kind::AtMost, bound};
}
constexpr Goal atLeast(double bound)
{
    return {Goal::Kind::AtLeast, bound};
}

struct Row {
    std::string what;
    double value;                     ///< the median; NaN: could not be measured, `note` says why
    std::string unit;
    std::optional<double> ratio = {};
    std::string against = {};
    std::optional<Goal> goal = {};
    std::string note = {};
};

struct Table {
    std::vector<Row> rows;
    std::string skipped = {}; ///< a sentence, when the question cannot be put here
};

/// One question, one file.
struct Question {
    std::string name;
    std::string title;
    std::function<Table(const Options &)> answer;
};

/// CPU time of the calling thread, ns: other work on the machine does not count, as long as nothing waits.
double threadNanoseconds();

/// Makes the compiler believe that somebody looks at all memory: no store before it is left out.
inline void memoryEscapes()
{
    asm volatile("" ::: "memory");
}

/// … and that this value is used.
template <typename T>
void escape(const T &value)
{
    asm volatile("" : : "r,m"(value) : "memory");
}

double medianOf(std::vector<double> values);

/// Three digits or so; "-" for NaN.
std::string number(double value, const char *unit = "");

void printText(const Question &question, const Table &table);
/// One object a question, on one line.
void printJson(const Question &question, const Table &table);

} // namespace interleave::bench
