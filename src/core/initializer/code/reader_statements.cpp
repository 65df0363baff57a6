// Statements of the reader.
#include "core/initializer/code/reader.h"

#include <algorithm>

#include "core/initializer/code/lexer.h"

namespace initlab::init_code {

void Reader::fail(CodeError error) {
  if (!error_) error_ = std::move(error);
}

void Reader::fail(CodeFault fault, const Expr& expr, std::string_view suggestion) {
  CodeError error = error_of(fault, expr);
  error.suggestion = suggestion;
  fail(std::move(error));
}

void Reader::fail_with(CodeFault fault, const Expr& expr, std::string_view token) {
  CodeError error = error_of(fault, expr);
  error.token = token;
  fail(std::move(error));
}

std::string Reader::text_of(const Expr& expr) const {
  return pool_.source.substr(expr.begin, expr.end - expr.begin);
}

CodeError Reader::error_of(CodeFault fault, const Expr& expr) const {
  return error_at(fault, expr.begin, text_of(expr));
}

CodeError Reader::error_at(CodeFault fault, std::size_t at, std::string_view token) const {
  CodeError error;
  error.fault = fault;
  error.token = token;
  error.subject = token;
  place_error(pool_.source, at, error);
  return error;
}

std::optional<CodeError> Reader::run() {
  is_called_.assign(ast_.statements.size(), false);
  execute(ast_.body);
  if (!error_ && candidates_.empty()) run_uncalled();
  return error_;
}

// Functions that are defined and not called: a reader pastes those too.
void Reader::run_uncalled() {
  const std::vector<int> defined = functions_;  // those within them come with their call
  for (const int index : defined) {
    if (is_called_[static_cast<std::size_t>(index)]) continue;
    const Statement& statement = ast_.statement(index);
    Value function;
    function.kind = Kind::function;
    function.statement = index;
    std::vector<Given> none;
    const std::size_t before = candidates_.size();
    const Value value = call_user(function, Expr{}, none);
    if (error_ && candidates_.size() == before) {
      // Another function may be the one that draws.
      if (!pending_) pending_ = error_;
      error_.reset();
      continue;
    }
    if (!error_) collect(value, "", statement.begin);
  }
  for (const Value& function : lambdas_) {
    if (!candidates_.empty() || error_) break;
    std::vector<Given> none;
    const Value value = call_user(function, Expr{}, none);
    if (!error_) collect(value, "", 0);
  }
  if (candidates_.empty() && pending_ && !error_) error_ = pending_;
}

void Reader::execute(const std::vector<int>& body) {
  for (const int index : body) {
    if (error_ || returned_) return;
    const Statement& statement = ast_.statement(index);
    if (statement.type == StatementType::define) {
      Value function;
      function.kind = Kind::function;
      function.statement = index;
      scopes_.back()[std::string(statement.text)] = function;
      scopes_.front()["self." + std::string(statement.text)] = function;
      if (std::find(functions_.begin(), functions_.end(), index) == functions_.end()) {
        functions_.push_back(index);
      }
      continue;
    }
    if (step()) execute(statement);
  }
}

void Reader::execute(const Statement& statement) {
  switch (statement.type) {
    case StatementType::expression: {
      const Value value = eval(statement.value);
      if (error_) return;
      const Expr& expr = ast_.expr(statement.value);
      note_unknown(value, /*is_meant=*/false);
      const bool is_lone_value = value.kind == Kind::number || value.kind == Kind::text ||
                                 value.kind == Kind::list || value.kind == Kind::path;
      if (is_lone_value && !last_value_) {
        last_value_ = error_of(CodeFault::number_result, expr);
        last_value_->got_kind = kind_of(value);
      }
      // A word alone: he_normal, 'glorot_uniform'.
      if ((value.kind == Kind::path || value.kind == Kind::text) && find_recipe(value.text)) {
        Value recipe;
        recipe.kind = Kind::recipe;
        auto made = std::make_shared<Recipe>();
        made->function = find_recipe(value.text);
        recipe.recipe = std::move(made);
        collect(recipe, "", statement.begin);
        return;
      }
      if (value.kind == Kind::path && !pending_) {
        int node = operand(value, expr);
        if (node != no_node) pending_ = error_of(CodeFault::unknown_name, expr);
        if (error_) pending_ = error_;
        error_.reset();
      }
      collect(value, "", statement.begin);
      const bool is_last = !ast_.body.empty() && &statement == &ast_.statement(ast_.body.back());
      if (is_last && !candidates_.empty() && candidates_.back().name.empty() &&
          candidates_.back().value.tensor == value.tensor && value.tensor) {
        candidates_.back().is_value = true;
      }
      return;
    }
    case StatementType::assign:
      return assign(statement);
    case StatementType::augment:
      return augment(statement);
    case StatementType::entry: {
      const Value value = eval(statement.value);
      if (!error_)
        collect(value, std::string(ast_.expr(statement.targets[0]).text), statement.begin);
      return;
    }
    case StatementType::returned: {
      Value value = eval(statement.value);
      if (!error_) returned_ = std::move(value);
      // At the top, a return without its function.
      if (!error_ && depth_ == 0) {
        collect(*returned_, "", statement.begin);
        returned_.reset();
      }
      return;
    }
    case StatementType::branch:
      return branch(statement);
    case StatementType::loop:
      return loop(statement);
    case StatementType::block:
      return execute(statement.body);
    case StatementType::define:
      return;
  }
}

void Reader::note_effect() {
  if (uncertain_) fail(*uncertain_);
}

// What a function that is not known gives is the reason for nothing only where it is the point.
void Reader::note_unknown(const Value& value, bool is_meant) {
  if (value.kind != Kind::unknown || !value.reason || pending_) return;
  const bool is_alone = ast_.statements.size() == 1;
  if (is_alone || is_meant || value.reason->fault != CodeFault::unknown_function) {
    pending_ = *value.reason;
  }
}

void Reader::collect(const Value& value, const std::string& name, std::size_t at) {
  if (error_) return;
  if (value.kind == Kind::list) {
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      collect(value.items[i], i < value.keys.size() ? value.keys[i] : name, at);
    }
    return;
  }
  if (value.kind != Kind::tensor && value.kind != Kind::recipe && value.kind != Kind::layer) return;
  if (value.kind == Kind::tensor && value.tensor->node == no_node) return;
  const bool is_there =
      value.tensor != nullptr &&
      std::any_of(candidates_.begin(), candidates_.end(),
                  [&](const Candidate& c) { return c.value.tensor == value.tensor; });
  if (is_there) return;
  std::string named = name;
  if (named.empty() && value.tensor) named = value.tensor->name;
  const Role role = role_of(named);
  if (role != Role::bias) note_effect();
  if (!error_) candidates_.push_back({value, named, role, at});
}

