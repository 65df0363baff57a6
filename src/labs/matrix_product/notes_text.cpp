// The two matrices as the study notes show them: PyTorch's printing of a tensor with its defaults
// (torch/_tensor_str.py): four decimals, 80 columns, and of more than 1000 entries three at each
// end.
#include <algorithm>
#include <cmath>
#include <limits>

#include "labs/matrix_product/result.h"
#include "labs/matrix_product/words.h"
#include "text/number_format.h"

namespace initlab::matrix_product {
namespace {

constexpr std::size_t threshold = 1000;  // entries, beyond which only the edges are printed
constexpr std::size_t edge = 3;
constexpr std::size_t line_width = 80;
constexpr std::string_view opening = "tensor(";

/// The rows or columns that are printed; the gap is where "..." stands.
std::vector<std::size_t> shown(std::size_t n, bool all) {
  std::vector<std::size_t> list;
  for (std::size_t i = 0; i < n; ++i) {
    if (all || i < edge || i + edge >= n) list.push_back(i);
  }
  return list;
}

class TensorPrinter {
 public:
  TensorPrinter(const std::vector<double>& matrix, std::size_t n)
      : matrix_(&matrix), n_(n), shown_(shown(n, n * n <= threshold || n <= 2 * edge)) {
    double smallest = std::numeric_limits<double>::infinity();
    double largest = 0.0;
    each([&](double value) {
      if (value == 0.0 || !std::isfinite(value)) return;
      smallest = std::min(smallest, std::abs(value));
      largest = std::max(largest, std::abs(value));
    });
    scientific_ = largest > 0.0 && is_scientific(std::log10(smallest), std::log10(largest));
    each([&](double value) { width_ = std::max(width_, written(value).size()); });
  }

  std::string print() const {
    std::string text(opening);
    text += '[';
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      if (i > 0) text += ",\n" + std::string(opening.size() + 1, ' ');
      if (is_gap(i)) text += "...,\n" + std::string(opening.size() + 1, ' ');
      text += row(shown_[i]);
    }
    return text + "])\n";
  }

 private:
  const std::vector<double>* matrix_;
  std::size_t n_;
  std::vector<std::size_t> shown_;
  bool scientific_ = false;
  std::size_t width_ = 0;

  template <class Function>
  void each(Function function) const {
    for (std::size_t i : shown_) {
      for (std::size_t j : shown_) function((*matrix_)[i * n_ + j]);
    }
  }

  bool is_gap(std::size_t i) const { return i > 0 && shown_[i] != shown_[i - 1] + 1; }

  std::string written(double value) const {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0.0 ? "-inf" : "inf";
    return scientific_ ? number_text(value, 0.0) : fixed_number(value, 4);
  }

  std::string row(std::size_t i) const {
    const std::size_t indent = opening.size() + 2;
    const std::size_t per_line =
        std::max<std::size_t>(1, (line_width - (opening.size() + 1)) / (width_ + 2));
    std::string text = "[";
    std::size_t cells = 0;
    const auto add = [&](const std::string& cell) {
      if (cells > 0) text += cells % per_line == 0 ? ",\n" + std::string(indent, ' ') : ", ";
      text += cell;
      ++cells;
    };
    for (std::size_t c = 0; c < shown_.size(); ++c) {
      if (is_gap(c)) add(" ...");
      const std::string cell = written((*matrix_)[i * n_ + shown_[c]]);
      add(std::string(width_ - std::min(width_, cell.size()), ' ') + cell);
    }
    return text + ']';
  }
};

std::string tensor(const std::vector<double>& matrix, std::size_t n) {
  return matrix.size() == n * n && n > 0 ? TensorPrinter(matrix, n).print() : "tensor([])\n";
}

}  // namespace

std::string notes_text(const Report& report) {
  const auto n = static_cast<std::size_t>(report.size);
  return "a single matrix\n " + tensor(report.first, n) + "after multiplying " +
         std::to_string(report.factors - std::min<std::uint64_t>(report.factors, 1)) +
         " matrices\n " + tensor(report.product_fp32, n);
}

}  // namespace initlab::matrix_product
