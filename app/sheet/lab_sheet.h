// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_data.h"
#include "app/models/verdict.h"
#include "app/paint/export_picture.h"
#include "core/ids.h"

#include <QString>

#include <memory>
#include <utility>
#include <variant>
#include <vector>

/// A recording as it goes into a lab report: what is on the page, in its order, for any writer. A value.
namespace interleave {

struct SheetParagraph {
    QString text;
};

/// What the verdict strip of the window says, and how sure it is.
struct SheetVerdict {
    Verdict verdict;
    QString grade; ///< "Proved: …", or what the claim does not say; may be empty
    Drawing sign;  ///< its shape; of no size: none
};

/// Tables of names and values, to stand side by side.
struct SheetFacts {
    struct Table {
        QString title;
        std::vector<std::pair<QString, QString>> facts;
    };
    std::vector<Table> tables;
    QString command; ///< that makes such a run again
};

struct SheetFigure {
    QString title;                                    ///< "Value against writes"
    QString caption;                                  ///< sentences
    Drawing drawing;                                  ///< of a chart not before it is drawn
    std::shared_ptr<const ChartData> chart = nullptr; ///< the numbers of a chart, until it is drawn
};

/// Sentences about events, one below the other.
struct SheetStory {
    struct Line {
        EventIndex event = kNoEvent; ///< kNoEvent: of none in particular
        int actor = -1;              ///< whose badge stands before it; −1: none
        QString text;
        bool loss = false;   ///< something was lost by it
        bool within = false; ///< belongs to the line above
        bool opens = false;  ///< begins another part
        bool remark = false; ///< about the story: what is left out
    };
    std::vector<Line> lines;
};

/// The same steps in two languages, side by side.
struct SheetCode {
    struct Line {
        QString text;
        int step = 0;      ///< its number, the same in both languages; 0: no step
        bool loss = false; ///< here it first went wrong
    };
    struct Column {
        QString title;           ///< "C++"
        QString aside;           ///< "this ran"
        std::vector<Line> lines; ///< none: there is no twin
        QString without;         ///< … and this is why
    };
    std::vector<Column> columns;
    QString key; ///< "1 read · 2 add · 3 write"
};

/// Who took which step, in their order.
struct SheetOrder {
    struct Step {
        int actor = 0;
        QString letter;    ///< "R", as in the timeline
        bool lost = false; ///< what it put there is lost
    };
    std::vector<Step> steps;
    bool cutBefore = false, cutAfter = false; ///< there were others
    QString key;                              ///< what the letters mean
};

/// Something to be answered by hand.
struct SheetQuestion {
    QString text;
    int lines = 3; ///< ruled ones
};

using SheetBlock = std::variant<SheetParagraph, SheetVerdict, SheetFacts, SheetFigure, SheetStory, SheetCode,
                                SheetOrder, SheetQuestion>;

struct SheetSection {
    QString id;    ///< "settings"; anchors and tests
    QString title; ///< empty: without a heading
    std::vector<SheetBlock> blocks;
};

struct LabSheet {
    QString title;    ///< "Shared counter"
    QString subtitle; ///< protection, gear and sizes
    QString date;     ///< of the run, as the recording has it; may be empty
    std::vector<SheetSection> sections;

    /// The section of that id, or null.
    const SheetSection *section(QStringView id) const;
};

} // namespace interleave
