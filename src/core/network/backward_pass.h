// The steps of a backward pass, with weights from outside: a seed's (backward.h) or a test's.
#pragma once

#include <span>
#include <vector>

#include "core/matrix/padded_matrix.h"
#include "core/matrix/products.h"
#include "core/network/backward.h"
#include "core/steps/steps.h"

namespace initlab {

// W = scale * base, fan_in x fan_out, the base packed by pack_columns of gemm.h. No bias: empty.
struct PackedWeights {
  std::span<const float> base;
  float scale = 1;
  std::span<const float> bias;
};

// Fill input(); forward_layer for l = 1..depth; fill output_gradient(); then for l = depth..1
// gradient_layer, multiply_weight_gradient where wanted, and propagate. Real stores the gradients:
// double for fp64, float for every other format, whose numbers are all floats.
template <class Real>
class BackwardPass {
 public:
  BackwardPass(const BackwardSpec& spec, int rows);

  PaddedMatrix<float>& input() { return activations_.front(); }
  [[gnu::noinline]] Steps forward_layer(int layer, PackedWeights weights);
  const PaddedMatrix<float>& activations(int layer) const;

  // dL/da of the layer that comes next, times the loss scale.
  PaddedMatrix<Real>& output_gradient() { return upstream_; }
  // From dL/da_l to dL/dz_l; fills what statistics say of them and of phi'.
  [[gnu::noinline]] Steps gradient_layer(int layer, BackwardLayerStatistics& statistics);
  // dL/dz_l of the last gradient_layer, times the loss scale, in the format.
  const PaddedMatrix<Real>& gradient() const { return gradient_; }
  // Fills weight_gradient(): dL/dW_l likewise, fan_in x fan_out; valid until the next call.
  [[gnu::noinline]] Steps multiply_weight_gradient(int layer);
  const PaddedMatrix<Real>& weight_gradient() const { return product_; }
  // dL/da_{l-1}.
  [[gnu::noinline]] Steps propagate(int layer, PackedWeights weights);

 private:
  std::size_t width_of(int layer) const;
  void activate(int layer, std::size_t row);
  void exact_row(int layer, std::size_t row, std::span<double> slopes, std::span<double> out);

  BackwardSpec spec_;
  std::vector<PaddedMatrix<float>> activations_;  // a_0 .. a_depth
  std::vector<PaddedMatrix<float>> normalized_;   // n_1 .. n_depth
  std::vector<std::vector<double>> inverse_;      // of normalize()
  PaddedMatrix<Real> upstream_;                   // dL/da
  PaddedMatrix<Real> gradient_;                   // dL/dz
  PaddedMatrix<double> exact_;                    // dL/dn, then dL/dz before rounding
  PaddedMatrix<Real> product_;
  std::vector<double> slopes_;
  ProductScratch scratch_;
};

// Sum of (scale * x)^2, in double.
template <class Real>
double sum_of_squares(std::span<const Real> values, double scale);

// Frobenius norm without overflow or underflow on the way; not finite when an element is not.
template <class Real>
double frobenius_norm(const PaddedMatrix<Real>& matrix);

// Median of the magnitudes, as NumPy's: of an even number the mean of the middle two; NaN when one
// is.
double median_magnitude(std::span<const double> values);

// The same of what is made piece by piece, and counted while it is at hand.
class MagnitudeMedian {
 public:
  static constexpr std::size_t cells = std::size_t{1} << 17;  // counts, of four bytes

  MagnitudeMedian();
  void count(std::span<const double> values);
  double of(std::span<const double> all) const;  // all that was counted, in any order

 private:
  std::vector<std::uint32_t> counts_;
};

}  // namespace initlab
