#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "io/svg_parts.h"
#include "labs/figure.h"

namespace initlab {

/// What the lines and the band of a figure are: below one another beside the plot, or in rows that
/// begin after the title.
class SvgLegend {
 public:
  SvgLegend(const Figure&, Language, const SvgLayout&);

  std::string column(double top) const;
  std::string row(double title_y) const;
  std::size_t rows() const { return rows_; }

 private:
  struct Entry {
    FigureRole role;
    bool is_band;
    bool is_dots;  // else a line
    std::string_view label;
    double x = 0.0;       // in rows
    std::size_t row = 0;  // from 0
  };

  const SvgLayout& layout_;
  std::vector<Entry> entries_;
  std::size_t rows_ = 1;

  std::string drawn(const Entry&, double x, double y) const;
};

}  // namespace initlab
