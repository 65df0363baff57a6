// Where a parser is in its tokens, the nodes it makes and the first error it meets.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/init_code/lexer.h"
#include "core/init_code/syntax.h"

namespace initlab::init_code {

class Cursor {
 public:
  Cursor(Program& program, std::vector<Token> tokens)
      : program_(program), tokens_(std::move(tokens)) {}

 protected:
  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  // After an error every question is answered by the end, so that each rule returns at once.
  void fail(CodeFault fault, const Token& token, int limit = 0) {
    if (!failed_) {
      error_.fault = fault;
      error_.column = token.column;
      error_.token = token.text;
      error_.limit = limit;
    }
    failed_ = true;
    at_ = tokens_.size() - 1;
  }
  bool take(std::string_view sign) {
    const bool is_there = peek().is(sign);
    if (is_there) ++at_;
    return is_there;
  }

  std::size_t begin_of(const Token& token) const {
    const std::size_t at = static_cast<std::size_t>(token.text.data() - program_.source.data());
    return token.type == TokenType::text ? at - 1 : at;
  }
  std::uint16_t last_end() const {
    const Token& token = tokens_[at_ == 0 ? 0 : at_ - 1];
    const std::size_t quotes = token.type == TokenType::text ? 2 : 0;
    return static_cast<std::uint16_t>(begin_of(token) + token.text.size() + quotes);
  }
  int add(Node node, std::size_t begin) {
    node.begin = static_cast<std::uint16_t>(begin);
    node.end = std::max(last_end(), node.begin);
    program_.nodes.push_back(std::move(node));
    return static_cast<int>(program_.nodes.size()) - 1;
  }
  Node make(NodeType type, const Token& token) const {
    Node node;
    node.type = type;
    node.column = token.column;
    node.text = token.text;
    return node;
  }

  Program& program_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool failed_ = false;
  CodeError error_;
};

}  // namespace initlab::init_code
