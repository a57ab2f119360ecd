// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// The valid names nearest to what was given (edit distance, best first), at most three; all of them when none is near.
std::vector<std::string> nearest(std::string_view given, const std::vector<std::string> &valid);

/// Is one of them near enough to have been meant?
bool isNearAny(std::string_view given, const std::vector<std::string> &valid);

/// "did you mean “queue”?" or "valid are “a”, “b” and “c”."
std::string suggestion(std::string_view given, const std::vector<std::string> &valid);

} // namespace interleave
