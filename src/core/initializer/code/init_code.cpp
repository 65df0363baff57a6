#include "core/initializer/code/init_code.h"

#include <algorithm>
#include <utility>

#include "core/initializer/code/ast.h"
#include "core/initializer/code/interpreter.h"
#include "core/initializer/code/lexer.h"
#include "core/initializer/code/numpy_text.h"
#include "core/initializer/code/parser.h"
#include "core/initializer/code/program.h"
#include "core/initializer/code/reader.h"
#include "core/initializer/code/sizes.h"

namespace initlab {

using init_code::Candidate;
using init_code::Cost;
using init_code::Kind;
using init_code::Program;
using init_code::Reader;
using init_code::Role;

namespace {

bool is_dense(const Candidate& candidate) {
  return candidate.role == Role::other || candidate.role == Role::weight;
}

bool draws(const Program& pool, int node) {
  const init_code::Node& of = pool.node(node);
  if (of.draw >= 0) return true;
  const auto below = [&](int child) { return child != init_code::no_node && draws(pool, child); };
  return std::any_of(of.children.begin(), of.children.end(), below) ||
         std::any_of(of.slots.begin(), of.slots.end(), below);
}

template <class Keep>
void prefer(std::vector<Candidate>& all, Keep keep) {
  if (std::any_of(all.begin(), all.end(), keep)) std::erase_if(all, std::not_fn(keep));
}

// Why a text gives no weights.
CodeError nothing_drawn(const Reader& reader, std::string_view text, bool has_others) {
  CodeError error;
  const auto of_layer = [&](const char* layer) {
    error.fault = CodeFault::not_dense;
    error.token = layer;
  };
  if (reader.pending()) {
    error = *reader.pending();
  } else if (reader.has_skipped(Role::recurrent)) {
    of_layer("recurrent");
  } else if (reader.has_skipped(Role::convolution)) {
    of_layer("convolution");
  } else if (reader.has_skipped(Role::normalization)) {
    of_layer("normalization");
  } else if (reader.has_skipped(Role::bias) || has_others) {
    error.fault = CodeFault::bias_only;
  } else if (reader.last_value()) {
    error = *reader.last_value();
  } else {
    error.fault = CodeFault::nothing_drawn;
  }
  if (error.line == 0 && error.column == 1) init_code::place_error(text, 0, error);
  return error;
}

// The weights among all that is drawn: of dense layers, random if anything is, by a weight's name
// if anything has one, not what others are made from, and not a library's default if more is said.
std::vector<Candidate> weights_of(const Program& pool, const Reader& reader) {
  std::vector<Candidate> all = reader.candidates();
  std::erase_if(all, [](const Candidate& c) { return !is_dense(c); });
  const auto has_matrix = [](const Candidate& c) { return c.value.kind != Kind::recipe; };
  prefer(all, has_matrix);
  prefer(all, [](const Candidate& c) { return c.is_value; });
  prefer(all, [&](const Candidate& c) {
    return c.value.kind == Kind::recipe || draws(pool, c.value.tensor->node);
  });
  prefer(all, [](const Candidate& c) { return c.role == Role::weight; });
  prefer(all, [](const Candidate& c) { return !c.value.tensor || !c.value.tensor->is_used; });
  prefer(all, [](const Candidate& c) { return !c.value.tensor || !c.value.tensor->is_default; });
  return all;
}

}  // namespace

InitCode::InitCode(std::unique_ptr<const Program> program, CodeReading reading)
    : program_(std::move(program)), reading_(std::move(reading)) {}

InitCode::InitCode(const InitCode& other)
    : program_(std::make_unique<Program>(*other.program_)), reading_(other.reading_) {}
InitCode& InitCode::operator=(const InitCode& other) {
  if (this != &other) *this = InitCode(other);
  return *this;
}
InitCode::InitCode(InitCode&&) noexcept = default;
InitCode& InitCode::operator=(InitCode&&) noexcept = default;
InitCode::~InitCode() = default;

std::variant<InitCode, CodeError> InitCode::compile(std::string_view text, CodeOrder order) {
  if (text.size() > max_code_bytes) {
    CodeError error;
    error.fault = CodeFault::too_long;
    error.limit = static_cast<int>(max_code_bytes);
    return error;
  }
  Program pool;
  pool.source = text;
  init_code::Ast ast;
  if (auto error = init_code::parse(pool.source, ast)) return *std::move(error);
  Reader reader(pool, ast);
  if (auto error = reader.run()) return *std::move(error);
  std::vector<Candidate> weights = weights_of(pool, reader);
  if (weights.empty()) {
    const std::vector<Candidate>& all = reader.candidates();
    const auto other = std::find_if(all.begin(), all.end(), [](const Candidate& c) {
      return c.role != Role::bias && !is_dense(c);
    });
    if (other == all.end()) return nothing_drawn(reader, text, !all.empty());
    CodeError error;
    error.fault = CodeFault::not_dense;
    error.token = other->name;
    init_code::place_error(text, other->at, error);
    return error;
  }

  std::unique_ptr<const Program> chosen;
  CodeReading reading;
  std::string first_signature;
  for (const Candidate& candidate : weights) {
    auto program = std::make_unique<Program>();
    program->source = pool.source;
    CodeReading of_this;
    init_code::Tensor tensor;
    if (candidate.value.kind == Kind::recipe) {
      tensor = reader.of_layer(*candidate.value.recipe);
    } else {
      tensor = *candidate.value.tensor;
    }
    if (auto error = init_code::bind_sizes(pool, tensor, order, *program, of_this)) {
      return *std::move(error);
    }
    const std::string signature = init_code::signature(*program, program->root);
    if (!chosen) {
      chosen = std::move(program);
      reading = std::move(of_this);
      first_signature = signature;
    } else if (signature != first_signature) {
      CodeError error;
      error.fault = CodeFault::unlike_weights;
      error.token = candidate.name;
      error.suggestion = weights[0].name;
      init_code::place_error(text, candidate.at, error);
      return error;
    } else {
      reading.alike.push_back(candidate.name);
    }
  }
  reading.has_branch = reader.has_branch();
  reading.leaves_bias = reading.leaves_bias || reader.has_skipped(Role::bias) ||
                        std::any_of(reader.candidates().begin(), reader.candidates().end(),
                                    [](const Candidate& c) { return c.role == Role::bias; });
  return InitCode(std::move(chosen), std::move(reading));
}

bool InitCode::is_random() const { return program_->draws > 0; }
bool InitCode::uses_gain() const { return program_->uses_gain; }

std::optional<CodeError> InitCode::check(const CodeContext& context) const {
  Cost cost;
  return init_code::estimate(*program_, context, cost);
}

std::uint64_t InitCode::memory_bytes(const CodeContext& context) const {
  Cost cost;
  return init_code::estimate(*program_, context, cost) ? 0 : cost.peak_bytes;
}

double InitCode::work(const CodeContext& context) const {
  Cost cost;
  return init_code::estimate(*program_, context, cost) ? 0 : cost.work;
}

std::optional<CodeError> InitCode::evaluate(const CodeContext& context, const Stream& stream,
                                            const RowMatrixRef& out) const {
  if (auto error = check(context)) return error;
  init_code::evaluate(*program_, context, stream, out);
  return std::nullopt;
}

std::string InitCode::numpy(std::string (*written)(double)) const {
  return init_code::numpy_text(*program_, written);
}

}  // namespace initlab
