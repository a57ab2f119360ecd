// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/run_series.h"

#include <QJsonObject>
#include <QString>

namespace interleave {

/// "interleave.runs/1": `of` runs were made, and the series was `interrupted` when more had been asked for. Of both
/// recorded and unwatched runs: of the recorded ones, and in `unwatched` the same of the others.
QJsonObject runsJson(const RunSeries &series);

/// The same for a person: how many went wrong, and how often which result came.
QString runsText(const RunSeries &series);

} // namespace interleave
