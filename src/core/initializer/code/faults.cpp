#include "core/initializer/code/faults.h"

#include "core/initializer/code/functions.h"
#include "core/initializer/code/lexer.h"
#include "core/initializer/code/spelling.h"

namespace initlab::init_code {

CodeError name_error(const std::string& text, bool is_call) {
  CodeError error;
  error.token = text;
  error.subject = text;
  const SplitName name = split(text);
  constexpr Prefixes any = ~Prefixes{0};
  // A prefix that is one's own variable says nothing about the function.
  const bool has_prefix =
      name.prefix != 0 || text.find('.') == std::string::npos || text.starts_with("scipy.");
  error.fault = CodeFault::wrong_prefix;
  if (const Function* other = find_function({any, name.name}); other != nullptr && has_prefix) {
    error.suggestion = full_name(*other);
  } else if (const NamedConstant* constant = find_constant({any, name.name});
             constant != nullptr && has_prefix) {
    error.suggestion = full_name(*constant);
  } else {
    error.fault = is_call ? CodeFault::unknown_function : CodeFault::unknown_name;
    error.suggestion = closest_name(text);
  }
  return error;
}

CodeError error_at(const Program& program, CodeFault fault, const Node& node) {
  CodeError error;
  error.fault = fault;
  error.token = program.source_of(node);
  place_error(program.source, node.begin, error);
  return error;
}

}  // namespace initlab::init_code
