#include "core/initializer/code/parser.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "core/initializer/code/expression_parser.h"
#include "core/initializer/code/init_code.h"
#include "core/initializer/code/lexer.h"

namespace initlab::init_code {
namespace {

// Statements that draw nothing, to the end of their line.
constexpr std::string_view passed_over[] = {"import",   "from",  "pass",   "break",
                                            "continue", "del",   "global", "assert",
                                            "nonlocal", "raise", "yield"};

class Parser : private ExpressionParser {
 public:
  using ExpressionParser::ExpressionParser;

  std::optional<CodeError> run() {
    if (tokens_.size() > static_cast<std::size_t>(max_code_tokens)) {
      fail(CodeFault::too_many_tokens, tokens_[max_code_tokens], max_code_tokens);
    } else if (peek().type == TokenType::end) {
      fail(CodeFault::empty, peek());
    }
    while (!failed_ && peek().type != TokenType::end) {
      // Lines further left than the first are a method's and its class's: all are read.
      suite(0, ast_.body);
    }
    return failed_ ? std::optional(error_) : std::nullopt;
  }

 private:
  // The lines that are at least that far to the right.
  void suite(int indent, std::vector<int>& body) {
    while (!failed_ && peek().type != TokenType::end && peek().indent >= indent) {
      statement(body);
    }
  }

  // After a colon: the rest of the line, or the lines further to the right.
  void block(int indent, std::vector<int>& body) {
    if (!failed_ && !take(":")) {
      fail(at_statement_end() ? CodeFault::ends_early : CodeFault::unexpected, peek());
    }
    if (++depth_ > max_code_nesting) fail(CodeFault::too_deep, peek(), max_code_nesting);
    if (peek().type == TokenType::line_end) {
      ++at_;
      suite(indent + 1, body);
    } else {
      line(body);
    }
    --depth_;
  }

  // Statements with ; between them, and the end of their line.
  void line(std::vector<int>& body) {
    while (!failed_ && peek().type != TokenType::end) {
      simple(body);
      if (failed_) return;
      if (!take(";")) break;
      if (peek().type == TokenType::line_end) break;
    }
    if (peek().type == TokenType::line_end) {
      ++at_;
    } else if (peek().type != TokenType::end) {
      stray();
    }
  }

  void skip_line() {
    while (!at_statement_end()) ++at_;
  }

  int add(Statement statement, std::vector<int>& body) {
    ast_.statements.push_back(std::move(statement));
    body.push_back(static_cast<int>(ast_.statements.size()) - 1);
    return body.back();
  }

  void statement(std::vector<int>& body) {
    const Token first = peek();
    Statement statement;
    statement.begin = first.begin;
    const int indent = first.indent;
    if (take_word("async")) return this->statement(body);
    if (take("@")) {
      skip_line();
      return line_end();
    }
    if (first.is_word("def") && peek(1).type == TokenType::name) {
      definition(indent, body);
    } else if (take_word("class") || take_word("with") || take_word("while") || take_word("try") ||
               take_word("except") || take_word("finally")) {
      skip_to_colon();
      compound(StatementType::block, indent, body, statement);
    } else if (first.is_word("if")) {
      branches(indent, body);
    } else if (take_word("else")) {
      // Without its if: of a loop, a try, or cut off.
      compound(StatementType::block, indent, body, statement);
    } else if (take_word("elif")) {
      statement.type = StatementType::branch;
      statement.branches.push_back({expression(), {}});
      block(indent, statement.branches.back().body);
      if (!failed_) add(std::move(statement), body);
    } else if (take_word("for")) {
      statement.targets = {target_list()};
      if (!failed_ && !take_word("in")) stray();
      statement.value = expression_list();
      compound(StatementType::loop, indent, body, statement);
    } else {
      line(body);
    }
  }

  void line_end() {
    if (peek().type == TokenType::line_end) ++at_;
  }

  // To the colon that ends a header: not one within brackets.
  void skip_to_colon() {
    int open = 0;
    while (!at_statement_end() && (open > 0 || !peek().is(":"))) {
      if (peek().is("(") || peek().is("[") || peek().is("{")) ++open;
      if (peek().is(")") || peek().is("]") || peek().is("}")) --open;
      ++at_;
    }
  }

  void compound(StatementType type, int indent, std::vector<int>& body, Statement& statement) {
    if (failed_) return;
    statement.type = type;
    block(indent, statement.body);
    if (!failed_) add(std::move(statement), body);
  }

