#include "io/svg.h"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <string_view>

#include "io/query.h"
#include "io/tables.h"
#include "labs/computation.h"
#include "text/axis.h"
#include "text/number_format.h"

namespace initlab {
namespace {

// Pixels.
constexpr double page_width = 920.0;
constexpr double left = 96.0;
constexpr double right = 796.0;  // end labels stand to the right of it
constexpr double plot_height = 190.0;
constexpr double title_height = 30.0;
constexpr double axis_height = 44.0;
constexpr double line_height = 18.0;
constexpr double least_step = 5.0;  // between the points of a line

constexpr std::string_view style =
    "text{font:13px system-ui,sans-serif;fill:#434b53}"
    ".h{font-size:20px;font-weight:600;fill:#14181c}.t{font-weight:600;fill:#14181c}"
    ".s{font-size:11px;fill:#5a636b}.bg{fill:#fbfbf8}.g{stroke:#e4e6e3}.a{stroke:#8a9299}"
    ".m{fill:#0b57a6}.m.l,.ml{fill:none;stroke:#0b57a6}.th{fill:none;stroke:#5b636b}"
    ".o{fill:none;stroke:#8a4b9b;stroke-dasharray:2 4}.b{fill:#5b636b;fill-opacity:.17}"
    "@media(prefers-color-scheme:dark){text{fill:#bec6cd}.h,.t{fill:#eef1f3}.s{fill:#98a2ab}"
    ".bg{fill:#12161a}.g{stroke:#272d33}.a{stroke:#66717b}.m{fill:#67b7ff}.ml{stroke:#67b7ff}"
    ".th{stroke:#b3bbc3}.o{stroke:#d3a0e6}.b{fill:#b3bbc3;fill-opacity:.2}}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

/// A tenth of a pixel is enough.
std::string px(double value) { return shortest(std::round(value * 10.0) / 10.0); }

std::string point(double x, double y) { return px(x) + ' ' + px(y); }

std::string text_at(double x, double y, std::string_view text, std::string_view attributes = {}) {
  std::string out = "<text x=\"" + px(x) + "\" y=\"" + px(y) + '"';
  if (!attributes.empty()) out += ' ' + std::string(attributes);
  return out + '>' + escaped(text) + "</text>\n";
}

std::string line_from(double x1, double y1, double x2, double y2, std::string_view kind) {
  return "<path class=\"" + std::string(kind) + "\" d=\"M" + point(x1, y1) + 'L' + point(x2, y2) +
         "\"/>\n";
}

/// One plot: its axes, and where a value lies in it.
class Plot {
 public:
  Plot(const Figure& figure, Language language, double top)
      : figure_(figure), language_(language), top_(top + title_height) {
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
    x_ = fixed_axis(first - pad, figure.histograms.empty() ? last + pad : last + 1.0, 11);
  }

  std::string draw() const {
    std::string out = text_at(left - 72.0, top_ - 12.0, figure_.title.in(language_), "class=\"t\"");
    out += axes();
    if (figure_.band) out += band(*figure_.band);
    for (const FigureHistogram& histogram : figure_.histograms) out += bars(histogram);
    for (const FigureLine& line : figure_.lines) out += drawn(line);
    return out + legend();
  }

 private:
  const Figure& figure_;
  Language language_;
  double top_;
  Axis x_;
  Axis y_;

  double at_x(double value) const { return left + x_.share(value) * (right - left); }
  double at_y(double value) const {
    return top_ + (1.0 - std::clamp(y_.share(value), 0.0, 1.0)) * plot_height;
  }

  std::string axes() const {
    std::string out;
    const double bottom = top_ + plot_height;
    for (const Tick& tick : y_.ticks) {
      const double share = (tick.position - y_.lo) / (y_.hi - y_.lo);
      const double y = top_ + (1.0 - share) * plot_height;
      out += line_from(left, y, right, y, "g");
      out += text_at(left - 10.0, y + 4.5, tick.label, "text-anchor=\"end\"");
    }
    for (const Tick& tick : x_.ticks) {
      if (std::abs(tick.position - std::round(tick.position)) > 1e-9) continue;
      const double x = at_x(tick.position);
      if (x > right) continue;
      out += text_at(x, bottom + 18.0, tick.label, "text-anchor=\"middle\"");
    }
    out += line_from(left, top_, left, bottom, "a") + line_from(left, bottom, right, bottom, "a");
    return out + text_at(right + 14.0, bottom + 18.0, figure_.x_label.in(language_));
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
        if (!down || ends || std::hypot(x - last_x, y - last_y) >= least_step) {
          path += (down ? 'L' : 'M') + point(x, y);
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
      return "<path class=\"" + kind + "\" stroke-width=\"2\" d=\"" + path_of(line) + "\"/>\n";
    }
    if (line.x.size() > 60) {  // dots would touch
      return "<path class=\"ml\" stroke-width=\"2\" d=\"" + path_of(line) + "\"/>\n";
    }
    std::string out = "<g class=\"m\">";
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      if (!std::isfinite(y_.position(line.y[i]))) continue;
      out += "<circle cx=\"" + px(at_x(line.x[i])) + "\" cy=\"" + px(at_y(line.y[i])) +
             "\" r=\"4.5\"/>";
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
      if (!upper.empty() && !ends && at_x(band.x[i]) - last_x < least_step) continue;
      last_x = at_x(band.x[i]);
      upper += (upper.empty() ? 'M' : 'L') + point(at_x(band.x[i]), at_y(band.hi[i]));
      lower.insert(0, 'L' + point(at_x(band.x[i]), at_y(band.lo[i])));
    }
    if (upper.empty()) return {};
    return "<path class=\"b\" d=\"" + upper + lower + "Z\"/>\n";
  }

