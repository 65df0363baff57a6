// Matrix products carried out in a number format: every product and every sum is rounded to it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/numbers/number_formats.h"

namespace initlab {

// The formats that are emulated fast enough for a lab.
inline constexpr NumberFormat product_formats[] = {NumberFormat::fp16, NumberFormat::bf16,
                                                   NumberFormat::fp32, NumberFormat::fp64};

// What became of a product.
enum class ProductEnd : std::uint8_t { finite, infinite, nan, zero };

// The product of N x N matrices in fp16, bf16, fp32 or fp64. Element (i, j) of p a is the sum over
// k = 0, 1, ... of p_ik a_kj, one product and one sum at a time, each rounded to nearest even.
class FormatProduct {
 public:
  FormatProduct(NumberFormat, int size);  // the identity

  // Multiplies by a factor (N x N, row-major) from the right; its entries are rounded to the format
  // first. Infinities and NaN go on as IEEE 754 has them.
  void multiply(std::span<const float> factor);

  // Infinite or NaN as soon as one entry is (infinite when both are there), zero when all are.
  ProductEnd end() const;
  double entry(int i, int j) const;

 private:
  NumberFormat format_;
  std::size_t size_;
  // Every format but fp64 keeps its numbers in floats, which hold them exactly.
  std::vector<float> narrow_, narrow_next_, narrow_factor_;
  std::vector<double> wide_, wide_next_;
};

// sums[j] = round(sums[j] + round(p factor[j])), all numbers of the format (fp16 or bf16); the same
// as sum_in and product_in, but fast.
void add_product_in(NumberFormat, float p, std::span<const float> factor, std::span<float> sums);

}  // namespace initlab
