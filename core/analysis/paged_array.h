// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace interleave {

/// An array by element number of which only what is touched takes memory, in pages of 64. Elements stay where they are.
template <typename T>
class PagedArray
{
public:
    /// Makes the page if need be.
    T &operator[](std::uint32_t element)
    {
        const std::size_t page = element / kPage;
        if (page >= m_pages.size())
            m_pages.resize(page + 1);
        if (!m_pages[page])
            m_pages[page] = std::make_unique<Page>();
        return (*m_pages[page])[element % kPage];
    }
    /// Null where its page was never made.
    const T *find(std::uint32_t element) const
    {
        const std::size_t page = element / kPage;
        return page < m_pages.size() && m_pages[page] ? &(*m_pages[page])[element % kPage] : nullptr;
    }
    T *find(std::uint32_t element) { return const_cast<T *>(std::as_const(*this).find(element)); }
    /// Calls `visit(std::uint32_t element, const T &)` for every element of every page made, in order, from
    /// the page of `first` on.
    template <typename Visit>
    void forEach(std::size_t first, Visit &&visit) const
    {
        for (std::size_t page = first / kPage; page < m_pages.size(); ++page)
            for (std::size_t i = 0; m_pages[page] && i < kPage; ++i)
                visit(static_cast<std::uint32_t>(page * kPage + i), (*m_pages[page])[i]);
    }

private:
    static constexpr std::size_t kPage = 64;
    using Page = std::array<T, kPage>;

    std::vector<std::unique_ptr<Page>> m_pages;
};

} // namespace interleave
