// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/orders/ladder_view.h"

#include "app/session/playback.h"
#include "app/style/appearance.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace interleave {

namespace {

constexpr qreal kLeast = 240; // width below which it is not squeezed further, at 100 %
constexpr qreal kExported = 560;

/// The heads of the columns, above what is scrolled.
class Heads : public QWidget
{
public:
    Heads(QWidget *parent, std::function<void(QWidget *)> paint) : QWidget(parent), m_paint(std::move(paint)) {}

protected:
    void paintEvent(QPaintEvent *) override { m_paint(this); }

private:
    std::function<void(QWidget *)> m_paint;
};

} // namespace

LadderView::LadderView(Playback *playback, QWidget *parent)
    : QAbstractScrollArea(parent),
      m_playback(playback),
      m_heads(new Heads(this, [this](QWidget *heads) { paintHeads(heads); }))
{
    setObjectName(QStringLiteral("ladder"));
    setAccessibleName(QStringLiteral("Order as a ladder"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::TabFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    connect(m_playback, &Playback::moved, this, &LadderView::follow);
    setTheme(Theme::light());
}

void LadderView::setTheme(const Theme &theme)
{
    m_scene.theme = theme;
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.card);
    setPalette(palette);
    viewport()->setPalette(palette);
    verticalScrollBar()->setSingleStep(appearance().px(LadderScene::kRow));
    setLeastRungs(m_leastRungs);
    layOut();
}

void LadderView::setLeastRungs(int rungs)
{
    m_leastRungs = rungs;
    const Appearance &look = appearance();
    const int all = look.px(LadderScene::kHeader) + qCeil(rungs * LadderScene::kRow * look.scale());
    setMinimumSize(look.px(kLeast), std::max(look.px(60), all));
}

void LadderView::setLadder(std::shared_ptr<const OrderLadder> ladder, const QString &end, bool isRight)
{
    m_scene.ladder = std::move(ladder);
    m_scene.end = end;
    m_scene.isRight = isRight;
    verticalScrollBar()->setValue(0);
    layOut();
    follow();
}

void LadderView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

Picture LadderView::picture(const QString &title, const QString &caption) const
{
    LadderScene scene = m_scene;
    scene.theme = Theme::print();
    scene.title = title;
    scene.caption = caption;
    scene.position = kNoEvent;
    scene.width = std::max(kExported, 30 + 110.0 * (scene.ladder ? double(scene.ladder->processes.size()) : 1));
    return layoutLadder(scene);
}

void LadderView::layOut()
{
    const double scale = appearance().scale();
    const int heads = m_scene.ladder ? appearance().px(LadderScene::kHeader) : 0;
    setViewportMargins(0, heads, 0, 0);
    m_heads->setVisible(heads > 0);
    m_heads->setGeometry(0, 0, width(), heads);
    m_scene.width = std::max(1.0, viewport()->width() / scale);
    m_picture = layoutLadder(m_scene);
    const int height = qRound((m_picture.size.height() - LadderScene::kHeader) * scale);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, m_scene.ladder ? std::max(0, height - viewport()->height()) : 0);
    m_heads->update();
    viewport()->update();
}

void LadderView::paintHeads(QWidget *heads) const
{
    QPainter painter(heads);
    painter.fillRect(heads->rect(), m_scene.theme.card);
    painter.scale(appearance().scale(), appearance().scale());
    paint(painter, m_picture);
}

void LadderView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_scene.theme.card);
    if (!m_scene.ladder) {
        painter.setFont(appearance().font(13));
        painter.setPen(m_scene.theme.muted);
        const int margin = appearance().px(12);
        painter.drawText(viewport()->rect().adjusted(margin, 0, -margin, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_placeholder);
        return;
    }
    painter.translate(0, -verticalScrollBar()->value());
    painter.scale(appearance().scale(), appearance().scale());
    painter.translate(0, -LadderScene::kHeader);
    paint(painter, m_picture);
    if (hasFocus() && current() >= 0) {
        painter.setPen(QPen(m_scene.theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_picture.rectOf(QStringLiteral("step/%1").arg(current())).adjusted(1, 0, -1, 0));
    }
}

void LadderView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    follow();
}

