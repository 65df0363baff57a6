#include "core/initializer/code/expression_parser.h"

#include <algorithm>
#include <iterator>

#include "core/initializer/code/init_code.h"

namespace initlab::init_code {
namespace {

// Words that no name can be.
constexpr std::string_view keywords[] = {
    "and",  "as",    "assert", "class", "def",  "del",    "elif",  "else",  "except",
    "for",  "from",  "global", "if",    "in",   "import", "is",    "not",   "or",
    "pass", "raise", "return", "try",   "with", "while",  "yield", "lambda"};

bool is_keyword(const Token& token) {
  return token.type == TokenType::name &&
         std::find(std::begin(keywords), std::end(keywords), token.text) != std::end(keywords);
}

constexpr std::string_view comparisons[] = {"==", "!=", "<", ">", "<=", ">="};

}  // namespace

const Token& ExpressionParser::peek(std::size_t ahead) const {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

bool ExpressionParser::take(std::string_view sign) {
  const bool is_there = peek().is(sign);
  if (is_there) ++at_;
  return is_there;
}

bool ExpressionParser::take_word(std::string_view word) {
  const bool is_there = peek().is_word(word);
  if (is_there) ++at_;
  return is_there;
}

bool ExpressionParser::at_statement_end() const {
  return peek().type == TokenType::line_end || peek().type == TokenType::end || peek().is(";");
}

void ExpressionParser::fail(CodeFault fault, const Token& token, int limit) {
  if (!failed_) {
    error_.fault = fault;
    error_.token = token.text;
    error_.limit = limit;
    place_error(source_, token.begin, error_);
  }
  failed_ = true;
  at_ = tokens_.size() - 1;
}

void ExpressionParser::stray() {
  const Token& token = peek();
  const bool closes = token.is(")") || token.is("]") || token.is("}");
  fail(closes ? CodeFault::extra_bracket : CodeFault::unexpected, token);
}

void ExpressionParser::expect_bracket(std::string_view closing, const Token& open) {
  if (take(closing) || failed_) return;
  if (at_statement_end()) return fail(CodeFault::open_bracket, open);
  stray();
}

int ExpressionParser::add(Expr expr, std::size_t begin) {
  expr.begin = begin;
  expr.end = std::max(begin, at_ == 0 ? begin : tokens_[at_ - 1].end);
  ast_.exprs.push_back(std::move(expr));
  return static_cast<int>(ast_.exprs.size()) - 1;
}

Expr ExpressionParser::make(ExprType type, const Token& token) const {
  Expr expr;
  expr.type = type;
  expr.at = token.begin;
  expr.text = token.text;
  return expr;
}

int ExpressionParser::binary(ExprType type, int left, const Token& sign, int right) {
  if (failed_) return nothing;
  Expr expr = make(type, sign);
  expr.children = {left, right};
  return add(std::move(expr), ast_.expr(left).begin);
}

int ExpressionParser::expression_list() {
  const Token first = peek();
  Expr tuple = make(ExprType::tuple, first);
  do {
    if (!tuple.children.empty() && (at_statement_end() || peek().is("="))) break;
    tuple.children.push_back(expression());
  } while (take(","));
  if (failed_) return nothing;
  if (tuple.children.size() == 1) return tuple.children[0];
  return add(std::move(tuple), first.begin);
}

int ExpressionParser::target_list() {
  const Token first = peek();
  Expr tuple = make(ExprType::tuple, first);
  do {
    if (!tuple.children.empty() && peek().is_word("in")) break;
    tuple.children.push_back(postfix());
  } while (take(","));
  if (failed_) return nothing;
  if (tuple.children.size() == 1) return tuple.children[0];
  return add(std::move(tuple), first.begin);
}

// name, name: type, name=value, *args, **kwargs, /
std::vector<ParameterName> ExpressionParser::parameter_names(std::string_view closing) {
  std::vector<ParameterName> names;
  while (!failed_ && !peek().is(closing)) {
    const bool is_rest = take("*") || take("**");
    if (take("/") || (is_rest && peek().is(","))) {
      take(",");
      continue;
    }
    const Token name = peek();
    if (name.type != TokenType::name) {
      fail(at_statement_end() ? CodeFault::ends_early : CodeFault::unexpected, name);
      break;
    }
    ++at_;
    ParameterName parameter{name.text, nothing};
    if (closing != ":" && take(":")) expression();
    if (take("=")) parameter.otherwise = expression();
    if (!is_rest) names.push_back(parameter);
    if (!take(",")) break;
  }
  return names;
}

int ExpressionParser::expression() {
  if (peek().is_word("lambda")) return lambda();
  if (peek().is("*") || peek().is("**")) {
    const Token sign = tokens_[at_++];
    Expr star = make(ExprType::star, sign);
    star.children = {bits()};
    return failed_ ? nothing : add(std::move(star), sign.begin);
  }
  const int value = disjunction();
  const Token sign = peek();
  if (failed_ || !take_word("if")) return value;
  const int test = disjunction();
  if (!failed_ && !take_word("else")) {
    fail(at_statement_end() ? CodeFault::ends_early : CodeFault::unexpected, peek());
  }
  const int otherwise = expression();
  if (failed_) return nothing;
  Expr conditional = make(ExprType::conditional, sign);
  conditional.children = {value, test, otherwise};
  return add(std::move(conditional), ast_.expr(value).begin);
}

int ExpressionParser::lambda() {
  const Token start = tokens_[at_++];
  Expr expr = make(ExprType::lambda, start);
  expr.parameters = parameter_names(":");
  if (!failed_ && !take(":")) stray();
  expr.children = {expression()};
  return failed_ ? nothing : add(std::move(expr), start.begin);
}

int ExpressionParser::disjunction() {
  int left = conjunction();
  while (peek().is_word("or")) {
    const Token sign = tokens_[at_++];
    left = binary(ExprType::logical, left, sign, conjunction());
  }
  return left;
}

int ExpressionParser::conjunction() {
  int left = inversion();
  while (peek().is_word("and")) {
    const Token sign = tokens_[at_++];
    left = binary(ExprType::logical, left, sign, inversion());
  }
  return left;
}

int ExpressionParser::inversion() {
  const Token sign = peek();
  if (!take_word("not")) return comparison();
  if (++nesting_ > max_code_nesting) fail(CodeFault::too_deep, sign, max_code_nesting);
  Expr expr = make(ExprType::unary, sign);
  expr.children = {inversion()};
  --nesting_;
  return failed_ ? nothing : add(std::move(expr), sign.begin);
}

int ExpressionParser::comparison() {
  int left = bits();
  while (!failed_) {
    const Token sign = peek();
    const bool is_sign = sign.type == TokenType::sign &&
                         std::find(std::begin(comparisons), std::end(comparisons), sign.text) !=
                             std::end(comparisons);
    const bool is_not_in = sign.is_word("not") && peek(1).is_word("in");
    if (!is_sign && !is_not_in && !sign.is_word("in") && !sign.is_word("is")) break;
    at_ += is_not_in ? 2 : 1;
    const bool is_not = is_not_in || (sign.is_word("is") && take_word("not"));
    left = binary(ExprType::compare, left, sign, bits());
    if (failed_ || !is_not) continue;
    ast_.exprs.back().text = is_not_in ? "not in" : "is not";
  }
  return left;
}

int ExpressionParser::bits() {
  int left = sum();
  while (peek().is("|") || peek().is("&") || peek().is("<<") || peek().is(">>")) {
    const Token sign = tokens_[at_++];
    left = binary(ExprType::binary, left, sign, sum());
  }
  return left;
}

int ExpressionParser::sum() {
  int left = term();
  while (peek().is("+") || peek().is("-")) {
    const Token sign = tokens_[at_++];
    left = binary(ExprType::binary, left, sign, term());
  }
  return left;
}

int ExpressionParser::term() {
  int left = unary();
  while (peek().is("*") || peek().is("/") || peek().is("@") || peek().is("//") || peek().is("%")) {
    const Token sign = tokens_[at_++];
    left = binary(ExprType::binary, left, sign, unary());
  }
  return left;
}

int ExpressionParser::unary() {
  const Token token = peek();
  if (++nesting_ > max_code_nesting) fail(CodeFault::too_deep, token, max_code_nesting);
  int result = nothing;
  if (take("+") || take("-") || take("~")) {
    Expr expr = make(ExprType::unary, token);
    expr.children = {unary()};
    if (!failed_) result = add(std::move(expr), token.begin);
  } else {
    result = power();
  }
  --nesting_;
  return result;
}

int ExpressionParser::power() {
  const int base = postfix();
  const Token sign = peek();
  if (!take("**")) return base;
  return binary(ExprType::binary, base, sign, unary());  // right-associative; 2 ** -1 is allowed
}

int ExpressionParser::postfix() {
  const Token start = peek();
  int value = atom();
  while (!failed_) {
    const Token sign = peek();
    Expr expr = make(ExprType::attribute, sign);
    expr.children = {value};
    if (take("(")) {
      expr.type = ExprType::call;
      expr.at = start.begin;
      arguments(expr, sign);
    } else if (take("[")) {
      expr.type = ExprType::index;
      do {
        if (expr.children.size() > 1 && peek().is("]")) break;
        expr.children.push_back(subscript());
      } while (take(","));
      expect_bracket("]", sign);
    } else if (take(".")) {
      const Token name = peek();
      if (name.type != TokenType::name) {
        fail(at_statement_end() ? CodeFault::ends_early : CodeFault::unexpected, name);
        return nothing;
      }
      ++at_;
      expr.text = name.text;
      expr.at = name.begin;
    } else {
      break;
    }
    if (failed_) return nothing;
    value = add(std::move(expr), start.begin);
  }
  return value;
}

int ExpressionParser::subscript() {
  const Token start = peek();
  const auto part = [&] {
    return peek().is(":") || peek().is("]") || peek().is(",") ? nothing : expression();
  };
  const int from = part();
  if (!peek().is(":")) {
    if (from == nothing) fail(CodeFault::expected_value, peek());
    return from;
  }
  Expr slice = make(ExprType::slice, start);
  slice.children = {from};
  while (take(":")) slice.children.push_back(part());
  return failed_ ? nothing : add(std::move(slice), start.begin);
}

int ExpressionParser::atom() {
  const Token token = peek();
  if (failed_) return nothing;
  if (at_statement_end()) {
    fail(CodeFault::ends_early, token);
    return nothing;
  }
  if (token.type == TokenType::text) return texts();
  ++at_;
  if (token.is("(")) return parenthesis(token);
  if (token.is("[")) return brackets(token);
  if (token.is("{")) return braces(token);
  if (token.is("...")) return add(make(ExprType::name, token), token.begin);
  if (token.type == TokenType::sign || is_keyword(token)) {
    --at_;
    fail(token.type == TokenType::sign ? CodeFault::expected_value : CodeFault::not_in_language,
         token);
    return nothing;
  }
  Expr expr = make(token.type == TokenType::number ? ExprType::number : ExprType::name, token);
  expr.number = token.number;
  expr.is_whole = token.is_whole;
  return add(std::move(expr), token.begin);
}

// Texts side by side are one.
int ExpressionParser::texts() {
  const Token first = tokens_[at_++];
  while (peek().type == TokenType::text) ++at_;
  return add(make(ExprType::text, first), first.begin);
}

int ExpressionParser::comprehension(int element, std::size_t begin) {
  Expr expr = make(ExprType::comprehension, peek());
  expr.children = {element};
  while (!failed_ && take_word("for")) {
    Loop loop;
    loop.target = target_list();
    if (!failed_ && !take_word("in")) stray();
    loop.over = disjunction();
    expr.loops.push_back(loop);
    while (!failed_ && take_word("if")) disjunction();
  }
  return failed_ ? nothing : add(std::move(expr), begin);
}

// (value), a tuple, or a generator.
int ExpressionParser::parenthesis(const Token& open) {
  Expr tuple = make(ExprType::tuple, open);
  bool is_tuple = peek().is(")") && peek(1).type != TokenType::line_end;
  if (peek().is(")") && !is_tuple) fail(CodeFault::expected_value, peek());
  while (!failed_ && !peek().is(")")) {
    tuple.children.push_back(expression());
    if (!failed_ && peek().is_word("for")) {
      tuple.children.back() = comprehension(tuple.children.back(), open.begin);
    }
    if (!take(",")) break;
    is_tuple = true;
  }
  expect_bracket(")", open);
  if (failed_) return nothing;
  if (is_tuple) return add(std::move(tuple), open.begin);
  Expr& inside = ast_.exprs[static_cast<std::size_t>(tuple.children[0])];
  inside.begin = open.begin;
  inside.end = tokens_[at_ - 1].end;
  return tuple.children[0];
}

int ExpressionParser::brackets(const Token& open) {
  Expr list = make(ExprType::list, open);
  while (!failed_ && !peek().is("]")) {
    list.children.push_back(expression());
    if (!failed_ && peek().is_word("for")) {
      const int whole = comprehension(list.children.back(), open.begin);
      expect_bracket("]", open);
      return failed_ ? nothing : whole;
    }
    if (!take(",")) break;
  }
  expect_bracket("]", open);
  return failed_ ? nothing : add(std::move(list), open.begin);
}

int ExpressionParser::braces(const Token& open) {
  Expr set = make(ExprType::list, open);
  while (!failed_ && !peek().is("}")) {
    const int key = expression();
    if (!failed_ && take(":")) {
      set.type = ExprType::dictionary;
      set.children.push_back(key);
    }
    set.children.push_back(set.type == ExprType::dictionary ? expression() : key);
    if (!failed_ && peek().is_word("for")) {
      const int whole = comprehension(set.children.back(), open.begin);
      expect_bracket("}", open);
      return failed_ ? nothing : whole;
    }
    if (!take(",")) break;
  }
  expect_bracket("}", open);
  if (failed_) return nothing;
  if (set.type == ExprType::dictionary && set.children.size() % 2 != 0) {
    fail(CodeFault::unexpected, open);
    return nothing;
  }
  return add(std::move(set), open.begin);
}

void ExpressionParser::arguments(Expr& call, const Token& open) {
  while (!failed_ && !peek().is(")")) {
    Argument argument;
    const Token word = peek();
    argument.keyword_at = word.begin;
    if (word.type == TokenType::name && peek(1).is("=")) {
      argument.keyword = word.text;
      at_ += 2;
    } else if (!at_statement_end() && !call.arguments.empty() &&
               !call.arguments.back().keyword.empty() && !word.is("*") && !word.is("**") &&
               !word.is(",")) {
      return fail(CodeFault::positional_after_name, word);
    }
    argument.value = expression();
    if (!failed_ && peek().is_word("for")) {
      argument.value = comprehension(argument.value, word.begin);
    }
    if (failed_) return;
    call.arguments.push_back(argument);
    if (!take(",")) break;
  }
  expect_bracket(")", open);
}

}  // namespace initlab::init_code
