// Constants of the activation functions.
#pragma once

namespace initlab {

// Klambauer et al. 2017, arXiv:1706.02515, equation 14: mean 0 and variance 1 are a fixed point.
inline constexpr double selu_alpha = 1.6732632423543772848170429916717;
inline constexpr double selu_scale = 1.0507009873554804934193349852946;

// GELU's tanh form: z (1 + tanh(sqrt(2 / pi) (z + .044715 z^3))) / 2. Hendrycks & Gimpel 2016.
inline constexpr double gelu_tanh_scale = 0.79788456080286535587989211986876;  // sqrt(2 / pi)
inline constexpr double gelu_tanh_cubic = 0.044715;

inline constexpr double sqrt_half = 0.70710678118654752440084436210485;
inline constexpr double inverse_sqrt_two_pi = 0.39894228040143267793994605993438;
inline constexpr double two_over_sqrt_pi = 1.1283791670955125738961589031215;

}  // namespace initlab
