#include "io/svg_plot.h"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>
#include <vector>

#include "io/svg_legend.h"
#include "io/svg_parts.h"
#include "text/axis.h"
#include "text/number_format.h"

namespace initlab {

namespace {

std::string line_from(double x1, double y1, double x2, double y2, std::string_view kind) {
  return "<path class=\"" + std::string(kind) + "\" d=\"M" + svg_point(x1, y1) + 'L' +
         svg_point(x2, y2) + "\"/>\n";
}

/// One plot: its axes, and where a value lies in it.
class Plot {
 public:
  Plot(const Figure& figure, Language language, const SvgLayout& layout, double top)
      : figure_(figure),
        language_(language),
        layout_(layout),
        em_(layout.em()),
        legend_(figure, language, layout) {
    title_y_ = top + layout.title_height - 12.0 * em_;
    const double lower =
        layout.legend_above ? static_cast<double>(legend_.rows() - 1) * row_height() : 0.0;
    top_ = top + layout.title_height + lower;
    height_ = layout.plot_height - lower;
    std::vector<double> xs;
    std::vector<double> ys;
    const auto add = [](std::vector<double>& to, const std::vector<double>& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    for (const FigureLine& line : figure.lines) {
      add(xs, line.x);
      add(ys, line.y);
    }
    if (figure.band) {
      add(ys, figure.band->lo);
      add(ys, figure.band->hi);
    }
    for (const FigureHistogram& histogram : figure.histograms) xs.push_back(histogram.x);
    if (!figure.histograms.empty()) {
      y_ = fixed_axis(figure.lo, figure.hi, 5);
    } else {
      y_ = figure.logarithmic ? log_axis(ys) : linear_axis(ys);
    }
    std::erase_if(xs, [](double x) { return !std::isfinite(x); });
    const auto [lo, hi] = std::minmax_element(xs.begin(), xs.end());
    const double first = xs.empty() ? 0.0 : *lo;
    const double last = xs.empty() ? 1.0 : *hi;
    // Histograms stand to the right of their place.
    const double pad = figure.histograms.empty() ? 0.02 * (last - first) : 0.0;
    const double most_ticks =
        std::clamp((layout.right - layout.left) / layout.tick_room, 2.0, 11.0);
    x_ = fixed_axis(first - pad, figure.histograms.empty() ? last + pad : last + 1.0,
                    static_cast<int>(most_ticks));
  }

  std::string draw() const {
    std::string out =
        svg_text(layout_.title_x, title_y_, figure_.title.in(language_), "class=\"t\"");
    out += axes();
    if (figure_.band) out += band(*figure_.band);
    for (const FigureHistogram& histogram : figure_.histograms) out += bars(histogram);
    for (const FigureLine& line : figure_.lines) out += drawn(line);
    if (layout_.end_value) out += end_value();
    return out + (layout_.legend_above ? legend_.row(title_y_) : legend_.column(top_));
  }

 private:
  const Figure& figure_;
  Language language_;
  const SvgLayout& layout_;
  double em_;
  SvgLegend legend_;
  double title_y_ = 0.0;
  double top_ = 0.0;
  double height_ = 0.0;
  Axis x_;
  Axis y_;

  double row_height() const { return layout_.row_height(); }

  double at_x(double value) const {
    return layout_.left + x_.share(value) * (layout_.right - layout_.left);
  }
  double at_y(double value) const {
    return top_ + (1.0 - std::clamp(y_.share(value), 0.0, 1.0)) * height_;
  }

  std::string axes() const {
    const auto [left, right] = std::pair(layout_.left, layout_.right);
    std::string out;
    const double bottom = top_ + height_;
    for (const Tick& tick : y_.ticks) {
      const double share = (tick.position - y_.lo) / (y_.hi - y_.lo);
      const double y = top_ + (1.0 - share) * height_;
      out += line_from(left, y, right, y, "g");
      out += svg_text(left - 10.0 * em_, y + 4.5 * em_, tick.label, "text-anchor=\"end\"");
    }
    const double below = bottom + 18.0 * em_;
    for (const Tick& tick : x_.ticks) {
      if (std::abs(tick.position - std::round(tick.position)) > 1e-9) continue;
      const double x = at_x(tick.position);
      if (x > right) continue;
      out += svg_text(x, below, tick.label, "text-anchor=\"middle\"");
    }
    out += line_from(left, top_, left, bottom, "a") + line_from(left, bottom, right, bottom, "a");
    const std::string_view name = figure_.x_label.in(language_);
    if (!layout_.label_below) return out + svg_text(right + 14.0 * em_, below, name);
    return out + svg_text(right, below + row_height(), name, "text-anchor=\"end\"");
  }

  /// Runs of points that can be drawn, each as "M x y L x y ...". Points that nobody could tell
  /// from the one before are left out, but for the last of a run.
  std::string path_of(const FigureLine& line) const {
    std::string path;
    bool down = false;
    double last_x = 0.0;
    double last_y = 0.0;
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      const bool drawable = has_place(line, i);
      if (drawable) {
        const double x = at_x(line.x[i]);
        const double y = at_y(line.y[i]);
        const bool ends = !has_place(line, i + 1);
        if (!down || ends || std::hypot(x - last_x, y - last_y) >= layout_.least_step) {
          path += (down ? 'L' : 'M') + svg_point(x, y);
          last_x = x;
          last_y = y;
        }
      }
      down = drawable;
    }
    return path;
  }

