#include "labs/missions.h"

#include <algorithm>
#include <cmath>

#include "labs/activation/lab.h"
#include "labs/backward/lab.h"
#include "labs/forward/lab.h"
#include "labs/log_domain/lab.h"
#include "labs/matrix_product/lab.h"
#include "labs/symmetry/lab.h"
#include "labs/training/lab.h"
#include "text/number_format.h"
#include "text/power_text.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

std::string brief(double value) { return sentence_number(brief_number(value)); }
std::string power(double exponent) { return sentence_number(power_number(exponent)); }

/// The largest deviation of a layer's std from the mean of all, as a fraction of it.
MissionState stds_within(const Report& report, double tolerance) {
  const std::vector<forward::LayerResult>& layers = report_of<forward::Lab>(report).layers;
  double sum = 0.0;
  for (const forward::LayerResult& layer : layers) sum += layer.std;
  const double mean = sum / static_cast<double>(layers.size());
  double worst = 0.0;
  // One NaN makes the mean and all of these NaN, which is within nothing.
  for (const forward::LayerResult& layer : layers)
    worst = std::max(std::abs(layer.std / mean - 1.0), worst);
  return {!layers.empty() && worst <= tolerance,
          fill(strings::mission_worst_layer, {{"p", percent_number(worst)}})};
}

MissionState tanh_stds(const Report& report) { return stds_within(report, 0.05); }
MissionState relu_stds(const Report& report) { return stds_within(report, 0.10); }

MissionState unsaturated(const Report& report) {
  const std::vector<forward::LayerResult>& layers = report_of<forward::Lab>(report).layers;
  double saturated = 0.0;
  for (const forward::LayerResult& layer : layers)
    saturated = std::max(saturated, layer.saturated_fraction);
  const double last = layers.empty() ? 0.0 : layers.back().std;
  return {
      saturated <= 0.1 && last >= 0.3,
      fill(strings::mission_saturation, {{"p", percent_number(saturated)}, {"s", brief(last)}})};
}

MissionState gradient_arrives(const Report& report) {
  const double ratio = report_of<backward::Lab>(report).gradient_ratio;
  return {ratio >= 0.5 && ratio <= 2.0,
          fill(strings::mission_gradient_ratio, {{"r", sentence_number(ratio_number(ratio))}})};
}

MissionState few_outside(const Report& report) {
  const std::vector<activation::Facts>& facts = report_of<activation::Lab>(report).activations;
  const double outside = facts.empty() ? 1.0 : facts.front().share_outside;
  return {outside <= 0.05, fill(strings::mission_outside, {{"p", percent_number(outside)}})};
}

MissionState norm_stays(const Report& report) {
  const std::vector<matrix_product::Step>& steps = report_of<matrix_product::Lab>(report).steps;
  if (steps.empty()) return {};
  const double norm = steps.back().log10_norm;
  return {std::abs(norm) < 3.0, fill(strings::mission_norm, {{"x", power(norm)}})};
}

MissionState not_zero(const Report& report) {
  const std::vector<double>& product = report_of<log_domain::Lab>(report).product;
  if (product.empty()) return {};
  return {std::isfinite(product.back()),
          fill(strings::mission_product_is, {{"x", power(product.back())}})};
}

MissionState all_distinct(const Report& report) {
  const symmetry::Report& training = report_of<symmetry::Lab>(report);
  if (training.steps.empty()) return {};
  const std::uint64_t distinct = training.steps.back().distinct_units;
  return {distinct == training.hidden,
          fill(strings::mission_distinct,
               {{"k", std::to_string(distinct)}, {"N", std::to_string(training.hidden)}})};
}

/// Of a whole run: on the way there the picture still changes.
MissionState learns_digits(const Report& report) {
  const training::Report& run = report_of<training::Lab>(report);
  if (run.history.empty()) return {};
  const training::HistoryEntry& last = run.history.back();
  // Three digits: 89.9 % is not yet there.
  return {run.complete && last.test_accuracy >= training::learned_share,
          fill(strings::mission_test_digits, {{"p", brief_number(100.0 * last.test_accuracy, 3)},
                                              {"n", std::to_string(last.step)}})};
}

}  // namespace

std::span<const Mission> missions() {
  static const Mission table[] = {
      {"relu-stds", forward::Lab::id, "lab=forward&preset=xavier-relu", "gain",
       strings::mission_relu_stds, relu_stds},
      {"even-stds", forward::Lab::id, "lab=forward&preset=xavier-tanh", "gain",
       strings::mission_even_stds, tanh_stds},
      {"unsaturate", forward::Lab::id, "lab=forward&preset=large", "gain",
       strings::mission_unsaturate, unsaturated},
      {"gradient", backward::Lab::id, "lab=backward&preset=small", "gain",
       strings::mission_gradient, gradient_arrives},
      {"derivative", activation::Lab::id, "lab=activation&std=4", "std",
       strings::mission_derivative, few_outside},
      {"product", matrix_product::Lab::id, "lab=matrix-product", "std", strings::mission_product,
       norm_stays},
      {"underflow", log_domain::Lab::id, "lab=log-domain", "format", strings::mission_underflow,
       not_zero},
      {"symmetry", symmetry::Lab::id, "lab=symmetry&preset=constant", "dropout,rate,optimizer",
       strings::mission_symmetry, all_distinct},
      {"learn", training::Lab::id, "lab=training&preset=small", "init,std,gain",
       strings::mission_learn, learns_digits},
      {"rescue", training::Lab::id, "lab=training&preset=explodes", "clip,warmup",
       strings::mission_rescue, learns_digits},
  };
  return table;
}

const Mission* find_mission(std::string_view id) {
  const std::span<const Mission> all = missions();
  const auto found = std::ranges::find(all, id, &Mission::id);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace initlab
