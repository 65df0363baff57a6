#pragma once

#include <cstddef>
#include <string_view>

namespace initlab {

/// How a word or a number ends when it is read aloud in Korean, which is what a particle follows.
enum class KoreanEnding { unknown, vowel, rieul, consonant };

/// "0.98" ends in 팔, "1000" in 천, "10⁻⁷" in 제곱, "1/36" (36분의 1) in 일, "5 %" in 퍼센트. A
/// remark in parentheses is not read with the particle. Words of other scripts are unknown.
KoreanEnding korean_ending(std::string_view text);

/// The particle with which the text after a value begins, as its reading asks for it, and how many
/// bytes it stands for; {"", 0} where there is none or nothing to choose.
struct KoreanParticle {
  std::string_view particle;
  std::size_t replaces = 0;
};

/// 은/는, 이/가, 을/를, 과/와, 으로/로 and 이나/나, also before another particle ("으로는"). In the
/// source either of the two may stand. tools/lessons/korean.mjs has the same rules for the lessons.
KoreanParticle korean_particle(std::string_view before, std::string_view after);

}  // namespace initlab
