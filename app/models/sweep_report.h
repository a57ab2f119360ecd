// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/sweep.h"

#include <QJsonObject>
#include <QStringList>

namespace interleave {

/// "interleave.sweep/1": settings, machine, and each point with its spread and its runs.
QJsonObject sweepJson(const Sweep &sweep);

/// What each protection came to, in a sentence; none before its first run has ended.
QStringList sweepSentences(const Sweep &sweep);
/// The same for a person: what each protection came to, in a sentence, and a table of medians.
QString sweepText(const Sweep &sweep);

} // namespace interleave
