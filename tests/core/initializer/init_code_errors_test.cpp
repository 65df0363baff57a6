// What is refused, and where the error points.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "core/initializer/code/spelling.h"
#include "core/initializer/init_code_cases.h"

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
constexpr Case fault_cases[] = {
    {"", empty, 1, ""},
    {"  # nothing", empty, 12, ""},
    {"randn(6, 4) $ 2", not_in_language, 13, "$"},
    {"randn(6, 4) // 2", not_in_language, 1, "//"},
    {"randn(6, 4) % 2", not_in_language, 1, "%"},
    {"eval('1')", not_in_language, 1, "eval"},
    {"2 & 1", not_in_language, 1, "&"},
    {"pip install torch", not_python, 1, "pip"},
    {"Draw the weights at random.", not_python, 1, "Draw"},
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
    {"1 = 2", bad_target, 1, "1"},
    {"f(x) = 2", bad_target, 1, "f(x)"},
    {"= 2", expected_value, 1, "="},
    {"randn(6, 4) * fan_im", unknown_name, 15, "fan_im", "fan_in"},
    {"sigma * randn(6, 4)", unknown_name, 1, "sigma"},
    {"s = 2\nW = t * randn(6, 4)", unknown_name, 5, "t"},
    {"np.random.rnadn(6, 4)", unknown_function, 1, "np.random.rnadn", "np.random.randn"},
    {"W = kaming_normal_(W)", unknown_function, 5, "kaming_normal_", "nn.init.kaiming_normal_"},
    {"frobnicate(1)", unknown_function, 1, "frobnicate"},
    {"np.randn(6, 4)", wrong_prefix, 1, "np.randn", "np.random.randn"},
    {"2 * np.xavier_normal_(W)", wrong_prefix, 5, "np.xavier_normal_", "nn.init.xavier_normal_"},
    {"scipy.fft.qr(1)", wrong_prefix, 1, "scipy.fft.qr", "np.linalg.qr"},
    {"np.random.randn / 2", not_called, 1, "np.random.randn"},
    {"fan_in(2)", not_a_function, 1, "fan_in"},
    {"2(fan_in)", not_a_function, 1, "2"},
    {"randn(6, 4).cumsum() * 2", unknown_attribute, 13, "cumsum"},
    {"randn(6, 4)[0]", bad_index, 1, "["},
    {"W = randn(6, 4)\nW.data[0:2].normal_()", bad_index, 1, "["},
    {"W * 2", weight_used, 1, "W"},
    {"W = W / 2", weight_used, 5, "W"},
    {"W *= 2", weight_used, 1, "W"},
    {"-W", weight_used, 2, "W"},
    {"W.T", weight_used, 1, "W"},
    {"np.sqrt(W)", weight_used, 9, "W"},
    {"W", weight_used, 1, "W"},
    {"nn.init.xavier_normal_(6)", weight_expected, 24, "6"},
    {"nn.init.xavier_normal_()", weight_expected, 1, "nn.init.xavier_normal_"},
    {"normal(0, 1, size=(6, 4), sise=3)", unknown_keyword, 27, "sise", "loc, scale, size"},
    {"np.random.randn(6, n=4)", unknown_keyword, 20, "n"},
    {"np.random.normal(0, loc=1, size=(6, 4))", repeated_argument, 21, "loc"},
    {"normal(loc=0, 1, (6, 4))", positional_after_name, 15, "1"},
    {"np.full((6, 4))", missing_argument, 1, "fill_value"},
    {"np.maximum(1)", missing_argument, 1, "x2"},
    {"nn.init.sparse_(W)", missing_argument, 1, "sparsity"},
    {"np.sqrt(2, 3)", too_many_arguments, 12, "3"},
    {"np.sqrt('relu')", wrong_kind, 9, "'relu'"},
    {"np.clip(1, randn(6, 4), 2)", matrix_for_number, 12, "randn(6, 4)"},
    {"1 + (2, 3)", wrong_kind, 5, "(2, 3)"},
    {"1 @ randn(6, 4)", wrong_kind, 1, "1"},
    {"fan_in.T", wrong_kind, 1, "fan_in"},
    {"W = np.zeros((6, 4)) * [1, 2]", wrong_kind, 24, "[1, 2]"},
    {"qr(3)[0]", wrong_kind, 4, "3"},
    {"np.ones((randn(6, 4), 4))", wrong_kind, 10, "randn(6, 4)"},
    {"nn.init.kaiming_normal_(W, mode=3)", wrong_kind, 33, "3"},
    {"np.random.randn((fan_in, fan_out))", tuple_for_numbers, 17, "(fan_in, fan_out)",
     "np.random.randn(fan_in, fan_out)"},
    {"np.eye((6, 4))", tuple_for_numbers, 8, "(6, 4)", "np.eye(6, 4)"},
    {"np.ones(fan_in, fan_out)", numbers_for_tuple, 9, "fan_in", "(fan_in, fan_out)"},
    {"np.full(6, 4, 0.1)", numbers_for_tuple, 9, "6", "(6, 4)"},
    {"np.random.normal(0, 1, 6, 4)", too_many_arguments, 27, "4"},
    {"np.random.normal(0, 0.01)", shape_missing, 1, "np.random.normal(0, 0.01)",
     "size=(fan_in, fan_out)"},
    {"np.random.randn()", shape_missing, 1, "np.random.randn()", "size=(fan_in, fan_out)"},
    {"np.zeros()", shape_missing, 1, "np.zeros", "((fan_in, fan_out))"},
    {"randn(6, 4, 2)", too_many_dimensions, 13, "2"},
    {"np.ones((6, 4, 2))", too_many_dimensions, 16, "2"},
    {"kaiming_normal_(W, nonlinearity='rleu')", unknown_choice, 33, "rleu", "relu"},
    {"kaiming_normal_(W, mode='fanout')", unknown_choice, 25, "fanout", "fan_out"},
    {"calculate_gain('gelu')", unknown_choice, 16, "gelu", "relu"},
    {"W = np.sqrt(2 / fan_in)", number_result, 5, "np.sqrt(2 / fan_in)"},
    {"2 * qr(randn(6, 4))", wrong_kind, 5, "qr(randn(6, 4))"},
    {"W = (1 + 2) * (3)", number_result, 5, "(1 + 2) * (3)"},
    {"(6, 4)", number_result, 1, "(6, 4)"},
    {"'relu'", number_result, 1, "'relu'"},
    {"import numpy as np", nothing_drawn, 1, ""},
    {"opt.zero_grad()\nloss.backward()", nothing_drawn, 1, ""},
    {"nn.init.zeros_(self.fc.bias)", bias_only, 1, ""},
    {"b1 = np.zeros((1, n))", bias_only, 1, ""},
    {"nn.init.ones_(self.bn1.weight)", not_dense, 1, "self.bn1.weight"},
    {"rnn = nn.LSTM(6, 4)", not_dense, 7, "nn.LSTM"},
    {"W1 = randn(6, 4)\nW2 = 2 * randn(6, 4)", unlike_weights, 1, "W2"},
    {"if relu:\n  W = randn(6, 4)", unknown_condition, 4, "relu"},
    {"randn(6, 4) if relu else 2", unknown_condition, 16, "relu"},
    {"math.sqrt(randn(6, 4))", matrix_for_number, 11, "randn(6, 4)", "np.sqrt"},
    {"max(randn(6, 4), 0)", matrix_for_number, 5, "randn(6, 4)", "np.maximum"},
    {"randn(fan_in * 2 / 2, 4)", fraction_for_size, 7, "fan_in * 2 / 2"},
    {"randn(fan_in / 4, 4)", fraction_for_size, 7, "fan_in / 4"},
    {"randn(6, 4) * np.power(fan_in, -1)", whole_to_negative, 15, "np.power(fan_in, -1)"},
    {"randn(6, 4) * (1 / 0)", division_by_zero, 15, "(1 / 0)"},
    {"randn(6, 4) * 0 ** -1", division_by_zero, 15, "0 ** -1"},
    {"randn(6, 4) * (-8) ** (1/3)", outside_domain, 15, "(-8) ** (1/3)"},
    {"randn(6, 4) * math.sqrt(fan_out - fan_in)", outside_domain, 15,
     "math.sqrt(fan_out - fan_in)"},
    {"u, s, v = np.linalg.svd(np.ones((6, 4)))\nW = u", not_of_normals, 11,
     "np.linalg.svd(np.ones((6, 4)))"},
    {"np.ones((6, fan_out - 4))", bad_dimension, 13, "fan_out - 4"},
    {"np.random.normal(0, -1, (6, 4))", bad_spread, 21, "-1"},
    {"nn.init.trunc_normal_(W, std=-gain)", bad_spread, 30, "-gain"},
    {"nn.init.trunc_normal_(W, a=1, b=-1)", bad_cut, 28, "1"},
    {"nn.init.sparse_(W, 1.5)", bad_sparsity, 20, "1.5"},
    {"randn(6, 4) + randn(7, 5)", shape_mismatch, 13, "+"},
    {"np.maximum(randn(6, 4), randn(6, 3))", shape_mismatch, 1, "np.maximum"},
    {"randn(fan_in, 5) @ randn(6, fan_out)", shape_mismatch, 18, "@"},
    {"1 * randn(60 * fan_in, fan_out)", too_large, 5, "randn"},
    {"W = 2 * randn(fan_out + 3, fan_out)", result_shape, 5, "2 * randn(fan_out + 3, fan_out)"},
};

