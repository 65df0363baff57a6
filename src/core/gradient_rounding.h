// The gradient on its way into its format, and what is counted of it.
#pragma once

#include <cstdint>
#include <span>

#include "core/backward.h"
#include "core/format_rounding.h"
#include "core/log_histogram.h"

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
    for (std::size_t u = 0; u < exact.size(); ++u) {
      // To fp32 the machine rounds itself.
      rounded[u] = static_cast<Real>(to_float_ ? exact[u] : round_(exact[u]));
      const auto kept = static_cast<double>(rounded[u]);
      flushed_ += kept == 0.0 && exact[u] != 0.0 ? 1U : 0U;
      histogram_.add(kept * unscale_);
    }
  }

  std::uint64_t flushed() const { return flushed_; }
  // Of |dL/dz| without the loss scale.
  LogHistogram histogram() const { return histogram_.counts(); }

 private:
  FormatRounding round_;
  bool to_float_;
  double unscale_;
  LogHistogramCounter histogram_;
  std::uint64_t flushed_ = 0;
};

}  // namespace initlab
