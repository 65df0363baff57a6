#include "io/svg_legend.h"

#include <ranges>

namespace initlab {
namespace {

// In rows: the plot itself needs the room.
constexpr std::size_t most_rows = 3;

}  // namespace

SvgLegend::SvgLegend(const Figure& figure, Language language, const SvgLayout& layout)
    : layout_(layout) {
  for (const FigureLine& line : figure.lines | std::views::reverse) {
    const bool dots = line.role == FigureRole::measured && line.x.size() <= most_dots;
    entries_.push_back({line.role, false, dots, line.label.in(language)});
  }
  if (figure.band) {
    entries_.push_back({FigureRole::theory, true, false, figure.band->label.in(language)});
  }
  double x =
      layout.title_x + svg_text_width(figure.title.in(language), layout.text) + 2.0 * layout.text;
  std::size_t row = 0;
  for (Entry& entry : entries_) {
    const double width = 20.0 * layout.em() + svg_text_width(entry.label, layout.text);
    if (x + width > layout.right) {
      x = layout.title_x;
      ++row;
    }
    entry.x = x;
    entry.row = row;
    x += width + 1.2 * layout.text;
  }
  if (layout.legend_above) {
    std::erase_if(entries_, [](const Entry& entry) { return entry.row >= most_rows; });
  }
  rows_ = entries_.empty() ? 1 : entries_.back().row + 1;
}

/// `x` and `y` are where the entry begins, on the line its words stand on.
std::string SvgLegend::drawn(const Entry& entry, double x, double y) const {
  const double em = layout_.em();
  const double middle = y - 4.5 * em;
  const std::string side = svg_number(12.0 * em);
  std::string sample;
  if (entry.is_band) {
    sample = "<rect class=\"b\" x=\"" + svg_number(x) + "\" y=\"" + svg_number(middle - 5.5 * em) +
             "\" width=\"" + side + "\" height=\"" + side + "\"/>";
  } else if (entry.is_dots) {
    sample = "<g class=\"m\">" + svg_dot(layout_, x + 6.0 * em, middle) + "</g>";
  } else {
    const std::string kind = entry.role == FigureRole::measured ? "ml"
                             : entry.role == FigureRole::theory ? "th"
                                                                : "o";
    sample = "<path class=\"" + kind + svg_stroke(layout_) + "d=\"M" + svg_point(x, middle) + 'h' +
             side + "\"/>";
  }
  return sample + svg_text(x + 20.0 * em, y, entry.label);
}

std::string SvgLegend::column(double top) const {
  std::string out;
  double y = top + 12.0 * layout_.em();
  for (const Entry& entry : entries_) {
    out += drawn(entry, layout_.right + 14.0 * layout_.em(), y);
    y += layout_.row_height();
  }
  return out;
}

std::string SvgLegend::row(double title_y) const {
  std::string out;
  for (const Entry& entry : entries_) {
    out += drawn(entry, entry.x, title_y + static_cast<double>(entry.row) * layout_.row_height());
  }
  return out;
}

}  // namespace initlab
