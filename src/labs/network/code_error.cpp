#include "labs/network/code_error.h"

#include <cstddef>
#include <cstdint>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr std::string_view example = "W = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in/2)";
constexpr std::string_view dense_example = "nn.init.kaiming_normal_(fc.weight)";
constexpr std::string_view some_functions = "np.random.randn, np.sqrt, nn.init.kaiming_normal_";

/// The first characters of a long piece of the line; never half a character.
std::string shortened(const std::string& token) {
  constexpr std::size_t longest = 32;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool starts = (static_cast<unsigned char>(token[i]) & 0xC0U) != 0x80U;
    if (starts && ++characters > longest) return token.substr(0, i) + "…";
  }
  return token;
}

std::string shape_text(const CodeShape& shape) {
  if (shape.dimensions == 0) return "()";
  if (shape.dimensions == 1) return "(" + std::to_string(shape.cols) + ",)";
  return "(" + std::to_string(shape.rows) + ", " + std::to_string(shape.cols) + ")";
}

const Words& kind_words(CodeKind kind) {
  switch (kind) {
    case CodeKind::number:
      return strings::code_kind_number;
    case CodeKind::matrix:
      return strings::code_kind_matrix;
    case CodeKind::shape:
      return strings::code_kind_shape;
    case CodeKind::text:
      return strings::code_kind_text;
    case CodeKind::other:
      return strings::code_kind_other;
    case CodeKind::weight:
      return strings::code_kind_weight;
  }
  return strings::code_kind_number;
}

/// Faults of the text, of the grammar and of names.
const Words* text_pattern(const CodeError& error) {
  const bool has_suggestion = !error.suggestion.empty();
  switch (error.fault) {
    case CodeFault::empty:
      return &strings::code_empty;
    case CodeFault::too_long:
      return &strings::code_too_long;
    case CodeFault::too_many_tokens:
      return &strings::code_too_many_tokens;
    case CodeFault::too_deep:
      return &strings::code_too_deep;
    case CodeFault::foreign_character:
      return has_suggestion ? &strings::code_foreign_character_for
                            : &strings::code_foreign_character;
    case CodeFault::not_in_language:
      return &strings::code_not_in_language;
    case CodeFault::caret:
      return &strings::code_caret;
    case CodeFault::bad_number:
      return &strings::code_bad_number;
    case CodeFault::number_too_large:
      return &strings::code_number_too_large;
    case CodeFault::open_text:
      return &strings::code_open_text;
    case CodeFault::not_python:
      return &strings::code_not_python;
    case CodeFault::open_bracket:
      return &strings::code_open_bracket;
    case CodeFault::extra_bracket:
      return &strings::code_extra_bracket;
    case CodeFault::expected_value:
      return &strings::code_expected_value;
    case CodeFault::ends_early:
      return &strings::code_ends_early;
    case CodeFault::unexpected:
      return &strings::code_unexpected;
    case CodeFault::bad_target:
      return &strings::code_bad_target;
    case CodeFault::unknown_name:
      return has_suggestion ? &strings::code_unknown_name_for : &strings::code_unknown_name;
    case CodeFault::unknown_function:
      return has_suggestion ? &strings::code_unknown_function_for : &strings::code_unknown_function;
    case CodeFault::wrong_prefix:
      return &strings::code_wrong_prefix;
    case CodeFault::not_called:
      return &strings::code_not_called;
    case CodeFault::not_a_function:
      return &strings::code_not_a_function;
    case CodeFault::unknown_attribute:
      return &strings::code_unknown_attribute;
    case CodeFault::bad_index:
      return &strings::code_bad_index;
    case CodeFault::weight_used:
      return &strings::code_weight_used;
    default:
      return nullptr;
  }
}

