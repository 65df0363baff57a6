#include "core/init_code/binding.h"

#include <algorithm>
#include <string>

#include "core/init_code/analysis.h"
#include "core/init_code/faults.h"
#include "core/init_code/functions.h"
#include "core/init_code/spelling.h"

namespace initlab::init_code {
namespace {

constexpr std::string_view modes[] = {"fan_in", "fan_out"};
constexpr std::string_view nonlinearities[] = {"relu", "leaky_relu", "tanh",   "sigmoid",
                                               "selu", "linear",     "conv1d", "conv2d"};

bool takes_shape(Accept accept) {
  return accept == Accept::shape || accept == Accept::numbers || accept == Accept::shape_numbers;
}

class Binder {
 public:
  Binder(const Program& program, Node& call) : program_(program), call_(call) {}

  std::optional<CodeError> run() {
    const bool on_weight = !call_.arguments.empty() && kind(call_.arguments[0]) == CodeKind::weight;
    function_ = find_function(split(call_.text), on_weight);
    if (function_ == nullptr) return name_error(call_, /*is_call=*/true);
    call_.function = function_;
    call_.kind = function_->result;
    for (const Argument& argument : call_.arguments) {
      if (auto error = argument.keyword.empty() ? positional(argument) : named(argument)) {
        return error;
      }
    }
    return missing();
  }

 private:
  const Node& node(const Argument& argument) const { return program_.node(argument.node); }
  CodeKind kind(const Argument& argument) const { return node(argument).kind; }

  CodeError at(CodeFault fault, const Argument& argument) const {
    CodeError error = error_at(program_, fault, node(argument));
    error.subject = call_.text;
    return error;
  }
  CodeError at_call(CodeFault fault) const {
    CodeError error;
    error.fault = fault;
    error.column = call_.column;
    error.token = call_.text;
    error.subject = call_.text;
    return error;
  }

  std::optional<CodeError> positional(const Argument& argument) {
    const Parameter& parameter =
        position_ < function_->parameters.size() ? function_->parameters[position_] : none_;
    if (parameter.accept == Accept::none) return too_many(argument);
    const bool can_be_dimension =
        parameter.accept == Accept::numbers || parameter.accept == Accept::shape_numbers;
    if (can_be_dimension && kind(argument) == CodeKind::number) return dimension(argument);
    if (can_be_dimension && call_.slots[0] != no_node) return too_many(argument);
    ++position_;
    return bind(parameter, argument);
  }

  std::optional<CodeError> dimension(const Argument& argument) {
    const std::size_t slot = call_.slots[0] == no_node ? 0 : 1;
    if (call_.slots[slot] != no_node) return at(CodeFault::too_many_dimensions, argument);
    call_.slots[slot] = argument.node;
    return std::nullopt;
  }

  // ones(a, b) is a common slip: the second argument is a type there, not a size.
  std::optional<CodeError> too_many(const Argument& argument) const {
    const auto shape = std::find_if(function_->parameters.begin(), function_->parameters.end(),
                                    [](const Parameter& p) { return p.accept == Accept::shape; });
    const int first = call_.slots[0];
    const bool is_slip = shape != function_->parameters.end() && first != no_node &&
                         program_.node(first).kind == CodeKind::number;
    if (is_slip) {
      const auto place = static_cast<std::size_t>(shape - function_->parameters.begin());
      CodeError error = at(CodeFault::numbers_for_tuple, call_.arguments[place]);
      error.suggestion = "(" + std::string(program_.source_of(program_.node(first))) + ", " +
                         std::string(program_.source_of(node(call_.arguments[place + 1]))) + ")";
      return error;
    }
    CodeError error = at(CodeFault::too_many_arguments, argument);
    error.limit = static_cast<int>(position_);
    return error;
  }

  std::optional<CodeError> named(const Argument& argument) {
    std::string names;
    for (const Parameter& parameter : function_->parameters) {
      // The dimensions of randn(d0, d1) have no names.
      if (parameter.accept == Accept::none || parameter.accept == Accept::numbers) continue;
      if (parameter.name == argument.keyword || parameter.other_name == argument.keyword) {
        return bind(parameter, argument);
      }
      names += (names.empty() ? "" : ", ") + std::string(parameter.name);
    }
    CodeError error = at_call(CodeFault::unknown_keyword);
    error.column = argument.keyword_column;
    error.token = argument.keyword;
    error.suggestion = names;
    return error;
  }

