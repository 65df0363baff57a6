#include "core/network/biases.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/random/normal.h"

namespace initlab {
namespace {

int fan_in_of(const NetworkSpec& spec, int layer) {
  return spec.widths[static_cast<std::size_t>(layer) - 1];
}

}  // namespace

bool has_biases(const NetworkSpec& spec) { return spec.bias_std != 0 || spec.has_library_bias; }

double bias_variance(const NetworkSpec& spec, int layer) {
  if (spec.bias_std != 0) return spec.bias_std * spec.bias_std;
  return spec.has_library_bias ? 1.0 / (3.0 * fan_in_of(spec, layer)) : 0.0;
}

std::vector<float> draw_biases(const NetworkSpec& spec, int layer) {
  std::vector<float> bias;
  if (!has_biases(spec)) return bias;
  bias.resize(static_cast<std::size_t>(spec.widths[static_cast<std::size_t>(layer)]));
  const Stream stream{spec.seed, Purpose::bias, static_cast<std::uint32_t>(layer)};
  if (spec.bias_std != 0) {
    fill_normal(stream, 0, bias);
  } else {
    fill_uniform(stream, 0, bias);
  }
  const double bound = spec.bias_std != 0 ? spec.bias_std : 1 / std::sqrt(fan_in_of(spec, layer));
  const auto scale = static_cast<float>(bound);
  for (float& b : bias) b *= scale;
  return bias;
}

}  // namespace initlab
