#include <algorithm>

#include "core/random/rng.h"
#include "labs/network/params.h"

namespace initlab {
namespace {

std::vector<int> random_widths(const NetworkParams& params) {
  const Stream stream{params.widths_seed, Purpose::widths, 0};
  const int choices = params.width_max - params.width_min + 1;
  std::vector<int> widths;
  for (int layer = 1; layer <= params.depth; ++layer) {
    // Element l belongs to layer l, so that a deeper network keeps the widths of a shallower one.
    const double u = stream.uniform(static_cast<std::uint64_t>(layer));
    widths.push_back(params.width_min + std::min(static_cast<int>(u * choices), choices - 1));
  }
  return widths;
}

}  // namespace

std::vector<int> layer_widths(const NetworkParams& params) {
  std::vector<int> widths;
  if (params.width_rule == WidthRule::random) {
    widths = random_widths(params);
  } else if (params.width_rule == WidthRule::listed && !params.widths.empty()) {
    widths = params.widths;
  } else {
    widths.assign(static_cast<std::size_t>(params.depth), params.width);
  }
  widths.insert(widths.begin(), params.input_width);
  return widths;
}

std::uint64_t weight_count(const NetworkParams& params) {
  return multiply_adds(network_spec(params), 1);
}

NetworkSpec network_spec(const NetworkParams& params) {
  NetworkSpec spec;
  spec.widths = layer_widths(params);
  spec.activation = {params.act, params.slope};
  spec.initializer.kind = params.init;
  spec.initializer.std = params.std;
  spec.initializer.bound = params.bound;
  spec.initializer.value = params.value;
  spec.initializer.scale = params.scale;
  spec.initializer.gain = params.gain;
  if (params.init == Initializer::code) {
    spec.initializer.code = params.code;
    spec.initializer.code_order = params.code_order;
  }
  spec.initializer.fan = params.fan;
  spec.initializer.distribution = params.distribution;
  spec.bias_std = params.bias_std;
  spec.has_library_bias = params.init == Initializer::torch_linear &&
                          params.library_bias == LibraryBias::on && params.bias_std == 0.0;
  spec.seed = params.seed;
  return spec;
}

}  // namespace initlab
