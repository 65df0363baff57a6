#include "core/init_code/init_code.h"

#include <algorithm>
#include <utility>

#include "core/init_code/analysis.h"
#include "core/init_code/interpreter.h"
#include "core/init_code/parser.h"
#include "core/init_code/syntax.h"

namespace initlab {

using init_code::Cost;
using init_code::Program;

namespace {

std::optional<CodeError> build(Program& program, std::string_view text) {
  program.source = text;
  if (auto error = init_code::parse(program)) return error;
  return init_code::analyse(program);
}

}  // namespace

InitCode::InitCode(std::unique_ptr<const Program> program) : program_(std::move(program)) {}

// The tree points into its own source: a copy is built anew, from a text that is known to be right.
InitCode::InitCode(const InitCode& other) {
  auto program = std::make_unique<Program>();
  build(*program, other.program_->source);
  program_ = std::move(program);
}
InitCode& InitCode::operator=(const InitCode& other) {
  if (this != &other) *this = InitCode(other);
  return *this;
}
InitCode::InitCode(InitCode&&) noexcept = default;
InitCode& InitCode::operator=(InitCode&&) noexcept = default;
InitCode::~InitCode() = default;

std::variant<InitCode, CodeError> InitCode::compile(std::string_view text) {
  if (text.size() > max_code_bytes) {
    CodeError error;
    error.fault = CodeFault::too_long;
    error.limit = static_cast<int>(max_code_bytes);
    return error;
  }
  auto program = std::make_unique<Program>();
  if (auto error = build(*program, text)) return *std::move(error);
  return InitCode(std::move(program));
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

}  // namespace initlab
