// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/offers.h"
#include "app/models/source_excerpt.h"
#include "app/panels/themed.h"

#include <memory>

class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace interleave {

struct Links;
class Button;
class CodeView;
class Playback;
class TabStrip;
class TraceReader;
struct ModeInfo;
struct ScenarioInfo;

/// The code of the protection that runs, C++ and its Python twin, with the line of each process.
class CodeCard : public Card
{
    Q_OBJECT

public:
    explicit CodeCard(Playback *playback, QWidget *parent = nullptr);

    /// The sources come from the program's resources; null clears.
    void showMode(const ScenarioInfo *scenario, const ModeInfo *mode);
    /// For texts from elsewhere.
    void setExcerpts(const Excerpt &cpp, const Excerpt &python, const QString &note, const QString &withoutTwin);
    CodeView *view(SourceLanguage language) const { return language == SourceLanguage::Cpp ? m_cpp : m_python; }
    TabStrip *tabs() const { return m_tabs; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;
    /// Height at which all lines are seen, as close as they may get.
    int leastHeight() const;

public slots:
    void copy();
    /// Of a run that is stepped, where the cursor stands at its end: the lines lit are those that come next.
    void setOffers(std::vector<interleave::Offer> offers);
    /// What to light up: the line of the event pointed at in some view, and those of what belongs to it.
    void setLinks(const interleave::Links &links);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitHeader();
    int heightWith(int code) const;
    void createParts();
    void takeRecording();
    void showPositions();
    CodeView *current() const;

    Playback *m_playback; // not owned; outlives every view
    std::unique_ptr<TraceReader> m_reader;
    std::vector<Offer> m_offers;
    TabStrip *m_tabs = nullptr;
    QHBoxLayout *m_header = nullptr;
    QStackedWidget *m_pages = nullptr;
    CodeView *m_cpp = nullptr;
    CodeView *m_python = nullptr;
    QLabel *m_note = nullptr;
    Button *m_copy = nullptr;
};

} // namespace interleave
