// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/run_choice.h"
#include "app/models/run_series.h"

#include <QWidget>

#include <functional>
#include <span>
#include <vector>

class QHBoxLayout;
class QMenu;
class QSpacerItem;

namespace interleave {

class Button;
class NumberField;
class Segmented;
class TextLabel;

/// What to run and how: scenario, Run, ×20, stop, gear, protection, sizes, and the menu of everything else.
/// In a narrow window it first tightens, then drops a word, then shortens some, and last what comes later; never a
/// choice that works.
class Toolbar : public QWidget
{
    Q_OBJECT

public:
    explicit Toolbar(std::span<const ScenarioInfo *const> catalog, QWidget *parent = nullptr);

    const RunChoice &choice() const { return m_choice; }
    void setChoice(const RunChoice &choice);
    /// `canRunAnew`: what runs waits for the learner, and Run may take its place.
    void setRunning(bool running, bool canRunAnew = false);
    /// Asks that how many orders such a run has with so many deaths, as a decimal number; empty: not known. Ask again
    /// by refreshing.
    void setOrderCount(std::function<std::string(const RunSettings &, std::uint64_t deaths)> count);
    /// The menu behind ⋮; the window fills it.
    QMenu *menu() const { return m_menu; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    /// Runs, or explores, as the gear has it.
    void run();
    void repeat();
    /// More may be known of orders by now.
    void refreshRun();
    /// Opens the catalogue.
    void openCatalog();

signals:
    void runRequested(const interleave::RunSettings &settings);
    void repeatRequested(const interleave::RunSettings &settings, int times, interleave::RunSeries::Watch watch);
    /// Gear Explore: these orders of that.
    void exploreRequested(const interleave::RunSettings &settings, const interleave::SearchScope &scope);
    void stopRequested();
    /// Anything that changes what the next run will be.
    void choiceChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void createParts();
    static Button *smallButton(const char *name, const QString &text, const QString &toolTip, double padding);
    void createButtons();
    void createChoices();
    void createMenus();
    void layOutParts();
    void connectParts();
    void fillCatalog();
    void fillRepeats();
    void fillScopes();
    void chooseScenario(const ScenarioInfo *scenario);
    void showChoice();
    void showRunning();
    void showProtections();
    void showFields();
    void fit();
    int levelFor(const QString &wording, int from);
    void tighten(int level);

    std::span<const ScenarioInfo *const> m_catalog;
    RunChoice m_choice;
    QHBoxLayout *m_layout = nullptr;
    QHBoxLayout *m_fieldsLayout = nullptr;
    std::vector<QSpacerItem *> m_gaps; // between the groups; owned by m_layout
    Button *m_title = nullptr;
    Button *m_run = nullptr;
    Button *m_repeat = nullptr;
    Button *m_repeats = nullptr; // how often, and watched or not
    Button *m_scope = nullptr;   // in their place where orders are searched: which ones
    Button *m_stop = nullptr;
    Button *m_more = nullptr;
    QStringList m_runWordings; // the longest first
    std::function<std::string(const RunSettings &, std::uint64_t deaths)> m_orderCount;
    Segmented *m_gear = nullptr;
    TextLabel *m_protectionWord = nullptr;
    Segmented *m_protection = nullptr;
    std::vector<NumberField *> m_fields;
    QMenu *m_menu = nullptr;
    QMenu *m_catalogMenu = nullptr;
    QMenu *m_repeatsMenu = nullptr;
    QMenu *m_scopeMenu = nullptr;
    const ScenarioInfo *m_shown = nullptr; // whose protections and fields are in the bar
    bool m_running = false;
    bool m_canRunAnew = false;
};

} // namespace interleave
