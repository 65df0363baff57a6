#include "labs/network/code_error.h"

#include <gtest/gtest.h>

#include <string>

#include "core/initializer/init_code_cases.h"

namespace initlab {
namespace {

using test::error_of;

Sentence sentence_of(const char* text, int fan_in = 500, int fan_out = 100) {
  const auto error = error_of(text, fan_in, fan_out);
  EXPECT_TRUE(error.has_value()) << text;
  return error ? code_error_sentence(*error) : Sentence{};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(CodeError, EveryFaultHasASentenceWithItsTokenInBothLanguages) {
  for (int i = 0; i < code_fault_count; ++i) {
    CodeError error;
    error.fault = static_cast<CodeFault>(i);
    error.column = 73;
    error.token = "TOKEN";
    error.subject = "FUNCTION";
    error.suggestion = "SUGGESTION";
    const Sentence sentence = code_error_sentence(error);
    for (const std::string& text : {sentence.en, sentence.ko}) {
      EXPECT_TRUE(has(text, "73")) << i << ": " << text;
      EXPECT_FALSE(has(text, "{") || has(text, "}")) << i << ": " << text;
      const bool has_token =
          error.fault != CodeFault::empty && error.fault != CodeFault::too_long &&
          error.fault != CodeFault::ends_early && error.fault != CodeFault::not_python &&
          error.fault != CodeFault::bad_index && error.fault != CodeFault::nothing_drawn &&
          error.fault != CodeFault::bias_only && error.fault != CodeFault::whole_to_negative &&
          error.fault != CodeFault::shape_missing;  // names its function
      if (has_token) {
        EXPECT_TRUE(has(text, "TOKEN")) << i << ": " << text;
      }
      if (error.fault == CodeFault::shape_missing) {
        EXPECT_TRUE(has(text, "FUNCTION"));
      }
    }
    EXPECT_NE(sentence.en, sentence.ko);
    // Only an empty line has the sentence of an empty line.
    const bool asks_for_a_line = has(sentence.en, "write an expression for W");
    EXPECT_EQ(asks_for_a_line, error.fault == CodeFault::empty) << i;
  }
}

TEST(CodeError, SentencesSayWhatToWrite) {
  EXPECT_EQ(sentence_of("W = np.random.rnadn(fan_in, fan_out)").en,
            "Column 5: there is no function “np.random.rnadn” here. Did you mean np.random.randn?");
  EXPECT_EQ(sentence_of("2 × 3").en,
            "Column 3: “×” is a typographic or full-width character; write * instead.");
  EXPECT_EQ(sentence_of("randn(fan_in + 2, fan_out)").en,
            "Column 1: “randn(fan_in + 2, fan_out)” has shape (502, 100); this layer needs "
            "(fan_in, fan_out) = (500, 100).");
  EXPECT_EQ(sentence_of("s = 2\nW = sigma * randn(n, m)").en,
            "Line 2, column 5: “sigma” has no value here; write a number for it, or a line before "
            "that sets it.");
  EXPECT_TRUE(has(sentence_of("W = 0.01").en, "np.full((fan_in, fan_out), ...)"));
  EXPECT_TRUE(has(sentence_of("1 + 'relu'").en, "is a text in quotes; a number or a matrix"));
  EXPECT_TRUE(has(sentence_of("1 + 'relu'").ko, "숫자 또는 행렬"));
  EXPECT_TRUE(has(sentence_of("qr(randn(fan_in, fan_out))[0]", 100, 500).en,
                  "orthogonal(fan_in, fan_out)"));
  EXPECT_TRUE(has(sentence_of("randn(fan_out - fan_in, fan_out)", 500, 2).ko, "−498"));
  EXPECT_TRUE(has(sentence_of("normal(0, -1, (fan_in, fan_out))").en, "is −1 in"));
  EXPECT_TRUE(has(sentence_of("qr(qr(randn(fan_in, fan_out))[0])[0]", 4096, 4096).ko, "2500억"));
}

TEST(CodeError, NothingToSuggestNamesWhatThereIs) {
  EXPECT_TRUE(has(sentence_of("zzzzzz * randn(n, m)").en, "“zzzzzz” has no value here; write a"));
  EXPECT_TRUE(has(sentence_of("zzzzzz(1)").en, "np.random.randn"));
}

TEST(CodeError, LongTokensAreCutBetweenCharacters) {
  CodeError error;
  error.fault = CodeFault::unexpected;
  for (int i = 0; i < 40; ++i) error.token += "가";
  const Sentence sentence = code_error_sentence(error);
  EXPECT_TRUE(has(sentence.en, "가…”"));
  EXPECT_LT(sentence.en.size(), 300U);
}

}  // namespace
}  // namespace initlab
