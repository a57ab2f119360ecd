// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/verdict.h"

#include <QWidget>

class QPainter;

namespace interleave {

struct Theme;

/// The shape of a verdict, so that nobody has to see its colour: wrong a disc with ✕, right this time a diamond with ~,
/// right a shield with ✓, unfinished a ring with a bar. Any thread.
void paintVerdictSign(QPainter &painter, Verdict::Kind kind, const QRectF &rect, const Theme &theme);

/// The same as a widget.
class VerdictMark : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictMark(QWidget *parent = nullptr);

    void setKind(Verdict::Kind kind);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Verdict::Kind m_kind = Verdict::Kind::None;
};

} // namespace interleave
