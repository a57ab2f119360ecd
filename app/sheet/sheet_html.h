// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sheet/lab_sheet.h"

#include <QByteArray>

namespace interleave {

/// The sheet as one HTML file that needs no other: well-formed XML, pictures within, style for screen and for paper,
/// light whatever the reader's theme. Its charts are drawn. Any thread.
QByteArray sheetHtml(const LabSheet &sheet);

} // namespace interleave