void Reader::assign(const Statement& statement) {
  if (statement.value == nothing) return;
  const Value value = eval(statement.value);
  if (error_) {
    // What is no weight may be what is not understood: a figure, a loss, a bias.
    const bool is_aside =
        std::all_of(statement.targets.begin(), statement.targets.end(), [&](int target) {
          const Role role = role_of(label_of(target));
          const Value* const before = find(key_of(target));
          const bool holds = before != nullptr && before->kind == Kind::tensor;
          return ast_.expr(target).type == ExprType::name && role != Role::weight && !holds;
        });
    if (!is_aside) return;
    Value lost;
    lost.kind = Kind::unknown;
    lost.text = text_of(ast_.expr(statement.value));
    lost.reason = std::make_shared<CodeError>(*error_);
    if (!pending_) pending_ = error_;
    error_.reset();
    for (const int target : statement.targets) set_target(target, lost, false);
    return;
  }
  const bool is_meant =
      std::any_of(statement.targets.begin(), statement.targets.end(),
                  [&](int target) { return role_of(label_of(target)) == Role::weight; });
  note_unknown(value, is_meant);
  if (value.kind == Kind::function && value.expression != nothing) lambdas_.push_back(value);
  for (const int target : statement.targets) {
    set_target(target, value, false);
    const Expr& expr = ast_.expr(target);
    if (error_) return;
    if (expr.type == ExprType::tuple && value.kind == Kind::list) {
      for (std::size_t i = 0; i < expr.children.size() && i < value.items.size(); ++i) {
        collect(value.items[i], label_of(expr.children[i]), statement.begin);
      }
    } else if (value.kind == Kind::text || value.kind == Kind::path) {
      // kernel_initializer='glorot_normal', init = nn.init.xavier_uniform_
      const std::string name = label_of(target);
      const Function* const word = find_recipe(value.text);
      if (name.find("init") != std::string::npos && name.find("bias") == std::string::npos &&
          word) {
        Value recipe;
        recipe.kind = Kind::recipe;
        auto made = std::make_shared<Recipe>();
        made->function = word;
        recipe.recipe = std::move(made);
        collect(recipe, name, statement.begin);
      }
    } else {
      collect(value, label_of(target), statement.begin);
    }
    const bool is_lone = value.kind == Kind::number || value.kind == Kind::list;
    if (is_lone && !last_value_) {
      last_value_ = error_of(CodeFault::number_result, ast_.expr(statement.value));
      last_value_->got_kind = kind_of(value);
    }
  }
}

