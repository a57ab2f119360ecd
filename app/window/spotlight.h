// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/links.h"

#include <QObject>

#include <memory>

namespace interleave {

class Playback;

/// What the pointer rests on, in whatever view, and what belongs to it: one view tells, all of them light up. Nothing
/// is looked for as long as nothing is pointed at. Main thread.
class Spotlight : public QObject
{
    Q_OBJECT

public:
    explicit Spotlight(Playback *playback, QObject *parent = nullptr);

    const Links &links() const { return m_links; }

public slots:
    /// kNoEvent: nothing.
    void pointAt(interleave::EventIndex event);

signals:
    void changed(const interleave::Links &links);

private:
    void forget();

    Playback *m_playback;                  // not owned; outlives every view
    std::unique_ptr<TraceReader> m_reader; // of the recording on show
    Links m_links;
};

} // namespace interleave
