// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_style.h"

#include "app/style/theme.h"

namespace interleave {

namespace {

constexpr auto kRules = uR"(
:root { color-scheme: light; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { margin: 0 auto; padding: 32px 24px; max-width: 680px; background: @card; color: @text;
  font: 14px/1.5 Inter, 'Noto Sans', 'DejaVu Sans', Helvetica, Arial, sans-serif; }
h1 { margin: 0; font-size: 25px; line-height: 1.2; }
h2 { margin: 30px 0 10px; padding-bottom: 4px; border-bottom: 1px solid @border; font-size: 17px; break-after: avoid; }
p { margin: 6px 0; }
code { font: 12px/1.5 'DejaVu Sans Mono', 'Noto Sans Mono', monospace; }
header { display: flex; justify-content: space-between; align-items: flex-end; gap: 24px; margin-bottom: 18px; }
header p { margin: 4px 0 0; color: @muted; }
[contenteditable]:focus { outline: none; background-color: @inset; }
.name { display: flex; gap: 8px; align-items: flex-end; flex: 0 0 240px; border-bottom: 1px solid @strong;
  color: @muted; font-size: 12px; }
.name span { flex: 1; color: @text; font-size: 14px; }
.quiet code { display: block; color: @text; }
.quiet, footer { color: @muted; font-size: 12px; }
footer { margin-top: 36px; }

.tables { display: flex; gap: 28px; }
.tables table { flex: 1; border-collapse: collapse; align-self: flex-start; font-size: 13px; }
caption { padding-bottom: 4px; text-align: left; font-weight: 600; }
.tables th, .tables td { padding: 3px 0; border-top: 1px solid @border; text-align: left; vertical-align: top; }
.tables th { padding-right: 14px; color: @muted; font-weight: 400; white-space: nowrap; }

.verdict { display: flex; gap: 14px; align-items: flex-start; margin-top: 22px; padding: 12px 16px;
  border: 1px solid @border;
  border-left: 5px solid @muted; border-radius: 6px; break-inside: avoid; }
.verdict img { flex: none; width: 32px; height: 32px; }
.verdict p { margin: 2px 0; }
.verdict .headline { font-size: 19px; font-weight: 700; line-height: 1.3; }
.verdict .quiet { margin-top: 6px; }
.wrong { background: @lossSoft; border-color: @lossBorder; border-left-color: @loss; }
.wrong .headline { color: @loss; }
.chance { background: @chanceSoft; border-left-color: @chance; }
.chance .headline { color: @chance; }
.right { background: @rightSoft; border-left-color: @right; }
.right .headline { color: @right; }

figure { margin: 18px 0; break-inside: avoid; }
figure img { display: block; width: 100%; height: auto; }
figcaption { margin-top: 6px; color: @muted; font-size: 12px; }
figcaption strong { color: @text; }

.badge { display: inline-block; box-sizing: border-box; min-width: 18px; padding: 0 4px; border-radius: 9px;
  font-size: 11px; font-weight: 700; line-height: 18px; text-align: center; }
.story { width: 100%; border-collapse: collapse; font-size: 13px; }
.story tr { break-inside: avoid; }
.story th, .story td { padding: 2px 0; text-align: left; vertical-align: top; font-weight: 400; }
.story th { width: 1%; padding-right: 10px; color: @muted; text-align: right; white-space: nowrap; }
.story td:nth-child(2) { width: 1%; padding-right: 9px; }
.story .loss { background: @lossSoft; }
.story .loss td:last-child { color: @loss; font-weight: 600; }
.story .within td:last-child { padding-left: 18px; }
.story .opens th, .story .opens td { padding-top: 12px; }
.story .remark td:last-child { color: @muted; }
.order { line-height: 2.1; }
.order span { margin-right: 3px; white-space: nowrap; font-size: 13px; }
.order .badge { margin-right: 2px; }
.order .loss { color: @loss; font-weight: 700; }

.code { display: flex; gap: 16px; }
.code div { flex: 1; min-width: 0; }
.code p { color: @muted; }
.code p strong { color: @text; }
.code ol { margin: 0; padding: 6px 0; border: 1px solid @border; border-radius: 6px; list-style: none; }
.code li { display: flex; padding: 0 8px; break-inside: avoid; }
.code li b { flex: none; width: 20px; color: @accent; font-size: 11px; line-height: 18px; }
.code li code { flex: 1; min-height: 18px; font-size: 11px; line-height: 18px; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.code li i { flex: none; color: @loss; font-style: normal; font-weight: 700; line-height: 18px; }
.code .step { background: @accentSoft; }
.code .loss { background: @lossSoft; }

.question { margin: 14px 0; break-inside: avoid; }
.answer div { min-height: 2.1em; border-bottom: 1px solid @strong; line-height: 2.1em; }

@page { size: A4; margin: 18mm 20mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .story, .tables table { font-size: 9.5pt; }
  #settings, .tables { break-inside: avoid; }
}
@media (max-width: 560px) { .tables, .code, header { flex-direction: column; align-items: stretch; } .name { flex: none; } }
)";

} // namespace

QString sheetStyle()
{
    const Theme theme = Theme::print();
    const std::pair<const char16_t *, QColor> colors[] = {
        {u"@accentSoft", theme.accentSoft},
        {u"@accent", theme.accent},
        {u"@lossSoft", theme.lossSoft},
        {u"@lossBorder", theme.lossBorder},
        {u"@loss", theme.loss},
        {u"@chanceSoft", theme.chanceSoft},
        {u"@chance", theme.chance},
        {u"@rightSoft", theme.rightSoft},
        {u"@right", theme.right},
        {u"@strong", theme.borderStrong},
        {u"@border", theme.border},
        {u"@inset", theme.inset},
        {u"@card", theme.card},
        {u"@muted", theme.muted},
        {u"@text", theme.text},
    };
    QString style = QString::fromUtf16(kRules);
    for (const auto &[name, color] : colors) // longer names before those they begin with
        style.replace(QString::fromUtf16(name), color.name());
    return style;
}

} // namespace interleave
