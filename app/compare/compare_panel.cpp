// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/compare/compare_panel.h"

#include "app/charts/chart_chips.h"
#include "app/compare/comparison_canvas.h"
#include "app/panels/button.h"
#include "app/session/playback.h"
#include "app/style/appearance.h"
#include "core/trace/recording.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPromise>
#include <QScrollArea>
#include <QStackedLayout>
#include <QTableWidget>
#include <QThreadPool>
#include <QVBoxLayout>

namespace interleave {

namespace {

constexpr int kFigureWidth = 643; // 170 mm at 96 dpi
constexpr int kTableWidth = 410;

const auto kNothingYet = QStringLiteral("Run something, change the protection and run it again: both runs will stand here side by side.");
const auto kOnlyOne = QStringLiteral("There is one run of this scenario so far. Change the protection and run it again, or compare it with a "
                                     "recording.");

template <typename Value, typename Work>
QFuture<Value> inPool(Work work)
{
    auto promise = std::make_shared<QPromise<Value>>(); // can only be moved, and a runnable function is copied
    QFuture<Value> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace

ComparePanel::ComparePanel(Playback *playback, QWidget *parent) : QWidget(parent), m_playback(playback)
{
    m_message = new QLabel;
    m_message->setObjectName(QStringLiteral("compareMessage"));
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_open = new Button(Button::Look::Plain, QStringLiteral("Open another recording…"), QStringLiteral("open"));
    m_open->setObjectName(QStringLiteral("openOther"));
    m_empty = new QWidget;
    auto *const empty = new QVBoxLayout(m_empty);
    empty->addStretch(1);
    empty->addWidget(m_message);
    empty->addWidget(m_open, 0, Qt::AlignHCenter);
    empty->addStretch(1);

    m_sentence = new QLabel;
    m_sentence->setObjectName(QStringLiteral("compareSentence"));
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_other = new Chip(QStringLiteral("Another recording…"));
    m_other->setObjectName(QStringLiteral("compareOther"));
    m_other->setToolTip(QStringLiteral("A recording to stand in the place of A"));
    m_save = new Chip(QStringLiteral("Save…"));
    m_save->setObjectName(QStringLiteral("saveComparison"));
    m_canvas = new ComparisonCanvas;
    m_table = new QTableWidget(0, 4);
    m_table->setObjectName(QStringLiteral("differences"));
    m_table->setHorizontalHeaderLabels({QString(), QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("B : A")});
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setWordWrap(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setAccessibleName(QStringLiteral("Differences"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);

    auto *const top = new QHBoxLayout;
    top->setContentsMargins(4, 4, 0, 2);
    top->setSpacing(8);
    top->addWidget(m_sentence, 1);
    top->addWidget(m_other);
    top->addWidget(m_save);
    auto *const sides = new QHBoxLayout;
    sides->setSpacing(10);
    auto *const scroll = new QScrollArea; // a low window shows one timeline, and the other is a turn of the wheel away
    scroll->setWidget(m_canvas);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    sides->addWidget(scroll, 1);
    sides->addWidget(m_table);
    m_both = new QWidget;
    auto *const both = new QVBoxLayout(m_both);
    both->setContentsMargins(14, 0, 12, 2); // as far in as the row of tabs
    both->setSpacing(2);
    both->addLayout(top);
    both->addLayout(sides, 1);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_both);

    connect(m_open, &Button::clicked, this, &ComparePanel::askOther);
    connect(m_other, &Chip::clicked, this, &ComparePanel::askOther);
    connect(m_save, &Chip::clicked, this, &ComparePanel::saveRequested);
    connect(&m_watcher, &QFutureWatcher<Read>::finished, this, &ComparePanel::loaded);
    connect(m_playback, &Playback::recordingChanged, this, &ComparePanel::take);
    connect(m_playback, &Playback::stateChanged, this, &ComparePanel::take);
    setTheme(Theme::light());
    load();
}

ComparePanel::~ComparePanel()
{
    m_watcher.disconnect(this);
}

void ComparePanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.card);
    palette.setColor(QPalette::Base, theme.card);
    setPalette(palette);
    setAutoFillBackground(true);
    const Appearance &look = appearance();
    QPalette quiet = palette;
    quiet.setColor(QPalette::WindowText, theme.muted);
    m_message->setPalette(quiet);
    m_message->setFont(look.font(13));
    m_sentence->setFont(look.font(13, QFont::DemiBold));
    m_table->setFont(look.font(12));
    m_table->horizontalHeader()->setFont(look.font(12, QFont::DemiBold));
    m_table->verticalHeader()->setDefaultSectionSize(look.px(20));
    m_table->verticalHeader()->setMinimumSectionSize(look.px(16));
    m_table->setFixedWidth(look.px(kTableWidth));
    m_other->setTheme(theme);
    m_save->setTheme(theme);
    m_canvas->setTheme(theme);
    fillTable();
}

Picture ComparePanel::figure() const
{
    return m_runs ? comparisonFigure(*m_runs, kFigureWidth, Theme::print()) : Picture();
}

/// Looks at what is on show: a run that has ended there becomes B, and what was B becomes A.
void ComparePanel::take()
{
    const auto recording = m_playback->recording();
    if (!recording || m_playback->isLive() || !recording->finished() || recording == m_b)
        return;
    const std::string scenario = recording->info()->settings.scenario;
    const bool sameAsB = m_b && m_b->info()->settings.scenario == scenario;
    const bool keepsA = m_opened && m_a && m_a->info()->settings.scenario == scenario;
    if (!keepsA) {
        m_a = sameAsB ? m_b : nullptr;
        m_opened = false;
    }
    m_b = recording;
    load();
}

void ComparePanel::setOther(std::shared_ptr<const Recording> recording)
{
    m_a = std::move(recording);
    m_opened = true;
    load();
}

void ComparePanel::load()
{
    m_stale = !isVisible();
    show(nullptr);
    if (!m_b || !m_a) {
        m_stale = false;
        say(m_b || m_a ? kOnlyOne : kNothingYet);
        m_open->setVisible(m_b != nullptr);
        return;
    }
    say(QStringLiteral("reading both…"));
    m_open->hide();
    if (m_stale)
        return;
    m_watcher.setFuture(inPool<Read>([a = m_a, b = m_b] { return std::make_shared<const Result<ComparedRuns>>(readBoth(a, b)); }));
}

void ComparePanel::loaded()
{
    const Read read = m_watcher.result();
    if (!read->ok()) {
        say(QString::fromStdString(read->error().sentence));
        m_open->show();
        return;
    }
    const auto runs = std::shared_ptr<const ComparedRuns>(read, &read->value());
    // Meanwhile another one may have been asked for.
    if (runs->a->recording() == m_a && runs->b->recording() == m_b)
        show(runs);
}

void ComparePanel::show(std::shared_ptr<const ComparedRuns> runs)
{
    m_runs = std::move(runs);
    m_canvas->setRuns(m_runs);
    m_sentence->setText(m_runs ? m_runs->comparison.sentence : QString());
    m_sentence->setToolTip(m_sentence->text());
    fillTable();
    if (m_runs)
        m_pages->setCurrentWidget(m_both);
}

void ComparePanel::say(const QString &sentence)
{
    m_message->setText(sentence);
    m_pages->setCurrentWidget(m_empty);
}

void ComparePanel::fillTable()
{
    m_table->clearSpans();
    m_table->setRowCount(0);
    if (!m_runs)
        return;
    const auto add = [this](int row, int column, const QString &text, const QColor &color, int weight) {
        auto *const item = new QTableWidgetItem(text); // the table owns it
        item->setForeground(color);
        item->setFont(appearance().font(12, weight));
        item->setToolTip(text);
        item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
        m_table->setItem(row, column, item);
    };
    QString group;
    for (const ComparedRow &line : m_runs->comparison.rows) {
        if (line.id == QLatin1String("verdict")) // stands above its timeline
            continue;
        int row = m_table->rowCount();
        if (line.group != group) {
            m_table->insertRow(row);
            add(row, 0, line.group, m_theme.text, QFont::DemiBold);
            m_table->setSpan(row++, 0, 1, 4);
        }
        group = line.group;
        m_table->insertRow(row);
        const QColor color = line.differs() ? m_theme.text : m_theme.muted; // in words too: "same"
        int column = 0;
        for (const QString &text : {QString(QStringLiteral("  ") + line.title), line.a, line.b, line.factorText()}) {
            add(row, column, text.isEmpty() ? QStringLiteral("–") : text, column == 0 ? m_theme.muted : color, QFont::Normal);
            ++column;
        }
    }
}

void ComparePanel::askOther()
{
    const QString path = QFileDialog::getOpenFileName(this, QStringLiteral("Compare with a recording"), QString(),
                                                      QStringLiteral("Recordings (*.ilv)"));
    if (!path.isEmpty())
        emit otherRequested(path);
}

void ComparePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        load();
}

} // namespace interleave