  bool has_place(const FigureLine& line, std::size_t i) const {
    return i < line.x.size() && std::isfinite(line.x[i]) && std::isfinite(y_.position(line.y[i]));
  }

  std::string drawn(const FigureLine& line) const {
    if (line.role != FigureRole::measured) {
      const std::string kind = line.role == FigureRole::theory ? "th" : "o";
      return "<path class=\"" + kind + svg_stroke(layout_) + "d=\"" + path_of(line) + "\"/>\n";
    }
    if (line.x.size() > most_dots) {
      return "<path class=\"ml" + svg_stroke(layout_) + "d=\"" + path_of(line) + "\"/>\n";
    }
    std::string out = "<g class=\"m\">";
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      if (!std::isfinite(y_.position(line.y[i]))) continue;
      out += svg_dot(layout_, at_x(line.x[i]), at_y(line.y[i]));
    }
    return out + "</g>\n";
  }

  std::string band(const FigureBand& band) const {
    std::string upper;
    std::string lower;
    double last_x = 0.0;
    for (std::size_t i = 0; i < band.x.size(); ++i) {
      if (!std::isfinite(y_.position(band.lo[i])) || !std::isfinite(y_.position(band.hi[i])))
        continue;
      const bool ends = i + 1 == band.x.size();
      if (!upper.empty() && !ends && at_x(band.x[i]) - last_x < layout_.least_step) continue;
      last_x = at_x(band.x[i]);
      upper += (upper.empty() ? 'M' : 'L') + svg_point(at_x(band.x[i]), at_y(band.hi[i]));
      lower.insert(0, 'L' + svg_point(at_x(band.x[i]), at_y(band.lo[i])));
    }
    if (upper.empty()) return {};
    return "<path class=\"b\" d=\"" + upper + lower + "Z\"/>\n";
  }

  /// Length: the square root of the share, full at one half, as in the canvas.
  std::string bars(const FigureHistogram& histogram) const {
    const double step = at_x(histogram.x + 1.0) - at_x(histogram.x);
    const double x = at_x(histogram.x) + 0.08 * step;
    const double height =
        height_ / static_cast<double>(std::max<std::size_t>(histogram.shares.size(), 1));
    std::string path = 'M' + svg_point(x, top_ + height_);
    for (const double share : histogram.shares) {
      const double length = std::min(std::sqrt(std::max(share, 0.0) / 0.5), 1.0);
      path += 'H' + svg_number(x + 0.84 * step * length) + 'v' + svg_number(-height);
    }
    return "<path class=\"m\" d=\"" + path + 'H' + svg_number(x) + "Z\"/>\n";
  }

  /// The last measured value, where the eye arrives.
  std::string end_value() const {
    for (const FigureLine& line : figure_.lines | std::views::reverse) {
      if (line.role != FigureRole::measured) continue;
      for (std::size_t i = line.y.size(); i-- > 0;) {
        if (!has_place(line, i)) continue;
        return svg_text(at_x(line.x[i]) + 1.2 * layout_.text, at_y(line.y[i]) + 4.5 * em_,
                        with_minus_signs(brief_number(line.y[i])), "class=\"e\"");
      }
    }
    return {};
  }
};

}  // namespace

std::string svg_plot(const Figure& figure, Language language, const SvgLayout& layout, double top) {
  return Plot(figure, language, layout, top).draw();
}

}  // namespace initlab
