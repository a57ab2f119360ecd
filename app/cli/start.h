// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace interleave {

/// The program: a command when the first argument is one, else the window. Returns what the shell gets.
int start(int argc, char **argv);

} // namespace interleave
