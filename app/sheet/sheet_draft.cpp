// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_draft.h"

#include "app/models/explanation.h"
#include "app/models/recording_account.h"
#include "app/models/run_caption.h"
#include "app/models/run_time.h"
#include "app/models/run_tokens.h"
#include "app/models/to_text.h"
#include "app/sheet/sheet_figures.h"
#include "app/sheet/sheet_questions.h"
#include "app/sheet/sheet_story.h"
#include "app/style/words.h"
#include "scenarios/catalog.h"

namespace interleave {

namespace {

/// What the sections are made from.
struct Draft {
    std::shared_ptr<const Recording> recording;
    std::shared_ptr<const RunInfo> info;
    std::shared_ptr<const Findings> findings;
    const ScenarioInfo *scenario = nullptr;
    Account account;
    Verdict verdict;
    SheetStretch stretch;
    Explanation explanation;
};

/// "2026-11-22T14:02:11+01:00" → "2026-11-22, 14:02".
QString dateOf(const RunInfo &info)
{
    return QString::fromStdString(info.startedAt).left(16).replace(QLatin1Char('T'), QStringLiteral(", "));
}

SheetFacts::Table settingsTable(const Draft &draft)
{
    const RunSettings &settings = draft.info->settings;
    SheetFacts::Table table{QStringLiteral("Settings"), {}};
    table.facts.emplace_back(QStringLiteral("Scenario"), toText(draft.scenario->title));
    const ModeInfo *const mode = draft.scenario->mode(settings.mode);
    table.facts.emplace_back(QStringLiteral("Protection"),
                             mode ? toText(mode->title) : QString::fromStdString(settings.mode));
    const QString window = words::window(settings.window);
    table.facts.emplace_back(QStringLiteral("Gear"),
                             words::gear(settings.pace)
                                 + (window.isEmpty() ? QString() : QStringLiteral(", ") + window));
    for (const ParameterInfo &parameter : draft.scenario->parameters)
        if (const auto set = settings.parameters.find(std::string(parameter.name)); set != settings.parameters.end())
            table.facts.emplace_back(toText(parameter.title), words::number(set->second));
    if (settings.seed != 0)
        table.facts.emplace_back(QStringLiteral("Seed"), QString::number(settings.seed));
    return table;
}

SheetFacts::Table machineTable(const Draft &draft)
{
    const RunInfo &info = *draft.info;
    const MachineInfo &machine = info.machine;
    SheetFacts::Table table{QStringLiteral("Machine and recording"), {}};
    const auto add = [&table](const QString &name, const QString &value) {
        if (!value.isEmpty())
            table.facts.emplace_back(name, value);
    };
    add(QStringLiteral("Processor"), QString::fromStdString(machine.cpu).simplified());
    add(QStringLiteral("Cores"), machine.cores > 0 ? QString::number(machine.cores) : QString());
    add(QStringLiteral("Kernel"), QString::fromStdString(machine.kernel));
    add(QStringLiteral("Interleave"), QString::fromStdString(machine.version));
    add(QStringLiteral("Run on"), dateOf(info));
    if (everyoneFinished(info))
        add(QStringLiteral("Run took"), words::duration(runTime(info)) + QStringLiteral(", by its processes' clocks"));
    const QString dropped = info.dropped == 0
        ? QStringLiteral("none dropped")
        : words::number(static_cast<qint64>(info.dropped)) + QStringLiteral(" dropped");
    add(QStringLiteral("Recorded"),
        words::counted(static_cast<qint64>(draft.recording->trace().size()), u"event", u"events") + QStringLiteral(", ")
            + dropped);
    add(QStringLiteral("Held up"),
        words::duration(static_cast<double>(info.stalledNs)) + QStringLiteral(" by recording, in all"));
    return table;
}

SheetSection settingsSection(const Draft &draft)
{
    SheetFacts facts{{settingsTable(draft), machineTable(draft)}, commandOf(draft.info->settings)};
    return {QStringLiteral("settings"), {}, {std::move(facts)}};
}

/// How sure the verdict is: of something lost the proof, of something right what it rests on.
QString gradeOf(const Draft &draft)
{
    switch (draft.verdict.kind) {
    case Verdict::Kind::Right: return draft.verdict.limit;
    case Verdict::Kind::Wrong:
    case Verdict::Kind::Unfinished: return proofSentence(draft.explanation.proof);
    default: return {};
    }
}

SheetSection verdictSection(const Draft &draft)
{
    return {
        QStringLiteral("verdict"), {}, {SheetVerdict{draft.verdict, gradeOf(draft), verdictSign(draft.verdict.kind)}}};
}

SheetSection foundSection(const Draft &draft)
{
    return {QStringLiteral("found"), QStringLiteral("What was found"), {findingsBlock(*draft.recording)}};
}

SheetSection sceneSection(const Draft &draft)
{
    const bool wrong = draft.stretch.focus != kNoEvent;
    SheetSection section{QStringLiteral("scene"),
                         wrong ? QStringLiteral("Where it first went wrong") : QStringLiteral("What it looked like"),
                         {}};
    section.blocks.emplace_back(stageFigure(*draft.recording, *draft.scenario, draft.stretch));
    section.blocks.emplace_back(timelineFigure(draft.recording, draft.stretch));
    if (SheetOrder order = orderBlock(*draft.recording, draft.stretch); !order.steps.empty())
        section.blocks.emplace_back(std::move(order));
    return section;
}

SheetSection transcriptSection(const Draft &draft)
{
    return {
        QStringLiteral("transcript"), QStringLiteral("Transcript"), {transcriptBlock(draft.recording, draft.stretch)}};
}

SheetSection whySection(const Draft &draft)
{
    return {QStringLiteral("why"), draft.explanation.question, {ladderBlock(*draft.recording, draft.explanation)}};
}

SheetSection codeSection(const Draft &draft)
{
    SheetSection section{QStringLiteral("code"), QStringLiteral("The code"), {}};
    if (const ModeInfo *const mode = draft.scenario->mode(draft.info->settings.mode))
        section.blocks.emplace_back(SheetParagraph{toText(mode->help)});
    section.blocks.emplace_back(codeBlock(*draft.recording, *draft.scenario, draft.stretch));
    return section;
}

SheetSection chartsSection(const Draft &draft)
{
    SheetSection section{QStringLiteral("charts"), QStringLiteral("The whole run in figures"), {}};
    for (SheetFigure &figure : chartFigures(draft.recording, *draft.scenario))
        section.blocks.emplace_back(std::move(figure));
    return section;
}

SheetSection explainSection(const Draft &draft)
{
    SheetSection section{QStringLiteral("explain"), QStringLiteral("Explain"), {}};
    for (SheetQuestion &question : questionsFor(draft.verdict.kind, draft.stretch.focus != kNoEvent))
        section.blocks.emplace_back(std::move(question));
    return section;
}

Draft prepare(const std::shared_ptr<const Recording> &recording, Account account)
{
    Draft draft{.recording = recording,
                .info = recording->info(),
                .findings = recording->findings(),
                .account = std::move(account),
                .verdict = {},
                .stretch = stretchOf(*recording),
                .explanation = {}};
    draft.scenario = findScenario(draft.info->settings.scenario);
    draft.verdict = verdictOf(*draft.scenario, *draft.info, *draft.findings, draft.account);
    TraceReader reader(recording->trace());
    draft.explanation = explain(*recording, reader, draft.account);
    return draft;
}

} // namespace

const SheetSection *LabSheet::section(QStringView id) const
{
    for (const SheetSection &one : sections)
        if (one.id == id)
            return &one;
    return nullptr;
}

Result<LabSheet> draftSheet(const std::shared_ptr<const Recording> &recording)
{
    auto account = accountOf(*recording);
    if (!account.ok())
        return account.error();
    const Draft draft = prepare(recording, std::move(account.value()));
    LabSheet sheet;
    sheet.title = toText(draft.scenario->title);
    sheet.subtitle = settingsCaption(draft.scenario, draft.info->settings).section(QStringLiteral(", "), 1);
    sheet.date = dateOf(*draft.info);
    sheet.sections = {settingsSection(draft), verdictSection(draft)};
    if (!recording->trace().empty()) {
        sheet.sections.push_back(foundSection(draft));
        sheet.sections.push_back(sceneSection(draft));
        sheet.sections.push_back(transcriptSection(draft));
    }
    const bool wrong = draft.stretch.focus != kNoEvent || draft.info->stuck;
    if (wrong && !draft.explanation.rungs.empty())
        sheet.sections.push_back(whySection(draft));
    sheet.sections.push_back(codeSection(draft));
    if (SheetSection charts = chartsSection(draft); !charts.blocks.empty())
        sheet.sections.push_back(std::move(charts));
    sheet.sections.push_back(explainSection(draft));
    return sheet;
}

SheetFigure *figureToDraw(LabSheet &sheet)
{
    for (SheetSection &section : sheet.sections)
        for (SheetBlock &block : section.blocks)
            if (auto *figure = std::get_if<SheetFigure>(&block); figure && figure->chart)
                return figure;
    return nullptr;
}

} // namespace interleave
