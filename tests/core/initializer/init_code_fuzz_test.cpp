// Random lines and damaged lines: never a crash, never slow, always a column inside the text.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "core/initializer/init_code_cases.h"

namespace initlab {
namespace {

using test::code_stream;
using test::layer_of;

constexpr const char* pieces[] = {"np.random.randn",
                                  "randn",
                                  "np.ones",
                                  "(",
                                  ")",
                                  ",",
                                  "fan_in",
                                  "fan_out",
                                  "layer",
                                  "gain",
                                  "+",
                                  "-",
                                  "*",
                                  "/",
                                  "**",
                                  "@",
                                  "2",
                                  "0.5",
                                  "1e300",
                                  ".",
                                  "T",
                                  ".T",
                                  "[0]",
                                  "[",
                                  "]",
                                  "=",
                                  "W",
                                  "W = ",
                                  "size=",
                                  "'relu'",
                                  "'",
                                  "\"",
                                  "nn.init.",
                                  "kaiming_normal_",
                                  "(W",
                                  "qr",
                                  "np.linalg.qr(",
                                  "orthogonal(",
                                  "(fan_in, fan_out)",
                                  "np.sqrt(",
                                  "#",
                                  ";",
                                  " ",
                                  "−",
                                  "가",
                                  "\xFF",
                                  "import",
                                  "^",
                                  "//",
                                  "nonlinearity=",
                                  "sparse_(W, ",
                                  "np.eye(",
                                  "\n",
                                  "\n  ",
                                  "\r\n",
                                  "\\",
                                  "def f(a, b):\n  return ",
                                  "for i in range(n):\n  ",
                                  "if isinstance(m, nn.Linear):\n  ",
                                  "lambda n, m: ",
                                  "[i - 1]",
                                  "dims",
                                  "W *= ",
                                  "f(",
                                  "{",
                                  "}",
                                  ":",
                                  " if ",
                                  " else ",
                                  " for i in ",
                                  "zip(dims[:-1], dims[1:])",
                                  ".normal_(",
                                  "nn.Linear(",
                                  "self.",
                                  "m.weight",
                                  "glorot_normal",
                                  "*shape",
                                  "jax.random.normal(key, ",
                                  "truncnorm(",
                                  ".shape",
                                  "return "};

constexpr const char* valid[] = {
    "W = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in/2)",
    "np.random.normal(loc=0, scale=np.sqrt(2/(fan_in+fan_out)), size=(fan_in, fan_out))",
    "W = nn.init.kaiming_normal_(W, mode='fan_out', nonlinearity='relu') * gain",
    "np.linalg.qr(np.random.randn(fan_out, fan_in))[0].T @ np.eye(fan_out)",
    "np.clip(torch.randn(fan_in, fan_out), -2, 2) ** 2 - np.ones((1, fan_out)) # note",
    "nn.init.trunc_normal_(self.fc.weight, std=0.02, a=-0.04, b=0.04)",
    "W = np.random.randn(n_out, n_in)  # He\nW *= np.sqrt(2 / n_in)",
    "def he(n, m):\n    s = np.sqrt(2 / n)\n    return s * np.random.randn(n, m)\nW = he(784, 10)",
    "for m in net.modules():\n    if isinstance(m, nn.Linear):\n        nn.init.normal_(m.weight)",
    "W = [np.random.randn(y, x) / x for x, y in zip(sizes[:-1], sizes[1:])]",
};

class Random {
 public:
  std::uint32_t below(std::size_t n) {
    return static_cast<std::uint32_t>(
        (std::uint64_t{stream_.word(at_++)} * static_cast<std::uint64_t>(n)) >> 32);
  }

 private:
  Stream stream_{99, Purpose::sweep, 0};
  std::uint64_t at_ = 0;
};

// Of its longest line, in code points, and one more.
int length_of(const std::string& text) {
  int longest = 1;
  int column = 1;
  for (const char c : text) {
    column = c == '\n' ? 1 : column + ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0);
    longest = std::max(longest, column);
  }
  // What is not UTF-8 counts byte by byte.
  return std::max(longest, std::any_of(text.begin(), text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) >= 0x80; })
                               ? static_cast<int>(text.size()) + 1
                               : longest);
}

// How many of them could be evaluated.
int probe(const std::string& text) {
  const auto compiled = InitCode::compile(text);
  const auto in_range = [&](const CodeError& error) {
    EXPECT_GE(error.column, 1) << text;
    EXPECT_LE(error.column, length_of(text)) << text;  // length + 1: column_of is 1-based
  };
  if (const auto* error = std::get_if<CodeError>(&compiled)) {
    in_range(*error);
    return 0;
  }
  const auto& code = std::get<InitCode>(compiled);
  int evaluated = 0;
  for (const auto& [in, out] : {std::pair(5, 3), std::pair(1, 7), std::pair(4, 4)}) {
    const CodeContext context = layer_of(in, out);
    RowMatrix w(in, out);
    const auto checked = code.check(context);
    const auto error = code.evaluate(context, code_stream, w);
    EXPECT_EQ(checked.has_value(), error.has_value()) << text;
    if (error) {
      in_range(*error);
    } else {
      ++evaluated;
    }
    // The largest layer: only what it would take, and that within the bounds.
    const CodeContext large = {.fan_in = 4096, .fan_out = 4096};
    EXPECT_LE(code.work(large), max_code_work);
    EXPECT_LE(code.memory_bytes(large), std::uint64_t{max_code_operations} * 4096 * 4096 * 4);
  }
  return evaluated;
}

TEST(InitCodeFuzz, RandomTokens) {
  Random random;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    const std::uint32_t count = 1 + random.below(i % 100 == 0 ? 150 : 14);
    for (std::uint32_t j = 0; j < count; ++j) text += pieces[random.below(std::size(pieces))];
    probe(text);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  EXPECT_LT(took.count(), 10);  // about a second under ASan
}

TEST(InitCodeFuzz, DamagedLines) {
  Random random;
  int evaluated = 0;
  for (int i = 0; i < 8000; ++i) {
    std::string text = valid[random.below(std::size(valid))];
    const std::uint32_t changes = 1 + random.below(3);
    for (std::uint32_t j = 0; j < changes && !text.empty(); ++j) {
      const std::size_t at = random.below(text.size());
      switch (random.below(4)) {
        case 0:
          text.erase(at, 1 + random.below(3));
          break;
        case 1:
          text.insert(at, pieces[random.below(std::size(pieces))]);
          break;
        case 2:
          text[at] = static_cast<char>(random.below(256));
          break;
        default:
          std::swap(text[at], text[random.below(text.size())]);
          break;
      }
    }
    evaluated += probe(text);
  }
  EXPECT_GT(evaluated, 400);  // the damage is often harmless: evaluation is reached
}

TEST(InitCodeFuzz, ValidLinesAreValid) {
  for (const char* text : valid) EXPECT_GT(probe(text), 0) << text;
}

}  // namespace
}  // namespace initlab
