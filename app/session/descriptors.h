// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <cstddef>

namespace interleave {

/// Is there room for `more` open files beside those that are open? Asked beforehand, for where one is missing in the
/// midst of it, libraries say so in their own words, or end the program. Error: "`what` takes about 49 open files, and
/// 20 are allowed: " and what would help, `remedy` among it where that is something.
Result<void> checkDescriptors(std::size_t more, const char *what, const char *remedy = "");

} // namespace interleave
