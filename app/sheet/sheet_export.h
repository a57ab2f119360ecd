// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sheet/lab_sheet.h"
#include "core/result.h"
#include "core/trace/recording.h"

#include <QObject>
#include <QString>

#include <memory>

namespace interleave {

/// Is a lab sheet what a file of that name would be? `.html` and `.pdf` are.
bool isSheetName(const QString &path);

/// Drafts, draws and writes a sheet, by the suffix of `path`, whole or not at all; the main thread, which it holds up.
/// Errors: folder missing, not writable, disk full, no memory.
Result<void> exportSheet(const std::shared_ptr<const Recording> &recording, const QString &path);

/// The same for a window: everything but drawing the charts is done on other threads, and charts are drawn one at a
/// time, so that the window goes on in between. One sheet at a time. Main thread.
class SheetSaver : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool isBusy() const { return m_busy; }

public slots:
    /// A finished recording; nothing happens while isBusy().
    void save(std::shared_ptr<const interleave::Recording> recording, const QString &path);

signals:
    void saved(const QString &path);
    void failed(const QString &sentence);

private:
    void drawNext();
    void write();
    void fail(const Error &error);

    bool m_busy = false;
    QString m_path;
    std::shared_ptr<LabSheet> m_sheet;
};

} // namespace interleave
