#include "core/theory/sparse_gradient.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "core/initializer/structured_weights.h"
#include "core/numbers/quadrature.h"

namespace initlab {
namespace {

constexpr std::size_t places = 16;  // of the interpolation: its error is below 1e-4 (relative)

// A function of |a| over 0 .. infinity, by Chebyshev interpolation in |a| / (|a| + scale).
class OfMagnitude {
 public:
  OfMagnitude(double scale, double constant) : scale_(scale) { values_.fill(constant); }

  static double place(std::size_t i) {
    return 0.5 + 0.5 * std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / places);
  }
  double magnitude(std::size_t i) const { return scale_ * place(i) / (1 - place(i)); }
  double& value(std::size_t i) { return values_[i]; }

  double at(double magnitude) const {
    const double y = magnitude / (magnitude + scale_);
    double above = 0;
    double below = 0;
    for (std::size_t i = 0; i < places; ++i) {
      const double off = y - place_[i];
      if (off == 0) return values_[i];
      above += weight_[i] / off * values_[i];
      below += weight_[i] / off;
    }
    return above / below;
  }

 private:
  static std::array<double, places> all_places() {
    std::array<double, places> list;
    for (std::size_t i = 0; i < places; ++i) list[i] = place(i);
    return list;
  }
  static std::array<double, places> all_weights() {
    std::array<double, places> list;
    for (std::size_t i = 0; i < places; ++i) {
      const double sine = std::sin(std::numbers::pi * (static_cast<double>(i) + 0.5) / places);
      list[i] = i % 2 == 0 ? sine : -sine;
    }
    return list;
  }

  double scale_;
  std::array<double, places> values_{};
  std::array<double, places> place_ = all_places();
  std::array<double, places> weight_ = all_weights();
};

// (dL/dz)^2 on average, given z.
double gradient_square(ActivationFunction function, const OfMagnitude& from_above, double z) {
  const double slope = derivative(function, z);
  return slope == 0 ? 0.0 : slope * slope * from_above.at(std::fabs(initlab::value(function, z)));
}

double mean_over(ActivationFunction function, const OfMagnitude& from_above,
                 const PreactivationLaw& law) {
  double sum = 0;
  for (const NormalPart& part : law) {
    const GaussianRule rule = gaussian_rule(part.variance, kinks(function));
    sum += part.share *
           expectation(rule, [&](double z) { return gradient_square(function, from_above, z); });
  }
  return sum;
}

// E w^2 (dL/dz)^2 of one weight w ~ N(0, s) on an activation a, z = w a + rest: given z, w is
// normal with mean s a z / T and variance s V / T, where V is the rest's variance and T = V + s
// a^2.
double mean_of_weight(ActivationFunction function, const OfMagnitude& from_above, double s,
                      double a, const PreactivationLaw& rest) {
  double sum = 0;
  for (const NormalPart& part : rest) {
    const double total = part.variance + s * a * a;
    if (total == 0) {
      sum += part.share * s * gradient_square(function, from_above, 0);
      continue;
    }
    const double spread = s * part.variance / total;
    const double along = s * a / total;
    const GaussianRule rule = gaussian_rule(total, kinks(function));
    sum += part.share * expectation(rule, [&](double z) {
             return (spread + along * along * z * z) * gradient_square(function, from_above, z);
           });
  }
  return sum;
}

}  // namespace

std::vector<double> sparse_gradient_squares(const NetworkSpec& spec,
                                            const std::vector<LayerLaw>& laws,
                                            double cotangent_square) {
  const ActivationFunction function = spec.activation;
  std::vector<double> squares(laws.size());
  OfMagnitude from_above(1, cotangent_square);
  for (std::size_t i = laws.size(); i-- > 0;) {
    squares[i] = mean_over(function, from_above, laws[i].z);
    if (i == 0) break;
    const int fan_in = spec.widths[i];
    const int k = std::min(sparse_connections, fan_in);
    const double variance = laws[i].weight_variance * fan_in / k;
    const double bias = spec.bias_std * spec.bias_std;
    PreactivationLaw rest = {{1, bias}};
    if (k > 1) rest = few_weights_law(function, laws[i - 1].z, k - 1, variance, bias);
    const double rms = std::sqrt(law_moments(function, laws[i - 1].z).mean_square);
    const double outgoing = static_cast<double>(spec.widths[i + 1]) * k / fan_in;
    OfMagnitude below(rms > 0 && std::isfinite(rms) ? rms : 1, 0);
    for (std::size_t p = 0; p < places; ++p) {
      below.value(p) =
          outgoing * mean_of_weight(function, from_above, variance, below.magnitude(p), rest);
    }
    from_above = below;
  }
  return squares;
}

}  // namespace initlab
