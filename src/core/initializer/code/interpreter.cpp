#include "core/initializer/code/interpreter.h"

#include "core/initializer/code/faults.h"
#include "core/initializer/code/walk.h"

namespace initlab::init_code {

std::optional<CodeError> estimate(const Program& program, const CodeContext& context, Cost& cost) {
  Walk walk(program, context, nullptr);
  walk.run();
  cost = {walk.meter().total_work(), walk.meter().peak_bytes()};
  if (walk.error() || cost.work <= max_code_work) return walk.error();
  CodeError error = error_at(program, CodeFault::too_costly, program.node(program.root));
  error.value = cost.work;
  error.limit = static_cast<int>(max_code_work / 1e9);
  return error;
}

void evaluate(const Program& program, const CodeContext& context, const Stream& stream,
              RowMatrixRef out) {
  out = Walk(program, context, &stream).run().data;
}

}  // namespace initlab::init_code
