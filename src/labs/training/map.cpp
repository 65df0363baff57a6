#include "labs/training/map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/initializer/initializer.h"
#include "core/network/biases.h"
#include "core/network/network.h"
#include "core/theory/depth_scale.h"
#include "core/theory/mean_field.h"

namespace initlab::training {
namespace {

/// Gains beside the critical one.
constexpr double gain_factors[map_gain_count] = {0.6, 0.75, 0.85, 0.95, 1.05, 1.2, 1.5, 2.0, 3.0};

/// Of three equal layers the second stands for every hidden one.
NetworkSpec hidden_spec(const Params& params) {
  NetworkSpec spec = network_spec(params);
  spec.widths.assign(4, params.width);
  return spec;
}
constexpr int hidden_layer = 2;

/// fan_in times the variance of a hidden layer's weight at gain 1; 0 where theory does not know
/// it from the width alone.
double kept_at_gain_one(const NetworkSpec& spec) {
  switch (spec.initializer.kind) {
    case Initializer::sparse:        // a unit's own variance stays random
    case Initializer::looks_linear:  // pairs
    case Initializer::lsuv:          // follows the data
    case Initializer::code:
    case Initializer::fixup:  // made for skip connections, and their depth
    case Initializer::deepnorm:
      return 0.0;
    default:
      break;
  }
  InitializerSpec unit = spec.initializer;
  unit.gain = 1.0;
  const WeightShape shape = weight_shape(spec, hidden_layer);
  const double std = weight_std(unit, shape);
  return std::isfinite(std) ? shape.fan_in * std * std : 0.0;
}

double critical_gain(const Params& params) {
  NetworkSpec spec = hidden_spec(params);
  const double bias = bias_variance(spec, hidden_layer);
  const double kept = kept_at_gain_one(spec);
  if (bias == 0.0) {
    if (const auto keeping = size_keeping_gain(spec)) return keeping->gain;
  }
  if (!(kept > 0.0)) return 1.0;
  std::optional<double> critical = critical_weight_variance(spec.activation, bias);
  if (!critical) critical = critical_weight_variance(spec.activation, 0.0);
  return critical ? std::sqrt(*critical / kept) : 1.0;
}

/// Three digits, which a link and an axis write out.
double rounded(double gain) {
  double parts = 1.0;
  while (gain * parts < 100.0) parts *= 10.0;
  return std::round(gain * parts) / parts;
}

std::array<MapPlace, map_cell_count> places_by_job() {
  std::array<MapPlace, map_cell_count> places{};
  std::array<bool, map_cell_count> taken{};
  std::size_t count = 0;
  for (const int stride : {4, 2, 1}) {
    for (int gain = 0; gain < map_gain_count; gain += stride) {
      for (int depth = 0; depth < map_depth_count; depth += stride) {
        const int cell = gain * map_depth_count + depth;
        bool& seen = taken[static_cast<std::size_t>(cell)];
        if (!seen) places[count++] = {gain, depth};
        seen = true;
      }
    }
  }
  return places;
}

}  // namespace

MapPlace map_place(int job) {
  static const std::array<MapPlace, map_cell_count> places = places_by_job();
  return places[static_cast<std::size_t>(std::clamp(job, 0, map_cell_count - 1))];
}

std::vector<double> map_gains(const Params& params) {
  constexpr double least = 0.01;  // what the parameter takes
  constexpr double most = 100.0;
  const double centre =
      std::clamp(critical_gain(params), least / gain_factors[0], most / gain_factors[8]);
  std::vector<double> gains;
  for (const double factor : gain_factors) gains.push_back(rounded(centre * factor));
  return gains;
}

int map_steps(const Params& params) { return std::min(params.steps, most_map_steps); }

Params map_run(const Params& params, double gain, int depth) {
  Params run = params;
  run.map = Map::off;
  run.gain = gain;
  run.depth = depth;
  return run;
}

DeepTrainingSpec map_spec(const Params& params, int depth) {
  DeepTrainingSpec spec = training_spec(map_run(params, params.gain, depth));
  spec.steps = map_steps(params);
  spec.scores_only = true;
  return spec;
}

std::vector<double> map_depth_scales(const Params& params, const std::vector<double>& gains) {
  const NetworkSpec spec = hidden_spec(params);
  const bool plain = training_spec(params).network.is_plain();
  const double kept = plain ? kept_at_gain_one(spec) : 0.0;
  const double bias = bias_variance(spec, hidden_layer);
  std::vector<double> scales;
  for (const double gain : gains) {
    const auto scale = kept > 0.0 ? signal_scale(spec.activation, gain * gain * kept, bias)
                                  : std::optional<SignalScale>();
    scales.push_back(scale && std::isfinite(scale->depth)
                         ? scale->depth
                         : std::numeric_limits<double>::quiet_NaN());
  }
  return scales;
}

}  // namespace initlab::training
