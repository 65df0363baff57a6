// The band over seeds for phi(u) = u (u > 0), a u (u < 0), i.i.d. weights and no bias.
//
// A layer's mean square over B rows and n units is Q_l = mean_i mean_u phi(z_ui)^2. Given the rows
// of layer l-1, the units u are independent and z_ui ~ N(0, K_ii) with correlation c_ij between
// rows. E[Q_l | l-1] is exactly proportional to Q_{l-1}, so log Q_L is a sum of nearly independent
// steps of variance
//     R_l = [ kappa(1) / B + (1 - 1/B) E kappa(c_ij) ] / n_l,
//     kappa(c) = E[phi(u)^2 phi(v)^2] / (E phi^2)^2 - 1,    corr(u, v) = c.
// One row alone is Hanin & Nica's (arXiv:1812.05994) kappa(1) / n = 5 / n for ReLU; rows share the
// weights, so the batch averages only what their correlation leaves independent. That correlation
// starts at 0 (independent inputs) and follows the correlation map c -> E[phi(u) phi(v)] / E phi^2;
// for a given pair it scatters about c_l with variance v_l, which matters where kappa(c_l) is
// small: E kappa = kappa(c_l) + kappa''(c_l) v_l / 2, v_1 = 1 / n_0 and
//     v_{l+1} = C'(c_l)^2 v_l + Var(sampled correlation) / n_l.
// (Derivatives in c by Price's theorem: d/dc E[f(u) g(v)] = E[f'(u) g'(v)].)
//
// Layer L's own units also sample the variance S = m2 - m1^2 directly, through each unit's
// influence psi = phi^2 - 2 m1 phi, and rows of unequal norm lower m1^2. All to first order in 1 /
// n.
#include "core/theory/finite_width.h"

#include <cmath>
#include <cstddef>

#include "core/activation/activation_constants.h"
#include "core/network/biases.h"
#include "core/numbers/quadrature.h"

namespace initlab {
namespace {

constexpr double pi = 3.1415926535897932384626433832795;

// E[v; v > 0] and E[v^2; v > 0] for v ~ N(mean, sd^2).
struct PositivePart {
  double first;
  double second;
};
PositivePart positive_part(double mean, double sd) {
  if (sd < 1e-12) return mean > 0 ? PositivePart{mean, mean * mean} : PositivePart{0, 0};
  const double t = mean / sd;
  const double cdf = 0.5 * std::erfc(-t / std::sqrt(2.0));
  const double pdf = inverse_sqrt_two_pi * std::exp(-0.5 * t * t);
  return {sd * pdf + mean * cdf, (mean * mean + sd * sd) * cdf + mean * sd * pdf};
}

// E[phi(u)^i phi(v)^j] at unit variances and correlation c.
struct PairMoments {
  double m11 = 0;
  double m12 = 0;
  double m22 = 0;
  double m31 = 0;
};

PairMoments pair_moments(double a, double c) {
  const double sd = std::sqrt(std::fmax(0, 1 - c * c));
  // In t = (c / sd) u the conditional moments have features of width 1: the rule's own variable.
  const double stretch = std::fmax(1, std::fmin(std::fabs(c) / std::fmax(sd, 1e-12), 1e6));
  const double kink[] = {0.0};
  const GaussianRule rule = gaussian_rule(stretch * stretch, kink);
  PairMoments m;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double u = rule.nodes[i] / stretch;
    const double phi = u > 0 ? u : a * u;
    // phi(v)^j = v^j above 0 and (-a)^j (-v)^j below it.
    const PositivePart up = positive_part(c * u, sd);
    const PositivePart down = positive_part(-c * u, sd);
    const double v1 = up.first - a * down.first;
    const double v2 = up.second + a * a * down.second;
    const double w = rule.weights[i];
    m.m11 += w * phi * v1;
    m.m12 += w * phi * v2;
    m.m22 += w * phi * phi * v2;
    m.m31 += w * phi * phi * phi * v1;
  }
  return m;
}

// What a layer does to a pair of rows with pre-activation correlation c, unit variances.
class PairMap {
 public:
  PairMap(double slope, double c) : a_(slope), c_(c), moments_(pair_moments(slope, c)) {
    both_ = 0.25 + std::asin(std::fmin(c, 1.0)) / (2 * pi);  // P(u > 0, v > 0)
  }

