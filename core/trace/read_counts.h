// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/word.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace interleave {

/// How many known, unsettled reads saw each word. A write may not settle before the reads of the word it replaces.
///
/// A tag names one write of the whole run, so the counters of tagged words are dense arrays by writer and sequence; the
/// initial words, which share one tag, are counted by object and element. The arrays are cut into pages; a page whose
/// counters are all zero goes back to a free list, so that memory follows what is unsettled, not the length of the run.
class ReadCounts
{
public:
    void add(Word word, ObjectRef object)
    {
        std::vector<Page *> &pages = pagesOf(word, object);
        const std::uint32_t index = indexOf(word, object);
        if (index / kPage >= pages.size())
            pages.resize(index / kPage + 1);
        Page *&page = pages[index / kPage];
        if (!page)
            page = takePage();
        ++page->counts[index % kPage];
        ++page->total;
    }

    /// One read of that word has settled. True when it was the last known one.
    bool remove(Word word, ObjectRef object)
    {
        Page *&page = pagesOf(word, object)[indexOf(word, object) / kPage];
        const bool last = --page->counts[indexOf(word, object) % kPage] == 0;
        if (--page->total == 0) {
            m_free.push_back(page);
            page = nullptr;
        }
        return last;
    }

    std::uint32_t count(Word word, ObjectRef object) const
    {
        const std::vector<Page *> &pages = m_pages[groupOf(word, object)];
        const std::uint32_t index = indexOf(word, object);
        if (index / kPage >= pages.size() || !pages[index / kPage])
            return 0;
        return pages[index / kPage]->counts[index % kPage];
    }
    bool any(Word word, ObjectRef object) const { return count(word, object) != 0; }

private:
    static constexpr std::uint32_t kPage = 64;
    struct Page {
        std::uint64_t total = 0;
        std::array<std::uint32_t, kPage> counts{};
    };

    static std::size_t groupOf(Word word, ObjectRef object)
    {
        return word.isInitial() ? 256u + object.row() : word.writer();
    }
    static std::uint32_t indexOf(Word word, ObjectRef object)
    {
        return word.isInitial() ? object.element() : word.sequence();
    }
    std::vector<Page *> &pagesOf(Word word, ObjectRef object) { return m_pages[groupOf(word, object)]; }

    Page *takePage()
    {
        if (m_free.empty()) {
            m_owned.push_back(std::make_unique<Page>());
            return m_owned.back().get();
        }
        Page *page = m_free.back();
        m_free.pop_back();
        return page;
    }

    std::array<std::vector<Page *>, 512> m_pages; // writers 0 … 255, then the initial words by row
    std::vector<Page *> m_free;
    std::vector<std::unique_ptr<Page>> m_owned;
};

} // namespace interleave