  std::optional<CodeError> bind(const Parameter& parameter, const Argument& argument) {
    int& slot = call_.slots[static_cast<std::size_t>(parameter.slot)];
    if (slot != no_node) {
      CodeError error = at(CodeFault::repeated_argument, argument);
      error.column = argument.keyword_column;
      error.token = argument.keyword.empty() ? parameter.name : argument.keyword;
      return error;
    }
    if (auto error = kind_error(parameter, argument)) return error;
    slot = argument.node;
    if (parameter.accept == Accept::value && kind(argument) == CodeKind::matrix) {
      call_.kind = CodeKind::matrix;
    }
    return parameter.accept == Accept::text ? choice(parameter, argument) : std::nullopt;
  }

  std::optional<CodeError> kind_error(const Parameter& parameter, const Argument& argument) const {
    const CodeKind got = kind(argument);
    CodeKind wanted = CodeKind::number;
    switch (parameter.accept) {
      case Accept::none:
      case Accept::number:
        break;
      case Accept::value:
        if (got == CodeKind::matrix) return std::nullopt;
        break;
      case Accept::matrix:
        wanted = CodeKind::matrix;
        break;
      case Accept::numbers:
      case Accept::shape:
      case Accept::shape_numbers:
        wanted = CodeKind::shape;
        if (got == CodeKind::number) return std::nullopt;
        break;
      case Accept::weight:
        return got == CodeKind::weight ? std::nullopt
                                       : std::optional(at(CodeFault::weight_expected, argument));
      case Accept::text:
        wanted = CodeKind::text;
        break;
    }
    const bool is_tuple = got == CodeKind::shape;
    if (is_tuple && (parameter.accept == Accept::numbers || function_->action == Action::eye)) {
      return tuple_given(argument);
    }
    if (got == wanted) return std::nullopt;
    if (auto error = operand_error(program_, node(argument));
        error && got != CodeKind::text && got != CodeKind::shape) {
      error->subject = call_.text;
      return error;
    }
    CodeError error = at(CodeFault::wrong_kind, argument);
    error.got_kind = got;
    error.wanted_kind = wanted;
    error.number_or_matrix = parameter.accept == Accept::value;
    return error;
  }

  CodeError tuple_given(const Argument& argument) const {
    CodeError error = at(CodeFault::tuple_for_numbers, argument);
    error.suggestion = std::string(call_.text) + "(";
    const std::vector<int>& members = node(argument).children;
    for (std::size_t i = 0; i < members.size(); ++i) {
      error.suggestion += i == 0 ? "" : ", ";
      error.suggestion += program_.source_of(program_.node(members[i]));
    }
    error.suggestion += ")";
    return error;
  }

  std::optional<CodeError> choice(const Parameter& parameter, const Argument& argument) const {
    const bool is_mode = parameter.name == "mode";
    const std::span<const std::string_view> words =
        is_mode ? std::span<const std::string_view>(modes) : nonlinearities;
    const std::string_view given = node(argument).text;
    // conv3d, conv_transpose2d, ... are of the kind of conv2d: gain 1.
    const bool is_known = is_mode ? std::find(words.begin(), words.end(), given) != words.end()
                                  : activation_gain(given, 0).has_value();
    if (is_known) return std::nullopt;
    CodeError error = at(CodeFault::unknown_choice, argument);
    error.token = given;
    error.suggestion = closest(given, words);
    if (error.suggestion.empty()) {
      for (const std::string_view word : words) {
        error.suggestion += (error.suggestion.empty() ? "" : ", ") + std::string(word);
      }
    }
    return error;
  }

  std::optional<CodeError> missing() const {
    for (const Parameter& parameter : function_->parameters) {
      const bool is_bound = call_.slots[static_cast<std::size_t>(parameter.slot)] != no_node;
      if (!parameter.required || is_bound) continue;
      if (parameter.accept == Accept::weight) return at_call(CodeFault::weight_expected);
      CodeError error = at_call(takes_shape(parameter.accept) ? CodeFault::shape_missing
                                                              : CodeFault::missing_argument);
      error.suggestion = parameter.accept != Accept::shape         ? "(fan_in, fan_out)"
                         : &parameter == &function_->parameters[0] ? "((fan_in, fan_out))"
                                                                   : "size=(fan_in, fan_out)";
      if (error.fault == CodeFault::missing_argument) error.token = parameter.name;
      return error;
    }
    return std::nullopt;
  }

  const Program& program_;
  Node& call_;
  const Function* function_ = nullptr;
  Parameter none_ = {};
  std::size_t position_ = 0;
};

}  // namespace

std::optional<CodeError> bind_call(const Program& program, Node& call) {
  return Binder(program, call).run();
}

}  // namespace initlab::init_code
