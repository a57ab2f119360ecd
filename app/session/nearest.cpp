// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/nearest.h"

#include <algorithm>
#include <numeric>

namespace interleave {

namespace {

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool isSameLetter(char a, char b)
{
    return lower(a) == lower(b);
}

/// Levenshtein's distance, one row at a time; a capital is as good as a small letter.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (isSameLetter(a[i - 1], b[j - 1]) ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

std::string listed(const std::vector<std::string> &names, const char *last)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i != 0)
            text += i + 1 == names.size() ? std::string(" ") + last + " " : ", ";
        text += "“" + names[i] + "”";
    }
    return text;
}

bool isNear(std::string_view given, const std::string &name)
{
    return !given.empty() && (distance(given, name) <= std::max<std::size_t>(2, name.size() / 3) || name.starts_with(given));
}

} // namespace

std::vector<std::string> nearest(std::string_view given, const std::vector<std::string> &valid)
{
    std::vector<std::string> near;
    std::copy_if(valid.begin(), valid.end(), std::back_inserter(near), [&](const std::string &name) { return isNear(given, name); });
    std::stable_sort(near.begin(), near.end(), [&](const std::string &a, const std::string &b) {
        return distance(given, a) < distance(given, b);
    });
    if (near.size() > 3)
        near.resize(3);
    return near.empty() ? valid : near;
}

bool isNearAny(std::string_view given, const std::vector<std::string> &valid)
{
    return std::any_of(valid.begin(), valid.end(), [&](const std::string &name) { return isNear(given, name); });
}

std::string suggestion(std::string_view given, const std::vector<std::string> &valid)
{
    const std::vector<std::string> names = nearest(given, valid);
    return isNearAny(given, valid) ? "did you mean " + listed(names, "or") + "?"
                                   : "valid are " + listed(names, "and") + ".";
}

} // namespace interleave