  double mean() const { return (1 - a_) * inverse_sqrt_two_pi; }
  double mean_square() const { return 0.5 * (1 + a_ * a_); }
  double variance() const { return mean_square() - mean() * mean(); }

  double correlation() const { return moments_.m11 / mean_square(); }
  double correlation_slope() const {
    return (both_ * (1 + a_ * a_) + 2 * a_ * (0.5 - both_)) / mean_square();
  }
  double kappa() const { return moments_.m22 / (mean_square() * mean_square()) - 1; }
  double kappa_curvature() const { return squares_curvature() / (mean_square() * mean_square()); }

  // n times the variance of the correlation that n units sample (delta method on K12 / sqrt(K11
  // K22); `alone` is the map at c = 1).
  double sampled_correlation_variance(const PairMap& alone) const {
    const double scale = mean_square() * mean_square();
    const double c = correlation();
    return std::fmax(0, (moments_.m22 - 2 * c * moments_.m31 +
                         0.5 * c * c * (alone.moments_.m22 + moments_.m22)) /
                            scale);
  }

  // Cov(phi(u), phi(v)) and Cov(psi(u), psi(v)), with their curvatures in c times v / 2.
  double mean_covariance(double v) const {
    const double curvature = (1 - a_) * (1 - a_) * density_at_zero();
    return moments_.m11 - mean() * mean() + 0.5 * v * curvature;
  }
  double influence_covariance(double v) const {
    const double m1 = mean();
    const double expected = mean_square() - 2 * m1 * m1;
    const double curvature = squares_curvature() -
                             4 * m1 * (1 - a_) * (1 + a_ * a_) * inverse_sqrt_two_pi +
                             4 * m1 * m1 * (1 - a_) * (1 - a_) * density_at_zero();
    return moments_.m22 - 4 * m1 * moments_.m12 + 4 * m1 * m1 * moments_.m11 - expected * expected +
           0.5 * v * curvature;
  }

 private:
  // d^2/dc^2 E[phi(u)^2 phi(v)^2] = E[(phi^2)''(u) (phi^2)''(v)], (phi^2)'' = 2 or 2 a^2.
  double squares_curvature() const {
    const double a2 = a_ * a_;
    return 4 * (both_ * (1 + a2 * a2) + 2 * a2 * (0.5 - both_));
  }
  // Joint density at (0, 0); its singularity at c = 1 is cut, where v tends to 0 faster.
  double density_at_zero() const { return 1 / (2 * pi * std::sqrt(std::fmax(1 - c_ * c_, 1e-2))); }

  double a_;
  double c_;
  PairMoments moments_;
  double both_ = 0;
};

}  // namespace

bool finite_width_known(const NetworkSpec& spec) {
  if (!is_positively_homogeneous(spec.activation) || has_biases(spec)) return false;
  // Orthogonal weights keep norms that independent ones do not: another, smaller band.
  if (!is_iid(spec.initializer.kind) || spec.depth() < 1) return false;
  for (int l = 1; l <= spec.depth(); ++l) {
    if (!(weight_std(spec.initializer, weight_shape(spec, l)) > 0)) return false;
  }
  return true;
}

