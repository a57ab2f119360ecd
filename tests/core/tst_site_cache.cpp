// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/probe/site_cache.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <atomic>
#include <set>
#include <thread>

using namespace interleave;

namespace {

using Where = std::source_location;

/// Sixteen lines.
std::vector<Where> manyLines()
{
    return {
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
        Where::current(),
    };
}

SiteCache cacheOver(const RunMemory &memory)
{
    return SiteCache(&memory.header(), memory.control().at<SiteEntry>(kSites));
}

} // namespace

class tst_SiteCache : public QObject
{
    Q_OBJECT

private slots:
    void aLineKeepsItsNumber();
    void actorsAgreeOnTheNumbers();
    void linesFoundAtOnceAreEachThereOnce();
    void aFullTableIsNowhere();
    void textsOfTheTableAreCleaned();
};

void tst_SiteCache::aLineKeepsItsNumber()
{
    const RunMemory memory = runOf({});
    SiteCache cache = cacheOver(memory);
    const std::vector<Where> lines = manyLines();
    const SiteId first = cache.numberOf(lines[0]), second = cache.numberOf(lines[1]);
    QCOMPARE(first, SiteId(1));
    QCOMPARE(second, SiteId(2));
    QCOMPARE(cache.numberOf(lines[0]), first);
    const std::vector<Site> sites = memory.sites();
    QCOMPARE(sites.size(), 3u);
    QCOMPARE(sites[0], Site());
    QCOMPARE(sites[first].file, std::string("tst_site_cache.cpp"));
    QCOMPARE(sites[first].line, lines[0].line());
}

void tst_SiteCache::actorsAgreeOnTheNumbers()
{
    const RunMemory memory = runOf({}, 2);
    SiteCache one = cacheOver(memory), other = cacheOver(memory);
    const std::vector<Where> lines = manyLines();
    QCOMPARE(one.numberOf(lines[0]), SiteId(1));
    QCOMPARE(other.numberOf(lines[1]), SiteId(2));
    QCOMPARE(other.numberOf(lines[0]), SiteId(1));
    QCOMPARE(one.numberOf(lines[1]), SiteId(2));
}

void tst_SiteCache::linesFoundAtOnceAreEachThereOnce()
{
    const std::vector<Where> lines = manyLines();
    for (int round = 0; round < 1000; ++round) {
        const RunMemory memory = runOf({}, 1, {}, 16);
        std::atomic<int> here = 0;
        std::vector<std::thread> threads;
        for (std::size_t actor = 0; actor < 2; ++actor)
            threads.emplace_back([&, actor] {
                SiteCache cache = cacheOver(memory);
                for (++here; here < 2;)
                    std::this_thread::yield();
                for (std::size_t i = 0; i < lines.size(); ++i)
                    cache.numberOf(lines[(i * (2 * actor + 1) + actor) % lines.size()]);
            });
        for (std::thread &thread : threads)
            thread.join();
        const std::vector<Site> sites = memory.sites();
        QCOMPARE(sites.size(), lines.size() + 1);
        std::set<std::uint32_t> found;
        for (std::size_t i = 1; i < sites.size(); ++i)
            found.insert(sites[i].line);
        QCOMPARE(found.size(), lines.size());
    }
}

void tst_SiteCache::aFullTableIsNowhere()
{
    const RunMemory memory = runOf({});
    for (std::size_t i = 1; i < kMaxSites; ++i)
        memory.control().at<SiteEntry>(kSites)[i].state.store(2);
    memory.header().sites.store(kMaxSites);
    QCOMPARE(cacheOver(memory).numberOf(Where::current()), SiteId(0));
    QCOMPARE(memory.sites().size(), kMaxSites);
}

void tst_SiteCache::textsOfTheTableAreCleaned()
{
    const RunMemory memory = runOf({});
    SiteEntry &entry = memory.control().at<SiteEntry>(kSites)[1];
    std::memset(entry.file, 'a', sizeof entry.file); // no end
    entry.file[0] = '\x1b';
    entry.file[1] = ' ';
    entry.state.store(2);
    memory.header().sites.store(~0u);
    const std::vector<Site> sites = memory.sites();
    QCOMPARE(sites.size(), kMaxSites);
    QCOMPARE(sites[1].file, "??" + std::string(sizeof entry.file - 2, 'a'));
}

QTEST_APPLESS_MAIN(tst_SiteCache)
#include "tst_site_cache.moc"