  /// Length: the square root of the share, full at one half, as in the canvas.
  std::string bars(const FigureHistogram& histogram) const {
    const double step = at_x(histogram.x + 1.0) - at_x(histogram.x);
    const double x = at_x(histogram.x) + 0.08 * step;
    const double height =
        plot_height / static_cast<double>(std::max<std::size_t>(histogram.shares.size(), 1));
    std::string path = 'M' + point(x, top_ + plot_height);
    for (const double share : histogram.shares) {
      const double length = std::min(std::sqrt(std::max(share, 0.0) / 0.5), 1.0);
      path += 'H' + px(x + 0.84 * step * length) + 'v' + px(-height);
    }
    return "<path class=\"m\" d=\"" + path + 'H' + px(x) + "Z\"/>\n";
  }

  std::string legend() const {
    std::string out;
    double y = top_ + 12.0;
    const double x = right + 14.0;
    for (const FigureLine& line : figure_.lines | std::views::reverse) {
      if (line.role == FigureRole::measured) {
        out +=
            "<circle class=\"m\" cx=\"" + px(x + 6.0) + "\" cy=\"" + px(y - 4.5) + "\" r=\"4.5\"/>";
      } else {
        const std::string kind = line.role == FigureRole::theory ? "th" : "o";
        out +=
            "<path class=\"" + kind + "\" stroke-width=\"2\" d=\"M" + point(x, y - 4.5) + "h12\"/>";
      }
      out += text_at(x + 20.0, y, line.label.in(language_));
      y += line_height;
    }
    if (figure_.band) {
      out += "<rect class=\"b\" x=\"" + px(x) + "\" y=\"" + px(y - 10.0) +
             "\" width=\"12\" height=\"12\"/>";
      out += text_at(x + 20.0, y, figure_.band->label.in(language_));
    }
    return out;
  }
};

/// Lines of at most `most` bytes, broken at '&'.
std::vector<std::string> wrapped(std::string_view text, std::size_t most) {
  std::vector<std::string> lines;
  while (text.size() > most) {
    std::size_t cut = text.rfind('&', most);
    if (cut == std::string_view::npos || cut == 0) cut = most;
    lines.emplace_back(text.substr(0, cut));
    text.remove_prefix(cut);
  }
  lines.emplace_back(text);
  return lines;
}

}  // namespace

std::string svg(std::span<const Figure> figures, const SvgPage& page) {
  const std::string& headline = page.headline.in(page.language);
  double y = 12.0;
  std::string body;
  if (!headline.empty()) {
    body += text_at(24.0, y + 24.0, headline, "class=\"h\"");
    y += 40.0;
  }
  for (const Figure& figure : figures) {
    body += Plot(figure, page.language, y).draw();
    y += title_height + plot_height + axis_height;
  }
  if (!page.settings.empty()) {
    for (const std::string& line : wrapped(page.settings, 130)) {
      body += text_at(24.0, y + 4.0, line, "class=\"s\"");
      y += 16.0;
    }
  }
  const std::string size = px(page_width) + "\" height=\"" + px(y + 4.0);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + "\" viewBox=\"0 0 " +
         point(page_width, y + 4.0) + "\" lang=\"" + (page.language == Language::ko ? "ko" : "en") +
         "\" stroke-linejoin=\"round\">\n<title>" + escaped(headline) + "</title>\n<style>" +
         std::string(style) + "</style>\n<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n" +
         body + "</svg>\n";
}

std::string report_svg(const Experiment& experiment, Report& report, Language language, int most,
                       bool captions) {
  const std::vector<Figure> figures = computation_of(experiment).figures(report);
  const std::size_t count =
      most > 0 ? std::min(figures.size(), static_cast<std::size_t>(most)) : figures.size();
  SvgPage page{.headline = {}, .settings = {}, .language = language};
  if (captions) {
    page.headline = headline_of(report);
    page.settings = write_query(experiment);
  }
  return svg(std::span(figures).first(count), page);
}

}  // namespace initlab
