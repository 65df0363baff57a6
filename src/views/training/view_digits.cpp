#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "core/training/deep_training.h"
#include "labs/training/picture_data.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/training/view_parts.h"

namespace initlab::training {
namespace {

constexpr float title_height = 24.0F;

/// Places of pictures of `side`, `across` from one to the next and `height` from row to row; what
/// stands below one is `cell` wide.
struct Grid {
  float side, cell, across, height;

  int per_row(float width) const {
    return std::clamp(static_cast<int>((width + across - cell) / across), 1, shown_tests);
  }
  int rows(int count, float width) const { return (count + per_row(width) - 1) / per_row(width); }
  ImVec2 place(ImVec2 min, int index, float width) const {
    const int row = index / per_row(width);
    const int column = index % per_row(width);
    return {std::floor(min.x + across * static_cast<float>(column) + 0.5F * (cell - side)),
            std::floor(min.y + height * static_cast<float>(row))};
  }
};
constexpr Grid digit_grid{24.0F, 24.0F, 32.0F, 46.0F};
constexpr Grid name_grid{28.0F, 54.0F, 54.0F, 50.0F};
constexpr Grid weight_grid{24.0F, 24.0F, 32.0F, 32.0F};
constexpr Grid wide_weight_grid{28.0F, 28.0F, 36.0F, 36.0F};

/// Whether classes have names, which need more room than a digit.
bool has_names(const Scene& scene) {
  const PictureData* const data = picture_data(scene.params.data);
  return data != nullptr && !data->class_names.empty();
}
const Grid& test_grid(const Scene& scene) { return has_names(scene) ? name_grid : digit_grid; }
const Grid& weights_grid(const Scene& scene) {
  return has_names(scene) ? wide_weight_grid : weight_grid;
}

/// How many units have their weights drawn: of wide pictures fewer, see cells_of().
int drawn_units(const Scene& scene) { return has_names(scene) ? 16 : shown_units; }

/// A picture's numbers as cells of a square, row by row.
struct Cells {
  std::size_t across = 0;
  std::vector<double> levels;
};

/// Wide pictures in means of 2 x 2 numbers: a cell is a pixel at least, and all pictures of a frame
/// fit ImGui's 16-bit indices.
Cells cells_of(std::span<const double> picture, std::size_t width) {
  constexpr std::size_t widest = 16;
  if (width <= widest) return {width, {picture.begin(), picture.end()}};
  Cells cells{width / 2, {}};
  for (std::size_t row = 0; row < cells.across; ++row) {
    for (std::size_t column = 0; column < cells.across; ++column) {
      const double* const first = picture.data() + 2 * (row * width + column);
      cells.levels.push_back(0.25 * (first[0] + first[1] + first[width] + first[width + 1]));
    }
  }
  return cells;
}

/// Levels from -1 to 1 after `scale`: ink for what is positive, the colour of data for what is
/// negative.
void draw_picture(const Scene& scene, ImVec2 min, float side, const Cells& cells, double scale) {
  const Painter& paint = scene.paint();
  const Palette& colors = scene.colors();
  const float cell = side / static_cast<float>(cells.across);
  paint.fill(min, {min.x + side, min.y + side}, colors.field);
  for (std::size_t i = 0; i < cells.levels.size(); ++i) {
    const double shade = scale * cells.levels[i];
    const auto strength = static_cast<float>(std::min(1.0, std::abs(shade)));
    if (!(strength > 0.02F)) continue;
    const std::size_t down = i / cells.across;
    const ImVec2 a{min.x + cell * static_cast<float>(i - down * cells.across),
                   min.y + cell * static_cast<float>(down)};
    paint.fill(a, {a.x + cell, a.y + cell},
               mixed(shade > 0.0 ? colors.ink : colors.data, colors.field,
                     strength * scene.context().opacity));
  }
}

std::string class_name(const Scene& scene, std::uint64_t which) {
  const PictureData* const data = picture_data(scene.params.data);
  if (data == nullptr || which >= static_cast<std::uint64_t>(data->classes)) return "?";
  if (data->class_names.empty()) return std::to_string(which);
  return std::string(data->class_names[static_cast<std::size_t>(which)].in(scene.language()));
}

/// Below the picture at `min`.
void draw_prediction(const Scene& scene, ImVec2 min, std::uint64_t predicted, std::uint64_t label) {
  const ViewContext& context = scene.context();
  const Grid& grid = test_grid(scene);
  const bool right = predicted == label;
  const ImU32 color = faded(right ? scene.colors().good : scene.colors().alarm, context.opacity);
  const TextStyle style{context.sizes.tick, color, right ? Weight::semibold : Weight::regular};
  const std::string text = class_name(scene, predicted);
  const float middle = min.x + 0.5F * grid.side;
  const float y = min.y + grid.side + 8.0F;
  if (scene.paint().width(text, style) > grid.cell && has_names(scene)) {
    scene.paint().text_cut(middle - 0.5F * grid.cell, y, grid.cell - 2.0F, text, style);
  } else {
    scene.paint().text(middle, y, text, style, Align::center);
  }
  if (!right) {
    scene.paint().horizontal(min.x, min.x + grid.side, y + 8.0F, color, 2.0F);
  }
}

/// The numbers of a picture, where the report is of the data that are shown; else 0: they may have
/// been changed since it came.
std::size_t pixels_of(const Scene& scene) {
  const PictureData* const data = picture_data(scene.params.data);
  if (data == nullptr || scene.report == nullptr || scene.report->samples.empty()) return 0;
  const auto width = static_cast<std::size_t>(data->width);
  return scene.report->samples.front().pixels.size() == width * width ? width * width : 0;
}

/// Of the units' weights, with the largest finite one: one scale for all units.
struct WeightPictures {
  std::vector<Cells> units;
  double most = 0.0;
};
WeightPictures weight_pictures(const Scene& scene) {
  WeightPictures pictures;
  const Snapshot* const snapshot = scene.snapshot();
  const std::size_t pixels = pixels_of(scene);
  if (snapshot == nullptr || pixels == 0) return pictures;
  const auto width = static_cast<std::size_t>(picture_data(scene.params.data)->width);
  const std::span<const double> weights = snapshot->first_weights;
  for (std::size_t from = 0; from + pixels <= weights.size(); from += pixels) {
    if (pictures.units.size() == static_cast<std::size_t>(drawn_units(scene))) break;
    pictures.units.push_back(cells_of(weights.subspan(from, pixels), width));
    for (const double level : pictures.units.back().levels) {
      if (std::isfinite(level)) pictures.most = std::max(pictures.most, std::abs(level));
    }
  }
  return pictures;
}

/// What the colours of the weights mean, from `x` on.
void draw_weights_key(const Scene& scene, float x, float y) {
  const TextStyle style{scene.context().sizes.tick, scene.colors().ink3};
  for (const bool positive : {true, false}) {
    const ImU32 color = positive ? scene.colors().ink : scene.colors().data;
    scene.paint().fill({x, y - 5.0F}, {x + 10.0F, y + 5.0F}, color);
    scene.paint().text(x + 15.0F, y, positive ? "+" : "\u2212", style);
    x += 36.0F;
  }
}

}  // namespace

float digits_height(const Scene& scene, float width, int most_rows) {
  const Grid& grid = test_grid(scene);
  return title_height +
         grid.height * static_cast<float>(std::min(most_rows, grid.rows(shown_tests, width)));
}

void draw_digits(const Scene& scene, ImVec2 min, float width, int most_rows) {
  const ViewContext& context = scene.context();
  const TextStyle title{context.sizes.tick, scene.colors().ink, Weight::semibold};
  const PictureData* const data = picture_data(scene.params.data);
  if (data == nullptr) return;
  scene.paint().text(min.x, min.y + 8.0F, data->test_rows.in(scene.language()), title);
  if (const HistoryEntry* entry = scene.evaluation()) {
    const std::string text =
        fill(strings::training_view_right, {{"p", percent_number(entry->test_accuracy)}})
            .in(scene.language());
    scene.paint().text(min.x + width, min.y + 8.0F, text, {context.sizes.tick, scene.colors().ink2},
                       Align::right);
  }
  const Grid& grid = test_grid(scene);
  const int most = std::min(shown_tests, most_rows * grid.per_row(width));
  const std::size_t pixels = pixels_of(scene);
  const ImVec2 first{min.x, min.y + title_height};
  const Snapshot* snapshot = scene.snapshot();
  for (int i = 0; i < most; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const ImVec2 at = grid.place(first, i, width);
    if (pixels == 0) {
      scene.paint().fill(at, {at.x + grid.side, at.y + grid.side}, scene.colors().lane);
      continue;
    }
    if (index >= scene.report->samples.size()) return;
    if (scene.report->samples[index].pixels.size() != pixels) continue;
    const Sample& sample = scene.report->samples[index];
    Cells cells = cells_of(sample.pixels, static_cast<std::size_t>(data->width));
    for (double& level : cells.levels) level = std::max(0.0, level);
    draw_picture(scene, at, grid.side, cells, 1.0);
    if (snapshot != nullptr && index < snapshot->predictions.size()) {
      draw_prediction(scene, at, snapshot->predictions[index], sample.label);
    }
  }
}

float weights_height(const Scene& scene, float width) {
  if (scene.plane()) return 0.0F;
  const Grid& grid = weights_grid(scene);
  const float rows = grid.height * static_cast<float>(grid.rows(drawn_units(scene), width));
  return scene.narrow ? title_height + rows : std::max(64.0F, rows);
}

void draw_weights(const Scene& scene, ImVec2 min, float width) {
  if (scene.plane()) return;
  const ViewContext& context = scene.context();
  const TextStyle title{context.sizes.tick, scene.colors().ink, Weight::semibold};
  const TextStyle hint{context.sizes.tick, scene.colors().ink3};
  const WeightPictures pictures = weight_pictures(scene);
  const std::string scale =
      fill(strings::training_view_full_shade, {{"w", brief_number(pictures.most)}})
          .in(scene.language());
  const std::string_view words = strings::training_view_weights.in(scene.language());
  ImVec2 first = min;
  if (scene.narrow) {
    scene.paint().text(min.x, min.y + 8.0F, words, title);
    const float right = min.x + width;
    draw_weights_key(scene, right - scene.paint().width(scale, hint) - 76.0F, min.y + 8.0F);
    scene.paint().text(right, min.y + 8.0F, scale, hint, Align::right);
    first.y += title_height;
  } else {
    const float room = min.x - context.min.x - 8.0F;
    const int lines =
        scene.paint().paragraph(context.min.x, min.y + 8.0F, room, 17.0F, words, title);
    const float key = min.y + 12.0F + 17.0F * static_cast<float>(lines);
    draw_weights_key(scene, context.min.x, key);
    scene.paint().text(context.min.x, key + 18.0F, scale, hint);
  }
  const Grid& grid = weights_grid(scene);
  int unit = 0;
  for (const Cells& cells : pictures.units) {
    draw_picture(scene, grid.place(first, unit++, width), grid.side, cells,
                 pictures.most > 0.0 ? 1.0 / pictures.most : 0.0);
  }
}

}  // namespace initlab::training
