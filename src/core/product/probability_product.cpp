#include "core/product/probability_product.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numbers/precise_math.h"

namespace initlab {
namespace {

// -ln x is exponential with this rate.
double exponential_rate(const ProbabilitySource& source) {
  return source.law == ProbabilityLaw::beta ? source.p / (1.0 - source.p) : 1.0;
}

}  // namespace

double ProbabilitySource::log_mean() const {
  return law == ProbabilityLaw::constant ? precise::log(p) : -1.0 / exponential_rate(*this);
}

double ProbabilitySource::log_std() const {
  return law == ProbabilityLaw::constant ? 0.0 : 1.0 / exponential_rate(*this);
}

double ProbabilitySource::log_element(const Stream& stream, std::uint64_t i) const {
  if (law == ProbabilityLaw::constant) return precise::log(p);
  // 1 - u is on (0, 1]: never ln 0.
  return precise::log(1.0 - stream.uniform(i)) / exponential_rate(*this);
}

FormatTrace::FormatTrace(NumberFormat format, double rate)
    : format_(format), rate_(round_to(format, rate)) {}

void FormatTrace::add(double x, double log_x) {
  ++count_;
  product_ = product_in(format_, product_, round_to(format_, x));
  if (zero_at_ == 0 && product_ == 0.0) zero_at_ = count_;
  if (subnormal_at_ == 0 && product_ < facts(format_).smallest_normal) subnormal_at_ = count_;
  if (idle_at_ == 0 && sum_in(format_, 1.0, product_in(format_, rate_, product_)) == 1.0) {
    idle_at_ = count_;
  }
  const double log = round_to(format_, log_x);
  const double sum = sum_in(format_, log_sum_, log);
  if (log_stalled_at_ == 0 && sum == log_sum_ && log_x != 0.0) log_stalled_at_ = count_;
  log_sum_ = sum;
}

void CompensatedSum::add(double x) {
  const double sum = sum_ + x;
  rest_ += std::fabs(sum_) >= std::fabs(x) ? (sum_ - sum) + x : (x - sum) + sum_;
  sum_ = sum;
}

FirstPassage first_passage(const ProbabilitySource& source, double depth) {
  if (source.law == ProbabilityLaw::constant) {
    // A whole number of factors that reaches `depth` but for rounding does reach it.
    const double factors = depth / -precise::log(source.p);
    return {std::fmax(1.0, std::ceil(factors * (1.0 - 1e-13))), 0.0};
  }
  const double events = exponential_rate(source) * depth;
  return {1.0 + events, std::sqrt(events)};
}

double log_sum_exp_naive(NumberFormat format, std::span<const double> x) {
  double sum = 0.0;
  for (const double term : x) {
    sum = sum_in(format, sum, round_to(format, precise::exp(round_to(format, term))));
  }
  return round_to(format, precise::log(sum));
}

double log_sum_exp_shifted(NumberFormat format, std::span<const double> x) {
  if (x.empty()) return round_to(format, -std::numeric_limits<double>::infinity());
  double largest = round_to(format, x.front());
  for (const double term : x) largest = std::fmax(largest, round_to(format, term));
  double sum = 0.0;
  for (const double term : x) {
    const double difference = sum_in(format, round_to(format, term), -largest);
    sum = sum_in(format, sum, round_to(format, precise::exp(difference)));
  }
  return sum_in(format, largest, round_to(format, precise::log(sum)));
}

}  // namespace initlab
