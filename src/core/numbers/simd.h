// Four lanes at a time, as WebAssembly, SSE and NEON have them: GCC's and Clang's vector types,
// which give the same bits everywhere, and the few operations they have no operator for.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#else
#include <cmath>
#endif

namespace initlab::simd {

using Float4 __attribute__((vector_size(16))) = float;
using Int4 __attribute__((vector_size(16))) = std::int32_t;
using Word4 __attribute__((vector_size(16))) = std::uint32_t;

inline Float4 load(const float* p) {
  Float4 v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

inline Word4 load(const std::uint32_t* p) {
  Word4 v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

inline void store(float* p, Float4 v) { std::memcpy(p, &v, sizeof v); }
inline void store(std::uint32_t* p, Word4 v) { std::memcpy(p, &v, sizeof v); }

inline Float4 splat(float x) { return Float4{x, x, x, x}; }
inline Word4 splat(std::uint32_t x) { return Word4{x, x, x, x}; }

inline Float4 to_float(Int4 x) { return __builtin_convertvector(x, Float4); }

/// a where the mask's lane is -1, b where it is 0.
inline Float4 select(Int4 mask, Float4 a, Float4 b) {
  return (Float4)((mask & (Int4)a) | (~mask & (Int4)b));
}

inline Float4 magnitude(Float4 x) { return (Float4)((Word4)x & splat(0x7FFFFFFFU)); }

/// Coefficients for `splat` from memory: engines build a vector constant in code anew at each use.
/// The compiler must not see what the pointer points to.
template <class T>
const T* from_memory(const T* table) {
  asm volatile("" : "+r"(table));
  return table;
}

/// The 64-bit products a * b of each lane.
struct Products {
  Word4 low;
  Word4 high;
};

#if defined(__wasm_simd128__)

inline Float4 sqrt(Float4 x) { return (Float4)wasm_f32x4_sqrt((v128_t)x); }

inline bool any(Int4 mask) { return wasm_v128_any_true((v128_t)mask); }

/// x, or the bound where x is beyond it. A NaN x stays, and never replaces a number as the bound.
inline Float4 at_least(Float4 x, Float4 lo) {
  return (Float4)wasm_f32x4_pmax((v128_t)x, (v128_t)lo);
}
inline Float4 at_most(Float4 x, Float4 hi) {
  return (Float4)wasm_f32x4_pmin((v128_t)x, (v128_t)hi);
}

inline Int4 larger(Int4 a, Int4 b) { return (Int4)wasm_i32x4_max((v128_t)a, (v128_t)b); }

inline Products multiply(Word4 a, std::uint32_t b) {
  // A factor that stays the same is widened once, outside the loop, and LLVM then no longer sees
  // one widening multiplication: hide that it stays the same.
  v128_t factor = wasm_u32x4_splat(b);
  asm volatile("" : "+r"(factor));
  const v128_t first = wasm_u64x2_extmul_low_u32x4((v128_t)a, factor);
  const v128_t second = wasm_u64x2_extmul_high_u32x4((v128_t)a, factor);
  return {(Word4)wasm_i32x4_shuffle(first, second, 0, 2, 4, 6),
          (Word4)wasm_i32x4_shuffle(first, second, 1, 3, 5, 7)};
}

#else

inline Float4 sqrt(Float4 x) {
  return Float4{std::sqrt(x[0]), std::sqrt(x[1]), std::sqrt(x[2]), std::sqrt(x[3])};
}

inline bool any(Int4 mask) { return (mask[0] | mask[1] | mask[2] | mask[3]) != 0; }

inline Float4 at_least(Float4 x, Float4 lo) { return select(x < lo, lo, x); }
inline Float4 at_most(Float4 x, Float4 hi) { return select(x > hi, hi, x); }

inline Int4 larger(Int4 a, Int4 b) { return (Int4)select(a > b, (Float4)a, (Float4)b); }

inline Products multiply(Word4 a, std::uint32_t b) {
  Products products{};
  for (int lane = 0; lane < 4; ++lane) {
    const std::uint64_t product = std::uint64_t{a[lane]} * b;
    products.low[lane] = static_cast<std::uint32_t>(product);
    products.high[lane] = static_cast<std::uint32_t>(product >> 32);
  }
  return products;
}

#endif

}  // namespace initlab::simd
