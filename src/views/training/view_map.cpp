#include "views/training/view_map.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/widgets.h"

namespace initlab::training {
namespace {

using namespace ui;

constexpr float map_gutter = 72.0F;
constexpr float most_cell = 56.0F;
constexpr float least_cell = 8.0F;
constexpr float readout_width = 300.0F;
constexpr float readout_lines = 170.0F;
constexpr float below_map = 96.0F;  // numbers, name of the axis, legend

struct MapScene {
  const ViewContext& context;
  const Report& report;
  float left, top;  // of the cells
  float cell;       // the side of one
  int gains, depths;

  const Painter& paint() const { return context.paint; }
  const Palette& colors() const { return context.paint.colors(); }
  std::string_view in(const Words& words) const { return words.in(context.language); }
  float right() const { return left + cell * static_cast<float>(gains); }
  float bottom() const { return top + cell * static_cast<float>(depths); }
  /// The deepest row is at the top.
  ImVec2 corner(MapPicture::Place at) const {
    return {left + cell * static_cast<float>(at.gain),
            bottom() - cell * static_cast<float>(at.depth + 1)};
  }
  const MapRow* row(MapPicture::Place at) const {
    const double gain = report.map_gains[static_cast<std::size_t>(at.gain)];
    const double depth = report.map_depths[static_cast<std::size_t>(at.depth)];
    for (const MapRow& row : report.rows) {
      if (row.gain == gain && static_cast<double>(row.depth) == depth) return &row;
    }
    return nullptr;
  }
  /// One hue: chance is pale, never the page's colour.
  ImU32 shade(double accuracy) const {
    const double chance = report.chance_accuracy;
    const double way = chance < 1.0 ? (accuracy - chance) / (1.0 - chance) : 0.0;
    const double held = std::isfinite(way) ? std::clamp(way, 0.0, 1.0) : 0.0;
    return mixed(colors().data, context.background,
                 static_cast<float>(0.1 + 0.9 * held) * context.opacity);
  }
  /// Both axes are lists of values: between two rows a depth is placed by its logarithm.
  float y_of_depth(double depth) const {
    const std::vector<double>& all = report.map_depths;
    std::size_t i = 0;
    while (i + 2 < all.size() && depth > all[i + 1]) ++i;
    const double way =
        all.size() < 2 ? 0.0 : std::log(depth / all[i]) / std::log(all[i + 1] / all[i]);
    const double place = std::clamp(static_cast<double>(i) + way, -9.0, 99.0);
    return bottom() - cell * (static_cast<float>(place) + 0.5F);
  }
};

void draw_cells(const MapScene& scene) {
  for (int gain = 0; gain < scene.gains; ++gain) {
    for (int depth = 0; depth < scene.depths; ++depth) {
      const ImVec2 min = scene.corner({gain, depth});
      const ImVec2 max{min.x + scene.cell, min.y + scene.cell};
      if (const MapRow* row = scene.row({gain, depth})) {
        scene.paint().fill({min.x + 1.0F, min.y + 1.0F}, {max.x - 1.0F, max.y - 1.0F},
                           scene.shade(row->train_accuracy), 2.0F);
      } else {
        scene.paint().mark(Mark::dot, {0.5F * (min.x + max.x), 0.5F * (min.y + max.y)}, 1.5F,
                           scene.colors().ink3);
      }
    }
  }
}

/// The depth that theory gives every gain, `times` xi, from cell to cell.
void draw_theory_line(const MapScene& scene, double times, std::string_view name, float thickness) {
  const std::vector<double>& scales = scene.report.map_scales;
  std::optional<ImVec2> before;
  std::optional<ImVec2> named;
  scene.paint().list()->PushClipRect({scene.left, scene.top}, {scene.right(), scene.bottom()},
                                     true);
  for (std::size_t i = 0; i < scales.size() && i < static_cast<std::size_t>(scene.gains); ++i) {
    if (!(scales[i] > 0.0) || !std::isfinite(scales[i])) {
      before.reset();
      continue;
    }
    const ImVec2 at{scene.left + scene.cell * (static_cast<float>(i) + 0.5F),
                    scene.y_of_depth(times * scales[i])};
    if (before) {
      scene.paint().list()->AddLine(*before, at, scene.context.background, thickness + 2.0F);
      scene.paint().list()->AddLine(*before, at, faded(scene.colors().ink, scene.context.opacity),
                                    thickness);
    }
    if (!named && at.y > scene.top + 10.0F && at.y < scene.bottom() - 10.0F) named = at;
    before = at;
  }
  scene.paint().list()->PopClipRect();
  if (named) {
    scene.paint().text_over(named->x, named->y, name,
                            {scene.context.sizes.tick, scene.colors().ink, Weight::semibold},
                            Align::center, scene.context.background);
  }
}

void draw_axes(const MapScene& scene) {
  const TextStyle style{scene.context.sizes.tick, scene.colors().ink2};
  const float x = scene.left - 10.0F;
  for (int depth = 0; depth < scene.depths; ++depth) {
    scene.paint().text(x, scene.corner({0, depth}).y + 0.5F * scene.cell,
                       brief_number(scene.report.map_depths[static_cast<std::size_t>(depth)], 3),
                       style, Align::right);
  }
  scene.paint().text(scene.context.min.x, scene.top - 12.0F, scene.in(strings::training_map_depth),
                     {style.em, scene.colors().ink, Weight::semibold});
  float free_from = scene.left - scene.cell;
  for (int gain = 0; gain < scene.gains; ++gain) {
    const std::string text =
        brief_number(scene.report.map_gains[static_cast<std::size_t>(gain)], 3);
    const float middle = scene.corner({gain, 0}).x + 0.5F * scene.cell;
    const float half = 0.5F * scene.paint().width(text, style);
    if (middle - half < free_from) continue;
    scene.paint().text(middle, scene.bottom() + 14.0F, text, style, Align::center);
    free_from = middle + half + 6.0F;
  }
  scene.paint().text(scene.right(), scene.bottom() + 34.0F, scene.in(strings::training_map_gain),
                     style, Align::right);
}

void draw_legend(const MapScene& scene) {
  const TextStyle style{scene.context.sizes.tick, scene.colors().ink2};
  const float y = scene.bottom() + 56.0F;
  constexpr int shades = 8;
  const float side = std::max(4.0F, (scene.right() - scene.left) / 16.0F);
  for (int i = 0; i < shades; ++i) {
    const float x = scene.left + side * static_cast<float>(i);
    const double chance = scene.report.chance_accuracy;
    scene.paint().fill({x, y - 6.0F}, {x + side - 1.0F, y + 6.0F},
                       scene.shade(chance + (1.0 - chance) * i / (shades - 1.0)), 2.0F);
  }
  const std::string_view words = scene.in(strings::training_map_legend);
  const float end = scene.left + side * static_cast<float>(shades) + 8.0F;
  const bool fits =
      end + scene.paint().width(words, style) <= scene.context.min.x + scene.context.width;
  scene.paint().text(fits ? end : scene.left, fits ? y : y + 20.0F, words, style);
}

/// What is known of the chosen cell, and the press that opens it; true where that was pressed.
bool draw_readout(const MapScene& scene, MapPicture::Place at, ImVec2 min, float width) {
  const float em = scene.context.sizes.text;
  const float line = 1.6F * em;
  const MapRow* row = scene.row(at);
  const std::string gain = shortest(scene.report.map_gains[static_cast<std::size_t>(at.gain)]);
  const double depth = scene.report.map_depths[static_cast<std::size_t>(at.depth)];
  float y = min.y + 0.5F * line;
  const auto write = [&](const Sentence& text, ImU32 color, Weight weight) {
    y += line *
         static_cast<float>(std::max(
             1, scene.paint().paragraph(min.x, y, width, line, text.in(scene.context.language),
                                        {em, color, weight})));
  };
  write(fill(strings::training_map_cell, {{"g", gain}, {"d", brief_number(depth, 3)}}),
        scene.colors().ink, Weight::semibold);
  if (row == nullptr) {
    write(fill(strings::training_map_to_come, {}), scene.colors().ink2, Weight::regular);
  } else {
    write(fill(strings::training_map_right, {{"p", percent_number(row->train_accuracy)},
                                             {"q", percent_number(row->test_accuracy)}}),
          scene.colors().ink2, Weight::regular);
    if (row->theory && row->theory->depth_scale > 0.0) {
      const double scale = row->theory->depth_scale;
      write(fill(strings::training_map_scales,
                 {{"k", brief_number(depth / scale)}, {"x", brief_number(scale)}}),
            scene.colors().ink2, Weight::regular);
    }
  }
  const Widgets ui{scene.context.paint, scene.context.sizes, scene.context.fonts,
                   scene.context.page.coarse_pointer};
  return button(ui, "open cell", {min.x, y}, {std::min(width, 160.0F), scene.context.sizes.control},
                scene.in(strings::training_map_open));
}

}  // namespace

void MapPicture::take_keys(int gains, int depths) {
  if (ImGui::GetIO().WantTextInput || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup)) return;
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key); };
  int across = 0;
  int up = 0;
  if (pressed(ImGuiKey_RightArrow)) ++across;
  if (pressed(ImGuiKey_LeftArrow)) --across;
  if (pressed(ImGuiKey_UpArrow)) ++up;
  if (pressed(ImGuiKey_DownArrow)) --up;
  if (across != 0 || up != 0) {
    if (!chosen_) chosen_ = Place{gains / 2, depths / 2};
    chosen_->gain = std::clamp(chosen_->gain + across, 0, gains - 1);
    chosen_->depth = std::clamp(chosen_->depth + up, 0, depths - 1);
  }
  if (pressed(ImGuiKey_Escape)) chosen_.reset();
  if (ImGui::IsKeyPressed(ImGuiKey_Enter, false) && chosen_) opened_ = chosen_;
}

