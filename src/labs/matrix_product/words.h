#pragma once

#include <string>

namespace initlab::matrix_product {

/// "10²⁶", "10⁻⁴": the nearest whole power; 0 for NaN, at most six digits.
std::string power_text(double exponent);

/// A size given by its base-10 logarithm: "1/36", "0.98", "120" near 1, "10²⁶" far from it.
std::string size_text(double log10);

/// value * 10^exponent as PyTorch and the notes write it, with four decimals: "7.0591e+25".
std::string number_text(double value, double exponent, int decimals = 4);

/// Whether PyTorch would write these absolute values with an exponent: the largest is over 1000
/// times the smallest or over 10^8, or the smallest is below 10^-4. Base-10 logarithms.
bool is_scientific(double log10_smallest, double log10_largest);

}  // namespace initlab::matrix_product
