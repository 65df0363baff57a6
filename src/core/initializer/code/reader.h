// Reads pasted Python: follows its statements once, with sizes left open, and collects what it
// draws. Nothing is evaluated but what functions.h lists; steps, nesting and size are bounded.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/initializer/code/ast.h"
#include "core/initializer/code/code_error.h"
#include "core/initializer/code/names.h"
#include "core/initializer/code/program.h"
#include "core/initializer/code/value.h"

namespace initlab::init_code {

// Something the text draws, by the name it is given.
struct Candidate {
  Value value;  // tensor, recipe or layer
  std::string name;
  Role role = Role::other;
  std::size_t at = 0;
  bool is_value = false;  // of the last statement, which names nothing
};

class Reader {
 public:
  // `pool` has the source; its nodes are added to.
  Reader(Program& pool, const Ast& ast) : pool_(pool), ast_(ast), scopes_(1) {}

  std::optional<CodeError> run();

  const std::vector<Candidate>& candidates() const { return candidates_; }
  // Why nothing was drawn, where something stood in the way.
  const std::optional<CodeError>& pending() const { return pending_; }
  // What was passed over: tensors and branches that are no dense weights.
  bool has_skipped(Role role) const { return skipped_[static_cast<std::size_t>(role)]; }
  bool has_branch() const { return has_branch_; }
  // A number, a shape or a text was the value of the last statement.
  const std::optional<CodeError>& last_value() const { return last_value_; }
  // A layer's weights as an initializer makes them.
  Tensor of_layer(const Recipe& recipe);

 private:
  struct Given {
    std::string_view keyword;
    std::size_t keyword_at = 0;
    Value value;
    int expr = nothing;
  };
  // A call's arguments, told apart.
  struct Bound {
    std::array<int, slot_count> slots = {no_node, no_node, no_node, no_node, no_node, no_node};
    std::array<std::string, slot_count> texts;
    std::array<int, slot_count> exprs = {nothing, nothing, nothing, nothing, nothing, nothing};
    std::array<Value, 2> values;
    bool has_matrix = false;
    std::shared_ptr<Tensor> tensor;
    int dimensions = 0;
    int rows = no_node;
    int cols = no_node;
  };

  // Errors. The first stands; after it everything returns at once.
  void fail(CodeError error);
  void fail(CodeFault fault, const Expr& expr, std::string_view suggestion = {});
  void fail_with(CodeFault fault, const Expr& expr, std::string_view token);
  CodeError error_of(CodeFault fault, const Expr& expr) const;
  CodeError error_at(CodeFault fault, std::size_t at, std::string_view token) const;
  std::string text_of(const Expr& expr) const;
  bool step();

  // Statements (reader_statements.cpp).
  void execute(const std::vector<int>& body);
  void execute(const Statement& statement);
  void assign(const Statement& statement);
  void augment(const Statement& statement);
  void branch(const Statement& statement);
  void loop(const Statement& statement);
  void run_uncalled();
  void set_target(int target, const Value& value, bool is_loop);
  void set_name(std::string key, const Value& value, bool is_loop);
  std::string label_of(int target) const;
  void collect(const Value& value, const std::string& name, std::size_t at);
  void note_effect();
  void note_unknown(const Value& value, bool is_meant);
  Value part_of(const Value& value, std::size_t index, std::size_t count, int target);
  Value element_of(const Value& over);

  // Expressions (reader_expressions.cpp).
  Value eval(int index);
  Value eval_name(const Expr& expr);
  Value eval_attribute(const Expr& expr);
  Value attribute_of(const Value& base, const Expr& expr);
  Value eval_index(const Expr& expr);
  Value eval_unary(const Expr& expr);
  Value eval_binary(const Expr& expr);
  Value eval_compare(const Expr& expr);
  Value eval_logical(const Expr& expr);
  Value eval_conditional(const Expr& expr);
  Value eval_comprehension(const Expr& expr);
  Value* find(std::string_view key);
  std::string key_of(int index) const;
  std::optional<bool> truth_of(const Value& value) const;
  std::optional<bool> layer_truth(std::string_view name);
  std::optional<bool> name_truth(std::string_view part);
  Value sizes_of(const Tensor& tensor) const;