  void definition(int indent, std::vector<int>& body) {
    Statement statement;
    statement.type = StatementType::define;
    statement.begin = peek().begin;
    ++at_;
    statement.text = peek().text;
    ++at_;
    const Token open = peek();
    if (!take("(")) return stray();
    statement.parameters = parameter_names(")");
    expect_bracket(")", open);
    if (!failed_ && take("->")) expression();
    block(indent, statement.body);
    if (!failed_) add(std::move(statement), body);
  }

  void branches(int indent, std::vector<int>& body) {
    Statement statement;
    statement.type = StatementType::branch;
    statement.begin = peek().begin;
    ++at_;
    do {
      statement.branches.push_back({expression(), {}});
      block(indent, statement.branches.back().body);
    } while (!failed_ && peek().indent == indent && take_word("elif"));
    if (!failed_ && peek().indent == indent && take_word("else")) {
      statement.branches.push_back({nothing, {}});
      block(indent, statement.branches.back().body);
    }
    if (!failed_) add(std::move(statement), body);
  }

  void simple(std::vector<int>& body) {
    const Token first = peek();
    const bool is_passed = first.type == TokenType::name &&
                           std::find(std::begin(passed_over), std::end(passed_over), first.text) !=
                               std::end(passed_over);
    if (is_passed) return skip_line();
    Statement statement;
    statement.begin = first.begin;
    if (take_word("return")) {
      statement.type = StatementType::returned;
      if (!at_statement_end()) statement.value = expression_list();
      if (!failed_) add(std::move(statement), body);
      return;
    }
    if (is_prose()) return fail(CodeFault::not_python, first);
    statement.value = expression_list();
    if (failed_) return;
    const Token sign = peek();
    if (take(":")) {
      colon(statement);
    } else if (sign.is("=")) {
      assignment(statement);
    } else if (sign.type == TokenType::sign && sign.text.size() > 1 && sign.text.back() == '=' &&
               sign.text != "==") {
      ++at_;
      statement.type = StatementType::augment;
      statement.text = sign.text.substr(0, sign.text.size() - 1);
      targets(statement);
      statement.value = expression_list();
    }
    if (!failed_) add(std::move(statement), body);
  }

  // Two names side by side start no statement of Python's.
  bool is_prose() const {
    constexpr std::string_view operators[] = {"and", "or", "in", "is", "if", "not", "for", "else"};
    const Token& second = peek(1);
    return peek().type == TokenType::name && second.type == TokenType::name &&
           !peek().is_word("not") && !peek().is_word("lambda") &&
           std::find(std::begin(operators), std::end(operators), second.text) ==
               std::end(operators);
  }

  // 'W1': value, or W: type = value.
  void colon(Statement& statement) {
    if (ast_.expr(statement.value).type == ExprType::text) {
      statement.type = StatementType::entry;
      statement.targets = {statement.value};
      statement.value = expression_list();
      return;
    }
    const int target = statement.value;
    expression();
    statement.type = StatementType::assign;
    statement.targets = {};
    statement.value = nothing;
    if (failed_) return;
    if (take("=")) {
      statement.value = target;
      targets(statement);
      statement.value = expression_list();
    }
  }

  void assignment(Statement& statement) {
    statement.type = StatementType::assign;
    while (!failed_ && take("=")) {
      targets(statement);
      statement.value = expression_list();
    }
  }

  // What has been read as a value is a target.
  void targets(Statement& statement) {
    if (failed_) return;
    if (!can_be_set(statement.value)) {
      const Expr& expr = ast_.expr(statement.value);
      error_.fault = CodeFault::bad_target;
      error_.token = source_.substr(expr.begin, expr.end - expr.begin);
      place_error(source_, expr.begin, error_);
      failed_ = true;
      at_ = tokens_.size() - 1;
      return;
    }
    statement.targets.push_back(statement.value);
  }

  bool can_be_set(int index) const {
    const Expr& expr = ast_.expr(index);
    switch (expr.type) {
      case ExprType::name:
      case ExprType::attribute:
      case ExprType::index:
        return true;
      case ExprType::star:
      case ExprType::tuple:
      case ExprType::list:
        return std::all_of(expr.children.begin(), expr.children.end(),
                           [&](int child) { return can_be_set(child); });
      default:
        return false;
    }
  }

  int depth_ = 0;
};

}  // namespace

std::optional<CodeError> parse(std::string_view source, Ast& ast) {
  auto tokens = tokenize(source);
  if (const auto* error = std::get_if<CodeError>(&tokens)) return *error;
  return Parser(source, std::get<std::vector<Token>>(std::move(tokens)), ast).run();
}

}  // namespace initlab::init_code
