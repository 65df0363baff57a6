#include "core/numbers/quadrature.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

#include "core/numbers/sort_few.h"

namespace initlab {
namespace {

// 16-point Gauss-Legendre on [-1, 1], positive half.
constexpr double abscissae[8] = {0.98940093499164994, 0.9445750230732326,  0.86563120238783176,
                                 0.755404408355003,   0.61787624440264377, 0.45801677765722737,
                                 0.28160355077925892, 0.095012509837637441};
constexpr double half_weights[8] = {
    0.027152459411754058, 0.062253523938647776, 0.095158511682492897, 0.12462897125553395,
    0.14959598881657682,  0.16915651939500256,  0.18260341504492361,  0.18945061045506847};

constexpr double inverse_sqrt_two_pi = 0.39894228040143267793994605993438;

// The density beyond 10 standard deviations carries 1.5e-23: nothing, even times u^2 at q = 1e12.
constexpr double z_limit = 10;
// At most this wide in z: the density alone is then integrated to rounding.
constexpr double z_panel = 0.5;
// In u: poles of tanh-like functions lie 1.5 from the real axis, and sin has period 6.
constexpr double u_panel = 1;
// Up to this |u| panels keep that width; further out they grow in proportion, as nothing but powers
// (softsign) and constants are left.
constexpr double u_detail = 256;
constexpr double growth = 0.25;

// Ends of panels from 0 to z_limit, as values of |u|.
std::vector<double> panel_ends(double root_q) {
  std::vector<double> ends = {0};
  const double last = z_limit * root_q;
  double u = 0;
  while (u < last) {
    const double detail = u < u_detail ? u_panel : growth * u;
    u = std::min({u + detail, u + z_panel * root_q, last});
    ends.push_back(u);
  }
  return ends;
}

}  // namespace

GaussianRule gaussian_rule(double q, std::span<const double> kinks) {
  GaussianRule rule;
  if (!(q >= 0) || std::isinf(q)) return rule;
  const double root_q = std::sqrt(q);
  if (root_q == 0) return {{0.0}, {1.0}};

  std::vector<double> ends;
  for (const double u : panel_ends(root_q)) {
    ends.push_back(u);
    ends.push_back(-u);
  }
  const double last = z_limit * root_q;
  for (const double kink : kinks) {
    if (std::fabs(kink) < last) ends.push_back(kink);
  }
  sort_few(std::span(ends), std::less<>());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());

  rule.nodes.reserve(16 * ends.size());
  rule.weights.reserve(16 * ends.size());
  const auto add = [&](double u, double weight) {
    const double z = u / root_q;
    rule.nodes.push_back(u);
    rule.weights.push_back(weight / root_q * inverse_sqrt_two_pi * std::exp(-0.5 * z * z));
  };
  for (std::size_t p = 0; p + 1 < ends.size(); ++p) {
    const double centre = 0.5 * (ends[p] + ends[p + 1]);
    const double half = 0.5 * (ends[p + 1] - ends[p]);
    for (std::size_t i = 0; i < 8; ++i) {
      add(centre - half * abscissae[i], half * half_weights[i]);
      add(centre + half * abscissae[i], half * half_weights[i]);
    }
  }
  return rule;
}

}  // namespace initlab
