// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QBoxLayout;
class QSpinBox;

namespace interleave {

class TextLabel;

/// A title and a number within its range. Wheel and arrow keys change it; what does not fit cannot be typed.
class NumberField : public QWidget
{
    Q_OBJECT

public:
    NumberField(const QString &name, const QString &title, const QString &help, qint64 min, qint64 max,
                QWidget *parent = nullptr);

    QString name() const { return objectName(); }
    qint64 value() const;
    void setValue(qint64 value);
    /// The title above the number instead of beside it.
    void setStacked(bool stacked);

signals:
    void valueChanged(qint64 value);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    TextLabel *m_title;
    QSpinBox *m_field;
    QBoxLayout *m_layout;
    bool m_stacked = false;
};

} // namespace interleave
