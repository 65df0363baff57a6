#include "core/init_code/faults.h"

#include "core/init_code/functions.h"
#include "core/init_code/lexer.h"
#include "core/init_code/spelling.h"

namespace initlab::init_code {

CodeError name_error(const Node& node, bool is_call) {
  CodeError error;
  error.column = node.column;
  error.token = node.text;
  const SplitName name = split(node.text);
  if (is_call && find_constant(name) != nullptr) {
    error.fault = CodeFault::not_a_function;
    return error;
  }
  if (!is_call && find_function(name, false) != nullptr) {
    error.fault = CodeFault::not_called;
    return error;
  }
  constexpr Prefixes any = 0xFF;
  error.fault = CodeFault::wrong_prefix;
  if (const Function* other = find_function({any, name.name}, false)) {
    error.suggestion = full_name(*other);
  } else if (const NamedConstant* constant = find_constant({any, name.name})) {
    error.suggestion = full_name(*constant);
  } else {
    error.fault = is_call ? CodeFault::unknown_function : CodeFault::unknown_name;
    error.suggestion = closest_name(node.text);
  }
  return error;
}

CodeError error_at(const Program& program, CodeFault fault, const Node& node) {
  CodeError error;
  error.fault = fault;
  error.column = column_of(program.source, node.begin);
  error.token = program.source_of(node);
  return error;
}

std::optional<CodeError> operand_error(const Program& program, const Node& operand) {
  switch (operand.kind) {
    case CodeKind::number:
    case CodeKind::matrix:
      return std::nullopt;
    case CodeKind::pair:
      return error_at(program, CodeFault::pair_result, operand);
    case CodeKind::weight:
      return error_at(program, CodeFault::weight_used, operand);
    case CodeKind::shape:
    case CodeKind::text:
      break;
  }
  CodeError error = error_at(program, CodeFault::wrong_kind, operand);
  error.got_kind = operand.kind;
  error.number_or_matrix = true;
  return error;
}

}  // namespace initlab::init_code
