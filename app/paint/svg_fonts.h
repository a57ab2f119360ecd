// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace interleave {

/// Qt's generator names one font family for each text; a reader who lacks it would get a serif. With others to fall
/// back on.
QByteArray withFallbackFonts(const QByteArray &svg);

} // namespace interleave
