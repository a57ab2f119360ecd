// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panels/story_view.h"
#include "core/trace/run_info.h"

#include <functional>
#include <memory>

namespace interleave {

struct ExplorationReport;

/// What was found in the run on show: lost updates, data races, atomicity violations, waiting and starvation, each with
/// an example to go to.
class FindingsView : public StoryView
{
    Q_OBJECT

public:
    explicit FindingsView(Playback *playback, QWidget *parent = nullptr);

    /// What is known of all orders of a run; asked when its findings are told.
    void setOrders(std::function<std::shared_ptr<const ExplorationReport>(const RunSettings &)> orders)
    {
        m_orders = std::move(orders);
    }

protected:
    void showEvent(QShowEvent *event) override;

private:
    std::function<std::shared_ptr<const ExplorationReport>(const RunSettings &)> m_orders;

    void tell();
};

} // namespace interleave
