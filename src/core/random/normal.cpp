// Hot: built for speed.
#include "core/random/normal.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/numbers/simd.h"
#include "core/random/philox.h"

namespace initlab {
namespace {

// Blocks made together: enough to fill vector registers, few enough to stay in the first cache.
constexpr std::size_t batch = 32;
constexpr std::size_t batch_elements = 4 * batch;
constexpr std::size_t groups = batch / 4;

using simd::Float4;
using simd::Int4;
using simd::splat;
using simd::Word4;

// Four blocks: word[w] holds word w of each.
struct FourBlocks {
  Word4 word[4];
};

// Blocks first, first + stride, ...: the same words as Stream::block.
FourBlocks start_blocks(const Stream& stream, std::uint64_t first, std::uint64_t stride) {
  FourBlocks blocks;
  for (std::size_t j = 0; j < 4; ++j) {
    const std::uint64_t block = first + stride * j;
    blocks.word[0][j] = low_word(block);
    blocks.word[1][j] = high_word(block);
  }
  blocks.word[2] = splat(stream.index);
  blocks.word[3] = splat(static_cast<std::uint32_t>(stream.purpose));
  return blocks;
}

constexpr std::uint32_t multipliers[] = {philox_multiplier_0, philox_multiplier_1};

void philox_round(FourBlocks& x, const std::uint32_t* multiplier, Word4 key_0, Word4 key_1) {
  const simd::Products product_0 = simd::multiply(x.word[0], multiplier[0]);
  const simd::Products product_1 = simd::multiply(x.word[2], multiplier[1]);
  x.word[0] = product_1.high ^ x.word[1] ^ key_0;
  x.word[1] = product_1.low;
  x.word[2] = product_0.high ^ x.word[3] ^ key_1;
  x.word[3] = product_0.low;
}

__attribute__((noinline)) void make_words(const Stream& stream, std::uint64_t first,
                                          std::uint64_t stride, FourBlocks (&out)[groups]) {
  const std::uint32_t* multiplier = simd::from_memory(multipliers);
  for (std::size_t g = 0; g < groups; g += 2) {
    // Two at a time: neither waits for the other's multiplications.
    FourBlocks x = start_blocks(stream, first + stride * 4 * g, stride);
    FourBlocks y = start_blocks(stream, first + stride * 4 * (g + 1), stride);
    std::uint32_t key_0 = low_word(stream.seed);
    std::uint32_t key_1 = high_word(stream.seed);
    for (int round = 0; round < philox_rounds; ++round) {
      philox_round(x, multiplier, splat(key_0), splat(key_1));
      philox_round(y, multiplier, splat(key_0), splat(key_1));
      key_0 += philox_weyl_0;
      key_1 += philox_weyl_1;
    }
    out[g] = x;
    out[g + 1] = y;
  }
}

// The numbers of radius() and cos_sin(), in the order of their use, and the words of both.
constexpr float radius_numbers[] = {0.5f,     0x1p-31f,     0x1p-23f,       1.0f,
                                    1.0f / 9, 1.0f / 7,     1.0f / 5,       1.0f / 3,
                                    2.0f,     0x1.62e4p-1f, 0x1.7f7d1cp-20f};
constexpr float angle_numbers[] = {0x1.921fb6p-32f, 1.0f / 362880,  1.0f / 5040,  1.0f / 120,
                                   1.0f / 6,        1.0f / 3628800, 1.0f / 40320, 1.0f / 720,
                                   1.0f / 24,       0.5f,           1.0f};

constexpr std::uint32_t radius_words[] = {0x3F3504F3U, 0xFF800000U};  // sqrt(1/2); an exponent
constexpr std::uint32_t angle_words[] = {0x20000000U, 1U, 2U};

// sqrt(-2 ln u) for u = (31 high bits + 1/2) 2^-31, in (0, 1].
// ln u = e ln 2 + ln m with m in [sqrt(1/2), sqrt 2) and ln m = 2 atanh(s), s = (m - 1) / (m + 1),
// |s| <= .1716: five terms of the series leave 3e-10 relative.
Float4 radius(Word4 word, const float* c, const std::uint32_t* w) {
  const Float4 u = (simd::to_float((Int4)(word >> 1)) + splat(c[0])) * splat(c[1]);
  const Word4 bits = (Word4)u;
  const Word4 exponent_bits = (bits - splat(w[0])) & splat(w[1]);
  const Float4 m = (Float4)(bits - exponent_bits);
  // Exact: a small integer, at most 0, in the top nine bits.
  const Float4 e = simd::to_float((Int4)exponent_bits) * splat(c[2]);
  const Float4 one = splat(c[3]);
  const Float4 s = (m - one) / (m + one);
  const Float4 s2 = s * s;
  const Float4 series = ((s2 * splat(c[4]) + splat(c[5])) * s2 + splat(c[6])) * s2 + splat(c[7]);
  const Float4 two = splat(c[8]);
  const Float4 log_m = two * s + two * s * (s2 * series);
  // ln 2 = .693145751953125 (e times it is exact) + 1.42860677e-6.
  const Float4 log_u = e * splat(c[9]) + (log_m + e * splat(c[10]));
  // 0 - x, not -x: u = 1 must give +0.
  return simd::sqrt(Float4{} - two * log_u);
}

struct Direction {
  Float4 cosine;
  Float4 sine;
};

// cos and sin of 2 pi word / 2^32. The word is its own range reduction: the nearest quadrant, and a
// signed rest t of at most half a quadrant, which becomes a float with full relative precision.
// Taylor series on |x| <= pi / 4: 2e-9 left of sin, 2e-10 of cos.
Direction cos_sin(Word4 word, const float* c, const std::uint32_t* w) {
  const Word4 quadrant = (word + splat(w[0])) >> 30;
  const Float4 t = simd::to_float((Int4)(word << 2));
  const Float4 x = t * splat(c[0]);  // pi / 2 * 2^-32
  const Float4 x2 = x * x;
  const Float4 sine =
      x + x * x2 * (((x2 * splat(c[1]) - splat(c[2])) * x2 + splat(c[3])) * x2 - splat(c[4]));
  const Float4 cosine =
      splat(c[10]) -
      x2 * ((((x2 * splat(c[5]) - splat(c[6])) * x2 + splat(c[7])) * x2 - splat(c[8])) * x2 +
            splat(c[9]));
  // Odd quadrants swap the two; cos is negative in quadrants 1 and 2, sin in 2 and 3.
  const Word4 one = splat(w[1]);
  const Word4 two = splat(w[2]);
  const Word4 swap = Word4{} - (quadrant & one);
  const Word4 exchange = ((Word4)sine ^ (Word4)cosine) & swap;
  return {(Float4)((Word4)cosine ^ exchange ^ (((quadrant + one) & two) << 30)),
          (Float4)((Word4)sine ^ exchange ^ ((quadrant & two) << 30))};
}

// The elements of four blocks in their order: block by block.
void store_blocks(const Float4 (&x)[4], float* out) {
  const Float4 a = __builtin_shufflevector(x[0], x[1], 0, 4, 1, 5);
  const Float4 b = __builtin_shufflevector(x[0], x[1], 2, 6, 3, 7);
  const Float4 c = __builtin_shufflevector(x[2], x[3], 0, 4, 1, 5);
  const Float4 d = __builtin_shufflevector(x[2], x[3], 2, 6, 3, 7);
  simd::store(out, __builtin_shufflevector(a, c, 0, 1, 4, 5));
  simd::store(out + 4, __builtin_shufflevector(a, c, 2, 3, 6, 7));
  simd::store(out + 8, __builtin_shufflevector(b, d, 0, 1, 4, 5));
  simd::store(out + 12, __builtin_shufflevector(b, d, 2, 3, 6, 7));
}

// Box & Muller (1958) on words 0 and 1, and 2 and 3, of each block.
__attribute__((noinline)) void transform(const FourBlocks (&words)[groups], float* out) {
  const float* radius_table = simd::from_memory(radius_numbers);
  const float* angle_table = simd::from_memory(angle_numbers);
  const std::uint32_t* radius_bits = simd::from_memory(radius_words);
  const std::uint32_t* angle_bits = simd::from_memory(angle_words);
  for (std::size_t g = 0; g < groups; ++g) {
    Float4 normal[4];
    for (int pair = 0; pair < 4; pair += 2) {
      const Float4 r = radius(words[g].word[pair], radius_table, radius_bits);
      const Direction d = cos_sin(words[g].word[pair + 1], angle_table, angle_bits);
      normal[pair] = r * d.cosine;
      normal[pair + 1] = r * d.sine;
    }
    store_blocks(normal, out + 16 * g);
  }
}

// The batch_elements normals of blocks first, first + stride, ...
void make_normals(const Stream& stream, std::uint64_t first, std::uint64_t stride, float* out) {
  FourBlocks words[groups];
  make_words(stream, first, stride, words);
  transform(words, out);
}

void make_uniforms(const Stream& stream, std::uint64_t first, std::uint64_t stride, float* out) {
  FourBlocks words[groups];
  make_words(stream, first, stride, words);
  for (std::size_t g = 0; g < groups; ++g) {
    Float4 uniform[4];
    for (int w = 0; w < 4; ++w) {
      const Int4 odd = (Int4)((words[g].word[w] >> 8) | splat(1u)) - 0x800000;
      uniform[w] = simd::to_float(odd) * splat(0x1p-23f);
    }
    store_blocks(uniform, out + 16 * g);
  }
}

// Cuts the elements first .. first + out.size() - 1 out of whole batches.
template <class Maker>
void fill(const Stream& stream, std::uint64_t first, std::span<float> out, Maker maker) {
  std::uint64_t block = first / 4;
  std::size_t skip = first % 4;
  for (; !out.empty(); block += batch, skip = 0) {
    if (skip == 0 && out.size() >= batch_elements) {
      maker(stream, block, 1, out.data());
      out = out.subspan(batch_elements);
      continue;
    }
    std::array<float, batch_elements> made;
    maker(stream, block, 1, made.data());
    const std::size_t n = std::min(out.size(), made.size() - skip);
    std::copy_n(made.data() + skip, n, out.data());
    out = out.subspan(n);
  }
}

// A candidate is kept when it lies strictly inside the cut. 4 candidates a block.
bool first_acceptable(const float* candidates, float& chosen) {
  for (int w = 0; w < 4; ++w) {
    if (candidates[w] > -2.0f && candidates[w] < 2.0f) {
      chosen = candidates[w];
      return true;
    }
  }
  return false;
}

constexpr std::uint64_t blocks_per_truncated = 256;

}  // namespace

void fill_normal(const Stream& stream, std::uint64_t first, std::span<float> out) {
  fill(stream, first, out, make_normals);
}

void fill_uniform(const Stream& stream, std::uint64_t first, std::span<float> out) {
  fill(stream, first, out, make_uniforms);
}

void fill_truncated_normal(const Stream& stream, std::uint64_t first, std::span<float> out) {
  std::array<float, batch_elements> made;
  std::array<float, batch_elements> retry;
  for (std::size_t done = 0; done < out.size(); done += batch) {
    const std::uint64_t element = first + done;
    make_normals(stream, element * blocks_per_truncated, blocks_per_truncated, made.data());
    const std::size_t n = std::min(batch, out.size() - done);
    for (std::size_t j = 0; j < n; ++j) {
      if (first_acceptable(&made[4 * j], out[done + j])) continue;
      // All four outside: 4 in a million. The element's next 32 blocks cannot all fail.
      make_normals(stream, (element + j) * blocks_per_truncated + 1, 1, retry.data());
      for (std::size_t b = 0; b < batch; ++b) {
        if (first_acceptable(&retry[4 * b], out[done + j])) break;
      }
    }
  }
}

}  // namespace initlab
