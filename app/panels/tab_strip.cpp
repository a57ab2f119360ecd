// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/tab_strip.h"

#include "app/panels/themed.h"

#include <QAbstractButton>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace interleave {

namespace {

constexpr double kStripHeight = 34;

class Tab : public QAbstractButton
{
public:
    Tab(const QString &title, QString note, QWidget *parent) : QAbstractButton(parent), m_note(std::move(note))
    {
        setText(title);
        setObjectName(title);
        setAccessibleName(m_note.isEmpty() ? title : title + QStringLiteral(", ") + m_note);
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setNoteShown(bool shown)
    {
        m_noteShown = shown;
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const Appearance &look = appearance();
        int width = QFontMetrics(look.font(13.5, QFont::DemiBold)).horizontalAdvance(text());
        if (showsNote())
            width += look.px(6) + QFontMetrics(look.font(12.5)).horizontalAdvance(m_note);
        return {width + 2, look.px(kStripHeight)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Appearance &look = appearance();
        const Theme &theme = look.theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QFont font = look.font(13.5, isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(isChecked() || underMouse() ? theme.text : theme.muted);
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, text());
        if (showsNote()) {
            const int from = QFontMetrics(font).horizontalAdvance(text()) + look.px(6);
            painter.setFont(look.font(12.5));
            painter.setPen(theme.muted);
            painter.drawText(rect().adjusted(from, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_note);
        }
        if (isChecked())
            painter.fillRect(QRect(0, height() - look.px(3), width(), look.px(3)), theme.accent);
        if (hasFocus()) {
            painter.setPen(QPen(theme.accent, 1.4));
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.7, 4.7, -0.7, -5.7), 4, 4);
        }
    }

private:
    bool showsNote() const { return m_noteShown && !m_note.isEmpty(); }

    QString m_note;
    bool m_noteShown = true;
};

} // namespace

TabStrip::TabStrip(QWidget *parent) : QWidget(parent), m_layout(new QHBoxLayout(this))
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_layout->setContentsMargins(0, 0, 0, 0);
    connect(&m_group, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            emit currentChanged(id);
    });
    followAppearance(this, [this] {
        for (QAbstractButton *button : m_group.buttons())
            button->updateGeometry();
        spaceOut();
    });
}

QSize TabStrip::sizeAt(double spacing) const
{
    const Appearance &look = appearance();
    int width = std::max(0, count() - 1) * look.px(spacing);
    for (const QAbstractButton *button : m_group.buttons())
        width += button->sizeHint().width();
    return {width, look.px(kStripHeight)};
}

void TabStrip::spaceOut()
{
    const Appearance &look = appearance();
    const int gaps = std::max(1, count() - 1);
    m_layout->setSpacing(std::clamp((width() - sizeAt(0).width()) / gaps, look.px(kClose), look.px(kApart)));
}

void TabStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    spaceOut();
}

void TabStrip::addTab(const QString &title, const QString &note)
{
    auto *tab = new Tab(title, note, this);
    m_group.addButton(tab, count());
    m_layout->addWidget(tab);
    spaceOut();
    if (m_group.checkedButton() == nullptr)
        tab->setChecked(true);
}

int TabStrip::current() const
{
    return m_group.checkedId();
}

int TabStrip::count() const
{
    return static_cast<int>(m_group.buttons().size());
}

QString TabStrip::title(int index) const
{
    const QAbstractButton *button = m_group.button(index);
    return button != nullptr ? button->text() : QString();
}

void TabStrip::setNotes(bool shown)
{
    for (QAbstractButton *button : m_group.buttons())
        static_cast<Tab *>(button)->setNoteShown(shown);
    m_layout->invalidate();
    updateGeometry();
}

void TabStrip::setCurrent(int index)
{
    if (QAbstractButton *button = m_group.button(index))
        button->setChecked(true);
}

} // namespace interleave
