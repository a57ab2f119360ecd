// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/segmented.h"

#include "app/panels/themed.h"

#include <QAbstractButton>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>

namespace interleave {

namespace {

/// One choice. Its width is that of the bold word, so that choosing moves nothing.
class Segment : public QAbstractButton
{
public:
    Segment(const Segmented::Choice &choice, QWidget *parent)
        : QAbstractButton(parent),
          m_title(choice.title),
          m_brief(choice.brief.isEmpty() ? choice.title : choice.brief)
    {
        setObjectName(choice.id);
        setText(m_title);
        setAccessibleName(m_title);
        setToolTip(choice.help);
        setAccessibleDescription(choice.help);
        setEnabled(choice.enabled);
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(choice.enabled ? Qt::PointingHandCursor : Qt::ArrowCursor);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setCompact(bool compact)
    {
        m_padding = compact ? 8 : 12;
        updateGeometry();
    }
    void setBrief(bool brief)
    {
        setText(brief ? m_brief : m_title);
        updateGeometry();
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(appearance().font(13, QFont::DemiBold));
        return {metrics.horizontalAdvance(text()) + 2 * appearance().px(m_padding), appearance().px(28)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = appearance().theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (isChecked()) {
            painter.setPen(hasFocus() ? QPen(theme.accent, 1.6) : QPen(theme.borderStrong));
            painter.setBrush(theme.dark ? theme.border : theme.card);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        }
        const bool strong = isChecked();
        painter.setFont(appearance().font(13, strong ? QFont::DemiBold : QFont::Normal));
        QColor ink = strong || (underMouse() && isEnabled()) ? theme.text : theme.muted;
        if (!isEnabled())
            ink = mixedColor(theme.card, theme.muted, 0.72);
        painter.setPen(ink);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    QString m_title, m_brief;
    double m_padding = 12;
};

} // namespace

Segmented::Segmented(const QString &name, QWidget *parent) : QWidget(parent), m_layout(new QHBoxLayout(this))
{
    setObjectName(name);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_layout->setContentsMargins(2, 2, 2, 2);
    m_layout->setSpacing(0);
    connect(&m_group, &QButtonGroup::buttonToggled, this, [this](QAbstractButton *button, bool checked) {
        if (checked)
            emit chosenChanged(button->objectName());
    });
    followAppearance(this, [this] {
        for (QAbstractButton *button : m_group.buttons())
            button->updateGeometry();
    });
}

void Segmented::setChoices(const std::vector<Choice> &choices)
{
    const QSignalBlocker quiet(this);
    for (QAbstractButton *button : m_group.buttons()) {
        m_group.removeButton(button);
        m_layout->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    for (const Choice &choice : choices) {
        auto *segment = new Segment(choice, this);
        segment->setCompact(m_compact);
        m_group.addButton(segment);
        m_layout->addWidget(segment);
        segment->show();
    }
    for (const Choice &choice : choices)
        if (choice.enabled && m_group.checkedButton() == nullptr)
            choose(choice.id);
    updateGeometry();
}

QString Segmented::chosen() const
{
    return m_group.checkedButton() != nullptr ? m_group.checkedButton()->objectName() : QString();
}

void Segmented::choose(const QString &id)
{
    const QSignalBlocker quiet(this);
    for (QAbstractButton *button : m_group.buttons())
        if (button->objectName() == id && button->isEnabled())
            button->setChecked(true);
}

void Segmented::setCompact(bool compact)
{
    m_compact = compact;
    for (QAbstractButton *button : m_group.buttons())
        static_cast<Segment *>(button)->setCompact(compact);
    updateGeometry();
}

void Segmented::setBrief(bool brief)
{
    for (QAbstractButton *button : m_group.buttons())
        static_cast<Segment *>(button)->setBrief(brief);
    updateGeometry();
}

void Segmented::setDisabledShown(bool shown)
{
    for (QAbstractButton *button : m_group.buttons())
        button->setVisible(shown || button->isEnabled());
    updateGeometry();
}

void Segmented::paintEvent(QPaintEvent *)
{
    const Theme &theme = appearance().theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.border);
    painter.setBrush(theme.dark ? theme.window : mixedColor(theme.window, theme.border, 0.33));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace interleave