/// Faults of arguments and of the value.
const Words& value_pattern(const CodeError& error) {
  switch (error.fault) {
    case CodeFault::weight_expected:
      return error.token == error.subject ? strings::code_weight_missing
                                          : strings::code_weight_expected;
    case CodeFault::unknown_keyword:
      return error.suggestion.empty() ? strings::code_no_keywords : strings::code_unknown_keyword;
    case CodeFault::repeated_argument:
      return strings::code_repeated_argument;
    case CodeFault::positional_after_name:
      return strings::code_positional_after_name;
    case CodeFault::missing_argument:
      return strings::code_missing_argument;
    case CodeFault::too_many_arguments:
      return strings::code_too_many_arguments;
    case CodeFault::wrong_kind:
      return strings::code_wrong_kind;
    case CodeFault::tuple_for_numbers:
      return strings::code_tuple_for_numbers;
    case CodeFault::numbers_for_tuple:
      return strings::code_numbers_for_tuple;
    case CodeFault::shape_missing:
      return strings::code_shape_missing;
    case CodeFault::too_many_dimensions:
      return strings::code_too_many_dimensions;
    case CodeFault::unknown_choice:
      return strings::code_unknown_choice;
    case CodeFault::nothing_drawn:
      return strings::code_nothing_drawn;
    case CodeFault::number_result:
      return error.got_kind == CodeKind::number ? strings::code_number_result
                                                : strings::code_other_result;
    case CodeFault::bias_only:
      return strings::code_bias_only;
    case CodeFault::not_dense:
      return strings::code_not_dense;
    case CodeFault::unlike_weights:
      return strings::code_unlike_weights;
    case CodeFault::unknown_condition:
      return strings::code_unknown_condition;
    case CodeFault::matrix_for_number:
      return strings::code_matrix_for_number;
    case CodeFault::fraction_for_size:
      return strings::code_fraction_for_size;
    case CodeFault::whole_to_negative:
      return strings::code_whole_to_negative;
    case CodeFault::division_by_zero:
      return strings::code_division_by_zero;
    case CodeFault::outside_domain:
      return strings::code_outside_domain;
    case CodeFault::not_of_normals:
      return strings::code_not_of_normals;
    case CodeFault::too_many_operations:
      return strings::code_too_many_operations;
    case CodeFault::bad_dimension:
      return strings::code_bad_dimension;
    case CodeFault::bad_spread:
      return strings::code_bad_spread;
    case CodeFault::bad_cut:
      return strings::code_bad_cut;
    case CodeFault::bad_sparsity:
      return strings::code_bad_sparsity;
    case CodeFault::shape_mismatch:
      return strings::code_shape_mismatch;
    case CodeFault::too_large:
      return strings::code_too_large;
    case CodeFault::too_costly:
      return strings::code_too_costly;
    case CodeFault::result_shape:
      return strings::code_result_shape;
    case CodeFault::wide_qr:
      return strings::code_wide_qr;
    default:
      return strings::code_empty;
  }
}

/// What stands for {s} when the error itself has nothing to suggest.
std::string_view suggestion_of(const CodeError& error) {
  if (!error.suggestion.empty()) return error.suggestion;
  if (error.fault == CodeFault::not_dense) return dense_example;
  if (error.fault == CodeFault::not_of_normals) return "orthogonal(fan_in, fan_out)";
  if (error.fault == CodeFault::unknown_function) return some_functions;
  return example;
}

/// {w}: a kind or a shape.
Sentence wanted_of(const CodeError& error) {
  if (error.fault != CodeFault::wrong_kind) {
    return {shape_text(error.wanted), shape_text(error.wanted)};
  }
  const Words& words =
      error.number_or_matrix ? strings::code_kind_number_or_matrix : kind_words(error.wanted_kind);
  return {std::string(words.en), std::string(words.ko)};
}

}  // namespace

Sentence code_error_sentence(const CodeError& error) {
  const Words* text = text_pattern(error);
  const Words& kind = kind_words(error.got_kind);
  const Sentence wanted = wanted_of(error);
  const std::string token = shortened(error.token);
  const std::string subject = shortened(error.subject);
  const std::string got = shape_text(error.got);
  const std::string value = with_minus_signs(brief_number(error.value, 4));
  const std::string limit = grouped_count(static_cast<std::uint64_t>(error.limit));
  const Sentence sentence =
      fill(text != nullptr ? *text : value_pattern(error), {{"t", token},
                                                            {"f", subject},
                                                            {"s", suggestion_of(error)},
                                                            {"g", got},
                                                            {"w", wanted.en, wanted.ko},
                                                            {"k", kind.en, kind.ko},
                                                            {"v", value},
                                                            {"n", limit}});
  return fill(error.line > 0 ? strings::code_at_line : strings::code_at,
              {{"l", std::to_string(error.line)},
               {"c", std::to_string(error.column)},
               {"sentence", sentence.en, sentence.ko}});
}

}  // namespace initlab
