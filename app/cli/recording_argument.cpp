// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/recording_argument.h"

#include "app/cli/command.h"
#include "app/models/recording_account.h"
#include "core/trace/recording_file.h"

#include <filesystem>
#include <system_error>

namespace interleave {

Result<std::shared_ptr<Recording>> recordingArgument(const QString &path)
{
    auto recording = readRecording(path.toStdString());
    if (!recording.ok())
        return recording.error();
    if (const auto account = accountOf(*recording.value()); !account.ok())
        return account.error();
    if (recording.value()->damage)
        complain(recording.value()->damage->sentence);
    return std::move(recording.value());
}

Result<void> checkOutput(const QString &recording, const QString &output)
{
    std::error_code unknown; // one of them is not there: then they are not the same
    if (std::filesystem::equivalent(recording.toStdString(), output.toStdString(), unknown))
        return Error{"“" + output.toStdString() + "” is the recording itself; choose another name for what is made of it."};
    return {};
}

} // namespace interleave
