#include "core/init_code/parser.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/init_code/cursor.h"
#include "core/init_code/init_code.h"
#include "core/init_code/lexer.h"

namespace initlab::init_code {
namespace {

class Parser : private Cursor {
 public:
  using Cursor::Cursor;

  std::optional<CodeError> run() {
    if (tokens_.size() - 1 > static_cast<std::size_t>(max_code_tokens)) {
      fail(CodeFault::too_many_tokens, tokens_[max_code_tokens], max_code_tokens);
    } else if (peek().type == TokenType::end) {
      fail(CodeFault::empty, peek());
    } else {
      target();
      program_.root = sum();
      while (take(";")) {
        if (peek().type != TokenType::end) fail(CodeFault::second_statement, peek());
      }
      if (peek().type != TokenType::end) stray();
    }
    return failed_ ? std::optional(error_) : std::nullopt;
  }

 private:
  // What stands where an operator, a comma or the end should be.
  void stray() {
    const Token& token = peek();
    if (token.is(")") || token.is("]")) return fail(CodeFault::extra_bracket, token);
    fail(CodeFault::unexpected, token);
  }

  // "W =", "self.W =". A "=" inside parentheses names an argument.
  void target() {
    int open = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].is("(") || tokens_[i].is("[")) ++open;
      if (tokens_[i].is(")") || tokens_[i].is("]")) --open;
      if (open != 0 || !tokens_[i].is("=")) continue;
      for (std::size_t j = 0; j < std::max<std::size_t>(i, 1); ++j) {
        const bool is_expected =
            j % 2 == 0 ? tokens_[j].type == TokenType::name : tokens_[j].is(".");
        if (!is_expected || i % 2 == 0) return fail(CodeFault::bad_target, tokens_[0]);
      }
      const std::size_t begin = begin_of(tokens_[0]);
      at_ = i;
      program_.target = std::string_view(program_.source).substr(begin, last_end() - begin);
      at_ = i + 1;
      return;
    }
  }

  int binary(int left, const Token& sign, Operator op, int right) {
    Node node = make(NodeType::binary, sign);
    node.op = op;
    node.children = {left, right};
    return failed_ ? no_node : add(std::move(node), program_.node(left).begin);
  }

  int sum() {
    int left = term();
    while (peek().is("+") || peek().is("-")) {
      const Token sign = tokens_[at_++];
      const int right = term();
      left = binary(left, sign, sign.is("+") ? Operator::add : Operator::subtract, right);
    }
    return left;
  }

  int term() {
    int left = unary();
    while (peek().is("*") || peek().is("/") || peek().is("@")) {
      const Token sign = tokens_[at_++];
      const Operator op = sign.is("*")   ? Operator::multiply
                          : sign.is("/") ? Operator::divide
                                         : Operator::product;
      const int right = unary();
      left = binary(left, sign, op, right);
    }
    return left;
  }

  int unary() {
    const Token token = peek();
    if (++nesting_ > max_code_nesting) fail(CodeFault::too_deep, token, max_code_nesting);
    int result = no_node;
    if (take("+")) {
      result = unary();
    } else if (take("-")) {
      Node node = make(NodeType::negate, token);
      node.children = {unary()};
      if (!failed_) result = add(std::move(node), begin_of(token));
    } else {
      result = power();
    }
    --nesting_;
    return result;
  }

  int power() {
    const int base = postfix();
    const Token sign = peek();
    if (!take("**")) return base;
    const int exponent = unary();  // right-associative, and 2 ** -1 is allowed
    return binary(base, sign, Operator::power, exponent);
  }

  int postfix() {
    const Token start = peek();
    int value = atom();
    while (!failed_) {
      if (peek().is("(")) {
        fail(CodeFault::not_a_function, start);
      } else if (peek().is(".")) {
        value = attribute(value, begin_of(start));
      } else if (peek().is("[")) {
        value = index(value, begin_of(start));
      } else {
        break;
      }
    }
    return value;
  }

  // .T, and PyTorch's .t()
  int attribute(int value, std::size_t begin) {
    ++at_;
    const Token name = peek();
    if (name.type != TokenType::name) {
      fail(name.type == TokenType::end ? CodeFault::ends_early : CodeFault::unexpected, name);
      return no_node;
    }
    ++at_;
    const bool is_method = name.text == "t" && peek().is("(") && peek(1).is(")");
    if (is_method) at_ += 2;
    if (!is_method && name.text != "T") {
      fail(CodeFault::unknown_attribute, name);
      return no_node;
    }
    Node node = make(NodeType::transpose, name);
    node.children = {value};
    return add(std::move(node), begin);
  }

  int index(int value, std::size_t begin) {
    const Token open = tokens_[at_++];
    const Token number = peek();
    if (number.type != TokenType::number || number.number != 0 || !peek(1).is("]")) {
      fail(CodeFault::index_not_zero, open);
      return no_node;
    }
    at_ += 2;
    Node node = make(NodeType::first, open);
    node.children = {value};
    return add(std::move(node), begin);
  }

  int atom() {
    const Token token = peek();
    if (token.type == TokenType::end) {
      fail(CodeFault::ends_early, token);
      return no_node;
    }
    if (take("(")) return parenthesis(token);
    if (token.type == TokenType::sign) {
      fail(token.is("[") ? CodeFault::not_in_language : CodeFault::expected_value, token);
      return no_node;
    }
    if (token.type == TokenType::name) return name();
    ++at_;
    const bool is_number = token.type == TokenType::number;
    Node node = make(is_number ? NodeType::number : NodeType::text, token);
    node.number = token.number;
    return add(std::move(node), begin_of(token));
  }

  // (value), or a tuple: (a, b), (a,)
  int parenthesis(const Token& open) {
    Node tuple = make(NodeType::tuple, open);
    bool is_tuple = false;
    do {
      if (is_tuple && peek().is(")")) break;
      tuple.children.push_back(sum());
      is_tuple = is_tuple || peek().is(",");
    } while (take(","));
    close(open);
    if (failed_) return no_node;
    if (is_tuple) return add(std::move(tuple), begin_of(open));
    Node& inside = program_.node(tuple.children[0]);
    inside.begin = static_cast<std::uint16_t>(begin_of(open));
    inside.end = last_end();
    return tuple.children[0];
  }

  void close(const Token& open) {
    if (take(")") || failed_) return;
    if (peek().type == TokenType::end || peek().is(";")) return fail(CodeFault::open_bracket, open);
    fail(peek().is("]") ? CodeFault::extra_bracket : CodeFault::unexpected, peek());
  }

  // A name with its prefix, and its call if there is one. ".T" after a name is left to postfix.
  int name() {
    const Token first = tokens_[at_++];
    while (peek().is(".") && peek(1).type == TokenType::name && peek(1).text != "T") at_ += 2;
    const std::size_t begin = begin_of(first);
    const std::size_t length = last_end() - begin;
    Node node = make(NodeType::name, first);
    node.text = std::string_view(program_.source).substr(begin, length);
    const Token open = peek();
    if (take("(")) {
      node.type = NodeType::call;
      arguments(node, open);
    }
    return failed_ ? no_node : add(std::move(node), begin);
  }

  void arguments(Node& call, const Token& open) {
    if (take(")")) return;
    do {
      if (!call.arguments.empty() && peek().is(")")) break;
      Argument argument;
      const Token word = peek();
      argument.keyword_column = word.column;
      if (word.type == TokenType::name && peek(1).is("=")) {
        argument.keyword = word.text;
        at_ += 2;
      } else if (word.type != TokenType::end && !call.arguments.empty() &&
                 !call.arguments.back().keyword.empty()) {
        return fail(CodeFault::positional_after_name, word);
      }
      argument.node = sum();
      if (!failed_) call.arguments.push_back(argument);
    } while (take(","));
    close(open);
  }

  int nesting_ = 0;
};

}  // namespace

std::optional<CodeError> parse(Program& program) {
  auto tokens = tokenize(program.source);
  if (const auto* error = std::get_if<CodeError>(&tokens)) return *error;
  return Parser(program, std::get<std::vector<Token>>(std::move(tokens))).run();
}

}  // namespace initlab::init_code
