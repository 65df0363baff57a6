// How deep a signal reaches before what two inputs have in common is all that is left of them:
// Poole et al. 2016, arXiv:1606.05340; Schoenholz et al. 2017, arXiv:1611.01232. Infinite width,
// independent weights of variance weight_variance / fan_in, biases of variance bias_variance.
#pragma once

#include <optional>

#include "core/activation/activation.h"

namespace initlab {

struct SignalScale {
  double q = 0;      // fixed point that the variance of z comes to from an input of mean square 1
  double chi = 0;    // chi_1 = weight_variance E[phi'(z)^2] there
  double c = 1;      // stable fixed point in [0, 1] of the correlation of z between two inputs
  double slope = 0;  // of the correlation map at c: chi where c = 1
  // xi = -1 / ln(slope) in layers; infinite at chi = 1. Where q = 0 it is that of q itself, with
  // chi for the slope: what is left of the signal, the correlation then stands still.
  double depth = 0;
};
// nullopt where the variance grows without bound. slope has a relative error below 1e-6, next to a
// kink of phi below 1e-3 (256 terms of a series in c).
std::optional<SignalScale> signal_scale(ActivationFunction function, double weight_variance,
                                        double bias_variance);

// The least weight_variance at whose fixed point chi = 1, the edge of chaos; nullopt where there is
// none for q in [1e-9, 1e6] (ReLU with biases).
std::optional<double> critical_weight_variance(ActivationFunction function, double bias_variance);

}  // namespace initlab
