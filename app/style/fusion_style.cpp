// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/style/fusion_style.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace interleave {

namespace {

constexpr int kScrollBarWidth = 12;

bool isOn(const QStyleOption *option, QStyle::StateFlag flag)
{
    return (option->state & flag) != 0;
}

/// Outline of something that can be clicked: strong enough to be seen (3:1) in both themes.
QColor indicatorEdge(const QStyleOption *option)
{
    if (!isOn(option, QStyle::State_Enabled))
        return option->palette.color(QPalette::Disabled, QPalette::Text);
    if (isOn(option, QStyle::State_HasFocus) || isOn(option, QStyle::State_On))
        return option->palette.color(QPalette::Highlight);
    return option->palette.color(QPalette::PlaceholderText);
}

void drawField(QPainter &painter, const QStyleOption *option, const QRectF &rect)
{
    const bool focus = isOn(option, QStyle::State_HasFocus);
    const qreal width = focus ? 2 : 1;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(option->palette.color(focus ? QPalette::Highlight : QPalette::Midlight), width));
    painter.setBrush(option->palette.color(QPalette::Base));
    painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), 6, 6);
    painter.restore();
}

void drawCheckBox(QPainter &painter, const QStyleOption *option)
{
    const QRectF box = QRectF(option->rect).adjusted(1, 1, -1, -1);
    const bool marked = isOn(option, QStyle::State_On) || isOn(option, QStyle::State_NoChange);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(indicatorEdge(option), 1.4));
    painter.setBrush(option->palette.color(marked ? QPalette::Highlight : QPalette::Base));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(QPen(option->palette.color(QPalette::HighlightedText), 1.8, Qt::SolidLine, Qt::RoundCap));
    const auto at = [&box](qreal x, qreal y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    if (isOn(option, QStyle::State_On))
        painter.drawPolyline(QPolygonF({at(0.24, 0.53), at(0.43, 0.72), at(0.78, 0.3)}));
    else if (marked)
        painter.drawLine(at(0.25, 0.5), at(0.75, 0.5));
    painter.restore();
}

void drawRadioButton(QPainter &painter, const QStyleOption *option)
{
    const QRectF circle = QRectF(option->rect).adjusted(1, 1, -1, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(indicatorEdge(option), 1.4));
    painter.setBrush(option->palette.color(QPalette::Base));
    painter.drawEllipse(circle);
    if (isOn(option, QStyle::State_On)) {
        const qreal inset = circle.width() * 0.27;
        painter.setPen(Qt::NoPen);
        painter.setBrush(option->palette.color(QPalette::Highlight));
        painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset));
    }
    painter.restore();
}

void drawDialogButton(QPainter &painter, const QStyleOption *option)
{
    const bool down = isOn(option, QStyle::State_Sunken) || isOn(option, QStyle::State_On);
    const bool over = isOn(option, QStyle::State_MouseOver) && isOn(option, QStyle::State_Enabled);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(option->palette.color(isOn(option, QStyle::State_HasFocus) ? QPalette::Highlight
                                         : over                               ? QPalette::Mid
                                                                              : QPalette::Midlight));
    painter.setBrush(option->palette.color(down || over ? QPalette::AlternateBase : QPalette::Button));
    painter.drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.restore();
}

} // namespace

FusionStyle::FusionStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void FusionStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
        drawCheckBox(*painter, option);
        return;
    case PE_IndicatorRadioButton:
        drawRadioButton(*painter, option);
        return;
    case PE_PanelButtonCommand:
        drawDialogButton(*painter, option);
        return;
    case PE_FrameLineEdit:
        return; // the panel has drawn its edge
    case PE_PanelLineEdit:
        // Within a spin or combo box the box itself is the field.
        if (widget == nullptr || widget->parentWidget() == nullptr
            || (!widget->parentWidget()->inherits("QAbstractSpinBox") && !widget->parentWidget()->inherits("QComboBox")))
            drawField(*painter, option, option->rect);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FusionStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget) const
{
    if (control == CC_SpinBox) {
        const auto *spinBox = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        if (spinBox != nullptr && spinBox->buttonSymbols == QAbstractSpinBox::NoButtons) {
            drawField(*painter, option, option->rect);
            return;
        }
    }
    if (control == CC_ScrollBar) {
        const QRect handle = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (slider == nullptr || slider->minimum == slider->maximum)
            return;
        const bool over = isOn(option, State_MouseOver) || isOn(option, State_Sunken);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(option->palette.color(over ? QPalette::PlaceholderText : QPalette::Mid));
        const QRectF bar = QRectF(handle).adjusted(3, 3, -3, -3);
        const qreal radius = std::min(bar.width(), bar.height()) / 2;
        painter->drawRoundedRect(bar, radius, radius);
        painter->restore();
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect FusionStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                  const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (slider == nullptr)
            return QProxyStyle::subControlRect(control, option, part, widget);
        // No arrow buttons: the handle has the whole length.
        const bool across = slider->orientation == Qt::Horizontal;
        const int length = across ? option->rect.width() : option->rect.height();
        const int range = slider->maximum - slider->minimum;
        int handle = length;
        if (range > 0)
            handle = static_cast<int>(qint64(length) * slider->pageStep / (qint64(range) + slider->pageStep));
        handle = qBound(qMin(28, length), handle, length);
        const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                                  length - handle, slider->upsideDown);
        const auto along = [&](int from, int size) {
            return across ? QRect(from, 0, size, option->rect.height()) : QRect(0, from, option->rect.width(), size);
        };
        switch (part) {
        case SC_ScrollBarSlider: return along(start, handle);
        case SC_ScrollBarSubPage: return along(0, start);
        case SC_ScrollBarAddPage: return along(start + handle, length - start - handle);
        case SC_ScrollBarGroove: return along(0, length);
        default: return {};
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

int FusionStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return kScrollBarWidth;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 16;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FusionStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returned) const
{
    if (hint == SH_ToolTip_WakeUpDelay)
        return 500;
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

} // namespace interleave
