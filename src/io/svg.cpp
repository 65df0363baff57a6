#include "io/svg.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "io/query.h"
#include "io/settings_text.h"
#include "io/svg_parts.h"
#include "io/svg_plot.h"
#include "labs/computation.h"
#include "labs/summary.h"

namespace initlab {
namespace {

constexpr double narrow_text = 14.0;
constexpr double legend_room = 124.0;

double width_of(SvgManner manner) {
  return manner == SvgManner::whole ? 920.0 : manner == SvgManner::plots ? 720.0 : 360.0;
}

constexpr std::string_view style_sheet =
    "text{font:13px system-ui,sans-serif;fill:#434b53}"
    ".h{font-size:20px;font-weight:600;fill:#14181c}.t{font-weight:600;fill:#14181c}"
    ".s{font-size:11px;fill:#5a636b}.bg{fill:#fbfbf8}.g{stroke:#e4e6e3}.a{stroke:#8a9299}"
    ".m{fill:#0b57a6}.m.l,.ml{fill:none;stroke:#0b57a6}.th{fill:none;stroke:#5b636b}"
    ".o{fill:none;stroke:#8a4b9b;stroke-dasharray:2 4}.b{fill:#5b636b;fill-opacity:.17}"
    "@media(prefers-color-scheme:dark){text{fill:#bec6cd}.h,.t{fill:#eef1f3}.s{fill:#98a2ab}"
    ".bg{fill:#12161a}.g{stroke:#272d33}.a{stroke:#66717b}.m{fill:#67b7ff}.ml{stroke:#67b7ff}"
    ".th{stroke:#b3bbc3}.o{stroke:#d3a0e6}.b{fill:#b3bbc3;fill-opacity:.2}}";

SvgLayout layout_of(SvgManner manner) {
  const double width = width_of(manner);
  if (manner != SvgManner::narrow_plots) return {.right = width - legend_room};
  SvgLayout layout{.left = 60.0, .right = width - 16.0, .plot_height = 170.0};
  layout.title_height = 34.0;
  layout.axis_height = 54.0;
  layout.title_x = 12.0;
  layout.text = narrow_text;
  layout.tick_room = 50.0;
  layout.legend_above = true;
  layout.label_below = true;
  return layout;
}

constexpr double margin = 24.0;
constexpr double headline_size = 20.0;
constexpr double small_size = 11.0;

std::size_t next_character(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

/// Lines of at most `most` units in type of `size`, broken after one of `breaks`, or anywhere where
/// there is none.
std::vector<std::string> wrapped(std::string_view text, std::string_view breaks, double size,
                                 double most) {
  std::vector<std::string> lines;
  while (svg_text_width(text, size) > most) {
    std::size_t end = 0;
    std::size_t cut = 0;
    while (svg_text_width(text.substr(0, next_character(text, end)), size) <= most) {
      end = next_character(text, end);
      if (breaks.find(text[end - 1]) != std::string_view::npos) cut = end;
    }
    if (cut == 0) cut = std::max(end, next_character(text, 0));
    lines.emplace_back(text.substr(0, cut));
    text.remove_prefix(cut);
  }
  if (!text.empty()) lines.emplace_back(text);
  return lines;
}

/// One plot for a room: 1920 x 1080 gives it a text of 32.
SvgLayout room_layout(SvgSize size) {
  constexpr double narrow = 900.0;
  SvgLayout layout{.left = 132.0, .title_height = 52.0, .title_x = 0.0, .text = 32.0, .line = 5.0};
  layout.right = size.width - 24.0;
  layout.legend_above = true;
  layout.label_below = size.width < narrow;
  layout.end_value = !layout.label_below;
  if (layout.end_value) layout.right -= 150.0;
  layout.axis_height = layout.label_below ? 108.0 : 64.0;
  layout.plot_height = size.height - layout.title_height - layout.axis_height;
  layout.dot = 14.0;
  layout.dot_ring = 4.0;
  layout.tick_room = 96.0;
  return layout;
}

std::string document(double width, double height, Language language, std::string_view body) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + svg_number(width) + "\" height=\"" +
         svg_number(height) + "\" viewBox=\"0 0 " + svg_number(width) + ' ' + svg_number(height) +
         "\" lang=\"" + (language == Language::ko ? "ko" : "en") +
         "\" stroke-linejoin=\"round\">\n" + std::string(body) + "</svg>\n";
}

}  // namespace

std::string svg(std::span<const Figure> figures, const SvgPage& page) {
  const std::string& headline = page.headline.in(page.language);
  const SvgLayout layout = layout_of(page.manner);
  double y = 12.0;
  std::string body;
  const double room = width_of(page.manner) - 2.0 * margin;
  for (const std::string& line : wrapped(headline, " ", headline_size, room)) {
    body += svg_text(margin, y + 24.0, line, "class=\"h\"");
    y += 28.0;
  }
  if (!headline.empty()) y += 12.0;
  for (const Figure& figure : figures) {
    body += svg_plot(figure, page.language, layout, y);
    y += layout.title_height + layout.plot_height + layout.axis_height;
  }
  const auto small = [&](std::string_view text, std::string_view breaks) {
    for (const std::string& line : wrapped(text, breaks, small_size, room)) {
      body += svg_text(margin, y + 4.0, line, "class=\"s\"");
      y += 16.0;
    }
  };
  small(page.settings, " ");
  small(page.link, "&");
  const std::string type = page.manner == SvgManner::narrow_plots
                               ? "text{font-size:" + svg_number(narrow_text) + "px}"
                               : std::string();
  return document(width_of(page.manner), y + 4.0, page.language,
                  "<title>" + svg_escaped(headline) + "</title>\n<style>" +
                      std::string(style_sheet) + type +
                      "</style>\n<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n" + body);
}

std::string room_svg(const Figure& figure, SvgSize size, Language language) {
  // In this order a NaN becomes the least.
  size.width = std::min(std::max(least_room.width, size.width), most_room);
  size.height = std::min(std::max(least_room.height, size.height), most_room);
  return document(size.width, size.height, language,
                  svg_plot(figure, language, room_layout(size), 0.0));
}

std::string report_svg(const Experiment& experiment, Report& report, Language language, int most,
                       SvgManner manner, std::string_view link) {
  const std::vector<Figure> figures = computation_of(experiment).figures(report);
  const std::size_t count =
      most > 0 ? std::min(figures.size(), static_cast<std::size_t>(most)) : figures.size();
  SvgPage page;
  page.language = language;
  page.manner = manner;
  if (manner == SvgManner::whole) {
    page.headline = summary_of(report).headline;
    page.settings = settings_text(experiment, language);
    page.link = link.empty() ? write_query(experiment) : std::string(link);
  }
  return svg(std::span(figures).first(count), page);
}

std::string report_room_svg(const Experiment& experiment, const Report& report, Language language,
                            SvgSize size) {
  const std::vector<Figure> figures = computation_of(experiment).figures(report);
  return figures.empty() ? std::string() : room_svg(figures.front(), size, language);
}

}  // namespace initlab
