// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sheet/lab_sheet.h"
#include "app/sheet/sheet_pages.h"

#include <vector>

/// What a PDF draws for the blocks of a sheet, in the print theme, kSheetWidth wide. Any thread.
namespace interleave {

std::vector<SheetRow> sheetRows(const LabSheet &sheet);

// One for each kind of block; the first row has the space above it.
std::vector<SheetRow> rowsOf(const SheetParagraph &paragraph);
std::vector<SheetRow> rowsOf(const SheetVerdict &block);
std::vector<SheetRow> rowsOf(const SheetFacts &block);
std::vector<SheetRow> rowsOf(const SheetFigure &figure);
std::vector<SheetRow> rowsOf(const SheetStory &story);
std::vector<SheetRow> rowsOf(const SheetCode &code);
std::vector<SheetRow> rowsOf(const SheetOrder &order);
std::vector<SheetRow> rowsOf(const SheetQuestion &question);

} // namespace interleave
