#include "ui/explain.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/strings.h"
#include "ui/widgets.h"

namespace initlab::ui {
namespace {

struct Labelled {
  const Words& label;
  const Term& term;
};

constexpr std::array labelled = {
    Labelled{strings::label_layer, terms::layer},
    Labelled{strings::label_std, terms::std_deviation},
    Labelled{strings::label_measured_std, terms::std_deviation},
    Labelled{strings::label_mean, terms::mean_value},
    Labelled{strings::label_theory, terms::theory},
    Labelled{strings::label_band, terms::band},
    Labelled{strings::label_z, terms::z_score},
    Labelled{strings::label_min_max, terms::extremes},
    Labelled{strings::label_quartiles, terms::quartiles},
    Labelled{strings::label_saturated, terms::saturated},
    Labelled{strings::label_saturated_percent, terms::saturated},
    Labelled{strings::label_saturated_short, terms::saturated},
    Labelled{strings::label_zero, terms::zero},
    Labelled{strings::label_zero_percent, terms::zero},
    Labelled{strings::label_dead, terms::dead},
    Labelled{strings::label_dead_percent, terms::dead},
    Labelled{strings::label_dead_short, terms::dead},
    Labelled{strings::label_units, terms::fan},
    Labelled{strings::label_not_finite, terms::not_finite},
    Labelled{strings::label_gradient, terms::gradient_rms},
    Labelled{strings::label_gradient_short, terms::gradient_rms},
    Labelled{strings::label_weight_gradient, terms::weight_gradient_norm},
    Labelled{strings::label_gradient_ratio, terms::gradient_ratio},
    Labelled{strings::label_gradient_ratio_short, terms::gradient_ratio},
    Labelled{strings::label_gradient_ratio_title, terms::gradient_ratio},
    Labelled{strings::label_derivative_median, terms::median_derivative},
    Labelled{strings::label_gradient_not_finite, terms::not_finite},
    Labelled{strings::activation_row_peak, terms::peak},
    Labelled{strings::activation_row_zone, terms::zone},
    Labelled{strings::activation_row_outside, terms::zone},
    Labelled{strings::activation_row_measured, terms::zone},
    Labelled{strings::activation_row_factor, terms::factors},
    Labelled{strings::activation_row_bound, terms::chain},
    Labelled{strings::activation_row_typical, terms::chain},
    Labelled{strings::activation_median, terms::chain},
    Labelled{strings::activation_row_rms, terms::chain},
    Labelled{strings::log_domain_row_format, terms::number_format},
    Labelled{strings::log_domain_row_zero, terms::product},
    Labelled{strings::log_domain_row_predicted, terms::product},
    Labelled{strings::log_domain_row_log, terms::log_sum},
    Labelled{strings::log_domain_row_error, terms::log_sum},
    Labelled{strings::log_domain_row_naive, terms::logsumexp},
    Labelled{strings::log_domain_row_shifted, terms::logsumexp},
    Labelled{strings::log_domain_row_shift_error, terms::logsumexp},
    Labelled{strings::matrix_product_norm, terms::product_norm},
    Labelled{strings::matrix_product_singular, terms::singular_value},
    Labelled{strings::matrix_product_singular_short, terms::singular_value},
    Labelled{strings::matrix_product_eigen, terms::eigenvalue},
    Labelled{strings::symmetry_label_loss, terms::loss},
    Labelled{strings::symmetry_label_distinct, terms::distinct},
    Labelled{strings::symmetry_label_cosine, terms::distinct},
    Labelled{strings::symmetry_label_rank, terms::distinct},
    Labelled{strings::training_view_accuracy, terms::accuracy},
    Labelled{strings::training_view_ratio, terms::update_ratio},
    Labelled{strings::training_view_ratio_short, terms::update_ratio},
    Labelled{strings::training_view_dz, terms::gradient_rms},
    Labelled{strings::training_view_dz_rms, terms::gradient_rms},
    Labelled{strings::training_view_dw, terms::weight_gradient_norm},
    Labelled{strings::training_view_dw_norm, terms::weight_gradient_norm},
    Labelled{strings::training_view_distance, terms::weight_distance},
    Labelled{strings::training_view_dead, terms::dead},
    Labelled{strings::training_view_theory_start, terms::theory},
};

/// The hint that a word is explained: dots under it.
void underline(const Painter& paint, float x0, float x1, float y) {
  const ImU32 ink = faded(paint.colors().ink3, 0.7F);
  for (float x = x0; x < x1; x += 3.0F) paint.fill({x, y}, {std::min(x + 1.0F, x1), y + 1.0F}, ink);
}

}  // namespace

const Term* label_term(std::string_view label, Language language) {
  const auto found = std::ranges::find_if(
      labelled, [&](const Labelled& entry) { return entry.label.in(language) == label; });
  return found == labelled.end() ? nullptr : &found->term;
}

void explained(const ViewContext& context, const Term* term, ImVec2 min, ImVec2 size) {
  if (term == nullptr || size.x < 1.0F) return;
  const std::string id = "term " + std::string(term->id) + ' ' +
                         std::to_string(static_cast<int>(min.x)) + ' ' +
                         std::to_string(static_cast<int>(min.y));
  const Touch touch = touch_area(id, min, size);
  if (touch.hovered && context.page.hovers()) {
    const Widgets ui{context.paint, context.sizes, context.fonts, context.page.coarse_pointer};
    tooltip(ui, {min.x, min.y + size.y + 6.0F}, term->sentence.in(context.language),
            term->formula.in(context.language));
  }
  if (touch.clicked && context.host != nullptr && context.host->explain) {
    context.host->explain(term->id, min.x, min.y, size.x, size.y);
  }
}

void explained_text(const ViewContext& context, float x, float y, std::string_view label,
                    const TextStyle& style, Align align) {
  context.paint.text(x, y, label, style, align);
  const Term* term = label_term(label, context.language);
  if (term == nullptr) return;
  const float wide = context.paint.width(label, style);
  const float left = align == Align::left ? x : align == Align::right ? x - wide : x - 0.5F * wide;
  const float half = context.page.coarse_pointer ? 22.0F : 10.0F;
  underline(context.paint, left, left + wide, y + 0.62F * style.em);
  explained(context, term, {left, y - half}, {wide, 2.0F * half});
}

}  // namespace initlab::ui
