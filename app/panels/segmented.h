// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QButtonGroup>
#include <QString>
#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace interleave {

/// A row of choices, one of which holds. Arrow keys move within it; each choice is a button of its own for a screen
/// reader.
class Segmented : public QWidget
{
    Q_OBJECT

public:
    struct Choice {
        QString id;
        QString title;
        QString help;
        bool enabled = true;
        QString brief = {}; ///< the title where there is little room; empty: there is no shorter one
    };

    explicit Segmented(const QString &name, QWidget *parent = nullptr);

    void setChoices(const std::vector<Choice> &choices);
    QString chosen() const;
    /// Does nothing for an id that is not there or not enabled; emits nothing.
    void choose(const QString &id);
    /// Less room around the words.
    void setCompact(bool compact);
    bool isCompact() const { return m_compact; }
    /// The brief titles, for those that have one; a screen reader says the whole ones.
    void setBrief(bool brief);
    /// Those that cannot be chosen keep their places; false: not even that.
    void setDisabledShown(bool shown);

signals:
    void chosenChanged(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup m_group;
    QHBoxLayout *m_layout;
    bool m_compact = false;
};

} // namespace interleave
