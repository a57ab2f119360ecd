// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/bench/harness.h"

/// All questions; each is in the file of its name.
namespace interleave::bench {

Table emission(const Options &options);
Table lttng(const Options &options);
Table off(const Options &options);
Table python(const Options &options);
Table settle(const Options &options);
Table live(const Options &options);
Table opening(const Options &options);
// With the window's library only:
Table start(const Options &options);
Table exploring(const Options &options);
Table frames(const Options &options);
Table longFrames(const Options &options);

} // namespace interleave::bench
