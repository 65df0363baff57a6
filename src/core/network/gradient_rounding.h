// The gradient on its way into its format, and what is counted of it.
#pragma once

#include <cstdint>
#include <span>

#include "core/network/backward.h"
#include "core/numbers/format_rounding.h"
#include "core/statistics/log_histogram.h"

namespace initlab {

class GradientRounding {
 public:
  explicit GradientRounding(const BackwardSpec& spec)
      : round_(spec.format),
        to_float_(spec.format == NumberFormat::fp32),
        unscale_(1.0 / spec.loss_scale),
        histogram_(spec.histogram) {}

  // dL/dz times the loss scale -> the same in the format.
  template <class Real>
  void round(std::span<const double> exact, std::span<Real> rounded) {
    if (to_float_) {  // the machine rounds itself
      keep(exact, rounded, [](double x) { return x; });
    } else {
      keep(exact, rounded, round_);
    }
    histogram_.add(std::span<const Real>(rounded), unscale_);
  }

  std::uint64_t flushed() const { return flushed_; }
  // Of |dL/dz| without the loss scale.
  LogHistogram histogram() const { return histogram_.counts(); }

 private:
  template <class Real, class Round>
  void keep(std::span<const double> exact, std::span<Real> rounded, const Round& round) {
    std::uint32_t flushed = 0;
    for (std::size_t u = 0; u < exact.size(); ++u) {
      rounded[u] = static_cast<Real>(round(exact[u]));
      flushed += rounded[u] == Real{0} && exact[u] != 0.0 ? 1U : 0U;
    }
    flushed_ += flushed;
  }

  FormatRounding round_;
  bool to_float_;
  double unscale_;
  LogHistogramCounter histogram_;
  std::uint64_t flushed_ = 0;
};

}  // namespace initlab
