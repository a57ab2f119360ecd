// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

#include <vector>

namespace interleave {

enum class Align { Left, Right };

/// Rows of cells as lines of text, columns two spaces apart and as wide as their widest cell; no spaces at the ends of
/// lines. A column without an alignment of its own has the last one's.
QStringList tableLines(const std::vector<QStringList> &rows, const std::vector<Align> &alignments);

} // namespace interleave
