// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/recording_account.h"

#include "app/session/session.h"
#include "scenarios/catalog.h"

namespace interleave {

namespace {

/// A file may hold anything: its settings are checked as those of a command are, and its objects must be the
/// scenario's.
Result<void> checkAgainstCatalogue(const RunInfo &info)
{
    const ScenarioInfo *const scenario = findScenario(info.settings.scenario);
    if (scenario == nullptr)
        return Error{"This recording is of the scenario “" + info.settings.scenario
                     + "”, which this version does not have: a newer version may."};
    const auto settings = checkedSettings(info.settings);
    if (!settings.ok())
        return Error{"This recording's settings are not those of a run: " + settings.error().sentence};
    const Parameters &parameters = settings.value().parameters;
    if (info.settings.parameters != parameters || info.objects != scenario->objects(parameters, info.settings.mode)
        || info.processes.size() != scenario->processes(parameters).size())
        return Error{"This recording does not fit its scenario “" + info.settings.scenario
                     + "”: another version made it."};
    return {};
}

/// An account of what is not all there. What can no longer come back is lost; the rest may have survived, or not.
void withdraw(Account &account, std::string sentence)
{
    account.complete = account.correct = false;
    account.proof = Proof::Bounded;
    account.outcome = "short";
    account.sentence = std::move(sentence);
}

} // namespace

Result<Account> accountOf(const Recording &recording)
{
    const auto info = recording.info();
    if (const auto fits = checkAgainstCatalogue(*info); !fits.ok())
        return fits.error();
    const auto findings = recording.findings();
    Account account = findScenario(info->settings.scenario)
                          ->account(*info, info->settings.pace == Pace::Bare ? nullptr : findings.get());
    if (recording.damage && recording.damage->breaksOff && recording.trace().empty())
        withdraw(account, "The recording breaks off before its first event; what came of the run is not in it.");
    else if (recording.damage && recording.damage->breaksOff)
        withdraw(account,
                 "The recording breaks off after event " + std::to_string(recording.trace().size())
                     + "; what came of the run is not in it.");
    else if (info->memoryRanOutAt != kNoEvent && info->finalWords.empty())
        withdraw(account, "There was no memory left for what came of the run.");
    return account;
}

} // namespace interleave
