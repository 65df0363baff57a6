#include "ui/group_marks.h"

#include <algorithm>
#include <array>

namespace initlab::ui {
namespace {

constexpr ImU32 opaque(unsigned hex) {
  return IM_COL32((hex >> 16) & 255U, (hex >> 8) & 255U, hex & 255U, 255);
}

// Blue, orange, green, purple, ochre, teal, rose, grey: the hues of Okabe & Ito's palette for
// colour-blind readers, in the theme's lightness.
constexpr std::array<ImU32, 8> light_colors{opaque(0x0B57A6), opaque(0xB54300), opaque(0x00694F),
                                            opaque(0x8A4B9B), opaque(0x7A5200), opaque(0x007A8A),
                                            opaque(0xB03060), opaque(0x434B53)};
constexpr std::array<ImU32, 8> dark_colors{opaque(0x67B7FF), opaque(0xFF9557), opaque(0x46C79B),
                                           opaque(0xD3A0E6), opaque(0xF0C05A), opaque(0x5FD3E0),
                                           opaque(0xFF8FB0), opaque(0xBEC6CD)};
constexpr std::array<Mark, 6> shapes{Mark::dot,         Mark::square,        Mark::diamond,
                                     Mark::triangle_up, Mark::triangle_down, Mark::hollow_dot};

}  // namespace

GroupMark group_mark(int group, bool dark) {
  const auto index = static_cast<std::size_t>(std::max(group, 0));
  const std::array<ImU32, 8>& colors = dark ? dark_colors : light_colors;
  return {shapes[index % shapes.size()], colors[index % colors.size()]};
}

}  // namespace initlab::ui
