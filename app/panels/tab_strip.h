// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QButtonGroup>
#include <QWidget>

class QHBoxLayout;

namespace interleave {

/// Words in a row, the chosen one underlined; a note may stand beside each ("C++ this runs"). They stand closer where
/// there is less room.
class TabStrip : public QWidget
{
    Q_OBJECT

public:
    explicit TabStrip(QWidget *parent = nullptr);

    void addTab(const QString &title, const QString &note = {});
    int current() const;
    int count() const;
    QString title(int index) const;
    /// Where there is no room for them, the notes are left to screen readers.
    void setNotes(bool shown);

    QSize sizeHint() const override { return sizeAt(kApart); }
    QSize minimumSizeHint() const override { return sizeAt(kClose); }

public slots:
    void setCurrent(int index);

signals:
    void currentChanged(int index);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    static constexpr double kApart = 22, kClose = 6; // from one word to the next, at 100 %
    QSize sizeAt(double spacing) const;
    void spaceOut();

    QButtonGroup m_group;
    QHBoxLayout *m_layout;
};

} // namespace interleave
