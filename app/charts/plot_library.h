// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The only place that includes QCustomPlot. Its header has templates written with Qt's `foreach`, which our sources do
/// without (QT_NO_FOREACH); they only read the containers, so the language's own loop means the same.
#ifdef foreach
#include <qcustomplot.h>
#else
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef foreach
#endif
