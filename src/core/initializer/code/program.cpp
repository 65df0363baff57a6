#include "core/initializer/code/program.h"

#include <cstddef>
#include <iterator>

namespace initlab::init_code {
namespace {

// In the order of Operator.
constexpr std::string_view operator_signs[] = {"+", "-", "*", "/", "//", "%", "**", "@"};

}  // namespace

std::string_view sign_of(Operator op) { return operator_signs[static_cast<std::size_t>(op)]; }

std::optional<Operator> operator_of(std::string_view sign) {
  for (std::size_t i = 0; i < std::size(operator_signs); ++i) {
    if (operator_signs[i] == sign) return static_cast<Operator>(i);
  }
  return std::nullopt;
}

}  // namespace initlab::init_code
