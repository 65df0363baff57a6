#include <algorithm>
#include <array>
#include <cmath>

#include "text/number_format.h"
#include "text/power_text.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "views/activation/view_parts.h"

namespace initlab::activation {
namespace {

constexpr float row_height = 20.0F;
constexpr float names_share = 0.34F;  // of the facts' names, where functions are columns
constexpr float sample_width = 34.0F;

// Where a row of facts has no room, functions stand side by side: three on a phone. Further ones
// stand in tables below it.
constexpr float least_row_width = 880.0F;
constexpr float least_column = 76.0F;
constexpr float line_height = 26.0F;
constexpr float between_tables = 16.0F;

/// How many tables hold so many functions in columns, and how many columns they have.
struct ColumnTables {
  std::size_t tables;
  std::size_t columns;
};
ColumnTables column_tables(const ViewContext& context, std::size_t functions) {
  const float room = (1.0F - names_share) * context.width / (context.narrow ? 1.0F : 1.4F);
  const auto most = static_cast<std::size_t>(std::max(1.0F, room / least_column));
  const std::size_t tables = std::max<std::size_t>(1, (functions + most - 1) / most);
  return {tables, std::max<std::size_t>(1, (functions + tables - 1) / tables)};
}

std::string end_of_zone(double value) {
  if (std::isinf(value)) return value > 0.0 ? "∞" : "−∞";
  return with_minus_signs(brief_number(value, 3));
}

std::string zone(const Facts& f) {
  if (std::isnan(f.zone_lo)) return "–";
  return end_of_zone(f.zone_lo) + " … " + end_of_zone(f.zone_hi);
}

std::string fact_power(double exponent) { return with_minus_signs(power_number(exponent)); }

std::string percent(double share) { return percent_number(share); }

/// One fact of the table: its words and its text for a function.
struct Fact {
  Words label;
  bool measured = false;
  float width = 1.0F;  // of its column, beside the others
  std::string (*text)(const Facts&);
};

constexpr Fact table[] = {
    {strings::activation_row_peak, false, 1.0F,
     [](const Facts& f) { return brief_number(f.peak, 4); }},
    {strings::activation_row_zone, false, 1.5F, zone},
    {strings::activation_row_outside, false, 1.0F,
     [](const Facts& f) { return percent(f.share_outside); }},
    {strings::activation_row_measured, true, 1.1F,
     [](const Facts& f) { return percent(f.share_measured); }},
    {strings::activation_row_factor, false, 1.6F,
     [](const Facts& f) {
       return brief_number(f.typical_factor, 3) + ", " + brief_number(f.rms_factor, 3);
     }},
    {strings::activation_row_bound, false, 1.0F,
     [](const Facts& f) { return fact_power(f.bound); }},
    {strings::activation_row_typical, false, 1.2F,
     [](const Facts& f) { return fact_power(f.typical); }},
    {strings::activation_median, true, 1.0F, [](const Facts& f) { return fact_power(f.median); }},
    {strings::activation_row_rms, false, 1.0F, [](const Facts& f) { return fact_power(f.rms); }},
};

/// A row a function, a column a fact.
void draw_rows(const Scene& scene, float y) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float names = 136.0F;
  float all = 0.0F;
  for (const Fact& fact : table) all += fact.width;
  std::array<float, std::size(table)> right{};
  float x = context.min.x + names;
  for (std::size_t c = 0; c < std::size(table); ++c) {
    x += (context.width - names) * table[c].width / all;
    right[c] = x;
  }
  const TextStyle head{context.sizes.text, colors.ink3};
  for (std::size_t c = 0; c < std::size(table); ++c) {
    explained_text(context, right[c], y + 0.5F * row_height, table[c].label.in(context.language),
                   head, Align::right);
  }
  paint.horizontal(context.min.x, context.min.x + context.width, y + row_height, colors.separator);
  for (std::size_t f = 0; f < scene.report->activations.size(); ++f) {
    const Facts& facts = scene.report->activations[f];
    const float middle = y + row_height * (static_cast<float>(f) + 1.5F) + 2.0F;
    const CurveStyle look = function_style(scene, f);
    draw_line_sample(paint, context.min.x, context.min.x + sample_width, middle, look.color,
                     look.thickness, look.dashes);
    paint.text_cut(context.min.x + sample_width + 8.0F, middle, names - sample_width - 12.0F,
                   activation_name(scene, facts.act),
                   {context.sizes.text, look.color, Weight::semibold});
    for (std::size_t c = 0; c < std::size(table); ++c) {
      const ImU32 color = faded(table[c].measured ? colors.data : colors.ink, context.opacity);
      paint.text(right[c], middle, table[c].text(facts), {context.sizes.text, color}, Align::right);
    }
  }
}

/// A row a fact, a column a function: those from `first` on, in columns of the same width whatever
/// their number.
void draw_columns(const Scene& scene, float y, std::size_t first, std::size_t columns) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const std::vector<Facts>& all = scene.report->activations;
  const float names = names_share * context.width;
  const float column = (context.width - names) / static_cast<float>(columns);
  const float em = column < 110.0F ? 0.8F * context.sizes.tick : context.sizes.tick;
  const std::size_t last = std::min(all.size(), first + columns);
  for (std::size_t f = first; f < last; ++f) {
    const float right = context.min.x + names + column * static_cast<float>(f - first + 1);
    const CurveStyle look = function_style(scene, f);
    paint.text(right, y + 0.36F * line_height, activation_name(scene, all[f].act),
               {em, look.color, Weight::semibold}, Align::right);
    draw_line_sample(paint, right - sample_width, right, y + 0.8F * line_height, look.color,
                     look.thickness, look.dashes);
    for (std::size_t r = 0; r < std::size(table); ++r) {
      const float middle = y + line_height * (static_cast<float>(r) + 1.5F);
      const ImU32 color = faded(table[r].measured ? colors.data : colors.ink, context.opacity);
      paint.text(right, middle, table[r].text(all[f]), {em, color}, Align::right);
    }
  }
  for (std::size_t r = 0; r < std::size(table); ++r) {
    const float middle = y + line_height * (static_cast<float>(r) + 1.5F);
    paint.horizontal(context.min.x, context.min.x + context.width, middle - 0.5F * line_height,
                     colors.separator);
    const std::string_view label = table[r].label.in(context.language);
    paint.text_cut(context.min.x, middle, names - 4.0F, label, {context.sizes.tick, colors.ink2});
    explained(context, label_term(label, context.language),
              {context.min.x, middle - 0.5F * line_height}, {names - 4.0F, line_height});
  }
}

}  // namespace

float draw_facts(const Scene& scene, float y, bool measure_only) {
  // Room for as many functions as the parameters name, so that nothing jumps when they arrive.
  const std::size_t functions =
      scene.empty() ? shown_activations(scene).size() : scene.report->activations.size();
  if (scene.context.width < least_row_width) {
    const auto [tables, columns] = column_tables(scene.context, functions);
    const float height = line_height * static_cast<float>(std::size(table) + 1) + between_tables;
    for (std::size_t t = 0; t < tables && !measure_only && !scene.empty(); ++t) {
      draw_columns(scene, y + height * static_cast<float>(t), t * columns, columns);
    }
    return height * static_cast<float>(tables) - between_tables;
  }
  if (!measure_only && !scene.empty()) draw_rows(scene, y);
  return row_height * static_cast<float>(functions + 1) + 4.0F;
}

}  // namespace initlab::activation
