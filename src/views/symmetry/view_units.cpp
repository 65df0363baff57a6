#include <algorithm>
#include <array>
#include <cmath>

#include "core/training/tiny_mlp.h"
#include "text/number_format.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "ui/group_marks.h"
#include "views/symmetry/view_parts.h"

namespace initlab::symmetry {
namespace {

constexpr std::size_t most_rows = 8;
constexpr float line_height = 20.0F;

/// Rows of units: those beyond are left to the tables of the page.
std::size_t rows_of(const Scene& scene) {
  return std::min(most_rows, static_cast<std::size_t>(std::max(1, scene.params.hidden)));
}

bool is_cut(const Scene& scene) {
  return static_cast<std::size_t>(scene.params.hidden) > most_rows;
}

struct Cell {
  const Scene& scene;
  float right;

  void number(float y, double value, bool bold = false) const {
    const Palette& colors = scene.context.paint.colors();
    const bool wrong = !std::isfinite(value);
    const ImU32 color = wrong ? colors.alarm : bold ? colors.ink : colors.ink2;
    scene.context.paint.text(right, y, with_minus_signs(table_number(value)),
                             {scene.context.sizes.text, faded(color, scene.context.opacity)},
                             Align::right);
  }
  void head(float y, std::string_view text) const {
    scene.context.paint.text(right, y, text,
                             {scene.context.sizes.text, scene.context.paint.colors().ink3},
                             Align::right);
  }
};

void draw_unit_rows(const Scene& scene, const Step& step, ImVec2 min,
                    const std::array<Cell, 4>& cells) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const float em = scene.context.sizes.text;
  float y = min.y;
  const std::size_t units = std::min(rows_of(scene), Scene::units(step));
  for (std::size_t j = 0; j < units; ++j) {
    const GroupMark mark = group_mark(static_cast<int>(step.orbits[j]), scene.context.page.dark);
    const ImU32 color = faded(mark.color, scene.context.opacity);
    paint.mark(mark.shape, {min.x + 6.0F, y}, 5.0F, color);
    paint.text(min.x + 18.0F, y, std::to_string(step.orbits[j] + 1), {em, color, Weight::semibold});
    paint.text(min.x + 56.0F, y, std::to_string(j + 1), {em, colors.ink2}, Align::right);
    for (std::size_t entry = 0; entry < tiny_entries; ++entry) {
      cells[entry].number(y, step.weights[tiny_entries * j + entry]);
    }
    y += line_height;
  }
  if (is_cut(scene)) paint.text(min.x + 18.0F, y, "\u2026", {em, colors.ink3});
}

}  // namespace

float unit_table_height(const Scene& scene) {
  const float units = static_cast<float>(rows_of(scene) + (is_cut(scene) ? 1 : 0));
  return 26.0F + line_height * units + 8.0F + 2.0F * line_height + 10.0F + line_height * 2.0F;
}

void draw_unit_table(const Scene& scene, ImVec2 min, float width) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const float em = scene.context.sizes.text;
  const float first = min.x + 58.0F;
  const float column = (width - 58.0F) / 4.0F;
  const std::array<Cell, 4> cells{Cell{scene, first + column}, Cell{scene, first + 2.0F * column},
                                  Cell{scene, first + 3.0F * column},
                                  Cell{scene, first + 4.0F * column}};
  float y = min.y + 8.0F;
  const std::array<std::string_view, 4> heads{"w\u2081", "w\u2082",
                                              strings::symmetry_label_bias.in(words),
                                              strings::symmetry_label_out.in(words)};
  paint.text(min.x, y, strings::symmetry_label_orbit.in(words), {em, colors.ink3});
  paint.text(min.x + 66.0F, y, strings::symmetry_label_unit.in(words), {em, colors.ink3},
             Align::right);
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i].head(y, heads[i]);
  paint.horizontal(min.x, min.x + width, y + 11.0F, colors.separator);
  const Step* step = scene.step();
  if (step != nullptr) draw_unit_rows(scene, *step, {min.x, y + 24.0F}, cells);
  y += 24.0F + line_height * static_cast<float>(rows_of(scene) + (is_cut(scene) ? 1 : 0));
  paint.text(min.x, y, strings::symmetry_label_output_bias.in(words), {em, colors.ink2});
  if (step != nullptr && !step->weights.empty()) cells[3].number(y, step->weights.back(), true);
  y += line_height;
  explained_text(scene.context, min.x, y, strings::symmetry_label_rank.in(words),
                 {em, colors.ink2});
  if (step != nullptr) cells[3].number(y, step->effective_rank, true);

  y += 12.0F;
  paint.horizontal(min.x, min.x + width, y, colors.separator);
  y += 13.0F;
  paint.text(min.x, y, strings::symmetry_label_gradient.in(words), {em, colors.ink3});
  y += line_height;
  const std::array<const Words*, 4> groups{
      &strings::symmetry_label_hidden_weights, &strings::symmetry_label_hidden_biases,
      &strings::symmetry_label_output_weights, &strings::symmetry_label_output_biases};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::size_t line = i / 2;
    const float x = min.x + static_cast<float>(i % 2) * 0.53F * width;
    const float row = y + static_cast<float>(line) * line_height;
    paint.text(x, row, groups[i]->in(words), {em, colors.ink2});
    if (step == nullptr) continue;
    const std::array<double, 4> norms{step->gradient.hidden_weights, step->gradient.hidden_biases,
                                      step->gradient.output_weights, step->gradient.output_bias};
    Cell{scene, x + 0.47F * width}.number(row, norms[i]);
  }
}

}  // namespace initlab::symmetry
