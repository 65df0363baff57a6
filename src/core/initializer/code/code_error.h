// What can be wrong with pasted initialization code. No sentences here: labs/network/code_error
// writes them, in both languages.
#pragma once

#include <cstdint>
#include <string>

namespace initlab {

enum class CodeFault : std::uint8_t {
  // The text.
  empty,              // nothing but spaces and comments
  too_long,           // more than max_code_bytes
  too_many_tokens,    // limit
  too_deep,           // limit
  foreign_character,  // not ASCII; suggestion: the ASCII sign for it, if there is one
  not_in_language,    // a sign or word of Python that is left out
  caret,              // ^ for **
  bad_number,         // "1.2.3", "2fan_in"
  number_too_large,   // 1e999
  open_text,          // a quotation mark without its partner
  not_python,         // prose, or a command of the shell
  // The grammar.
  open_bracket,    // column of the bracket that is never closed
  extra_bracket,   // a closing bracket without partner
  expected_value,  // an operator, comma or closing bracket where a value should be
  ends_early,      // the text ends where a value should be
  unexpected,      // a value where an operator should be
  bad_target,      // left of "=" is nothing that can be set
  // Names and calls.
  unknown_name,       // has no value; suggestion
  unknown_function,   // suggestion
  wrong_prefix,       // known by another prefix; suggestion
  not_called,         // a function without its parentheses
  not_a_function,     // parentheses after a number
  unknown_attribute,  // of a matrix
  bad_index,          // of what has no such part
  weight_used,        // weights that have no values yet
  weight_expected,    // the first argument of nn.init.*_
  // Arguments. `subject` is the function as it was written.
  unknown_keyword,        // suggestion: the names there are
  repeated_argument,      // given twice
  positional_after_name,  // f(a=1, 2)
  missing_argument,       // token: the name of the argument
  too_many_arguments,     // token: the first that is too many; limit
  wrong_kind,             // got_kind, wanted_kind
  tuple_for_numbers,      // randn((a, b))
  numbers_for_tuple,      // ones(a, b); suggestion
  shape_missing,          // normal(0, 1) without size; suggestion
  too_many_dimensions,    // a convolution's kernel
  unknown_choice,         // nonlinearity='rleu'; suggestion
  // What the pasted code draws.
  nothing_drawn,      // imports, comments, training: no weights
  number_result,      // a number, a shape or a text and no weights
  bias_only,          // biases have their own setting
  not_dense,          // a convolution, a normalization's scale, a recurrent layer; suggestion
  unlike_weights,     // two weights drawn in different ways; suggestion: the other's name
  unknown_condition,  // what is drawn depends on a condition without a value
  too_many_operations,
  // What Python and NumPy refuse.
  matrix_for_number,  // math.sqrt(matrix), max(matrix, 0): suggestion: NumPy's function
  fraction_for_size,  // randn(fan_in / 2, n)
  whole_to_negative,  // np.power(fan_in, -1)
  division_by_zero,   // of two numbers of Python's
  outside_domain,     // math.sqrt(-1), math.log(0), (-8) ** (1 / 3)
  not_of_normals,     // the orthogonal factor of what is not a matrix of independent normals
  // The value, where the size of the layer decides.
  bad_dimension,   // value: below 1
  bad_spread,      // value: a negative standard deviation
  bad_cut,         // trunc_normal_ with a > b
  bad_sparsity,    // value: outside [0, 1]
  shape_mismatch,  // got (left) and wanted (right) do not go together
  too_large,       // got; limit: elements
  too_costly,      // limit: multiply-adds, in thousands of millions
  result_shape,    // got, wanted
  wide_qr          // Q of a wide matrix is square: got; suggestion
};
inline constexpr int code_fault_count = static_cast<int>(CodeFault::wide_qr) + 1;

enum class CodeKind : std::uint8_t { number, matrix, shape, text, weight, other };

// As NumPy prints it: (rows, cols), or (cols,) with one dimension.
struct CodeShape {
  int dimensions = 0;
  int rows = 1;
  int cols = 1;

  bool operator==(const CodeShape&) const = default;
};

struct CodeError {
  CodeFault fault = CodeFault::empty;
  int line = 0;       // 1-based; 0 when the text has one line only
  int column = 1;     // 1-based, in code points of the line; its length + 1 is the end
  std::string token;  // the piece of the text it is about, valid UTF-8
  std::string subject;
  std::string suggestion;
  CodeKind got_kind = CodeKind::number;
  CodeKind wanted_kind = CodeKind::number;
  bool number_or_matrix = false;  // wanted: either
  CodeShape got;
  CodeShape wanted;
  double value = 0;
  int limit = 0;
};

}  // namespace initlab
