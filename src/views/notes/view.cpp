#include "views/notes/view.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "labs/notes/lab.h"
#include "views/notes/view_parts.h"

namespace initlab::notes {
namespace {

constexpr float most_std = 300.0F;
constexpr float most_strip = 90.0F;
constexpr float between_columns = 28.0F;
constexpr Heights narrow_heights{132.0F, 52.0F};

class View final : public LabView {
 public:
  float draw(const ViewContext&, const Experiment&, const initlab::Report*) override;
  int columns(const initlab::Report*) const override { return static_cast<int>(layer_count) + 1; }
  ReportProgress progress(const initlab::Report& report) const override {
    const Report& notes = report_of<Lab>(report);
    return {notes.rows < notes.rows_total, notes.sweep_done, notes.sweep_total};
  }

 private:
  void take_mouse(Scene&, const Cell&);

  int chosen_cell_ = 0;
};

/// The farthest place, in whole numbers, so that the strips do not breathe while the band is
/// measured.
double place_limit(const Report* report) {
  double most = 3.0;
  if (report == nullptr) return most;
  for (const LayerResult& layer : report->layers) {
    for (const double place :
         {layer.place, layer.notes_place, layer.mean_place, layer.notes_mean_place}) {
      if (std::isfinite(place)) most = std::max(most, std::abs(place));
    }
  }
  return std::ceil(std::min(most + 0.3, 8.0));
}

void View::take_mouse(Scene& scene, const Cell& cell) {
  const LayerGrid grid = cell.grid();
  ImGui::SetCursorScreenPos({grid.left, cell.min.y});
  const std::string id = "cell " + std::to_string(cell.index);
  const bool clicked = ImGui::InvisibleButton(
      id.c_str(),
      {std::max(1.0F, grid.right() - grid.left), std::max(1.0F, cell.bottom() - cell.min.y)});
  const int layer = ImGui::IsItemHovered() ? grid.layer_at(ImGui::GetIO().MousePos.x) : -1;
  if (layer < 0) return;
  if (scene.context.page.hovers()) {
    scene.hovered_cell = cell.index;
    scene.hovered_layer = layer;
  }
  if (!clicked) return;
  choose(chosen_cell_ == cell.index && chosen() == layer ? -1 : layer);
  chosen_cell_ = cell.index;
  scene.chosen_cell = chosen_cell_;
  scene.chosen_layer = chosen();
}

float View::draw(const ViewContext& context, const Experiment&, const initlab::Report* report) {
  Scene scene{.context = context,
              .report = report == nullptr ? nullptr : &report_of<Lab>(*report),
              .chosen_cell = chosen_cell_,
              .chosen_layer = chosen()};
  scene.place_limit = place_limit(scene.report);
  constexpr int count = static_cast<int>(experiment_count);
  const int columns = context.narrow || context.width < 460.0F ? 1 : context.width < 800.0F ? 2 : 3;
  const int rows = (count + columns) / columns;  // of the experiments and the remarks
  const float gap = columns == 1 ? 0.0F : between_columns;
  const float width =
      (context.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);

  Heights heights = context.narrow ? narrow_heights : Heights{};
  const float remarks = draw_all_remarks(scene, context.min, width, true);
  const float table = table_height(scene);
  const bool remarks_fill_row = columns == 1;
  const auto height_of = [&](const Heights& each) {
    const float last = remarks_fill_row ? remarks : std::max(each.cell(), remarks);
    return static_cast<float>(rows - 1) * each.cell() + last;
  };
  const float needed = height_of(heights) + 8.0F;
  float spare = std::max(0.0F, context.height - needed);
  const bool has_table = !context.narrow && columns == 3 && spare > table;
  if (!context.narrow) {
    if (has_table) spare -= table;
    const auto share = static_cast<float>(columns == 1 ? count : rows);
    const float more_std = std::min(0.6F * spare / share, most_std - heights.std);
    heights.std += more_std;
    heights.strip += std::min(0.5F * (spare / share - more_std), most_strip - heights.strip);
  }

  const auto corner_of = [&](int place) {
    const int row = place / columns;
    const int column = place % columns;
    return ImVec2{context.min.x + (width + gap) * static_cast<float>(column),
                  context.min.y + heights.cell() * static_cast<float>(row)};
  };
  std::vector<Cell> cells;
  cells.reserve(experiment_count);
  for (int i = 0; i < count; ++i) {
    cells.push_back({i, corner_of(i), width, heights});
    take_mouse(scene, cells.back());
  }
  for (const Cell& cell : cells) draw_cell(scene, cell);
  draw_all_remarks(scene, corner_of(count), width);
  if (has_table) draw_table(scene, context.min.y + height_of(heights) + 8.0F);
  draw_callout(scene, cells[static_cast<std::size_t>(scene.active_cell())]);
  return needed;
}

}  // namespace

std::unique_ptr<LabView> make_view() { return std::make_unique<View>(); }

}  // namespace initlab::notes
