// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/code_card.h"

#include "app/models/code_positions.h"
#include "app/models/links.h"
#include "app/models/scenario_code.h"
#include "app/models/to_text.h"
#include "app/panels/button.h"
#include "app/panels/code_view.h"
#include "app/panels/tab_strip.h"
#include "app/session/playback.h"
#include "scenarios/scenario_info.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPalette>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave {

CodeCard::CodeCard(Playback *playback, QWidget *parent) : Card(parent), m_playback(playback)
{
    createParts();
    connect(m_copy, &Button::clicked, this, &CodeCard::copy);
    connect(m_tabs, &TabStrip::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_playback, &Playback::recordingChanged, this, &CodeCard::takeRecording);
    connect(m_playback, &Playback::moved, this, &CodeCard::showPositions);
    connect(m_playback, &Playback::concealedChanged, this, &CodeCard::showPositions);
    connect(m_playback, &Playback::lengthChanged, this, [this] {
        if (!m_offers.empty())
            showPositions(); // the cursor is, or is no longer, at the end
    });
    takeRecording();
}

void CodeCard::createParts()
{
    m_tabs = new TabStrip;
    m_tabs->addTab(QStringLiteral("C++"), QStringLiteral("this runs"));
    m_tabs->addTab(QStringLiteral("Python"), QStringLiteral("same steps"));
    m_copy = new Button(Button::Look::Link, QStringLiteral("Copy"), QString());
    m_copy->setExtent(28);
    m_copy->setPadding(8);
    m_copy->setObjectName(QStringLiteral("copyCode"));
    m_copy->setToolTip(QStringLiteral("Copy this code"));
    m_cpp = new CodeView(SourceLanguage::Cpp, QStringLiteral("C++ code"));
    m_python = new CodeView(SourceLanguage::Python, QStringLiteral("Python code"));
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_cpp);
    m_pages->addWidget(m_python);
    m_note = new QLabel;
    m_note->setWordWrap(true);

    m_header = new QHBoxLayout;
    m_header->addWidget(m_tabs);
    m_header->addStretch(1);
    m_header->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(m_header);
    column->addSpacing(6);
    column->addWidget(m_pages, 1);
    auto *note = new QHBoxLayout;
    note->addWidget(m_note);
    column->addLayout(note);
    followAppearance(this, [this, note, column] {
        const Appearance &look = appearance();
        m_header->setContentsMargins(look.px(8), 0, 0, 0);
        m_note->setFont(look.font(12.5));
        QPalette colours = m_note->palette();
        colours.setColor(QPalette::WindowText, look.theme().muted);
        m_note->setPalette(colours);
        note->setContentsMargins(look.px(6), 0, 0, 0);
        column->setContentsMargins(look.px(8), look.px(1), look.px(8), look.px(9));
        fitHeader();
    });
}

/// Large writing in a narrow card: Copy is in the menu too, and which of the two runs can be told without words.
void CodeCard::fitHeader()
{
    const int room = width() - appearance().px(3 * 8);
    m_tabs->setNotes(true);
    const int words = m_tabs->sizeHint().width();
    m_copy->setVisible(words + m_copy->sizeHint().width() <= room);
    m_tabs->setNotes(words <= room);
    m_header->invalidate();
}

void CodeCard::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fitHeader();
}

void CodeCard::showMode(const ScenarioInfo *scenario, const ModeInfo *mode)
{
    if (scenario == nullptr || mode == nullptr) {
        setExcerpts({}, {}, {}, {});
        return;
    }
    const ScenarioCode code = codeOf(*scenario, *mode);
    setExcerpts(code.cpp, code.python, toText(mode->help), code.withoutTwin);
}

void CodeCard::setExcerpts(const Excerpt &cpp, const Excerpt &python, const QString &note, const QString &withoutTwin)
{
    m_cpp->setExcerpt(cpp);
    Excerpt twin = python;
    if (twin.lines.empty() && !withoutTwin.isEmpty())
        twin.lines.push_back({QStringLiteral("# ") + withoutTwin, 0, QString()});
    m_python->setExcerpt(twin);
    m_note->setText(note);
    updateGeometry();
    showPositions();
}

void CodeCard::takeRecording()
{
    const auto &recording = m_playback->recording();
    m_reader = recording ? std::make_unique<TraceReader>(recording->trace()) : nullptr;
    showPositions();
}

void CodeCard::setOffers(std::vector<Offer> offers)
{
    if (offers == m_offers)
        return;
    m_offers = std::move(offers);
    showPositions();
}

void CodeCard::showPositions()
{
    const bool anyNext = std::any_of(m_offers.begin(), m_offers.end(), [](const Offer &offer) { return offer.site != 0; });
    const bool tellsNext = m_reader && anyNext && m_playback->position() == m_playback->length();
    for (CodeView *view : {m_cpp, m_python}) {
        CodePositions positions;
        if (m_reader)
            positions = codePositions(*m_playback->recording(), *m_reader, m_playback->position(), m_cpp->excerpt(),
                                      view->excerpt());
        const bool loss = positions.loss && !m_playback->isConcealed();
        if (!tellsNext) {
            view->setMarks(positions.currentLine, loss, positions.actors);
            view->setNext({});
            continue;
        }
        auto next = nextPositions(*m_playback->recording()->info(), m_offers, m_cpp->excerpt(), view->excerpt());
        std::set<int> lines;
        for (const auto &[line, actors] : next)
            lines.insert(line);
        view->setMarks(loss ? positions.currentLine : -1, loss, std::move(next));
        view->setNext(std::move(lines));
    }
}

void CodeCard::setLinks(const Links &links)
{
    for (CodeView *view : {m_cpp, m_python}) {
        int own = -1;
        std::set<int> causes, effects;
        if (m_reader && links.of != kNoEvent) {
            const auto info = m_playback->recording()->info();
            const auto lineOf = [&](EventIndex event) { return lineOfEvent(*info, (*m_reader)[event], m_cpp->excerpt(), view->excerpt()); };
            own = lineOf(links.of);
            for (const Link &link : links.links)
                (isCause(link.kind) ? causes : effects).insert(lineOf(link.event));
        }
        view->setLit(own, std::move(causes), std::move(effects));
    }
}

CodeView *CodeCard::current() const
{
    return m_tabs->current() == 0 ? m_cpp : m_python;
}

void CodeCard::copy()
{
    QGuiApplication::clipboard()->setText(current()->excerpt().text());
}

QSize CodeCard::minimumSizeHint() const
{
    return {appearance().px(240), appearance().px(120)};
}

QSize CodeCard::sizeHint() const
{
    const int code = std::max(m_cpp->fullHeight(), m_python->fullHeight());
    return {appearance().px(404), heightWith(code)};
}

int CodeCard::leastHeight() const
{
    return heightWith(std::max(m_cpp->leastHeight(), m_python->leastHeight()));
}

int CodeCard::heightWith(int code) const
{
    const Appearance &look = appearance();
    const int note = std::max(look.px(22), m_note->heightForWidth(std::max(look.px(200), width() - look.px(22))));
    return code + note + look.px(34 + 6 + 10);
}

} // namespace interleave
