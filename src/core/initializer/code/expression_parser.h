// Python's expressions, by recursive descent over the tokens.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/initializer/code/ast.h"
#include "core/initializer/code/lexer.h"

namespace initlab::init_code {

class ExpressionParser {
 public:
  ExpressionParser(std::string_view source, std::vector<Token> tokens, Ast& ast)
      : source_(source), tokens_(std::move(tokens)), ast_(ast) {}

 protected:
  // a, b, *c: a tuple where there is a comma; a comma at the end makes none of a single value.
  int expression_list();
  // One value: a conditional, a lambda or what binds closer.
  int expression();
  // A target of a for: names and tuples of them.
  int target_list();
  std::vector<ParameterName> parameter_names(std::string_view closing);

  const Token& peek(std::size_t ahead = 0) const;
  bool take(std::string_view sign);
  bool take_word(std::string_view word);
  bool at_statement_end() const;
  // After an error every question is answered by the end, so that each rule returns at once.
  void fail(CodeFault fault, const Token& token, int limit = 0);
  // What stands where an operator, a comma or the end should be.
  void stray();
  void expect_bracket(std::string_view closing, const Token& open);

  std::string_view source_;
  std::vector<Token> tokens_;
  Ast& ast_;
  std::size_t at_ = 0;
  bool failed_ = false;
  CodeError error_;

 private:
  int add(Expr expr, std::size_t begin);
  Expr make(ExprType type, const Token& token) const;
  int binary(ExprType type, int left, const Token& sign, int right);

  int disjunction();
  int conjunction();
  int inversion();
  int comparison();
  int bits();
  int sum();
  int term();
  int unary();
  int power();
  int postfix();
  int atom();
  int lambda();
  int parenthesis(const Token& open);
  int brackets(const Token& open);
  int braces(const Token& open);
  int texts();
  int subscript();
  int comprehension(int element, std::size_t begin);
  void arguments(Expr& call, const Token& open);

  int nesting_ = 0;
};

}  // namespace initlab::init_code
