// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Under a sanitizer everything takes ten times as long. It looks for what one passage through the code shows as well
/// as twenty, so tests repeat less there; what they ask of each run is the same.
namespace interleave {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

/// \p usual, or the \p least that still makes the test's point, under a sanitizer.
constexpr int repetitions(int usual, int least)
{
    return kSanitized ? least : usual;
}

} // namespace interleave
