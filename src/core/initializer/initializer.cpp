#include "core/initializer/initializer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <variant>

#include "core/initializer/code/init_code.h"
#include "core/initializer/packed_base.h"
#include "core/initializer/structured_weights.h"
#include "core/matrix/orthogonal.h"
#include "core/random/normal.h"

namespace initlab {
namespace {

// sqrt(3): U(-1, 1) has this fraction of unit standard deviation.
constexpr double sqrt_three = 1.7320508075688772935274463415059;

double base_std(BaseKind kind) {
  switch (kind) {
    case BaseKind::normal:
      return 1;
    case BaseKind::uniform:
      return 1 / sqrt_three;
    case BaseKind::truncated_normal:
      return truncated_normal_std;
    default:
      return 0;
  }
}

// Sussillo & Abbott 2015, section 3: what keeps the norm of a gradient's random walk through ReLU
// layers of n units, the mean of its logarithm and not of its square.
double random_walk_gain(int n) {
  constexpr double sqrt_two = 1.4142135623730950488016887242097;
  return sqrt_two * std::exp(1.2 / (std::max(n, 6) - 2.4));
}

// Compiling takes microseconds, a matrix far more: nothing is kept.
std::optional<InitCode> compiled(const InitializerSpec& spec) {
  std::variant<InitCode, CodeError> result = InitCode::compile(spec.code, spec.code_order);
  InitCode* const code = std::get_if<InitCode>(&result);
  if (code == nullptr) return std::nullopt;
  return std::move(*code);
}

double xavier_std(WeightShape shape) {
  return std::sqrt(1 / fan_size(Fan::average, shape.fan_in, shape.fan_out));
}

}  // namespace

BaseKind base_kind(const InitializerSpec& spec) {
  switch (spec.kind) {
    case Initializer::zeros:
    case Initializer::rezero:
      return BaseKind::zeros;
    case Initializer::constant:
      return BaseKind::ones;
    case Initializer::normal:
    case Initializer::xavier_normal:
    case Initializer::he_normal:
    case Initializer::lecun_normal:
    case Initializer::random_walk:
    case Initializer::fixup:
    case Initializer::deepnorm:
      return BaseKind::normal;
    case Initializer::uniform:
    case Initializer::xavier_uniform:
    case Initializer::he_uniform:
    case Initializer::lecun_uniform:
    case Initializer::torch_linear:
    case Initializer::keras_dense:
      return BaseKind::uniform;
    case Initializer::truncated_normal:
      return BaseKind::truncated_normal;
    case Initializer::variance_scaling:
      switch (spec.distribution) {
        case Distribution::normal:
          return BaseKind::normal;
        case Distribution::uniform:
          return BaseKind::uniform;
        case Distribution::truncated_normal:
          return BaseKind::truncated_normal;
      }
      return BaseKind::normal;
    case Initializer::orthogonal:
    case Initializer::lsuv:
      return BaseKind::orthogonal;
    case Initializer::identity:
      return BaseKind::identity;
    case Initializer::sparse:
      return BaseKind::sparse;
    case Initializer::looks_linear:
      return BaseKind::looks_linear;
    case Initializer::code:
      return BaseKind::code;
  }
  return BaseKind::zeros;
}

double fan_size(Fan fan, int fan_in, int fan_out) {
  switch (fan) {
    case Fan::in:
      return std::max(1, fan_in);
    case Fan::out:
      return std::max(1, fan_out);
    case Fan::average:
      return std::max(1.0, (static_cast<double>(fan_in) + fan_out) / 2);
  }
  return 1;
}

double weight_std(const InitializerSpec& spec, WeightShape shape) {
  const double fan = fan_size(spec.fan, shape.fan_in, shape.fan_out);
  const double n = std::max(1, shape.fan_in);
  const double depth = std::max(1, shape.depth);
  // A negative gain or std only mirrors the distribution.
  const double gain = std::fabs(spec.gain);
  switch (spec.kind) {
    case Initializer::zeros:
    case Initializer::constant:
    case Initializer::identity:
    case Initializer::rezero:
      return 0;
    case Initializer::normal:
      return gain * std::fabs(spec.std);
    case Initializer::uniform:
      return gain * std::fabs(spec.bound) / sqrt_three;
    case Initializer::xavier_normal:
    case Initializer::xavier_uniform:
    case Initializer::keras_dense:
      return gain * xavier_std(shape);
    case Initializer::he_normal:
    case Initializer::he_uniform:
      return gain * std::sqrt(2 / fan);
    case Initializer::lecun_normal:
    case Initializer::lecun_uniform:
      return gain * std::sqrt(1 / fan);
    case Initializer::truncated_normal:
      return gain * std::fabs(spec.std) * truncated_normal_std;
    case Initializer::variance_scaling:
      return gain * std::sqrt(std::max(0.0, spec.scale) / fan);
    case Initializer::orthogonal:
      return gain / std::sqrt(static_cast<double>(std::max({1, shape.fan_in, shape.fan_out})));
    case Initializer::sparse:
      return gain / std::sqrt(n);
    case Initializer::lsuv:
    case Initializer::code:
      return std::numeric_limits<double>::quiet_NaN();
    case Initializer::random_walk:
      return gain * random_walk_gain(shape.fan_in) / std::sqrt(n);
    case Initializer::looks_linear:
      return gain * looks_linear_std(shape);
    case Initializer::fixup:
      return gain * std::sqrt(2 / n / depth);
    case Initializer::deepnorm:
      return gain * xavier_std(shape) / std::sqrt(std::sqrt(8 * depth));
    case Initializer::torch_linear:
      return gain * std::sqrt(1 / (3 * n));
  }
  return 0;
}

float base_scale(const InitializerSpec& spec, WeightShape shape) {
  const BaseKind kind = base_kind(spec);
  switch (kind) {
    case BaseKind::zeros:
      return 0;
    case BaseKind::ones:
      return static_cast<float>(spec.gain * spec.value);
    case BaseKind::orthogonal:
    case BaseKind::identity:
    case BaseKind::looks_linear:
    case BaseKind::sparse:
      return static_cast<float>(spec.gain);
    case BaseKind::code: {
      const std::optional<InitCode> code = compiled(spec);
      return code && code->uses_gain() ? 1.0F : static_cast<float>(spec.gain);
    }
    default:
      return static_cast<float>(std::copysign(1.0, spec.gain) * weight_std(spec, shape) /
                                base_std(kind));
  }
}

float fill_base(const InitializerSpec& spec, const Stream& stream, WeightShape shape,
                RowMatrixRef base) {
  const BaseKind kind = base_kind(spec);
  switch (kind) {
    case BaseKind::zeros:
      base.setZero();
      break;
    case BaseKind::ones:
      base.setOnes();
      break;
    case BaseKind::identity:
      base.setIdentity();
      break;
    case BaseKind::orthogonal:
      fill_orthogonal(stream, base).finish();
      break;
    case BaseKind::sparse:
      fill_sparse(stream, base);
      break;
    case BaseKind::looks_linear:
      fill_looks_linear(stream, shape.layer, base);
      break;
    case BaseKind::code: {
      const std::optional<InitCode> code = compiled(spec);
      const CodeContext context{shape.fan_in, shape.fan_out, shape.layer, shape.depth, spec.gain};
      if (!code || code->evaluate(context, stream, base)) base.setZero();
      break;
    }
    default: {
      const DrawEntries fill = entry_drawing(kind);
      for (Eigen::Index i = 0; i < base.rows(); ++i) {
        const auto first = static_cast<std::uint64_t>(i) * static_cast<std::uint64_t>(base.cols());
        fill(stream, first, std::span<float>(&base(i, 0), static_cast<std::size_t>(base.cols())));
      }
      break;
    }
  }
  return base_scale(spec, shape);
}

bool is_random(const InitializerSpec& spec) {
  switch (spec.kind) {
    case Initializer::zeros:
    case Initializer::constant:
    case Initializer::identity:
    case Initializer::rezero:
      return false;
    case Initializer::code: {
      const std::optional<InitCode> code = compiled(spec);
      return code && code->is_random();
    }
    default:
      return true;
  }
}

bool is_iid(Initializer kind) {
  switch (kind) {
    case Initializer::orthogonal:
    case Initializer::sparse:
    case Initializer::lsuv:
    case Initializer::looks_linear:
    case Initializer::code:
    case Initializer::zeros:
    case Initializer::constant:
    case Initializer::identity:
    case Initializer::rezero:
      return false;
    default:
      return true;
  }
}

}  // namespace initlab
