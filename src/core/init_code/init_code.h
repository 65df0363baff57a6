// A small language in which a reader writes a layer's initialization, in the words of NumPy or
// PyTorch: "W = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in/2)". Nothing is evaluated but
// what is in the table of functions.cpp; length, nesting, memory and work are bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>

#include "core/init_code/code_error.h"
#include "core/matrix.h"
#include "core/rng.h"

namespace initlab {

namespace init_code {
struct Program;
}

// What the names of a program stand for. The fans, layer and depth are at least 1.
struct CodeContext {
  int fan_in = 1;
  int fan_out = 1;
  int layer = 1;
  int depth = 1;
  double gain = 1;
};

inline constexpr std::size_t max_code_bytes = 400;
inline constexpr int max_code_tokens = 200;
inline constexpr int max_code_nesting = 32;
inline constexpr int max_code_operations = 16;  // with a matrix as their value
// About one QR decomposition at width 4096.
inline constexpr double max_code_work = 2.5e11;

class InitCode {
 public:
  // Never throws; a program that compiled can always be evaluated safely.
  static std::variant<InitCode, CodeError> compile(std::string_view text);

  InitCode(const InitCode&);
  InitCode(InitCode&&) noexcept;
  InitCode& operator=(const InitCode&);
  InitCode& operator=(InitCode&&) noexcept;
  ~InitCode();

  bool is_random() const;
  bool uses_gain() const;

  // The error evaluate() would give, without drawing or allocating a matrix.
  std::optional<CodeError> check(const CodeContext&) const;
  // Peak of the temporaries, besides the result. 0 when check() has an error.
  std::uint64_t memory_bytes(const CodeContext&) const;
  // In multiply-adds; a random normal counts 32, a QR decomposition of m x n 3 m n^2.
  double work(const CodeContext&) const;

  // Fills `out` (fan_in x fan_out). Random call k of the text, in Python's order of evaluation,
  // takes elements k * 2^40 on of `stream`; entry (i, j) of an m x n draw is element i * n + j of
  // them. So the first randn is the base of Initializer::normal.
  std::optional<CodeError> evaluate(const CodeContext&, const Stream& stream,
                                    const RowMatrixRef& out) const;

 private:
  explicit InitCode(std::unique_ptr<const init_code::Program> program);

  std::unique_ptr<const init_code::Program> program_;
};

}  // namespace initlab
