// A layer's initialization as people paste it, in the words of NumPy, PyTorch, TensorFlow, Keras,
// JAX or plain Python: one line, several statements, or a function. "W = np.random.randn(n_in,
// n_out) * np.sqrt(2 / n_in)". Nothing is evaluated but what is in the table of functions.cpp;
// length, nesting, steps, memory and work are bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/initializer/code/code_error.h"
#include "core/initializer/code/code_order.h"
#include "core/matrix/matrix.h"
#include "core/random/rng.h"

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

// How a text was read.
struct CodeReading {
  std::string first;   // the sizes as written, rows and columns; empty where they are the fans
  std::string second;  // themselves, or the text names none
  bool is_transposed = false;      // rows count the outputs
  bool is_vector = false;          // one unit's weights were written
  bool can_be_swapped = false;     // another CodeOrder reads it otherwise
  bool has_branch = false;         // of several branches that for a dense layer was taken
  bool leaves_bias = false;        // biases were passed over
  std::vector<std::string> alike;  // more weights, drawn in the same way
};

inline constexpr std::size_t max_code_bytes = 2000;
inline constexpr int max_code_tokens = 800;
inline constexpr int max_code_nesting = 32;
inline constexpr int max_code_operations = 16;  // with a matrix as their value
// About one QR decomposition at width 4096.
inline constexpr double max_code_work = 2.5e11;

class InitCode {
 public:
  // Never throws; a program that compiled can always be evaluated safely.
  static std::variant<InitCode, CodeError> compile(std::string_view text,
                                                   CodeOrder order = CodeOrder::automatic);

  InitCode(const InitCode&);
  InitCode(InitCode&&) noexcept;
  InitCode& operator=(const InitCode&);
  InitCode& operator=(InitCode&&) noexcept;
  ~InitCode();

  bool is_random() const;
  bool uses_gain() const;
  const CodeReading& reading() const { return reading_; }

  // The error evaluate() would give, without drawing or allocating a matrix.
  std::optional<CodeError> check(const CodeContext&) const;
  // Peak of the temporaries, besides the result. 0 when check() has an error.
  std::uint64_t memory_bytes(const CodeContext&) const;
  // In multiply-adds; a random normal counts 32, a QR decomposition of m x n 3 m n^2.
  double work(const CodeContext&) const;

  // Fills `out` (fan_in x fan_out). Random call k that the weights need, in Python's order of
  // evaluation, takes elements k * 2^40 on of `stream`; entry (i, j) of an m x n draw is element
  // i * n + j of them. So the first randn is the base of Initializer::normal.
  std::optional<CodeError> evaluate(const CodeContext&, const Stream& stream,
                                    const RowMatrixRef& out) const;

  // The same as one expression of NumPy's, of fan_in and fan_out: for programs that people copy.
  // `written` writes a finite number as Python reads it.
  std::string numpy(std::string (*written)(double)) const;

 private:
  InitCode(std::unique_ptr<const init_code::Program> program, CodeReading reading);

  std::unique_ptr<const init_code::Program> program_;
  CodeReading reading_;
};

}  // namespace initlab
