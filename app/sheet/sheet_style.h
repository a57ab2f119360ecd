// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace interleave {

/// How the HTML sheet looks, on the screen and on paper. Nothing in it needs another file, and no sign that XML would
/// escape, since HTML takes what stands in a style as it is.
QString sheetStyle();

} // namespace interleave
