#include "io/table_file.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "io/table_parts.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr double most_deviations = 1e6;

/// One number to another and none twice: the finalizer of SplitMix64 (Steele et al. 2014).
std::uint64_t mixed_number(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

std::vector<std::size_t> mixed_order(std::size_t rows) {
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [](std::size_t a, std::size_t b) { return mixed_number(a) < mixed_number(b); });
  return order;
}

/// By value where both are numbers.
bool comes_before(const std::string& a, const std::string& b) {
  const std::optional<double> x = parse_real(a);
  const std::optional<double> y = parse_real(b);
  if (x && y) return *x < *y;
  return x.has_value() != y.has_value() ? x.has_value() : a < b;
}

std::vector<std::string> different_ones(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.size() <= most_table_classes) std::sort(words.begin(), words.end(), comes_before);
  return words;
}

/// Feature by feature; `inputs` is filled for all rows.
void standardize_feature(const TableRows& rows, std::span<const std::size_t> order,
                         std::size_t feature, Dataset& data) {
  const auto value = [&](std::size_t place) {
    return rows.numbers[order[place] * rows.features + feature];
  };
  const auto train = static_cast<std::size_t>(data.train_rows);
  double sum = 0;
  for (std::size_t i = 0; i < train; ++i) sum += value(i);
  const double mean = sum / static_cast<double>(train);
  double squares = 0;
  for (std::size_t i = 0; i < train; ++i) squares += (value(i) - mean) * (value(i) - mean);
  const double std = std::sqrt(squares / static_cast<double>(train));
  for (std::size_t i = 0; i < order.size(); ++i) {
    // Where all are equal, rounding alone makes a deviation.
    const bool constant = !(std > 1e-12 * std::abs(mean));
    const double scaled = constant ? 0.0 : (value(i) - mean) / std;
    data.inputs[i * rows.features + feature] =
        static_cast<float>(std::clamp(scaled, -most_deviations, most_deviations));
  }
}

Dataset dataset_of(const TableRows& rows, const std::vector<std::string>& classes) {
  const std::vector<std::size_t> order = mixed_order(rows.classes.size());
  Dataset data;
  data.features = static_cast<int>(rows.features);
  data.classes = static_cast<int>(classes.size());
  data.train_rows = static_cast<int>(order.size() * 4 / 5);
  data.inputs.resize(rows.numbers.size());
  for (std::size_t f = 0; f < rows.features; ++f) standardize_feature(rows, order, f, data);
  data.labels.reserve(order.size());
  for (const std::size_t row : order) {
    const auto place =
        std::lower_bound(classes.begin(), classes.end(), rows.classes[row], comes_before);
    data.labels.push_back(static_cast<std::uint8_t>(place - classes.begin()));
  }
  return data;
}

}  // namespace

bool is_table_number(double value) { return std::abs(value) <= largest_table_number; }

std::optional<Sentence> table_size_fault(std::size_t rows, std::size_t columns) {
  if (columns < 2) return fill(strings::table_few_columns, {});
  if (rows < least_table_rows) {
    return fill(strings::table_few_rows, {{"n", std::to_string(least_table_rows)}});
  }
  if (rows > most_table_rows || columns > most_table_columns) {
    return fill(strings::table_too_long,
                {{"n", grouped_count(most_table_rows)}, {"m", grouped_count(most_table_columns)}});
  }
  return std::nullopt;
}

std::variant<Dataset, Sentence> read_table_file(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > max_table_file) return fill(strings::table_too_large, {});
  TableRows rows;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (auto fault = is_npy(bytes) ? read_npy(bytes, rows) : read_csv(text, rows)) return *fault;
  if (auto fault = table_size_fault(rows.classes.size(), rows.features + 1)) return *fault;
  const std::vector<std::string> classes = different_ones(rows.classes);
  if (classes.size() < 2 || classes.size() > most_table_classes) {
    return fill(strings::table_classes,
                {{"n", grouped_count(classes.size())}, {"m", std::to_string(most_table_classes)}});
  }
  return dataset_of(rows, classes);
}

}  // namespace initlab