TEST(InitCodeErrors, EveryFaultPointsAtItsColumn) {
  for (const Case& c : fault_cases) {
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
  for (const Case& c : fault_cases) seen[static_cast<std::size_t>(c.fault)] = true;
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
  EXPECT_FALSE(error_of(line + repeated(" ", 1989)));
  expect_error(line + repeated(" ", 1990), too_long, 1);
  EXPECT_FALSE(error_of(line + repeated("+1", 15)));
  expect_error("1" + repeated("+1", 400) + "", too_many_tokens, 801);
  expect_error(repeated("-", 31) + "1", number_result, 1);
  expect_error(repeated("-", 32) + "1", too_deep, 33);
  expect_error(repeated("(", 31) + "1" + repeated(")", 31), number_result, 1);
  expect_error(repeated("(", 32) + "1" + repeated(")", 32), too_deep, 33);
  expect_error("1" + repeated("**1", 40), too_deep, 97);
  // 1 draw and 15 sums.
  expect_error(line + repeated("+1", 16), too_many_operations, 1);
  // A statement that doubles its value, again and again.
  expect_error("s = 1\n" + repeated("s = s + s\n", 30) + "W = s * randn(6, 4)", too_many_operations,
               5);
  expect_error("def f(x):\n  return g(x) + g(x)\ndef g(x):\n  return f(x)\nW = f(1) * " + line,
               too_deep, 10);
}

TEST(InitCodeErrors, SizeAndWorkAreBounded) {
  // At most max(fan_in, fan_out)^2 elements: 36.
  EXPECT_FALSE(error_of("randn(6, 6) @ np.ones((6, 4))"));
  expect_error("randn(fan_in, 7) @ np.ones((7, fan_out))", too_large, 1);
  // The outer product of two that fit.
  expect_error("np.ones((fan_in + 2, 1)) * np.ones((1, fan_in))", too_large, 26);
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
  const auto error = error_of("randn(fan_in + 2, fan_out)");
  EXPECT_EQ(error->got, (CodeShape{2, 8, 4}));
  EXPECT_EQ(error->wanted, (CodeShape{2, 6, 4}));
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
