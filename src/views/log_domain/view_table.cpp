#include <algorithm>
#include <cmath>

#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "views/log_domain/view_parts.h"

namespace initlab::log_domain {
namespace {

constexpr float row_height = 20.0F;

std::string brief(double value, int digits) {
  return with_minus_signs(brief_number(value, digits));
}

std::string step_of(std::uint64_t step, Language language) {
  return step == 0 ? std::string(strings::log_domain_never.in(language)) : std::to_string(step);
}

/// One column of the table: its words and its text for a format.
struct Column {
  Words label;
  bool measured;
  bool on_phone;
  std::string (*text)(const Format&, Language);
};

constexpr Column table[] = {
    {strings::log_domain_row_zero, true, true,
     [](const Format& r, Language words) { return step_of(r.run.zero_at, words); }},
    {strings::log_domain_row_predicted, false, true,
     [](const Format& r, Language) {
       std::string text = fixed_number(r.zero_predicted, 0);
       if (r.zero_sd > 0.0) text += " ±" + fixed_number(2.0 * r.zero_sd, 0);
       return text;
     }},
    {strings::log_domain_row_log, true, true,
     [](const Format& r, Language) { return brief(r.run.log_sum, 6); }},
    {strings::log_domain_row_error, true, false,
     [](const Format& r, Language) { return brief(r.log_error, 2); }},
    {strings::log_domain_row_naive, true, false,
     [](const Format& r, Language) { return brief(r.run.naive, 6); }},
    {strings::log_domain_row_shifted, true, true,
     [](const Format& r, Language) { return brief(r.run.shifted, 6); }},
    {strings::log_domain_row_shift_error, true, false,
     [](const Format& r, Language) { return brief(r.shifted_error, 2); }},
};

bool is_alarming(std::string_view text) {
  return text.find("Inf") != std::string_view::npos || text.find("NaN") != std::string_view::npos;
}

void draw_table(const Scene& scene, float y) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  std::vector<const Column*> columns;
  for (const Column& column : table) {
    if (!context.narrow || column.on_phone) columns.push_back(&column);
  }
  const float names = context.narrow ? 60.0F : 100.0F;
  const float wide = (context.width - names) / static_cast<float>(columns.size());
  const float em = context.narrow ? 0.85F * context.sizes.tick : context.sizes.text;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const float x = context.min.x + names + wide * static_cast<float>(c + 1);
    explained_text(context, x, y + 0.5F * row_height, columns[c]->label.in(context.language),
                   {em, colors.ink3}, Align::right);
  }
  paint.horizontal(context.min.x, context.min.x + context.width, y + row_height, colors.separator);
  const std::span<const Choice> formats = number_format_choices();
  for (std::size_t f = 0; f < scene.report->formats.size(); ++f) {
    const Format& row = scene.report->formats[f];
    const bool chosen = row.format == static_cast<int>(scene.params.format);
    const Weight weight = chosen ? Weight::semibold : Weight::regular;
    const float middle = y + row_height * (static_cast<float>(f) + 1.5F) + 2.0F;
    const Choice& name = formats[static_cast<std::size_t>(row.format) % formats.size()];
    paint.text(context.min.x, middle, name.label.in(context.language),
               {em, faded(chosen ? colors.ink : colors.ink2, context.opacity), weight});
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const float x = context.min.x + names + wide * static_cast<float>(c + 1);
      const std::string text = columns[c]->text(row, context.language);
      const ImU32 color = is_alarming(text)      ? colors.alarm
                          : columns[c]->measured ? colors.data
                                                 : colors.ink;
      paint.text(x, middle, text, {em, faded(color, context.opacity), weight}, Align::right);
    }
  }
}

}  // namespace

float draw_format_table(const Scene& scene, float y, bool measure_only) {
  const float rows = row_height * static_cast<float>(number_format_count + 1) + 6.0F;
  if (!measure_only && !scene.empty()) {
    draw_table(scene, y);
    const ViewContext& context = scene.context;
    const Sentence text = fill(strings::log_domain_lse, {{"k", std::to_string(scene.params.terms)},
                                                         {"a", brief(scene.params.offset, 6)},
                                                         {"x", brief(scene.report->lse_exact, 6)}});
    context.paint.paragraph(
        context.min.x, y + rows + 0.5F * row_height, context.width, row_height,
        text.in(context.language),
        {context.sizes.tick, faded(context.paint.colors().ink3, context.opacity)});
  }
  // On the narrowest phones the sentence takes two lines.
  return rows + (scene.context.width < 350.0F ? 2.0F : 1.0F) * row_height;
}

}  // namespace initlab::log_domain
