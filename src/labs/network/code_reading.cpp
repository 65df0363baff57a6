#include "labs/network/code_reading.h"

#include <variant>

#include "core/initializer/code/init_code.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

/// The pattern for the sizes; null where they are the fans themselves, in their order.
const Words* sizes_pattern(const CodeReading& reading) {
  const bool has_first = !reading.first.empty();
  const bool has_second = !reading.second.empty();
  if (reading.is_vector) return has_first ? &strings::code_read_vector : nullptr;
  if (has_first && has_second) {
    return reading.is_transposed ? &strings::code_read_transposed : &strings::code_read_sizes;
  }
  if (has_first != has_second) {
    const bool is_in = has_first != reading.is_transposed;
    return is_in ? &strings::code_read_one_in : &strings::code_read_one_out;
  }
  return reading.is_transposed ? &strings::code_read_turned : nullptr;
}

}  // namespace

ParamReadings readings(const NetworkParams& params) {
  if (params.init != Initializer::code) return {};
  const auto result = InitCode::compile(params.code, params.code_order);
  const InitCode* const program = std::get_if<InitCode>(&result);
  if (program == nullptr) return {};
  ParamReading said;
  said.key = "code";
  const CodeReading& reading = program->reading();
  if (const Words* pattern = sizes_pattern(reading)) {
    const std::string& one = reading.first.empty() ? reading.second : reading.first;
    const bool has_both = !reading.first.empty() && !reading.second.empty();
    append(said.text,
           fill(*pattern, {{"a", has_both ? reading.first : one}, {"b", reading.second}}));
  }
  if (reading.has_branch) {
    append(said.text, fill(strings::code_read_branch, {}));
  }
  if (reading.leaves_bias) {
    append(said.text, fill(strings::code_read_bias, {}));
  }
  std::string others;
  for (const std::string& name : reading.alike) {
    if (!name.empty()) others += (others.empty() ? "" : ", ") + name;
  }
  if (!others.empty()) append(said.text, fill(strings::code_read_alike, {{"a", others}}));
  if (said.text.empty()) return {};
  if (reading.can_be_swapped) {
    said.swap_key = "code_order";
    said.swap_value = reading.is_transposed ? "in-out" : "out-in";
    said.swap_label = fill(strings::code_swap, {});
  }
  return {said};
}

}  // namespace initlab
