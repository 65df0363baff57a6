#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numbers/scaled_number.h"
#include "core/product/product_theory.h"
#include "labs/matrix_product/run.h"
#include "labs/matrix_product/verdict.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::matrix_product {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// log10 of the root mean square of the norms whose natural logarithms are given.
double log10_rms(const std::vector<double>& logs) {
  const double top = *std::max_element(logs.begin(), logs.end());
  if (!std::isfinite(top)) return top / ln_10;
  double sum = 0.0;
  for (double log : logs) sum += std::exp(2.0 * (log - top));
  return (top + 0.5 * std::log(sum / static_cast<double>(logs.size()))) / ln_10;
}

std::vector<Step> steps(const Measurement& measured, const ProductTheory& theory) {
  std::vector<Step> rows;
  const std::size_t count = measured.trials.front().log_norm.size();
  for (std::size_t t = 0; t < count; ++t) {
    Step row;
    row.step = t;
    std::vector<double> logs;
    for (const Trial& trial : measured.trials) {
      logs.push_back(trial.log_norm[t]);
      row.trials.push_back(trial.log_norm[t] / ln_10);
    }
    const double factors = static_cast<double>(t);
    const double sd = theory.exact ? std::sqrt(factors * theory.variance()) : unknown;
    row.log10_norm = row.trials.front();
    row.mean = factors * theory.growth() / ln_10;
    row.lo = row.mean - 2.0 * sd / ln_10;
    row.hi = row.mean + 2.0 * sd / ln_10;
    row.rms = log10_rms(logs);
    row.rms_theory = factors * theory.mean_square_growth / ln_10;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Exponent> exponents(const Measurement& measured, const ProductTheory& theory,
                                double factors) {
  std::vector<Exponent> list;
  for (std::size_t k = 0; k < theory.exponents.size(); ++k) {
    Exponent exponent;
    exponent.k = k + 1;
    exponent.predicted = theory.exponents[k];
    double sum = 0.0;
    double trials = 0.0;
    for (const Trial& trial : measured.trials) {
      if (k >= trial.log_diagonal.size()) continue;
      sum += trial.log_diagonal[k];
      trials += 1.0;
    }
    exponent.measured = sum / (trials * factors);
    exponent.sd = theory.exact ? std::sqrt(theory.variances[k] / (trials * factors)) : unknown;
    exponent.z =
        exponent.sd > 0.0 ? (exponent.measured - exponent.predicted) / exponent.sd : unknown;
    list.push_back(exponent);
  }
  return list;
}

std::vector<Format> formats(const Measurement& measured, double growth) {
  std::vector<Format> list;
  for (const NumberFormat format : product_formats) {
    for (const FormatRun& run : measured.formats) {
      if (run.format != format) continue;
      list.push_back({format, run.end, run.end == ProductEnd::finite ? 0 : run.step,
                      expected_end(format, growth)});
    }
  }
  return list;
}

/// The scaled product with a decimal exponent.
void add_product(const Measurement& measured, Report& report) {
  double largest = 0.0;
  for (double mantissa : measured.mantissas) largest = std::max(largest, std::abs(mantissa));
  const double power = measured.exponent * (ln_2 / ln_10);
  if (largest > 0.0) report.product_exponent = std::floor(std::log10(largest) + power);
  const double scale = std::pow(10.0, power - report.product_exponent);
  for (double mantissa : measured.mantissas) report.product.push_back(mantissa * scale);
}

double outside(const Report& report) {
  std::size_t count = 0;
  // What lies on the circle, as an orthogonal matrix's do, is not outside.
  const double limit = report.radius * (1.0 + 1e-5);
  for (std::size_t i = 0; i < report.eigen_re.size(); ++i) {
    if (std::hypot(report.eigen_re[i], report.eigen_im[i]) > limit) ++count;
  }
  return report.eigen_re.empty()
             ? 0.0
             : static_cast<double>(count) / static_cast<double>(report.eigen_re.size());
}

std::optional<Mark> std_mark(const Params& params) {
  const bool mean = params.show == Show::mean;
  const bool orthogonal = params.entries == FactorEntries::orthogonal;
  // Nothing is known exactly of the typical norm with uniform entries.
  if (!mean && params.entries == FactorEntries::uniform) return std::nullopt;
  const double scale = mean && !orthogonal ? 1.0 / std::sqrt(static_cast<double>(params.size))
                                           : critical_scale(params.entries, params.size);
  const double std = scale / factor_scale(params);
  const Words& label = orthogonal ? strings::matrix_product_mark_every
                       : mean     ? strings::matrix_product_mark_mean
                                  : strings::matrix_product_mark_typical;
  return Mark{std, fill(label, {{"s", brief_number(std, 3)}})};
}

}  // namespace

Report report(const Params& params, const Measurement& measured) {
  Report report;
  const FactorSpec spec = factor_spec(params);
  const ProductTheory theory = product_theory(spec);
  const double factors = factor_count(params);
  report.trials = measured.trials.size();
  report.trials_total = static_cast<std::uint64_t>(params.trials);
  report.complete = report.trials == report.trials_total;
  report.std_mark = std_mark(params);
  report.size = static_cast<std::uint64_t>(params.size);
  report.factors = static_cast<std::uint64_t>(factor_count(params));
  report.mean_mode = params.show == Show::mean;
  report.exact = theory.exact;
  report.growth = theory.growth();
  report.mean_square_growth = theory.mean_square_growth;
  report.radius = params.entries == FactorEntries::orthogonal
                      ? spec.scale
                      : spec.scale * std::sqrt(static_cast<double>(params.size));
  if (measured.trials.empty()) return report;

  report.formats = formats(measured, theory.growth());
  report.exponents = exponents(measured, theory, factors);
  for (const Singular& row : measured.singular) {
    SingularRow decimal{row.step, row.logs};
    for (double& log : decimal.log10) log /= ln_10;
    report.singular.push_back(std::move(decimal));
  }
  report.first = measured.first;
  add_product(measured, report);
  report.product_fp32 = measured.product_fp32;
  report.eigen_re = measured.eigen_re;
  report.eigen_im = measured.eigen_im;
  report.outside = outside(report);
  report.steps = steps(measured, theory);
  judge(params, report);
  return report;
}

}  // namespace initlab::matrix_product
