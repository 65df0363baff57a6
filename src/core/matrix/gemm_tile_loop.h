// The loop of gemm_tile.h about a way to multiply and add.
#pragma once

#include <cstddef>

#include "core/numbers/simd.h"

namespace initlab {

// madd(x, w, sum) = x w + sum. Accumulators are spelled out so that they are registers at every
// level of optimization.
template <class MultiplyAdd>
inline void tile_products(const float* a, const float* w, std::size_t k, bool fresh, float* out,
                          std::size_t stride, MultiplyAdd madd) {
  float* r0 = out;
  float* r1 = r0 + stride;
  float* r2 = r1 + stride;
  float* r3 = r2 + stride;
  float* r4 = r3 + stride;
  const simd::Float4 zero = simd::splat(0.0f);
  simd::Float4 c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  simd::Float4 c30 = zero, c31 = zero, c40 = zero, c41 = zero;
  if (!fresh) {
    c00 = simd::load(r0), c01 = simd::load(r0 + 4);
    c10 = simd::load(r1), c11 = simd::load(r1 + 4);
    c20 = simd::load(r2), c21 = simd::load(r2 + 4);
    c30 = simd::load(r3), c31 = simd::load(r3 + 4);
    c40 = simd::load(r4), c41 = simd::load(r4 + 4);
  }
  for (std::size_t i = 0; i < k; ++i, a += 5, w += 8) {
    const simd::Float4 w0 = simd::load(w);
    const simd::Float4 w1 = simd::load(w + 4);
    simd::Float4 x = simd::splat(a[0]);
    c00 = madd(x, w0, c00), c01 = madd(x, w1, c01);
    x = simd::splat(a[1]);
    c10 = madd(x, w0, c10), c11 = madd(x, w1, c11);
    x = simd::splat(a[2]);
    c20 = madd(x, w0, c20), c21 = madd(x, w1, c21);
    x = simd::splat(a[3]);
    c30 = madd(x, w0, c30), c31 = madd(x, w1, c31);
    x = simd::splat(a[4]);
    c40 = madd(x, w0, c40), c41 = madd(x, w1, c41);
  }
  simd::store(r0, c00), simd::store(r0 + 4, c01);
  simd::store(r1, c10), simd::store(r1 + 4, c11);
  simd::store(r2, c20), simd::store(r2 + 4, c21);
  simd::store(r3, c30), simd::store(r3 + 4, c31);
  simd::store(r4, c40), simd::store(r4 + 4, c41);
}

}  // namespace initlab