void LadderView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
}

std::ptrdiff_t LadderView::current() const
{
    return m_scene.ladder && m_scene.position != kNoEvent ? m_scene.ladder->stepBefore(m_scene.position) : -1;
}

/// The cursor has moved, or there is another ladder.
void LadderView::follow()
{
    if (!m_scene.ladder)
        return;
    m_scene.position = m_playback->position();
    m_picture = layoutLadder(m_scene);
    const std::ptrdiff_t step = current();
    if (step >= 0) {
        const QRectF rung = rectOf(static_cast<std::size_t>(step));
        QScrollBar *const bar = verticalScrollBar();
        const bool isLast = std::size_t(step) + 1 == m_scene.ladder->steps.size();
        const double next = isLast ? 0 : rung.height(); // what comes is to be seen, too
        if (isLast) // below it is what it comes to, and that is seen whole
            bar->setValue(bar->maximum());
        else if (rung.top() < 0)
            bar->setValue(bar->value() + qFloor(rung.top()));
        else if (rung.bottom() + next > viewport()->height())
            bar->setValue(bar->value() + qCeil(rung.bottom() + next - viewport()->height()));
    }
    describe();
    viewport()->update();
}

void LadderView::describe()
{
    const std::ptrdiff_t step = current();
    setAccessibleDescription(step < 0 ? QString()
                                      : QStringLiteral("Step %1 of %2: %3")
                                            .arg(step + 1)
                                            .arg(m_scene.ladder->stepsTotal)
                                            .arg(m_scene.ladder->steps[std::size_t(step)].details));
}

QRectF LadderView::rectOf(std::size_t step) const
{
    const double scale = appearance().scale();
    const QRectF box = m_picture.rectOf(QStringLiteral("step/%1").arg(step)).translated(0, -LadderScene::kHeader);
    return QRectF(box.topLeft() * scale, box.size() * scale).translated(0, -verticalScrollBar()->value());
}

std::ptrdiff_t LadderView::stepAt(QPointF point) const
{
    const double scale = appearance().scale();
    const QPointF at((point.x()) / scale, (point.y() + verticalScrollBar()->value()) / scale + LadderScene::kHeader);
    const QString id = m_picture.idAt(at);
    return id.startsWith(QLatin1String("step/")) ? id.mid(5).toInt() : -1;
}

void LadderView::choose(std::ptrdiff_t step)
{
    if (m_scene.ladder && step >= 0 && step < std::ptrdiff_t(m_scene.ladder->steps.size()))
        emit chosen(m_scene.ladder->steps[std::size_t(step)].event);
}

void LadderView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(stepAt(event->position()));
}

void LadderView::mouseMoveEvent(QMouseEvent *event)
{
    viewport()->setCursor(stepAt(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void LadderView::keyPressEvent(QKeyEvent *event)
{
    if (!m_scene.ladder)
        return QAbstractScrollArea::keyPressEvent(event);
    const auto last = std::ptrdiff_t(m_scene.ladder->steps.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up: return choose(std::max<std::ptrdiff_t>(0, current() - 1));
    case Qt::Key_Down: return choose(std::min(last, current() + 1));
    case Qt::Key_Home: return choose(0);
    case Qt::Key_End: return choose(last);
    default: event->ignore(); // the window's
    }
}

bool LadderView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *const help = static_cast<QHelpEvent *>(event);
    const std::ptrdiff_t step = stepAt(help->pos());
    if (step < 0) {
        QToolTip::hideText();
        return true;
    }
    const OrderLadder::Step &at = m_scene.ladder->steps[std::size_t(step)];
    QString text = at.details;
    if (at.next == OrderLadder::Step::Next::Preempted)
        text += QStringLiteral("\npreempted: somebody else goes on, although it could have");
    QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

} // namespace interleave
