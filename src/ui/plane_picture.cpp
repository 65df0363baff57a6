#include "ui/plane_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace initlab::ui {

ImVec2 PlanePicture::at(double x, double y) const {
  const auto part = [this](double value) {
    return static_cast<float>(std::clamp(0.5 + 0.5 * value / reach, -1.0, 2.0));
  };
  return {min.x + part(x) * side, min.y + (1.0F - part(y)) * side};
}

bool PlaneField::whole() const {
  return size > 0 &&
         values.size() == static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
}

double PlaneField::at(int row, int column) const {
  return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(size) +
                static_cast<std::size_t>(column)];
}

float PlaneField::shade(double value) const {
  if (std::isnan(value)) return 0.0F;
  return static_cast<float>(std::clamp((value - lo) / (hi - lo), 0.0, 1.0));
}

void draw_field(const ViewContext& context, const PlanePicture& plane, const PlaneField& field) {
  const Painter& paint = context.paint;
  const float cell = plane.side / static_cast<float>(field.size);
  const auto shade = [&](int row, int column) {
    const int r = std::clamp(row, 0, field.size - 1);
    const int c = std::clamp(column, 0, field.size - 1);
    return mixed(paint.colors().ink, context.background,
                 0.03F + 0.27F * field.shade(field.at(r, c)) * context.opacity);
  };
  // Between the centres of the cells, the outermost ones drawn out to the edge.
  const auto edge = [&](int index) {
    if (index < 0) return 0.0F;
    return index >= field.size ? plane.side : (static_cast<float>(index) + 0.5F) * cell;
  };
  for (int row = -1; row < field.size; ++row) {
    for (int column = -1; column < field.size; ++column) {
      paint.list()->AddRectFilledMultiColor(
          {plane.min.x + edge(column), plane.min.y + plane.side - edge(row + 1)},
          {plane.min.x + edge(column + 1), plane.min.y + plane.side - edge(row)},
          shade(row + 1, column), shade(row + 1, column + 1), shade(row, column + 1),
          shade(row, column));
    }
  }
}

void draw_level_line(const ViewContext& context, const PlanePicture& plane, const PlaneField& field,
                     double level) {
  const ImU32 color = faded(context.paint.colors().ink, context.opacity);
  const float cell = plane.side / static_cast<float>(field.size);
  constexpr int corner_row[] = {0, 0, 1, 1};
  constexpr int corner_column[] = {0, 1, 1, 0};
  for (int row = 0; row + 1 < field.size; ++row) {
    for (int column = 0; column + 1 < field.size; ++column) {
      std::array<ImVec2, 4> cuts;
      std::size_t count = 0;
      for (std::size_t side = 0; side < 4; ++side) {
        const std::size_t next = (side + 1) % 4;
        const double a = field.at(row + corner_row[side], column + corner_column[side]) - level;
        const double b = field.at(row + corner_row[next], column + corner_column[next]) - level;
        if (!std::isfinite(a) || !std::isfinite(b) || (a > 0.0) == (b > 0.0)) continue;
        const auto part = static_cast<float>(a / (a - b));
        const auto mix = [&](const int* corner) {
          const auto from = static_cast<float>(corner[side]);
          return from + part * (static_cast<float>(corner[next]) - from);
        };
        cuts[count++] = {
            plane.min.x + (static_cast<float>(column) + 0.5F + mix(corner_column)) * cell,
            plane.min.y + plane.side - (static_cast<float>(row) + 0.5F + mix(corner_row)) * cell};
      }
      for (std::size_t i = 0; i + 1 < count; i += 2) {
        context.paint.list()->AddLine(cuts[i], cuts[i + 1], color, 2.0F);
      }
    }
  }
}

}  // namespace initlab::ui
