#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>

#include "core/training/dataset.h"
#include "text/words.h"

namespace initlab {

/// A reader's own table: a row an example, the last column its class, the others numbers.
///
///   CSV   columns apart by tab, semicolon or comma, whichever the first line has, in this order;
///         a first line whose features are not all numbers is a header; values may be in double
///         quotes; classes are numbers or words
///   NPY   versions 1 and 2 of NumPy's format, two-dimensional, float32, float64 or whole numbers
///   of
///         1 to 8 bytes, little endian, in C order
///
/// A reader believes nothing: sizes are checked before memory is taken.
inline constexpr std::size_t max_table_file = 5'000'000;  // bytes
inline constexpr std::size_t least_table_rows = 10;
inline constexpr std::size_t most_table_rows = 50'000;
inline constexpr std::size_t most_table_columns = 1025;  // with the class
inline constexpr std::size_t most_table_classes = 100;
inline constexpr double largest_table_number = 1e100;  // its square may still be summed

/// The data, or why there are none. Four fifths of the rows, in an order by hash of their number,
/// are to learn from. Each feature has mean 0 and population standard deviation 1 over these rows,
/// or is 0 where it is constant there; beyond 1e6 standard deviations it is cut. Classes are
/// numbered in the order of their values, of words in that of their bytes.
std::variant<Dataset, Sentence> read_table_file(std::span<const std::uint8_t>);

}  // namespace initlab
