// What is refused, and where the error points.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "core/init_code/spelling.h"
#include "core/init_code_cases.h"

namespace initlab {
namespace {

using test::error_of;

struct Case {
  const char* text;
  CodeFault fault;
  int column;
  const char* token;
  const char* suggestion = "";
};

using enum CodeFault;

// In a layer of 6 x 4.
constexpr Case cases[] = {
    {"", empty, 1, ""},
    {"  # nothing", empty, 12, ""},
    {"randn(6, 4) $ 2", not_in_language, 13, "$"},
    {"randn(6, 4) // 2", not_in_language, 13, "//"},
    {"randn(6, 4) % 2", not_in_language, 13, "%"},
    {"W *= 2", not_in_language, 3, "*="},
    {"import os", not_in_language, 1, "import"},
    {"().__class__", not_in_language, 4, "__class__"},
    {"lambda: 1", not_in_language, 1, "lambda"},
    {"eval('1')", not_in_language, 1, "eval"},
    {"W = [1, 2]", not_in_language, 5, "["},
    {"W = {1}", not_in_language, 5, "{"},
    {"1 if 2 else 3", not_in_language, 3, "if"},
    {"W == 1", not_in_language, 3, "=="},
    {"randn(6, 4) ^ 2", caret, 13, "^", "**"},
    {"randn(6, 4) − 1", foreign_character, 13, "−", "-"},
    {"randn(6, 4) × 2", foreign_character, 13, "×", "*"},
    {"2 × 3", foreign_character, 3, "×", "*"},
    {"randn（6, 4)", foreign_character, 6, "（", "("},
    {"randn(6，4)", foreign_character, 8, "，", ","},
    {"\xC3\xA4 + 1", foreign_character, 1, "ä"},
    {"   가중치", foreign_character, 4, "가"},
    {"1 + \xFF", foreign_character, 5, "?"},
    {"'가' + − 1", foreign_character, 7, "−", "-"},
    {"1.2.3", bad_number, 1, "1.2.3"},
    {"3 * 2fan_in", bad_number, 5, "2fan_in"},
    {"0x10", bad_number, 1, "0x10"},
    {"1e", bad_number, 1, "1e"},
    {"1 + 1e999", number_too_large, 5, "1e999"},
    {"nn.init.kaiming_normal_(W, mode='fan_in)", open_text, 33, "'"},
    {"np.random.randn(6, 4", open_bracket, 16, "("},
    {"(randn(6, 4)", open_bracket, 1, "("},
    {"randn(6, 4))", extra_bracket, 12, ")"},
    {"(randn(6, 4)]", extra_bracket, 13, "]"},
    {"1 + * 2", expected_value, 5, "*"},
    {"randn(6, , 4)", expected_value, 10, ","},
    {"()", expected_value, 2, ")"},
    {"/ 2", expected_value, 1, "/"},
    {"W = ", ends_early, 5, ""},
    {"randn(6, 4) /", ends_early, 14, ""},
    {"np.random.randn(6,", ends_early, 19, ""},
    {"2 fan_in", unexpected, 3, "fan_in"},
    {"(2 fan_in)", unexpected, 4, "fan_in"},
    {"W = a = 1", unexpected, 7, "="},
    {"W = fan_in = 1", unexpected, 12, "="},
    {"1 = 2", bad_target, 1, "1"},
    {"Q, R = qr(randn(6, 4))", bad_target, 1, "Q"},
    {"= 2", bad_target, 1, "="},
    {"W[0] = 2", bad_target, 1, "W"},
    {"randn(6, 4); 2", second_statement, 14, "2"},
    {"randn(6, 4) * fan_im", unknown_name, 15, "fan_im", "fan_in"},
    {"randn(n_in, 4)", unknown_name, 7, "n_in", "fan_in"},
    {"randn(in_features, 4)", unknown_name, 7, "in_features", "fan_in"},
    {"zzzzzz + 1", unknown_name, 1, "zzzzzz"},
    {"np.random.rnadn(6, 4)", unknown_function, 1, "np.random.rnadn", "np.random.randn"},
    {"W = kaming_normal_(W)", unknown_function, 5, "kaming_normal_", "nn.init.kaiming_normal_"},
    {"he_normal(6, 4)", unknown_function, 1, "he_normal", "nn.init.kaiming_normal_"},
    {"frobnicate(1)", unknown_function, 1, "frobnicate"},
    {"np.randn(6, 4)", wrong_prefix, 1, "np.randn", "np.random.randn"},
    {"2 * np.xavier_normal_(W)", wrong_prefix, 5, "np.xavier_normal_", "nn.init.xavier_normal_"},
    {"scipy.linalg.qr(1)", wrong_prefix, 1, "scipy.linalg.qr", "np.linalg.qr"},
    {"np.random.randn / 2", not_called, 1, "np.random.randn"},
    {"fan_in(2)", not_a_function, 1, "fan_in"},
    {"2(fan_in)", not_a_function, 1, "2"},
    {"randn(6, 4).astype(1)", unknown_attribute, 13, "astype"},
    {"qr(randn(6, 4))[1]", index_not_zero, 16, "["},
    {"qr(randn(6, 4))[0:2]", not_in_language, 18, ":"},
    {"randn(6, 4)[0]", index_not_zero, 12, "["},
    {"W * 2", weight_used, 1, "W"},
    {"W = W / 2", weight_used, 5, "W"},
    {"-W", weight_used, 2, "W"},
    {"W.T", weight_used, 1, "W"},
    {"np.sqrt(W)", weight_used, 9, "W"},
    {"W", weight_used, 1, "W"},
    {"nn.init.xavier_normal_(6)", weight_expected, 24, "6"},
    {"nn.init.xavier_normal_()", weight_expected, 1, "nn.init.xavier_normal_"},
    {"normal(0, 1, size=(6, 4), dtype=3)", unknown_keyword, 27, "dtype", "loc, scale, size"},
    {"np.random.randn(6, n=4)", unknown_keyword, 20, "n"},
    {"np.random.normal(0, loc=1, size=(6, 4))", repeated_argument, 21, "loc"},
    {"normal(loc=0, 1, (6, 4))", positional_after_name, 15, "1"},
    {"np.full((6, 4))", missing_argument, 1, "fill_value"},
    {"np.maximum(1)", missing_argument, 1, "x2"},
    {"nn.init.sparse_(W)", missing_argument, 1, "sparsity"},
    {"np.sqrt(2, 3)", too_many_arguments, 12, "3"},
    {"np.sqrt('relu')", wrong_kind, 9, "'relu'"},
    {"np.clip(1, randn(6, 4), 2)", wrong_kind, 12, "randn(6, 4)"},
    {"1 + (2, 3)", wrong_kind, 5, "(2, 3)"},
    {"1 @ randn(6, 4)", wrong_kind, 1, "1"},
    {"fan_in.T", wrong_kind, 1, "fan_in"},
    {"qr(3)[0]", wrong_kind, 4, "3"},
    {"np.ones((randn(6, 4), 4))", wrong_kind, 10, "randn(6, 4)"},
    {"nn.init.kaiming_normal_(W, mode=3)", wrong_kind, 33, "3"},
    {"np.random.randn((fan_in, fan_out))", tuple_for_numbers, 17, "(fan_in, fan_out)",
     "np.random.randn(fan_in, fan_out)"},
    {"np.eye((6, 4))", tuple_for_numbers, 8, "(6, 4)", "np.eye(6, 4)"},
    {"np.ones(fan_in, fan_out)", numbers_for_tuple, 9, "fan_in", "(fan_in, fan_out)"},
    {"np.full(6, 4, 0.1)", numbers_for_tuple, 9, "6", "(6, 4)"},
    {"np.random.normal(0, 1, 6, 4)", numbers_for_tuple, 24, "6", "(6, 4)"},
    {"np.random.normal(0, 0.01)", shape_missing, 1, "np.random.normal", "size=(fan_in, fan_out)"},
    {"2 * np.random.randn()", shape_missing, 5, "np.random.randn", "(fan_in, fan_out)"},
    {"np.zeros()", shape_missing, 1, "np.zeros", "((fan_in, fan_out))"},
    {"randn(6, 4, 2)", too_many_dimensions, 13, "2"},
    {"np.ones((6, 4, 2))", too_many_dimensions, 16, "2"},
    {"kaiming_normal_(W, nonlinearity='rleu')", unknown_choice, 33, "rleu", "relu"},
    {"kaiming_normal_(W, mode='fanout')", unknown_choice, 25, "fanout", "fan_out"},
    {"calculate_gain('gelu')", unknown_choice, 16, "gelu", "relu"},
    {"W = np.sqrt(2 / fan_in)", number_result, 5, "np.sqrt(2 / fan_in)"},
    {"qr(randn(6, 4))", pair_result, 1, "qr(randn(6, 4))"},
    {"2 * qr(randn(6, 4))", pair_result, 5, "qr(randn(6, 4))"},
    {"W = (1 + 2) * (3)", number_result, 5, "(1 + 2) * (3)"},
    {"(6, 4)", other_result, 1, "(6, 4)"},
    {"'relu'", other_result, 1, "'relu'"},
    {"randn(fan_in / 4, 4)", bad_dimension, 7, "fan_in / 4"},
    {"np.ones((6, fan_out - 4))", bad_dimension, 13, "fan_out - 4"},
    {"np.ones((0/0, 4))", bad_dimension, 10, "0/0"},
    {"np.random.normal(0, -1, (6, 4))", bad_spread, 21, "-1"},
    {"nn.init.trunc_normal_(W, std=-gain)", bad_spread, 30, "-gain"},
    {"nn.init.trunc_normal_(W, a=1, b=-1)", bad_cut, 28, "1"},
    {"nn.init.sparse_(W, 1.5)", bad_sparsity, 20, "1.5"},
    {"randn(6, 4) + randn(4, 6)", shape_mismatch, 13, "+"},
    {"np.maximum(randn(6, 4), randn(6, 3))", shape_mismatch, 1, "np.maximum"},
    {"randn(6, 4) @ randn(6, 4)", shape_mismatch, 13, "@"},
    {"1 * randn(60, 4)", too_large, 5, "randn"},
    {"randn(1e200, 1)", too_large, 1, "randn"},
    {"W = 2 * randn(6, 3)", result_shape, 5, "2 * randn(6, 3)"},
    {"np.ones(4)", result_shape, 1, "np.ones(4)"},
    {"W = randn(fan_out, fan_in)", result_transposed, 5, "randn(fan_out, fan_in)"},
};

TEST(InitCodeErrors, EveryFaultPointsAtItsColumn) {
  for (const Case& c : cases) {
    const auto error = error_of(c.text);
    ASSERT_TRUE(error.has_value()) << c.text;
    EXPECT_EQ(static_cast<int>(error->fault), static_cast<int>(c.fault)) << c.text;
    EXPECT_EQ(error->column, c.column) << c.text;
    EXPECT_EQ(error->token, c.token) << c.text;
    if (c.suggestion[0] != '\0') {
      EXPECT_EQ(error->suggestion, c.suggestion) << c.text;
    }
  }
}

TEST(InitCodeErrors, EveryFaultHasACase) {
  std::array<bool, code_fault_count> seen = {};
  for (const Case& c : cases) seen[static_cast<std::size_t>(c.fault)] = true;
  // Those have tests of their own below.
  for (const CodeFault fault :
       {too_long, too_many_tokens, too_deep, too_many_operations, too_costly, wide_qr}) {
    seen[static_cast<std::size_t>(fault)] = true;
  }
  for (int i = 0; i < code_fault_count; ++i) EXPECT_TRUE(seen[static_cast<std::size_t>(i)]) << i;
}

std::string repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

void expect_error(const std::string& text, CodeFault fault, int column, int fan_in = 6,
                  int fan_out = 4) {
  const auto error = error_of(text, fan_in, fan_out);
  ASSERT_TRUE(error.has_value()) << text;
  EXPECT_EQ(static_cast<int>(error->fault), static_cast<int>(fault)) << text;
  EXPECT_EQ(error->column, column) << text;
}

TEST(InitCodeErrors, LengthNestingAndCountAreBounded) {
  const std::string line = "randn(6, 4)";
  EXPECT_FALSE(error_of(line + repeated(" ", 389)));
  expect_error(line + repeated(" ", 390), too_long, 1);
  EXPECT_FALSE(error_of(line + repeated("+1", 15)));
  expect_error("1" + repeated("+1", 100) + "", too_many_tokens, 201);
  expect_error(repeated("-", 31) + "1", number_result, 1);
  expect_error(repeated("-", 32) + "1", too_deep, 33);
  expect_error(repeated("(", 31) + "1" + repeated(")", 31), number_result, 1);
  expect_error(repeated("(", 32) + "1" + repeated(")", 32), too_deep, 33);
  expect_error("1" + repeated("**1", 40), too_deep, 97);
  // 1 draw and 15 sums.
  expect_error(line + repeated("+1", 16), too_many_operations, 42);
}

TEST(InitCodeErrors, SizeAndWorkAreBounded) {
  // At most max(fan_in, fan_out)^2 elements: 36.
  EXPECT_FALSE(error_of("randn(6, 6) @ np.ones((6, 4))"));
  expect_error("randn(6, 7) @ np.ones((7, 4))", too_large, 1);
  // The outer product of two that fit.
  expect_error("np.ones((7, 1)) * np.ones((1, 6))", too_large, 17);
  EXPECT_FALSE(error_of("orthogonal(fan_in, fan_out)", 4096, 4096));
  EXPECT_FALSE(error_of("qr(randn(fan_in, fan_out))[0]", 4096, 4096));
  expect_error("2 * qr(qr(randn(fan_in, fan_out))[0])[0]", too_costly, 1, 4096, 4096);
}

TEST(InitCodeErrors, WideQrSuggestsOrthogonal) {
  expect_error("W = np.linalg.qr(np.random.randn(fan_in, fan_out))[0]", wide_qr, 5, 4, 6);
  expect_error("np.ones((4, 6)) * qr(randn(fan_in, fan_out))[0]", wide_qr, 19, 4, 6);
  EXPECT_FALSE(error_of("W = np.linalg.qr(np.random.randn(fan_in, fan_out))[0]", 6, 4));
  EXPECT_FALSE(error_of("qr(randn(fan_in, fan_out))[0] @ randn(fan_in, fan_out)", 4, 6));
  const auto error = error_of("W = qr(randn(fan_in, fan_out))[0]", 4, 6);
  EXPECT_EQ(error->suggestion, "orthogonal(fan_in, fan_out)");
  EXPECT_EQ(error->got, (CodeShape{2, 4, 6}));
}

TEST(InitCodeErrors, ShapesAreReported) {
  const auto error = error_of("randn(fan_out, fan_in)");
  EXPECT_EQ(error->got, (CodeShape{2, 4, 6}));
  EXPECT_EQ(error->wanted, (CodeShape{2, 6, 4}));
  EXPECT_FALSE(error_of("randn(fan_out, fan_in)", 5, 5));
  EXPECT_EQ(error_of("np.ones(4)")->got, (CodeShape{1, 1, 4}));
  EXPECT_EQ(error_of("np.ones(4)", 1, 4)->got, (CodeShape{1, 1, 4}));  // (4,) is not (1, 4)
}

TEST(InitCodeErrors, SpellingDistanceCountsEdits) {
  using init_code::spelling_distance;
  EXPECT_EQ(spelling_distance("randn", "randn"), 0);
  EXPECT_EQ(spelling_distance("rnadn", "randn"), 1);
  EXPECT_EQ(spelling_distance("kitten", "sitting"), 3);
  EXPECT_EQ(spelling_distance("", "abc"), 3);
  EXPECT_EQ(spelling_distance("SQRT", "sqrt"), 0);
}

}  // namespace
}  // namespace initlab
