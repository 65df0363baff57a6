#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace initlab {

/// A table as it stands in its file.
struct TableRows {
  std::size_t features = 0;          // of a row
  std::vector<double> numbers;       // rows x features
  std::vector<std::string> classes;  // a word a row; of numbers their shortest text
};

/// Whether a table may have that many; the fault where it may not.
std::optional<Sentence> table_size_fault(std::size_t rows, std::size_t columns);

/// Whether a number may stand in a table.
bool is_table_number(double);

// Fill `rows`, which is empty, or return the fault.
std::optional<Sentence> read_csv(std::string_view text, TableRows& rows);
bool is_npy(std::span<const std::uint8_t>);
std::optional<Sentence> read_npy(std::span<const std::uint8_t>, TableRows& rows);

}  // namespace initlab
