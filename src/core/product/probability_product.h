// The product of many probabilities, carried out in a number format, and the sum of their logs in
// the same format: what underflow does to the one and rounding to the other.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/numbers/number_formats.h"
#include "core/random/rng.h"

namespace initlab {

enum class ProbabilityLaw : std::uint8_t {
  constant,  // p
  uniform,   // on (0, 1]
  beta       // Beta(a, 1) of mean p: a = p / (1 - p), density a x^(a-1)
};

struct ProbabilitySource {
  ProbabilityLaw law = ProbabilityLaw::constant;
  double p = 0.5;  // in (0, 1)

  // E ln x and the standard deviation of ln x. -ln x is exponential for uniform and beta.
  double log_mean() const;
  double log_std() const;
  // ln of element i, the same bits on every platform. The constant law draws nothing.
  double log_element(const Stream& stream, std::uint64_t i) const;
};

// One format's way through the product. Steps count factors from 1; 0 is never.
class FormatTrace {
 public:
  // `rate`: the product is taken for a gradient, and `rate` times it added to a weight of 1.
  FormatTrace(NumberFormat format, double rate);

  // The next factor x, and its log: each is rounded to the format before it is used.
  void add(double x, double log_x);

  NumberFormat format() const { return format_; }
  double product() const { return product_; }
  double log_sum() const { return log_sum_; }
  std::uint64_t idle_at() const { return idle_at_; }            // the weight no longer moves
  std::uint64_t subnormal_at() const { return subnormal_at_; }  // below the smallest normal number
  std::uint64_t zero_at() const { return zero_at_; }
  std::uint64_t log_stalled_at() const { return log_stalled_at_; }  // adding a log changed nothing

 private:
  NumberFormat format_;
  double rate_;
  double product_ = 1.0;
  double log_sum_ = 0.0;
  std::uint64_t count_ = 0;
  std::uint64_t idle_at_ = 0;
  std::uint64_t subnormal_at_ = 0;
  std::uint64_t zero_at_ = 0;
  std::uint64_t log_stalled_at_ = 0;
};

// Neumaier 1974: a sum with the rounding errors carried along.
class CompensatedSum {
 public:
  void add(double x);
  double value() const { return sum_ + rest_; }

 private:
  double sum_ = 0.0;
  double rest_ = 0.0;
};

// The factor at which the exact product first is `depth` natural-log units below 1 or further
// (depth >= 0): mean and standard deviation over seeds. Exact for every law: N is
// 1 + Poisson(a depth) when -ln x is exponential with rate a, and ceil(depth / |ln p|) (1 at least)
// for the constant law.
struct FirstPassage {
  double mean = 0.0;
  double sd = 0.0;
};
FirstPassage first_passage(const ProbabilitySource& source, double depth);

// ln(sum of exp(x_i)) in a format: every exp, sum, difference and log rounded to it, the x_i first.
// Naive as it is written; shifted with the largest x taken out, m + ln(sum of exp(x_i - m)).
// Without terms -infinity.
double log_sum_exp_naive(NumberFormat format, std::span<const double> x);
double log_sum_exp_shifted(NumberFormat format, std::span<const double> x);

}  // namespace initlab
