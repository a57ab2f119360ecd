// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_questions.h"

namespace interleave {

std::vector<SheetQuestion> questionsFor(Verdict::Kind kind, bool sawTrouble)
{
    std::vector<SheetQuestion> questions = {{QStringLiteral("What did you expect before the run, and why?"), 2}};
    const auto ask = [&questions](const char16_t *text, int lines) {
        questions.push_back({QString::fromUtf16(text), lines});
    };
    if (sawTrouble) {
        ask(u"Which process went by something old, and at which event had it looked?", 2);
        ask(u"What did the others do between that and what it did next?", 3);
        ask(u"Why did nobody get an error?", 2);
        ask(u"Which protection would have prevented it? Say between which lines of the code it has to hold.", 4);
        return questions;
    }
    switch (kind) {
    case Verdict::Kind::Right:
        ask(u"What puts the accesses of two processes in order here? Name the lines of the code.", 3);
        ask(u"What would go wrong if one of these lines were left out?", 3);
        ask(u"What does the protection cost? In which figure can that be seen?", 3);
        break;
    case Verdict::Kind::Chance:
        ask(u"Why does a right result prove nothing here?", 3);
        ask(u"Write down an order of the steps that would go wrong.", 4);
        ask(u"What would make a wrong result more likely, and what impossible?", 3);
        break;
    default:
        ask(u"Which process could not come to its end, and why?", 3);
        ask(u"What did that mean for the others?", 3);
        break;
    }
    return questions;
}

} // namespace interleave