std::vector<FiniteWidthLayer> finite_width(const NetworkSpec& spec, int batch) {
  std::vector<FiniteWidthLayer> layers;
  if (!finite_width_known(spec) || batch < 1) return layers;
  const double alone_weight = 1.0 / batch;
  const double pair_weight = 1 - alone_weight;
  const double slope = negative_slope(spec.activation);
  const PairMap alone(slope, 1);
  const double variance = alone.variance();
  const double m1 = alone.mean();
  const std::vector<MeanFieldLayer> theory = mean_field(spec);

  const double n_input = spec.widths[0];
  double scale_variance = 2 * alone_weight / n_input;  // Var log Q before layer l
  double row_variance = 2 * pair_weight / n_input;  // of a row's log mean square about the batch's
  double c = 0;
  double v = 1 / n_input;
  for (std::size_t l = 1; l < spec.widths.size(); ++l) {
    const double n = spec.widths[l];
    const PairMap pair(slope, c);

    // This layer's own sampling of S and of the mean, relative to unit pre-activation variance.
    const double influence = (alone_weight * alone.influence_covariance(0) +
                              pair_weight * pair.influence_covariance(v)) /
                             n;
    const double mean_own =
        (alone_weight * alone.mean_covariance(0) + pair_weight * pair.mean_covariance(v)) / n;
    const double relative = influence / (variance * variance);  // Var log S, own part
    FiniteWidthLayer layer;
    layer.log_std_sd = std::sqrt(0.25 * (scale_variance + relative));
    // E log S - log S_theory: lognormal scale, curvature of the logarithm, m1^2 on average too
    // large by its own variance and too small by the scatter of the rows' norms.
    layer.log_std_shift = 0.5 * (-0.5 * scale_variance - 0.5 * relative - mean_own / variance +
                                 0.25 * m1 * m1 * row_variance / variance);
    const double q = theory[l - 1].q;
    layer.mean_sd = std::sqrt(q * (0.25 * m1 * m1 * scale_variance + mean_own));
    layer.mean_shift = -0.125 * std::sqrt(q) * m1 * (scale_variance + row_variance);
    layers.push_back(layer);

    const double shared = pair.kappa() + 0.5 * v * pair.kappa_curvature();
    scale_variance += (alone_weight * alone.kappa() + pair_weight * shared) / n;
    row_variance += pair_weight * std::fmax(0, alone.kappa() - shared) / n;
    const double map_slope = pair.correlation_slope();
    v = map_slope * map_slope * v + pair.sampled_correlation_variance(alone) / n;
    c = std::fmin(1, pair.correlation());
  }
  return layers;
}

std::vector<Band> finite_width_band(const NetworkSpec& spec, int batch,
                                    const std::vector<MeanFieldLayer>& theory) {
  std::vector<Band> bands;
  const std::vector<FiniteWidthLayer> layers = finite_width(spec, batch);
  for (std::size_t l = 0; l < layers.size() && l < theory.size(); ++l) {
    const FiniteWidthLayer& layer = layers[l];
    Band band;
    band.std_lo = theory[l].std * std::exp(layer.log_std_shift - 2 * layer.log_std_sd);
    band.std_hi = theory[l].std * std::exp(layer.log_std_shift + 2 * layer.log_std_sd);
    const double mean = theory[l].mean;
    const double ratio = std::fabs(mean) > 0 ? layer.mean_sd / std::fabs(mean) : 1;
    if (ratio < 0.5 || layer.mean_sd < std::fabs(mean)) {
      // A multiple of the signal's size: as lognormal as the std. E mean = mean + mean_shift, and a
      // lognormal's median is lower by half its log variance.
      const double centre = layer.mean_shift / mean - 0.5 * ratio * ratio;
      const double lo = mean * std::exp(centre - 2 * ratio);
      const double hi = mean * std::exp(centre + 2 * ratio);
      band.mean_lo = std::fmin(lo, hi);
      band.mean_hi = std::fmax(lo, hi);
    } else {
      band.mean_lo = mean + layer.mean_shift - 2 * layer.mean_sd;
      band.mean_hi = mean + layer.mean_shift + 2 * layer.mean_sd;
    }
    bands.push_back(band);
  }
  return bands;
}

}  // namespace initlab
