// Hot: built for speed.
#include "core/product/format_product.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>

namespace initlab {
namespace {

// Rounds a float to a shorter format without branches, so that loops over it vectorise.
template <int significand_bits, int smallest_exponent>
struct Rounder {
  static constexpr std::uint32_t dropped = 24 - significand_bits;
  static constexpr float smallest_normal =
      std::bit_cast<float>(static_cast<std::uint32_t>(smallest_exponent + 127) << 23);
  // 1.5 * 2^23 units of the last place of the subnormals: adding it rounds to that place.
  static constexpr float shift = std::bit_cast<float>(
      (static_cast<std::uint32_t>(smallest_exponent - (significand_bits - 1) + 23 + 127) << 23) |
      0x400000U);
  // Largest finite number, as bits: all that rounds beyond it is infinite.
  static constexpr std::uint32_t largest = [] {
    constexpr std::uint32_t top = static_cast<std::uint32_t>(1 - smallest_exponent + 127);
    return (top << 23) | (((1U << (significand_bits - 1)) - 1) << dropped);
  }();
  static constexpr std::uint32_t infinity = 0x7F800000U;

  static float round(float x) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(x);
    const std::uint32_t sign = bits & 0x80000000U;
    const std::uint32_t size = bits & 0x7FFFFFFFU;
    std::uint32_t normal = size + ((1U << (dropped - 1)) - 1) + ((size >> dropped) & 1U);
    normal &= ~((1U << dropped) - 1);
    normal = normal > largest ? infinity : normal;
    normal = size > infinity ? size : normal;  // NaN
    const float magnitude = std::bit_cast<float>(size);
    const std::uint32_t subnormal = std::bit_cast<std::uint32_t>((magnitude + shift) - shift);
    return std::bit_cast<float>((magnitude < smallest_normal ? subnormal : normal) | sign);
  }
};
using Half = Rounder<11, -14>;
using BFloat = Rounder<8, -126>;

// The float result of a sum or product is rounded once more: innocuous as 24 >= 2 * 11 + 2
// (Figueroa 1995), and fp16's products are exact in float. bf16's are too unless they fall among
// float's subnormals.
template <class Format>
void add_product(float p, const float* factor, float* sums, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) {
    sums[j] = Format::round(sums[j] + Format::round(p * factor[j]));
  }
}

void add_product_slowly(float p, const float* factor, float* sums, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) {
    const double product =
        product_in(NumberFormat::bf16, static_cast<double>(p), static_cast<double>(factor[j]));
    sums[j] = static_cast<float>(sum_in(NumberFormat::bf16, static_cast<double>(sums[j]), product));
  }
}

// Whether some p factor[j] is so small that float would round it.
bool falls_below_float(float p, const float* factor, std::size_t n) {
  constexpr float safe = std::numeric_limits<float>::min();
  const float size = std::fabs(p);
  bool below = false;
  for (std::size_t j = 0; j < n; ++j) {
    below |= std::fabs(size * factor[j]) < safe && factor[j] != 0.0F;
  }
  return below && p != 0.0F;
}

// next = p a, `n` x `n`.
template <class Number>
void multiply_natively(const Number* p, const Number* a, Number* next, std::size_t n) {
  std::fill(next, next + n * n, Number{0});
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      const Number factor = p[i * n + k];
      for (std::size_t j = 0; j < n; ++j) next[i * n + j] += factor * a[k * n + j];
    }
  }
}

template <class Number>
ProductEnd end_of(const std::vector<Number>& entries) {
  bool nan = false;
  bool zero = true;
  for (const Number entry : entries) {
    if (std::isinf(entry)) return ProductEnd::infinite;
    nan |= std::isnan(entry);
    zero &= entry == Number{0};
  }
  return nan ? ProductEnd::nan : zero ? ProductEnd::zero : ProductEnd::finite;
}

}  // namespace

void add_product_in(NumberFormat format, float p, std::span<const float> factor,
                    std::span<float> sums) {
  const std::size_t n = std::min(factor.size(), sums.size());
  if (format == NumberFormat::fp16) {
    add_product<Half>(p, factor.data(), sums.data(), n);
  } else if (falls_below_float(p, factor.data(), n)) {
    add_product_slowly(p, factor.data(), sums.data(), n);
  } else {
    add_product<BFloat>(p, factor.data(), sums.data(), n);
  }
}

FormatProduct::FormatProduct(NumberFormat format, int size)
    : format_(format), size_(static_cast<std::size_t>(size)) {
  const std::size_t count = size_ * size_;
  if (format_ == NumberFormat::fp64) {
    wide_.assign(count, 0.0);
    wide_next_ = wide_;
    for (std::size_t i = 0; i < size_; ++i) wide_[i * size_ + i] = 1.0;
  } else {
    narrow_.assign(count, 0.0F);
    narrow_next_ = narrow_;
    for (std::size_t i = 0; i < size_; ++i) narrow_[i * size_ + i] = 1.0F;
  }
}

void FormatProduct::multiply(std::span<const float> factor) {
  const std::size_t n = size_;
  if (format_ == NumberFormat::fp64) {
    const std::vector<double> a(factor.begin(), factor.end());
    multiply_natively(wide_.data(), a.data(), wide_next_.data(), n);
    wide_.swap(wide_next_);
    return;
  }
  if (format_ == NumberFormat::fp32) {
    multiply_natively(narrow_.data(), factor.data(), narrow_next_.data(), n);
    narrow_.swap(narrow_next_);
    return;
  }
  narrow_factor_.assign(factor.begin(), factor.end());
  for (float& entry : narrow_factor_) {
    entry = static_cast<float>(round_to(format_, static_cast<double>(entry)));
  }
  std::fill(narrow_next_.begin(), narrow_next_.end(), 0.0F);
  const std::span<const float> rows(narrow_factor_);
  const std::span<float> sums(narrow_next_);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      add_product_in(format_, narrow_[i * n + k], rows.subspan(k * n, n), sums.subspan(i * n, n));
    }
  }
  narrow_.swap(narrow_next_);
}

ProductEnd FormatProduct::end() const {
  return format_ == NumberFormat::fp64 ? end_of(wide_) : end_of(narrow_);
}

double FormatProduct::entry(int i, int j) const {
  const std::size_t at = static_cast<std::size_t>(i) * size_ + static_cast<std::size_t>(j);
  return format_ == NumberFormat::fp64 ? wide_[at] : static_cast<double>(narrow_[at]);
}

}  // namespace initlab
