#pragma once

#include <cstddef>
#include <span>
#include <utility>

namespace initlab {

// Stable insertion sort, for a plot's labels or the panels of a quadrature, a few dozen:
// std::sort would add 2 kB to the download for every type it sorts. before(a, b) is a strict order.
template <class T, class Before>
void sort_few(std::span<T> items, Before before) {
  for (std::size_t i = 1; i < items.size(); ++i) {
    for (std::size_t k = i; k > 0 && before(items[k], items[k - 1]); --k) {
      std::swap(items[k], items[k - 1]);
    }
  }
}

}  // namespace initlab
