// What pasted Python says: statements and expressions, as indices into two lists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace initlab::init_code {

inline constexpr int nothing = -1;

enum class ExprType : std::uint8_t {
  number,
  text,
  name,
  attribute,      // children[0] . text
  call,           // children[0] (arguments)
  index,          // children[0] [children[1], ...]
  slice,          // children: from, to, step, or nothing
  tuple,          // with or without parentheses
  list,           // [a, b], {a, b}
  dictionary,     // children: key, value, key, value, ...
  unary,          // text: + - ~ not
  binary,         // text: + - * / // % ** @ | & << >>
  compare,        // text: the first comparison
  logical,        // text: and, or
  conditional,    // children: value, test, otherwise
  lambda,         // children[0] of parameters
  comprehension,  // children[0] for each of loops
  star            // * children[0], or ** children[0]
};

struct Argument {
  std::string_view keyword;  // empty by position
  std::size_t keyword_at = 0;
  int value = nothing;
};

struct ParameterName {
  std::string_view name;
  int otherwise = nothing;
};

struct Loop {
  int target = nothing;
  int over = nothing;
};

struct Expr {
  ExprType type = ExprType::number;
  std::size_t begin = 0;  // bytes of the source
  std::size_t end = 0;
  std::size_t at = 0;     // what an error in it points at: the operator, the bracket
  std::string_view text;  // the name, the text, the operator
  double number = 0;
  bool is_whole = false;
  std::vector<int> children;
  std::vector<Argument> arguments;
  std::vector<ParameterName> parameters;
  std::vector<Loop> loops;
};

enum class StatementType : std::uint8_t {
  expression,  // value
  assign,      // targets = value
  augment,     // targets[0] text value, as in "*="
  entry,       // 'W1': value, of a dictionary
  returned,    // value
  branch,      // tests and bodies
  loop,        // for targets[0] in value: body
  block,       // with, try, class: body
  define       // def text(parameters): body
};

struct Branch {
  int test = nothing;  // of else: nothing
  std::vector<int> body;
};

struct Statement {
  StatementType type = StatementType::expression;
  std::size_t begin = 0;
  std::vector<int> targets;
  int value = nothing;
  std::string_view text;
  std::vector<ParameterName> parameters;
  std::vector<Branch> branches;
  std::vector<int> body;
};

struct Ast {
  std::vector<Expr> exprs;
  std::vector<Statement> statements;
  std::vector<int> body;

  const Expr& expr(int index) const { return exprs[static_cast<std::size_t>(index)]; }
  const Statement& statement(int index) const {
    return statements[static_cast<std::size_t>(index)];
  }
};

}  // namespace initlab::init_code
