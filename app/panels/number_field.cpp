// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/number_field.h"

#include "app/panels/text_label.h"
#include "app/panels/themed.h"
#include "app/style/words.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFontMetrics>
#include <QLineEdit>
#include <QSpinBox>
#include <QWheelEvent>

namespace interleave {

namespace {

/// Long numbers are grouped as everywhere in the window; they may be typed with and without.
class GroupedSpinBox : public QSpinBox
{
protected:
    QString textFromValue(int value) const override { return words::number(value); }
    int valueFromText(const QString &text) const override { return plain(text).toInt(); }
    QValidator::State validate(QString &text, int &) const override
    {
        QString digits = plain(text);
        int end = static_cast<int>(digits.size());
        return QSpinBox::validate(digits, end);
    }

private:
    static QString plain(QString text)
    {
        return text.remove(QChar(0x202f)).remove(u' ');
    }
};

} // namespace

NumberField::NumberField(const QString &name, const QString &title, const QString &help, qint64 min, qint64 max,
                         QWidget *parent)
    : QWidget(parent), m_title(new TextLabel(13, QFont::Normal, &Theme::muted)), m_field(new GroupedSpinBox),
      m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    setObjectName(name);
    m_title->setText(title);
    m_title->setElides(false);
    m_field->setObjectName(name + QStringLiteral("Field"));
    m_field->setRange(static_cast<int>(min), static_cast<int>(max));
    m_field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_field->setAlignment(Qt::AlignCenter);
    m_field->setKeyboardTracking(false);
    m_field->setAccessibleName(title);
    m_field->setAccessibleDescription(help);
    m_field->setToolTip(QStringLiteral("%1 From %2 to %3.").arg(help, words::number(min), words::number(max)).trimmed());
    m_title->setToolTip(m_field->toolTip());
    // Enter in the field means: take the number and leave it, so that Space and the arrows act on the window again.
    connect(m_field, &QSpinBox::editingFinished, this, [this] {
        if (m_field->hasFocus())
            m_field->clearFocus();
    });
    connect(m_field, &QSpinBox::valueChanged, this, [this](int value) {
        fit();
        emit valueChanged(value);
    });
    m_field->installEventFilter(this);

    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_field);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    followAppearance(this, [this] { fit(); });
}

qint64 NumberField::value() const
{
    return m_field->value();
}

void NumberField::setValue(qint64 value)
{
    const QSignalBlocker quiet(this);
    m_field->setValue(static_cast<int>(value));
    fit();
}

void NumberField::setStacked(bool stacked)
{
    m_stacked = stacked;
    m_layout->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_layout->setSpacing(stacked ? 1 : 8);
    m_layout->setAlignment(m_field, stacked ? Qt::AlignHCenter : Qt::Alignment());
    m_title->setAlignment(stacked ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
    fit();
}

/// As wide as its digits need, and never narrower than two buttons' worth of target.
void NumberField::fit()
{
    const Appearance &look = appearance();
    m_field->setFont(look.font(14, QFont::DemiBold));
    const int digits = QFontMetrics(m_field->font()).horizontalAdvance(m_field->text() + QLatin1Char('0'));
    m_field->setFixedSize(std::max(look.px(44), digits + look.px(16)), look.px(m_stacked ? 24 : 32));
    m_layout->invalidate();
    updateGeometry();
}

bool NumberField::eventFilter(QObject *watched, QEvent *event)
{
    // The wheel works where the mouse is, without a click before.
    if (event->type() == QEvent::Wheel && watched == m_field && m_field->isEnabled()) {
        const int delta = static_cast<QWheelEvent *>(event)->angleDelta().y();
        m_field->stepBy(delta > 0 ? 1 : delta < 0 ? -1 : 0);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace interleave
