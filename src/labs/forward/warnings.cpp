#include "labs/forward/warnings.h"

#include <algorithm>

#include "core/theory/finite_width.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::forward {
namespace {

constexpr int narrow = 30;  // units; below, first-order corrections in depth / width mean little

/// Whether what the notes say about their experiment is about this one: size and seed may differ.
bool is_experiment(const Params& params, NetworkPreset preset) {
  const Params original = from_preset(preset);
  return params.preset == preset && params.act == original.act && params.init == original.init &&
         params.std == original.std && params.gain == original.gain &&
         params.bias_std == original.bias_std;
}

void add_notes_remark(const Params& params, const Report& report, std::vector<Sentence>& list) {
  if (!is_experiment(params, params.preset)) return;
  switch (params.preset) {
    case NetworkPreset::small:
      if (const LayerResult& last = report.layers.back(); last.std > 0.0 && last.std < 5e-6) {
        const std::string std = sentence_number(brief_number(last.std));
        list.push_back(
            fill(strings::warning_notes_small, {{"a", std}, {"L", std::to_string(last.layer)}}));
      }
      break;
    case NetworkPreset::large:
      list.push_back(fill(strings::warning_notes_large, {}));
      break;
    case NetworkPreset::xavier_tanh:
    case NetworkPreset::xavier_relu:
      list.push_back(fill(strings::warning_notes_xavier, {}));
      break;
    case NetworkPreset::he_relu:
      list.push_back(fill(strings::warning_notes_he, {}));
      break;
  }
}

void add_limits_of_theory(const Params& params, const Plan& plan, const Report& report,
                          std::vector<Sentence>& list) {
  const bool random = is_random(network_spec(params).initializer);
  const auto end = std::find_if(report.layers.begin(), report.layers.end(),
                                [](const LayerResult& layer) { return !layer.theory; });
  if (end != report.layers.end()) {
    const std::string from = std::to_string(end->layer);
    if (params.init == Initializer::looks_linear) {
      list.push_back(fill(strings::warning_biased_pairs, {}));
    } else if (!random) {
      list.push_back(fill(strings::warning_no_theory, {}));
    } else if (end == report.layers.begin()) {
      list.push_back(fill(strings::warning_drawn_weights, {}));
    } else {
      list.push_back(fill(strings::warning_drawn_weights_from, {{"l", from}}));
    }
    if (end == report.layers.begin()) return;
  }
  if (!random) return;
  if (const Words* words = words_of_weights(params.init)) list.push_back(fill(*words, {}));
  const std::vector<int> widths = layer_widths(params);
  const int narrowest = *std::min_element(widths.begin(), widths.end());
  if (narrowest < narrow) {
    list.push_back(fill(strings::warning_narrow, {{"n", std::to_string(narrowest)}}));
  }
  if (plan.sweep == 0 && !finite_width_known(network_spec(params))) {
    list.push_back(fill(strings::warning_no_band, {}));
  }
}

}  // namespace

std::vector<Sentence> warnings(const Params& params, const Plan& plan, const Report& report) {
  std::vector<Sentence> list;
  if (report.layers.empty()) return list;
  add_notes_remark(params, report, list);
  add_limits_of_theory(params, plan, report, list);
  return list;
}

}  // namespace initlab::forward