void Reader::augment(const Statement& statement) {
  const int target = statement.targets[0];
  const Value before = eval(target);
  const Value by = eval(statement.value);
  if (error_) return;
  const Expr& target_expr = ast_.expr(target);
  Expr expr = target_expr;
  expr.type = ExprType::binary;
  expr.text = statement.text;
  expr.end = ast_.expr(statement.value).end;
  expr.at = statement.begin;
  if (before.kind == Kind::list || before.kind == Kind::text) {
    collect(by, label_of(target), statement.begin);
    return;
  }
  const std::optional<Operator> op = operator_of(statement.text);
  if (!op) {
    CodeError error = error_at(CodeFault::not_in_language, statement.begin, statement.text);
    return fail(std::move(error));
  }
  if (auto whole = with_factor(before, by, statement.text, expr)) {
    if (before.kind == Kind::tensor && whole->kind == Kind::tensor) {
      before.tensor->node = whole->tensor->node;
      before.tensor->is_used = false;
    }
    return;
  }
  if (error_) return;
  const int right = operand(by, ast_.expr(statement.value));
  if (before.kind == Kind::tensor && before.tensor->node != no_node) {
    note_effect();
    const int node =
        error_ ? no_node : binary(*op, before.tensor->node, right, expr, statement.text);
    if (!error_) before.tensor->node = node;
    return;
  }
  const int left = operand(before, target_expr);
  if (error_) return;
  const int node = binary(*op, left, right, expr, statement.text);
  if (error_) return;
  Value value = pool_.node(node).is_matrix ? tensor_value(node) : number_value(node);
  set_target(target, value, false);
  collect(value, label_of(target), statement.begin);
}

void Reader::branch(const Statement& statement) {
  for (const Branch& part : statement.branches) {
    if (error_) return;
    if (part.test == nothing) return execute(part.body);
    const Value test = eval(part.test);
    if (error_) return;
    const auto truth = truth_of(test);
    if (truth == true) {
      has_branch_ = has_branch_ || statement.branches.size() > 1;
      return execute(part.body);
    }
    if (truth == false) continue;
    // Nothing of the weights may depend on what is not known.
    const std::optional<CodeError> outside = uncertain_;
    const CodeError reason = error_of(CodeFault::unknown_condition, ast_.expr(part.test));
    uncertain_ = reason;
    execute(part.body);
    const bool draws =
        returned_ && (returned_->kind == Kind::tensor || returned_->kind == Kind::list);
    if (draws) fail(reason);
    returned_.reset();
    uncertain_ = outside;
  }
}

void Reader::loop(const Statement& statement) {
  const Value over = eval(statement.value);
  if (error_) return;
  set_target(statement.targets[0], element_of(over), true);
  execute(statement.body);
}

}  // namespace initlab::init_code
