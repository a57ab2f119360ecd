// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFontMetrics>
#include <QStringList>

namespace interleave {

/// The words of a text in lines of at most that width; a word that is wider has a line of its own.
QStringList wrappedLines(const QString &text, const QFontMetrics &metrics, int width);

} // namespace interleave
