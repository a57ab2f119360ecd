// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panels/themed.h"

class QTextBrowser;

namespace interleave {

class TextLabel;
struct ModeInfo;
struct ScenarioInfo;

/// "About this scenario": what it is, what the chosen protection does, and how it may end.
class ScenarioCard : public Card
{
    Q_OBJECT

public:
    explicit ScenarioCard(QWidget *parent = nullptr);

    /// Both live as long as the catalogue; null clears.
    void showMode(const ScenarioInfo *scenario, const ModeInfo *mode);
    QSize minimumSizeHint() const override;

private:
    void tell();

    const ScenarioInfo *m_scenario = nullptr;
    const ModeInfo *m_mode = nullptr;
    TextLabel *m_title;
    QTextBrowser *m_text;
};

} // namespace interleave
