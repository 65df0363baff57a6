#include "io/svg_parts.h"

#include <cmath>

#include "text/number_format.h"

namespace initlab {

std::string svg_escaped(std::string_view text) {
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

std::string svg_number(double value) { return shortest(std::round(value * 10.0) / 10.0); }

std::string svg_text(double x, double y, std::string_view text, std::string_view attributes) {
  std::string out = "<text x=\"" + svg_number(x) + "\" y=\"" + svg_number(y) + '"';
  if (!attributes.empty()) out += ' ' + std::string(attributes);
  return out + '>' + svg_escaped(text) + "</text>\n";
}

double svg_text_width(std::string_view text, double size) {
  double ems = 0.0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool follows = (byte & 0xC0U) == 0x80U;
    if (!follows) ems += byte >= 0xE0U ? 1.0 : 0.58;
  }
  return ems * size;
}

std::string svg_point(double x, double y) { return svg_number(x) + ' ' + svg_number(y); }

std::string svg_dot(const SvgLayout& layout, double x, double y) {
  const std::string at = "cx=\"" + svg_number(x) + "\" cy=\"" + svg_number(y) + "\" r=\"";
  std::string ring;
  if (layout.dot_ring > 0.0) {
    ring = "<circle class=\"bg\" " + at + svg_number(layout.dot + layout.dot_ring) + "\"/>";
  }
  return ring + "<circle " + at + svg_number(layout.dot) + "\"/>";
}

std::string svg_stroke(const SvgLayout& layout) {
  return "\" stroke-width=\"" + svg_number(layout.line) + "\" ";
}

}  // namespace initlab
