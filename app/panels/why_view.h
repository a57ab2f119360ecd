// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/explanation.h"
#include "app/panels/story_view.h"

#include <memory>
#include <optional>

namespace interleave {

/// "Why is it 10?", answered rung by rung. Works the answer out when it is looked at, not before.
class WhyView : public StoryView
{
    Q_OBJECT

public:
    explicit WhyView(Playback *playback, QWidget *parent = nullptr);

    /// The run on show has come to its end. `orders`: what a search of all its orders has found; null: nobody has
    /// searched them.
    void setAccount(const Account &account, std::shared_ptr<const ExplorationReport> orders = nullptr);
    const Explanation &explanation() const { return m_explanation; }

protected:
    QString copied() const override { return textOf(m_explanation); }
    void showEvent(QShowEvent *event) override;

private:
    void forget();
    void answer();

    std::shared_ptr<const ExplorationReport> m_orders;
    std::optional<Account> m_account; ///< of the run on show, as long as it has not been explained
    Explanation m_explanation;
};

} // namespace interleave
