// A call's arguments: which is which of its parameters.
#include <algorithm>
#include <iterator>

#include "core/initializer/code/faults.h"
#include "core/initializer/code/lexer.h"
#include "core/initializer/code/reader.h"
#include "core/initializer/code/spelling.h"

namespace initlab::init_code {
namespace {

constexpr std::string_view modes[] = {"fan_in", "fan_out"};
constexpr std::string_view keras_modes[] = {"fan_in", "fan_out", "fan_avg"};
constexpr std::string_view nonlinearities[] = {"relu", "leaky_relu", "tanh",   "sigmoid",
                                               "selu", "linear",     "conv1d", "conv2d"};
constexpr std::string_view distributions[] = {"truncated_normal", "untruncated_normal", "normal",
                                              "uniform"};

bool is_size(Accept accept) {
  return accept == Accept::shape || accept == Accept::numbers || accept == Accept::shape_numbers;
}

// "shape", "w.shape", "x.size()"
bool is_shape_name(std::string_view text) {
  const std::string_view last = text.substr(text.rfind('.') + 1);
  return last.ends_with("shape") || last == "size()" || last == "size" || last == "dims" ||
         last == "sz";
}

bool can_be_size(const Value& value) {
  return value.kind == Kind::number ||
         ((value.kind == Kind::path || value.kind == Kind::unknown) && !is_shape_name(value.text));
}

bool is_weight_like(const Value& value) {
  return value.kind == Kind::tensor || value.kind == Kind::path || value.kind == Kind::layer ||
         value.kind == Kind::unknown;
}

template <class Words>
std::string listed(const Words& words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

}  // namespace

std::optional<CodeError> Reader::wrong_kind(const std::string& path, const Given& given,
                                            CodeKind wanted, bool number_or_matrix) const {
  const Expr& expr = ast_.expr(given.expr);
  CodeError error = error_of(CodeFault::wrong_kind, expr);
  error.subject = path;
  error.got_kind = kind_of(given.value);
  error.wanted_kind = wanted;
  error.number_or_matrix = number_or_matrix;
  if (given.value.kind == Kind::unknown && given.value.reason) return *given.value.reason;
  const bool is_unset = given.value.kind == Kind::tensor && given.value.tensor->node == no_node;
  if (is_unset || given.value.kind == Kind::path) error.fault = CodeFault::weight_used;
  return error;
}

std::optional<CodeError> Reader::unknown_choice(const std::string& path, const Given& given,
                                                std::string_view word, std::string known) const {
  CodeError error = error_of(CodeFault::unknown_choice, ast_.expr(given.expr));
  error.subject = path;
  error.token = word;
  error.suggestion = std::move(known);
  return error;
}

CodeError Reader::tuple_given(const std::string& path, const Given& given) const {
  const Expr& expr = ast_.expr(given.expr);
  CodeError error = error_of(CodeFault::tuple_for_numbers, expr);
  std::string sizes;
  for (const int child : expr.children) {
    sizes += (sizes.empty() ? "" : ", ") + text_of(ast_.expr(child));
  }
  if (expr.type != ExprType::tuple && expr.type != ExprType::list) sizes = "*" + text_of(expr);
  error.subject = path;
  error.suggestion = path + "(" + sizes + ")";
  return error;
}

std::optional<CodeError> Reader::bind(const Function& function, const std::string& path,
                                      const Expr& expr, const std::vector<Given>& given,
                                      Bound& bound) {
  const Expr& callee = expr.children.empty() ? expr : ast_.expr(expr.children[0]);
  const auto at_call = [&](CodeFault fault) {
    CodeError error = error_at(fault, callee.begin, path);
    error.subject = path;
    return error;
  };
  std::array<bool, std::tuple_size_v<decltype(function.parameters)>> is_bound = {};
  std::size_t place = 0;
  for (const Given& one : given) {
    const Expr& part = ast_.expr(one.expr);
    if (one.keyword.empty()) {
      const bool is_last =
          place >= function.parameters.size() || function.parameters[place].accept == Accept::none;
      if (!is_last) {
        const Parameter& parameter = function.parameters[place];
        const bool many =
            parameter.accept == Accept::numbers || parameter.accept == Accept::shape_numbers;
        if (many && can_be_size(one.value)) {
          if (bound.dimensions == 2) return error_of(CodeFault::too_many_dimensions, part);
          const int size = size_of(one.value, part);
          if (error_) {
            CodeError error = *error_;
            error_.reset();
            return error;
          }
          bound.rows = bound.cols;
          bound.cols = size;
          ++bound.dimensions;
          is_bound[place] = true;
          continue;
        }
        const bool is_skipped = many && bound.dimensions > 0;
        const std::size_t next = place + (is_skipped ? 1 : 0);
        place = next + 1;
        if (next < function.parameters.size() && function.parameters[next].accept != Accept::none) {
          is_bound[next] = true;
          if (auto error = bind_one(function, function.parameters[next], path, one, bound)) {
            return error;
          }
          continue;
        }
      }
      CodeError error = error_of(CodeFault::too_many_arguments, part);
      error.subject = path;
      error.limit = static_cast<int>(place);
      return error;
    }
    std::size_t index = 0;
    const auto is_named = [&](const Parameter& p) {
      return p.accept != Accept::none && p.accept != Accept::numbers &&
             (p.name == one.keyword || p.other_name == one.keyword);
    };
    while (index < function.parameters.size() && !is_named(function.parameters[index])) ++index;
    if (index == function.parameters.size()) {
      if (is_idle_keyword(one.keyword)) continue;
      std::vector<std::string_view> names;
      for (const Parameter& p : function.parameters) {
        if (p.accept == Accept::none || p.accept == Accept::numbers || p.name == "dtype") continue;
        names.push_back(p.name);
      }
      CodeError error = at_call(CodeFault::unknown_keyword);
      place_error(pool_.source, one.keyword_at, error);
      error.token = one.keyword;
      error.suggestion = listed(names);
      return error;
    }
    const Parameter& parameter = function.parameters[index];
    if (is_bound[index] && parameter.name != "dtype") {
      CodeError error = at_call(CodeFault::repeated_argument);
      place_error(pool_.source, one.keyword_at, error);
      error.token = one.keyword;
      return error;
    }
    is_bound[index] = true;
    if (auto error = bind_one(function, parameter, path, one, bound)) return error;
  }
  // np.ones(fan_in, fan_out): a number where a type goes.
  for (std::size_t i = 1; i < given.size() && i < function.parameters.size(); ++i) {
    const bool is_slip = function.parameters[0].accept == Accept::shape &&
                         can_be_size(given[0].value) && given[i].keyword.empty() &&
                         function.parameters[i].name == "dtype" &&
                         given[i].value.kind == Kind::number;
    if (!is_slip) continue;
    CodeError error = error_of(CodeFault::numbers_for_tuple, ast_.expr(given[0].expr));
    error.subject = path;
    error.suggestion =
        "(" + text_of(ast_.expr(given[0].expr)) + ", " + text_of(ast_.expr(given[1].expr)) + ")";
    return error;
  }
  for (std::size_t i = 0; i < function.parameters.size(); ++i) {
    const Parameter& parameter = function.parameters[i];
    if (!parameter.required || is_bound[i]) continue;
    if (parameter.accept == Accept::weight) return at_call(CodeFault::weight_expected);
    CodeError error =
        at_call(is_size(parameter.accept) ? CodeFault::shape_missing : CodeFault::missing_argument);
    error.suggestion = parameter.accept != Accept::shape ? "(fan_in, fan_out)"
                       : i == 0                          ? "((fan_in, fan_out))"
                                                         : "size=(fan_in, fan_out)";
    if (error.fault == CodeFault::missing_argument) error.token = parameter.name;
    return error;
  }
  return std::nullopt;
}

std::optional<CodeError> Reader::bind_shape(const Given& given, Bound& bound) {
  const Value& value = given.value;
  const Expr& expr = ast_.expr(given.expr);
  std::vector<Value> items = {value};
  if (value.kind == Kind::list && !value.is_repeated) items = value.items;
  if ((value.kind == Kind::path || value.kind == Kind::unknown) && is_shape_name(value.text)) {
    items = {part_of(value, 0, 2, given.expr), part_of(value, 1, 2, given.expr)};
  }
  const bool is_written = (expr.type == ExprType::tuple || expr.type == ExprType::list) &&
                          expr.children.size() == items.size();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Expr& part = is_written ? ast_.expr(expr.children[i]) : expr;
    if (i == 2) return error_of(CodeFault::too_many_dimensions, part);
    const int size = size_of(items[i], part);
    if (error_) {
      CodeError error = *error_;
      error_.reset();
      return error;
    }
    bound.rows = bound.cols;
    bound.cols = size;
  }
  bound.dimensions = static_cast<int>(items.size());
  return std::nullopt;
}

std::optional<CodeError> Reader::bind_one(const Function& function, const Parameter& parameter,
                                          const std::string& path, const Given& given,
                                          Bound& bound) {
  const Value& value = given.value;
  const Expr& expr = ast_.expr(given.expr);
  const auto slot = static_cast<std::size_t>(parameter.slot);
  const auto caught = [&]() -> std::optional<CodeError> {
    if (!error_) return std::nullopt;
    CodeError error = *error_;
    error_.reset();
    if (error.fault == CodeFault::wrong_kind) error.subject = path;
    return error;
  };
  switch (parameter.accept) {
    case Accept::none:
    case Accept::anything:
      return std::nullopt;
    case Accept::key:
      if (value.kind == Kind::generator || value.kind == Kind::path ||
          value.kind == Kind::unknown || value.kind == Kind::none) {
        return std::nullopt;
      }
      return wrong_kind(path, given, CodeKind::other, false);
    case Accept::number: {
      if (function.use == Use::eye && value.kind == Kind::list) return tuple_given(path, given);
      const bool has_matrix = value.kind == Kind::tensor && value.tensor->node != no_node;
      if (has_matrix && function.use == Use::element) {
        CodeError error = error_of(CodeFault::matrix_for_number, expr);
        error.subject = path;
        const std::string_view name = path.substr(path.rfind('.') + 1) == "max"   ? "maximum"
                                      : path.substr(path.rfind('.') + 1) == "min" ? "minimum"
                                                                                  : function.name;
        error.suggestion = "np." + std::string(name);
        return error;
      }
      bound.slots[slot] = number_of(value, expr);
      bound.exprs[slot] = given.expr;
      return caught();
    }
    case Accept::value:
      bound.values[slot] = value;
      bound.exprs[slot] = given.expr;
      if (function.use == Use::kept || function.use == Use::diagonal ||
          function.use == Use::alike || value.kind == Kind::factor) {
        if (function.use == Use::kept && value.kind == Kind::list) return std::nullopt;
        if (function.use != Use::alike && value.kind != Kind::number &&
            value.kind != Kind::tensor && value.kind != Kind::factor && value.kind != Kind::list &&
            value.kind != Kind::path) {
          return wrong_kind(path, given, CodeKind::number, true);
        }
        return std::nullopt;
      }
      bound.slots[slot] = operand(value, expr);
      if (!error_) bound.has_matrix = bound.has_matrix || pool_.node(bound.slots[slot]).is_matrix;
      return caught();
    case Accept::matrix:
      if (value.kind != Kind::tensor || value.tensor->node == no_node) {
        return wrong_kind(path, given, CodeKind::matrix, false);
      }
      bound.slots[slot] = operand(value, expr);
      return caught();
    case Accept::numbers:
      if (value.kind == Kind::list || is_shape_name(value.text)) {
        return tuple_given(path, given);
      }
      return wrong_kind(path, given, CodeKind::number, false);
    case Accept::shape:
    case Accept::shape_numbers: {
      const bool fits = value.kind == Kind::number || value.kind == Kind::list ||
                        value.kind == Kind::path || value.kind == Kind::unknown;
      if (!fits) return wrong_kind(path, given, CodeKind::shape, false);
      const bool is_pair = value.kind == Kind::list;
      if (function.use == Use::eye && is_pair)
        return wrong_kind(path, given, CodeKind::number, false);
      return bind_shape(given, bound);
    }
    case Accept::weight: {
      if (!is_weight_like(value) || value.kind == Kind::unknown) {
        CodeError error = error_of(CodeFault::weight_expected, expr);
        error.subject = path;
        return value.kind == Kind::unknown && value.reason ? *value.reason : error;
      }
      if (value.kind == Kind::path) {
        bound.tensor = layer_weight(value.text);
      } else {
        bound.tensor = value.tensor;
      }
      return std::nullopt;
    }
    case Accept::text: {
      if (value.kind != Kind::text) {
        CodeError error = error_of(CodeFault::wrong_kind, expr);
        error.subject = path;
        error.got_kind = kind_of(value);
        error.wanted_kind = CodeKind::text;
        if (value.kind == Kind::path) error.fault = CodeFault::unknown_name;
        return error;
      }
      const std::string& word = value.text;
      const auto is_among = [&](const auto& words) {
        return std::find(std::begin(words), std::end(words), word) != std::end(words);
      };
      std::string known;
      if (parameter.name == "mode") {
        const bool is_keras = function.use == Use::variance_scaling;
        const std::span<const std::string_view> words =
            is_keras ? std::span<const std::string_view>(keras_modes) : modes;
        if (!is_among(words))
          known = closest(word, words).empty() ? listed(words) : std::string(closest(word, words));
      } else if (parameter.name == "distribution") {
        if (!is_among(distributions)) known = listed(distributions);
      } else if (!activation_gain(word) && word != "leaky_relu") {
        const std::string_view near = closest(word, nonlinearities);
        known = near.empty() ? listed(nonlinearities) : std::string(near);
      }
      if (!known.empty()) return unknown_choice(path, given, word, std::move(known));
      bound.texts[slot] = word;
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace initlab::init_code
