// Shared by the tests of the initialization code.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/initializer/code/init_code.h"

namespace initlab::test {

inline CodeContext layer_of(int fan_in, int fan_out) {
  return {.fan_in = fan_in, .fan_out = fan_out, .layer = 2, .depth = 5, .gain = 1.5};
}

inline constexpr Stream code_stream = {7, Purpose::weight, 2};

// The first error of a line, by itself or in a layer.
inline std::optional<CodeError> error_of(std::string_view text, int fan_in = 6, int fan_out = 4) {
  const auto compiled = InitCode::compile(text);
  if (const auto* error = std::get_if<CodeError>(&compiled)) return *error;
  return std::get<InitCode>(compiled).check(layer_of(fan_in, fan_out));
}

// The weights of a line that must be right.
inline RowMatrix weights_of(std::string_view text, const CodeContext& context,
                            const Stream& stream = code_stream) {
  RowMatrix out = RowMatrix::Constant(context.fan_in, context.fan_out, -99);
  const auto compiled = InitCode::compile(text);
  const auto* code = std::get_if<InitCode>(&compiled);
  if (code == nullptr) {
    const auto& error = std::get<CodeError>(compiled);
    ADD_FAILURE() << text << ": fault " << static_cast<int>(error.fault) << " at column "
                  << error.column << ": " << error.token << " | " << error.suggestion;
    return out;
  }
  if (const auto error = code->evaluate(context, stream, out)) {
    ADD_FAILURE() << text << ": fault " << static_cast<int>(error->fault) << " at column "
                  << error->column << ": " << error->token;
  }
  return out;
}

inline RowMatrix weights_of(std::string_view text, int fan_in = 6, int fan_out = 4) {
  return weights_of(text, layer_of(fan_in, fan_out));
}

}  // namespace initlab::test
