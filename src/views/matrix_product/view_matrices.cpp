#include <algorithm>
#include <cmath>
#include <vector>

#include "labs/matrix_product/words.h"
#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/matrix_product/view_parts.h"

namespace initlab::matrix_product {
namespace {

constexpr float row_height = 22.0F;
constexpr float padding = 4.0F;  // above and below the rows
constexpr float bracket = 7.0F;  // length of its arms
constexpr std::size_t most = 4;  // rows and columns that are written out
constexpr int gap = -1;

/// Rows or columns in their order; `gap` stands for those left out.
std::vector<int> shown(std::size_t n) {
  std::vector<int> list;
  if (n <= most) {
    for (std::size_t i = 0; i < n; ++i) list.push_back(static_cast<int>(i));
    return list;
  }
  return {0, 1, gap, static_cast<int>(n) - 1};
}

struct Table {
  const std::vector<double>* entries;
  double exponent = 0.0;  // of ten, for all
  std::size_t n = 0;
};

/// Four decimals say nothing of numbers that are all small, and large ones have no room for them.
bool is_scientific(const Table& table) {
  double largest = 0.0;
  for (double value : *table.entries) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  const double log10 = std::log10(largest) + table.exponent;
  return largest > 0.0 && (log10 >= 3.0 || log10 < -2.0);
}

std::string written(const Table& table, double value, bool scientific, int decimals) {
  if (!std::isfinite(value)) return with_minus_signs(brief_number(value));
  if (scientific) return with_minus_signs(number_text(value, table.exponent, decimals));
  return with_minus_signs(fixed_number(value * std::pow(10.0, table.exponent), decimals));
}

float draw_table(const Scene& scene, const Table& table, ImVec2 at, float width) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float height = matrix_height(scene);
  const ImU32 line = colors.axis;
  for (const bool right : {false, true}) {
    const float x = right ? at.x + width - 1.0F : at.x;
    const float arm = right ? -bracket : bracket;
    paint.vertical(x, at.y, at.y + height, line, 1.5F);
    for (float y : {at.y, at.y + height - 1.0F}) {
      paint.horizontal(std::min(x, x + arm), std::max(x, x + arm), y, line, 1.5F);
    }
  }
  if (table.entries->size() != table.n * table.n || table.n == 0) return at.y + height;
  const std::vector<int> list = shown(table.n);
  const bool scientific = is_scientific(table);
  const bool has_gap = table.n > most;
  const float gap_width = has_gap ? 22.0F : 0.0F;
  const auto numbers = static_cast<float>(list.size() - (has_gap ? 1 : 0));
  // Few columns stay together.
  const float cell = std::min(120.0F, (width - 2.0F * bracket - gap_width) / numbers);
  const TextStyle style{context.sizes.tick, faded(colors.ink, context.opacity)};
  // As many decimals as leave a gap between the columns.
  const auto fits = [&](int decimals) {
    return std::all_of(table.entries->begin(), table.entries->end(), [&](double value) {
      return paint.width(written(table, value, scientific, decimals), style) <= cell - 12.0F;
    });
  };
  int decimals = 4;
  while (decimals > 1 && !fits(decimals)) --decimals;
  float y = at.y + padding + 0.5F * row_height;
  for (int i : list) {
    float x = at.x + bracket;
    for (int j : list) {
      const float wide = j == gap ? gap_width : cell;
      x += wide;
      if (i == gap || j == gap) {
        paint.text(x - (j == gap ? 5.0F : 2.0F), y, "…", {style.em, colors.ink3}, Align::right);
        continue;
      }
      const std::size_t index = static_cast<std::size_t>(i) * table.n + static_cast<std::size_t>(j);
      const double value = (*table.entries)[index];
      TextStyle look = style;
      if (!std::isfinite(value)) look.color = colors.alarm;
      paint.text(x - 2.0F, y, written(table, value, scientific, decimals), look, Align::right);
    }
    y += row_height;
  }
  return at.y + height;
}

struct Status {
  ui::Mark mark;
  ImU32 color;
  std::string text;
};

Status status_of(const Scene& scene, NumberFormat format) {
  const Palette& colors = scene.context.paint.colors();
  const Language words = scene.language;
  const auto at_step = [words](const Words& pattern, const Format& run) {
    return fill(pattern, {Slot("n", std::to_string(run.step))}).in(words);
  };
  if (scene.report != nullptr) {
    for (const Format& run : scene.report->formats) {
      if (run.format != format) continue;
      switch (run.end) {
        case ProductEnd::finite:
          return {ui::Mark::dot, colors.good,
                  std::string(strings::matrix_product_finite.in(words))};
        case ProductEnd::infinite:
          return {ui::Mark::triangle_up, colors.alarm,
                  at_step(strings::matrix_product_inf_at, run)};
        case ProductEnd::nan:
          return {ui::Mark::triangle_up, colors.alarm,
                  at_step(strings::matrix_product_nan_at, run)};
        case ProductEnd::zero:
          return {ui::Mark::triangle_down, colors.alarm,
                  at_step(strings::matrix_product_zero_at, run)};
      }
    }
  }
  return {ui::Mark::hollow_dot, colors.ink3,
          std::string(strings::matrix_product_waiting.in(words))};
}

}  // namespace

float matrix_height(const Scene& scene) {
  const auto rows = std::min(most, static_cast<std::size_t>(std::max(1, scene.params.size)));
  return row_height * static_cast<float>(rows) + 2.0F * padding;
}

float draw_first_matrix(const Scene& scene, ImVec2 at, float width) {
  static const std::vector<double> none;
  const bool has = scene.report != nullptr;
  return draw_table(scene,
                    {has ? &scene.report->first : &none, 0.0,
                     has ? static_cast<std::size_t>(scene.report->size) : 0},
                    at, width);
}

float draw_product_matrix(const Scene& scene, ImVec2 at, float width) {
  static const std::vector<double> none;
  const bool has = scene.report != nullptr;
  return draw_table(
      scene,
      {has ? &scene.report->product : &none, has ? scene.report->product_exponent : 0.0,
       has ? static_cast<std::size_t>(scene.report->size) : 0},
      at, width);
}

void draw_formats(const Scene& scene, ImVec2 at, float width) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float em = context.sizes.tick;
  const float cell = 0.25F * width;
  float x = at.x;
  for (const NumberFormat format : product_formats) {
    const Status status = status_of(scene, format);
    const bool fine = status.color != colors.alarm;
    paint.mark(status.mark, {x + 6.0F, at.y + 9.0F}, 5.0F, faded(status.color, context.opacity));
    const std::string_view name =
        number_format_choices()[static_cast<std::size_t>(format)].label.in(scene.language);
    paint.text(x + 18.0F, at.y + 9.0F, name, {em, colors.ink, Weight::semibold});
    paint.text_cut(x + 18.0F, at.y + 28.0F, cell - 18.0F, status.text,
                   {em, faded(fine ? colors.ink2 : colors.alarm, context.opacity),
                    fine ? Weight::regular : Weight::semibold});
    x += cell;
  }
}

}  // namespace initlab::matrix_product
