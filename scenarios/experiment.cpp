// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/experiment.h"

#include "scenarios/catalog.h"
#include "scenarios/mourning.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace interleave {

namespace {

class ValuesDeathBed final : public DeathBed
{
public:
    explicit ValuesDeathBed(SharedValues &values) : m_values(values) {}
    std::int32_t add(int row, std::int32_t by) override
    {
        std::int64_t &value = m_values.rows.at(static_cast<std::size_t>(row)).at(0);
        value = sumOf(static_cast<std::int32_t>(value), by);
        return static_cast<std::int32_t>(value);
    }
    void post(int row, std::int32_t times) override { add(row, times); }

private:
    SharedValues &m_values;
};

/// A value as a word that nobody in particular has written: accounts of unrecorded runs know no more.
std::vector<Word> wordsOf(const std::vector<std::int64_t> &values, bool havePayloads)
{
    std::vector<Word> words;
    for (std::size_t i = 0; i < values.size(); i += havePayloads ? 2 : 1)
        words.push_back(Word::initial(static_cast<std::int32_t>(values[i])));
    return words;
}

} // namespace

Experiment::Experiment(RunSettings settings)
    : m_settings(std::move(settings)),
      m_scenario(findScenario(m_settings.scenario)),
      m_objects(m_scenario->objects(m_settings.parameters, m_settings.mode)),
      m_specs(m_scenario->processes(m_settings.parameters))
{
    m_settings.pace = Pace::Bare;
    m_settings.window = {};
}

Result<std::unique_ptr<LiveWorld>> Experiment::world(const std::string &workerProgram) const
{
    auto memory = RunMemory::create(m_settings, m_objects, m_specs.size(),
                                    m_scenario->ledgerWords ? m_scenario->ledgerWords(m_settings.parameters) : 0);
    if (!memory.ok())
        return memory.error();
    auto owned = std::make_unique<RunMemory>(std::move(memory.value()));
    owned->setStepped();
    return LiveWorld::start(std::move(owned), workerProgram, mournFor(*m_scenario, m_settings));
}

Account Experiment::account(const SharedValues &values, const std::vector<ProcessEnd> &ends) const
{
    RunInfo info;
    info.settings = m_settings;
    info.objects = m_objects;
    for (std::size_t i = 0; i < m_specs.size(); ++i)
        info.processes.push_back({.role = m_specs[i].role, .end = ends[i]});
    for (std::size_t row = 0; row < m_objects.size(); ++row) {
        const ObjectKind kind = m_objects[row].kind;
        const bool haveWords = kind == ObjectKind::Cell || kind == ObjectKind::Slots || kind == ObjectKind::Semaphore;
        info.finalWords.push_back(haveWords ? wordsOf(values.rows[row], kind == ObjectKind::Slots)
                                            : std::vector<Word>());
    }
    info.ledger = values.ledger;
    info.stuck = std::any_of(ends.begin(), ends.end(), [](ProcessEnd end) { return end == ProcessEnd::Stuck; });
    return m_scenario->account(info, nullptr);
}

void Experiment::mourn(SharedValues &values, ActorId gone, const std::vector<ProcessEnd> &ends) const
{
    if (!m_scenario->mourn)
        return;
    ValuesDeathBed deathBed(values);
    m_scenario->mourn(deathBed, departureOf(gone, m_specs, ends), m_settings);
}

} // namespace interleave