  // Calls (reader_calls.cpp, reader_bind.cpp).
  Value eval_call(const Expr& expr);
  std::vector<Given> arguments_of(const Expr& expr);
  Value call_path(const std::string& path, const Expr& expr, std::vector<Given>& given);
  std::optional<Value> call_special(const std::string& path, const Expr& expr,
                                    std::vector<Given>& given);
  Value call_function(const SplitName& name, const std::string& path, const Expr& expr,
                      std::vector<Given>& given);
  Value call_user(const Value& function, const Expr& expr, std::vector<Given>& given);
  Value call_tensor(const std::shared_ptr<Tensor>& tensor, const Expr& expr,
                    std::vector<Given>& given);
  Value call_recipe(const Value& recipe, const Expr& expr, std::vector<Given>& given);
  Value call_layer(const std::string& path, const Expr& expr, std::vector<Given>& given);
  Value call_variable(const Expr& expr, std::vector<Given>& given);
  Value apply(const Function& function, const Bound& bound, const Expr& expr,
              const std::string& path);
  Value apply_element(const Function& function, const Bound& bound, const Expr& expr);
  Value unknown(const Expr& expr, CodeError error);
  std::optional<CodeError> bind(const Function& function, const std::string& path, const Expr& expr,
                                const std::vector<Given>& given, Bound& bound);
  std::optional<CodeError> bind_one(const Function& function, const Parameter& parameter,
                                    const std::string& path, const Given& given, Bound& bound);
  std::optional<CodeError> bind_shape(const Given& given, Bound& bound);
  std::optional<CodeError> wrong_kind(const std::string& path, const Given& given, CodeKind wanted,
                                      bool number_or_matrix) const;
  CodeError tuple_given(const std::string& path, const Given& given) const;
  std::optional<CodeError> unknown_choice(const std::string& path, const Given& given,
                                          std::string_view word, std::string known) const;

  // Drawing (reader_draw.cpp).
  std::pair<int, int> told_apart(int rows, int cols);
  std::shared_ptr<Tensor> layer_weight(const std::string& name);
  int draw(const Function& function, const Bound& bound, int rows, int cols, int dimensions,
           int fan_in, int fan_out, const Expr& expr);
  int fill(Action action, const std::array<int, slot_count>& slots, int rows, int cols,
           int dimensions, const Expr& expr);
  int of_std(Spread spread, int std, int rows, int cols, int dimensions, const Expr& expr);
  void fill_tensor(const std::shared_ptr<Tensor>& tensor, const Function& function,
                   const Bound& bound, const Expr& expr);
  int variance_std(int scale, Mode mode, int fan_in, int fan_out, const Expr& expr);
  int kaiming_gain(const Bound& bound, const Expr& expr);
  Value draw_recipe(const Recipe& recipe, int rows, int cols, int dimensions, const Expr& expr);
  int with_sizes(int node, int dimensions, int rows, int cols);
  bool is_of_normals(int node) const;
  Value decompose(const Function& function, const Bound& bound, const Expr& expr);
  std::optional<Value> with_factor(const Value& left, const Value& right, std::string_view op,
                                   const Expr& expr);

  // Numbers (reader_numbers.cpp).
  int number(double value, const Expr& expr, NumberType type = NumberType::real);
  int fan(Constant constant, const Expr& expr);
  int symbol(const Value& value, const Expr& expr);
  int add(Node node, const Expr& expr);
  int binary(Operator op, int left, int right, const Expr& expr, std::string_view sign);
  int element(Action action, int x, const Expr& expr);
  int transposed(int node, const Expr& expr);
  // A number's or a matrix' node; no_node after an error.
  int operand(const Value& value, const Expr& expr);
  int number_of(const Value& value, const Expr& expr);
  // A size: names need no value there.
  int size_of(const Value& value, const Expr& expr);
  std::optional<double> literal(int node) const;
  Value number_value(int node) const;
  Value tensor_value(int node) const;
  CodeKind kind_of(const Value& value) const;

  Program& pool_;
  const Ast& ast_;
  std::vector<Names> scopes_;
  std::vector<Candidate> candidates_;
  std::optional<CodeError> error_;
  std::optional<CodeError> pending_;
  std::optional<CodeError> last_value_;
  std::optional<Value> returned_;
  std::optional<CodeError> uncertain_;  // within a branch that may not be taken
  std::vector<int> functions_;          // statements that define them
  std::vector<bool> is_called_;
  std::vector<Value> lambdas_;
  std::array<bool, 6> skipped_ = {};
  bool has_branch_ = false;
  int depth_ = 0;  // of the reader's own functions
  int steps_ = 0;
};

// What a size is called in messages and compared by.
std::string canonical(const Program& pool, int node);

}  // namespace initlab::init_code
