// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_view.h"

#include "app/charts/chart_canvas.h"
#include "app/charts/figure_saver.h"
#include "app/style/appearance.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPromise>
#include <QStackedLayout>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace interleave {

namespace {

constexpr int kLeastPauseMs = 500; // between two counts of a live run
constexpr int kPatienceMs = 150;

QFuture<ChartData> countInPool(const ChartInfo &chart, ChartInput input)
{
    // QPromise can only be moved, and a runnable function is copied.
    auto promise = std::make_shared<QPromise<ChartData>>();
    QFuture<ChartData> future = promise->future();
    input.cancelled = [promise] { return promise->isCanceled(); };
    promise->start();
    QThreadPool::globalInstance()->start([promise, build = chart.build, input = std::move(input)] {
        promise->addResult(build(input));
        promise->finish();
    });
    return future;
}

} // namespace

ChartView::ChartView(QWidget *parent) : QWidget(parent)
{
    m_canvas = new ChartCanvas;
    m_canvas->setObjectName(QStringLiteral("plot"));
    m_message = new QLabel;
    m_message->setObjectName(QStringLiteral("chartMessage"));
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_canvas);
    m_pages->addWidget(m_message);
    m_next.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    m_saver = new FigureSaver([this] { return figure(); }, this);
    connect(m_saver, &FigureSaver::saved, this, &ChartView::saved);
    connect(m_saver, &FigureSaver::failed, this, &ChartView::failed);
    connect(&m_next, &QTimer::timeout, this, &ChartView::count);
    connect(&m_patience, &QTimer::timeout, this, [this] { say(QStringLiteral("counting…")); });
    connect(&m_watcher, &QFutureWatcher<ChartData>::finished, this, &ChartView::counted);
    setTheme(Theme::light());
    say(QString());
}

ChartView::~ChartView()
{
    m_watcher.disconnect(this);
    m_watcher.cancel();
}

void ChartView::setTheme(const Theme &theme)
{
    m_style.theme = theme;
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.card);
    palette.setColor(QPalette::WindowText, theme.muted);
    setPalette(palette);
    setAutoFillBackground(true);
    m_message->setPalette(palette);
    const Appearance &look = appearance();
    m_message->setFont(look.font(13));
    m_message->setMargin(look.px(12));
    setMinimumSize(look.px(160), look.px(76)); // a key, a bar for each of few processes, and an axis with its words
    redraw();
}

void ChartView::setChart(const ChartInfo *chart, ChartInput input)
{
    const bool other = chart != m_chart || input.recording != m_input.recording;
    m_chart = chart;
    m_input = std::move(input);
    m_next.stop();
    if (other)
        show(NoData{});
    count();
    if (other && m_watcher.isRunning())
        m_patience.start();
}

void ChartView::refresh()
{
    if (!m_chart || m_next.isActive())
        return;
    const qint64 pause = std::max<qint64>(kLeastPauseMs, 10 * m_lastCountMs);
    const qint64 past = m_since.isValid() ? m_since.elapsed() : pause;
    m_next.start(static_cast<int>(std::max<qint64>(0, pause - past)));
}

void ChartView::count()
{
    m_stale = !isVisible();
    if (!m_chart || m_stale)
        return;
    m_watcher.cancel();
    m_since.start();
    m_watcher.setFuture(countInPool(*m_chart, m_input));
}

void ChartView::counted()
{
    if (m_watcher.isCanceled() || m_watcher.future().resultCount() == 0)
        return;
    m_lastCountMs = m_since.elapsed();
    show(m_watcher.result());
}

void ChartView::show(ChartData numbers)
{
    m_patience.stop();
    m_data = std::move(numbers);
    if (const auto *none = std::get_if<NoData>(&m_data)) {
        say(none->sentence);
    } else {
        m_pages->setCurrentWidget(m_canvas);
        redraw();
    }
    setAccessibleName(m_chart ? m_chart->title : QString());
    emit shownChanged();
}

void ChartView::say(const QString &sentence)
{
    m_message->setText(sentence);
    m_pages->setCurrentWidget(m_message);
}

void ChartView::redraw()
{
    if (std::holds_alternative<NoData>(m_data))
        return;
    m_canvas->setChart(&m_data, m_style, appearance().scale());
}

bool ChartView::hasFigure() const
{
    return m_chart && !std::holds_alternative<NoData>(m_data);
}

Figure ChartView::figure() const
{
    return {m_data, m_chart ? captionOf(*m_chart, m_input, m_data) : Caption{}};
}

void ChartView::save()
{
    if (hasFigure())
        m_saver->ask(QStringLiteral("Save chart"), m_chart->id + QStringLiteral(".svg"));
}

void ChartView::saveAs(const QString &path, const QString &suffix)
{
    m_saver->saveAs(path, suffix);
}

void ChartView::copyPicture() const
{
    if (hasFigure())
        QGuiApplication::clipboard()->setImage(figureImage(figure()));
}

void ChartView::copyData() const
{
    if (hasFigure())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(figureCsv(figure())));
}

void ChartView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        count();
}

void ChartView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.addAction(QStringLiteral("Save chart…"), this, &ChartView::save)->setEnabled(hasFigure());
    menu.addAction(QStringLiteral("Copy picture"), this, &ChartView::copyPicture)->setEnabled(hasFigure());
    menu.addAction(QStringLiteral("Copy data as CSV"), this, &ChartView::copyData)->setEnabled(hasFigure());
    menu.exec(event->globalPos());
}

} // namespace interleave
