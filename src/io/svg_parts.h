#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace initlab {

/// More points than these are a line, since dots would touch.
inline constexpr std::size_t most_dots = 60;

/// Where things stand in a plot, in the units of the SVG document.
struct SvgLayout {
  double left = 96.0;
  double right = 796.0;  // what is written at the end of lines stands to the right of it
  double plot_height = 190.0;
  double title_height = 30.0;
  double axis_height = 44.0;
  double title_x = 24.0;
  double text = 13.0;
  double line = 2.0;
  double dot = 4.5;           // radius
  double dot_ring = 0.0;      // of the background, around a dot
  double least_step = 5.0;    // between the points of a line
  double tick_room = 70.0;    // for each label of the x axis
  bool legend_above = false;  // in a row after the title, else to the right of the plot
  bool end_value = false;     // the last measured value at the line's end
  bool label_below = false;   // the x axis' name under its ticks, else to their right

  /// Of the text, beside the usual size.
  double em() const { return text / 13.0; }
  double row_height() const { return 18.0 * em(); }
};

std::string svg_text(double x, double y, std::string_view text, std::string_view attributes = {});
std::string svg_escaped(std::string_view text);
/// A tenth of a unit is enough.
std::string svg_number(double value);

/// About what a text takes: wide enough for any usual font.
double svg_text_width(std::string_view text, double size);

std::string svg_point(double x, double y);
/// A measured point.
std::string svg_dot(const SvgLayout&, double x, double y);
/// The end of a class attribute and the width of the line.
std::string svg_stroke(const SvgLayout&);

}  // namespace initlab
