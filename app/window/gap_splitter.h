// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSplitter>

#include <initializer_list>

namespace interleave {

/// Panels side by side or one above the other; the gap between their cards is what one drags.
class GapSplitter : public QSplitter
{
    Q_OBJECT

public:
    /// Takes the panels; `stretch` says how a change of the window's size is shared.
    GapSplitter(Qt::Orientation orientation, std::initializer_list<QWidget *> panels, std::initializer_list<int> stretch)
        : QSplitter(orientation)
    {
        setChildrenCollapsible(false);
        for (QWidget *panel : panels)
            addWidget(panel);
        int index = 0;
        for (const int share : stretch)
            setStretchFactor(index++, share);
    }

protected:
    QSplitterHandle *createHandle() override { return new Handle(orientation(), this); }

private:
    /// Nothing to be seen: the window shows through.
    class Handle : public QSplitterHandle
    {
    public:
        using QSplitterHandle::QSplitterHandle;

    protected:
        void paintEvent(QPaintEvent *) override {}
    };
};

} // namespace interleave
