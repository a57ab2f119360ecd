// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panels/story_view.h"

namespace interleave {

/// What was found in the run on show: lost updates, data races, atomicity violations, waiting and starvation, each with
/// an example to go to.
class FindingsView : public StoryView
{
    Q_OBJECT

public:
    explicit FindingsView(Playback *playback, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void tell();
};

} // namespace interleave
