// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/comparison.h"

#include <QJsonObject>
#include <QString>

namespace interleave {

/// "interleave.compare/1".
QJsonObject comparisonJson(const Comparison &comparison, const QString &fileA, const QString &fileB);
/// The main difference, what A and B are, and a table.
QString comparisonText(const Comparison &comparison, const QString &fileA, const QString &fileB);

} // namespace interleave
