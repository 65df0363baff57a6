#include "core/product/product_theory.h"

#include <cmath>

#include "core/numbers/polygamma.h"
#include "core/numbers/scaled_number.h"

namespace initlab {

ProductTheory product_theory(const FactorSpec& spec) {
  ProductTheory theory;
  const double log_scale = std::log(spec.scale);
  const bool orthogonal = spec.entries == FactorEntries::orthogonal;
  for (int k = 1; k <= spec.size; ++k) {
    const double half = 0.5 * (spec.size - k + 1);
    theory.exponents.push_back(log_scale + (orthogonal ? 0.0 : 0.5 * (ln_2 + digamma(half))));
    theory.variances.push_back(orthogonal ? 0.0 : 0.25 * trigamma(half));
  }
  theory.mean_square_growth = log_scale + (orthogonal ? 0.0 : 0.5 * std::log(spec.size));
  theory.exact = spec.entries != FactorEntries::uniform;
  return theory;
}

double critical_scale(FactorEntries entries, int size) {
  if (entries == FactorEntries::orthogonal) return 1.0;
  return std::exp(-0.5 * (ln_2 + digamma(0.5 * size)));
}

double expected_end(NumberFormat format, double growth) {
  const FormatFacts& f = facts(format);
  const double step = growth > 0.0   ? std::log(f.largest) / growth
                      : growth < 0.0 ? (std::log(f.smallest) - ln_2) / growth
                                     : 0.0;
  return std::isfinite(step) ? std::round(step) : 0.0;
}

}  // namespace initlab