std::optional<MapPicture::Place> MapPicture::take_opened() {
  return std::exchange(opened_, std::nullopt);
}

float MapPicture::draw(const ViewContext& context, const Report& report) {
  constexpr std::size_t most_values = 64;  // a frame from outside may have any number
  const int gains = static_cast<int>(std::min(report.map_gains.size(), most_values));
  const int depths = static_cast<int>(std::min(report.map_depths.size(), most_values));
  if (gains == 0 || depths == 0) return 0.0F;
  if (chosen_) {
    chosen_->gain = std::min(chosen_->gain, gains - 1);
    chosen_->depth = std::min(chosen_->depth, depths - 1);
  }
  take_keys(gains, depths);

  const bool beside = !context.narrow && context.width >= 700.0F;
  const float margin = context.narrow ? 40.0F : map_gutter;
  const float room = context.width - margin - (beside ? readout_width + 24.0F : 8.0F);
  const float cell = std::clamp(room / static_cast<float>(gains), least_cell, most_cell);
  const MapScene scene{context, report, context.min.x + margin, context.min.y + 28.0F, cell,
                       gains,   depths};

  ImGui::SetCursorScreenPos({scene.left, scene.top});
  const bool pressed =
      ImGui::InvisibleButton("map", {scene.right() - scene.left, scene.bottom() - scene.top});
  if (pressed) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    chosen_ = Place{std::clamp(static_cast<int>((mouse.x - scene.left) / cell), 0, gains - 1),
                    std::clamp(static_cast<int>((scene.bottom() - mouse.y) / cell), 0, depths - 1)};
  }
  draw_axes(scene);
  draw_cells(scene);
  draw_theory_line(scene, 6.0, "6 ξ", 2.5F);
  draw_theory_line(scene, 1.0, "ξ", 1.5F);
  draw_legend(scene);

  float height = scene.bottom() + below_map - context.min.y;
  const ImVec2 readout = beside ? ImVec2{scene.right() + 24.0F, scene.top}
                                : ImVec2{context.min.x, context.min.y + height};
  const float wide = beside ? readout_width : context.width;
  if (chosen_) {
    const ImVec2 min = scene.corner(*chosen_);
    scene.paint().list()->AddRect(min, {min.x + cell, min.y + cell}, scene.colors().ink, 3.0F, 0,
                                  2.5F);
    if (draw_readout(scene, *chosen_, readout, wide)) opened_ = chosen_;
  } else {
    scene.paint().paragraph(readout.x, readout.y + 10.0F, wide, 1.6F * context.sizes.text,
                            scene.in(strings::training_map_hint),
                            {context.sizes.text, scene.colors().ink3});
  }
  if (!beside) height += readout_lines;
  return std::max(height, readout_lines + 28.0F);
}

}  // namespace initlab::training
