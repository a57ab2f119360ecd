// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sheet/lab_sheet.h"

#include <QByteArray>

namespace interleave {

/// The sheet as a PDF of A4 pages: text that can be searched and copied, figures as drawings. Its charts are drawn. Any
/// thread. Empty: no memory.
QByteArray sheetPdf(const LabSheet &sheet);

} // namespace interleave
