// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;

namespace interleave {

class Button;

/// One sentence on what could not be done, until something succeeds or somebody closes it. Hidden while there is none.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    QString sentence() const;
    /// Says its height by itself: else the scroll area around the window's panels gives them the height they would like
    /// instead of the least they need, and scrolls.
    bool hasHeightForWidth() const override { return false; }

public slots:
    /// Screen readers are told at once; the focus stays where it is.
    void complain(const QString &sentence);
    void dismiss();

signals:
    /// There is something to be seen, or no longer.
    void shownChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void fit();

    QLabel *m_sentence;
    Button *m_close;
};

} // namespace interleave
