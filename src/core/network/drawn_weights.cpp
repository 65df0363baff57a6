#include "core/network/drawn_weights.h"

#include <cmath>
#include <cstdint>

namespace initlab {
namespace {

// What is further from its expectation is not by chance.
constexpr double most_standard_errors = 5;
// Squared coefficient of variation of the units' mean squares, beside what normals have: more of it
// moves the theory of a layer by a percent.
constexpr double most_scatter = 0.03;

bool near(double value, double expected, double standard_error) {
  return std::fabs(value - expected) <= most_standard_errors * standard_error;
}

}  // namespace

std::optional<double> drawn_weight_variance(const NetworkSpec& spec, int layer, bool mean_matters) {
  const WeightShape shape = weight_shape(spec, layer);
  RowMatrix weights(shape.fan_in, shape.fan_out);
  const Stream stream{spec.seed, Purpose::weight, static_cast<std::uint32_t>(layer)};
  const auto scale = static_cast<double>(fill_base(spec.initializer, stream, shape, weights));
  const auto wide = weights.cast<double>().array();
  const double n_in = shape.fan_in;
  const double n_out = shape.fan_out;
  const double count = n_in * n_out;
  const double mean = wide.mean();
  const double variance = (wide - mean).square().mean();
  if (variance > 0) {
    if (!near(mean, 0, std::sqrt(variance / count))) return std::nullopt;
    // Mean squares of sums, relative to independent weights: a mean of n squares of normals.
    const double of_rows = wide.rowwise().sum().square().mean() / (n_out * variance);
    if (of_rows - 1 > most_standard_errors * std::sqrt(2 / n_in)) return std::nullopt;
    const double of_units = wide.colwise().sum().square().mean() / (n_in * variance);
    if (mean_matters && !near(of_units, 1, std::sqrt(2 / n_out))) return std::nullopt;
    const Eigen::Array<double, 1, Eigen::Dynamic> squares =
        wide.square().colwise().mean() / wide.square().mean();
    const double by_chance = 2 / n_in * (1 + most_standard_errors * std::sqrt(2 / n_out));
    if ((squares - 1).square().mean() > most_scatter + by_chance) return std::nullopt;
  }
  return variance * scale * scale;
}

}  // namespace initlab
