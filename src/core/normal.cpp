#include "core/normal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>

#include "core/philox.h"

namespace initlab {
namespace {

// Blocks made together: enough to fill vector registers, few enough to stay in the first cache.
constexpr std::size_t batch = 32;
constexpr std::size_t batch_elements = 4 * batch;

struct WordBatch {  // word[w][j] is word w of the j-th block
  std::uint32_t word[4][batch];
};

// Blocks first, first + stride, ...: the same words as Stream::block, in loops that vectorise.
void make_words(const Stream& stream, std::uint64_t first, std::uint64_t stride, WordBatch& words) {
  for (std::size_t j = 0; j < batch; ++j) {
    const std::uint64_t block = first + stride * j;
    words.word[0][j] = low_word(block);
    words.word[1][j] = high_word(block);
    words.word[2][j] = stream.index;
    words.word[3][j] = static_cast<std::uint32_t>(stream.purpose);
  }
  std::uint32_t key_0 = low_word(stream.seed);
  std::uint32_t key_1 = high_word(stream.seed);
  for (int round = 0; round < philox_rounds; ++round) {
    for (std::size_t j = 0; j < batch; ++j) {
      philox_round(words.word[0][j], words.word[1][j], words.word[2][j], words.word[3][j], key_0,
                   key_1);
    }
    key_0 += philox_weyl_0;
    key_1 += philox_weyl_1;
  }
}

// sqrt(-2 ln u) for u = (31 high bits + 1/2) 2^-31, in (0, 1].
// ln u = e ln 2 + ln m with m in [sqrt(1/2), sqrt 2) and ln m = 2 atanh(s), s = (m - 1) / (m + 1),
// |s| <= .1716: five terms of the series leave 3e-10 relative.
float radius(std::uint32_t word) {
  const auto high_bits = static_cast<std::int32_t>(word >> 1);
  const float u = (static_cast<float>(high_bits) + 0.5f) * 0x1p-31f;
  constexpr std::uint32_t sqrt_half = 0x3F3504F3;
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(u);
  const std::uint32_t exponent_bits = (bits - sqrt_half) & 0xFF800000u;
  const float m = std::bit_cast<float>(bits - exponent_bits);
  // Exact: a small integer, at most 0, in the top nine bits.
  const float e = static_cast<float>(static_cast<std::int32_t>(exponent_bits)) * 0x1p-23f;
  const float s = (m - 1.0f) / (m + 1.0f);
  const float s2 = s * s;
  const float series = ((s2 * (1.0f / 9) + 1.0f / 7) * s2 + 1.0f / 5) * s2 + 1.0f / 3;
  const float log_m = 2.0f * s + 2.0f * s * (s2 * series);
  // ln 2 = .693145751953125 (e times it is exact) + 1.42860677e-6.
  const float log_u = e * 0x1.62e4p-1f + (log_m + e * 0x1.7f7d1cp-20f);
  // 0 - x, not -x: u = 1 must give +0.
  return std::sqrt(0.0f - 2.0f * log_u);
}

// cos and sin of 2 pi word / 2^32. The word is its own range reduction: the nearest quadrant, and a
// signed rest t of at most half a quadrant, which becomes a float with full relative precision.
// Taylor series on |x| <= pi / 4: 2e-9 left of sin, 2e-10 of cos.
void cos_sin(std::uint32_t word, float& cosine, float& sine) {
  const std::uint32_t quadrant = (word + 0x20000000u) >> 30;
  const float t = static_cast<float>(static_cast<std::int32_t>(word << 2));
  const float x = t * 0x1.921fb6p-32f;  // pi / 2 * 2^-32
  const float x2 = x * x;
  const float s =
      x + x * x2 * (((x2 * (1.0f / 362880) - 1.0f / 5040) * x2 + 1.0f / 120) * x2 - 1.0f / 6);
  const float c =
      1.0f -
      x2 * ((((x2 * (1.0f / 3628800) - 1.0f / 40320) * x2 + 1.0f / 720) * x2 - 1.0f / 24) * x2 +
            0.5f);
  // Odd quadrants swap the two; cos is negative in quadrants 1 and 2, sin in 2 and 3.
  const std::uint32_t swap = 0u - (quadrant & 1u);
  const std::uint32_t s_bits = std::bit_cast<std::uint32_t>(s);
  const std::uint32_t c_bits = std::bit_cast<std::uint32_t>(c);
  const std::uint32_t exchange = (s_bits ^ c_bits) & swap;
  cosine = std::bit_cast<float>(c_bits ^ exchange ^ (((quadrant + 1u) & 2u) << 30));
  sine = std::bit_cast<float>(s_bits ^ exchange ^ ((quadrant & 2u) << 30));
}

// The 4 * batch normals of blocks first, first + stride, ...
void make_normals(const Stream& stream, std::uint64_t first, std::uint64_t stride,
                  std::array<float, batch_elements>& out) {
  WordBatch words;
  make_words(stream, first, stride, words);
  float normal[4][batch];
  for (int pair = 0; pair < 4; pair += 2) {
    for (std::size_t j = 0; j < batch; ++j) {
      const float r = radius(words.word[pair][j]);
      float c = 0;
      float s = 0;
      cos_sin(words.word[pair + 1][j], c, s);
      normal[pair][j] = r * c;
      normal[pair + 1][j] = r * s;
    }
  }
  for (std::size_t j = 0; j < batch; ++j) {
    for (std::size_t w = 0; w < 4; ++w) out[4 * j + w] = normal[w][j];
  }
}

void make_uniforms(const Stream& stream, std::uint64_t first, std::uint64_t stride,
                   std::array<float, batch_elements>& out) {
  WordBatch words;
  make_words(stream, first, stride, words);
  for (std::size_t j = 0; j < batch; ++j) {
    for (std::size_t w = 0; w < 4; ++w) {
      const auto odd = static_cast<std::int32_t>((words.word[w][j] >> 8) | 1u) - 0x800000;
      out[4 * j + w] = static_cast<float>(odd) * 0x1p-23f;
    }
  }
}

// Cuts the elements first .. first + out.size() - 1 out of whole batches.
template <class Maker>
void fill(const Stream& stream, std::uint64_t first, std::span<float> out, Maker maker) {
  std::array<float, batch_elements> made;
  std::uint64_t block = first / 4;
  std::size_t skip = first % 4;
  while (!out.empty()) {
    maker(stream, block, 1, made);
    const std::size_t n = std::min(out.size(), made.size() - skip);
    std::copy_n(made.data() + skip, n, out.data());
    out = out.subspan(n);
    block += batch;
    skip = 0;
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
    make_normals(stream, element * blocks_per_truncated, blocks_per_truncated, made);
    const std::size_t n = std::min(batch, out.size() - done);
    for (std::size_t j = 0; j < n; ++j) {
      if (first_acceptable(&made[4 * j], out[done + j])) continue;
      // All four outside: 4 in a million. The element's next 32 blocks cannot all fail.
      make_normals(stream, (element + j) * blocks_per_truncated + 1, 1, retry);
      for (std::size_t b = 0; b < batch; ++b) {
        if (first_acceptable(&retry[4 * b], out[done + j])) break;
      }
    }
  }
}

}  // namespace initlab
