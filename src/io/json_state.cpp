#include "io/json_state.h"

#include "io/json_params.h"
#include "io/param_text.h"

namespace initlab {

namespace {

void write_reading(JsonText& json, const ParamReading& reading) {
  json.open('{');
  json.member("key", reading.key);
  json.member("en", reading.text.en);
  json.member("ko", reading.text.ko);
  if (!reading.swap_key.empty()) {
    json.key("swap");
    json.open('{');
    json.member("key", reading.swap_key);
    json.member("value", reading.swap_value);
    json.member("en", reading.swap_label.en);
    json.member("ko", reading.swap_label.ko);
    json.close('}');
  }
  json.close('}');
}

}  // namespace

std::string state_json(const State& state, const ParamReadings& readings) {
  const Experiment& experiment = *state.experiment;
  JsonText json;
  json.open('{');
  json.member("lab", experiment.lab());
  json.member("query", write_query(experiment));
  json.member("preset", experiment.preset());
  json.key("edited");
  json.boolean(is_edited(experiment));
  write_params_member(json, experiment);
  json.key("relevant");
  json.open('{');
  for (const ParamText& param : param_texts(experiment)) {
    json.key(param.key);
    json.boolean(param.relevant);
  }
  json.close('}');
  json.key("readings");
  json.open('[');
  for (const ParamReading& reading : readings) write_reading(json, reading);
  json.close(']');
  write_notes_member(json, state.notes);
  json.close('}');
  return json.take();
}

std::string plan_json(const Plan& plan) {
  JsonText json;
  json.open('{');
  const auto count = [&json](std::string_view key, std::uint64_t value) {
    json.key(key);
    json.whole(value);
  };
  count("shards", static_cast<std::uint64_t>(plan.shards));
  count("sweep", static_cast<std::uint64_t>(plan.sweep));
  count("rows", static_cast<std::uint64_t>(plan.rows));
  count("rows_per_shard", static_cast<std::uint64_t>(plan.rows_per_shard));
  count("memory_bytes", plan.memory_bytes);
  count("multiply_adds", plan.multiply_adds);
  count("weights", plan.weights);
  json.member("data_file", plan.data_file);
  json.key("streams");
  json.boolean(plan.streams);
  if (plan.refusal) {
    json.key("refusal");
    json.open('{');
    json.key("reason");
    json.sentence(plan.refusal->reason);
    json.key("remedy");
    json.sentence(plan.refusal->remedy);
    json.member("key", plan.refusal->remedy_key);
    json.member("value", plan.refusal->remedy_value);
    json.close('}');
  }
  json.close('}');
  return json.take();
}

std::string sentence_json(const Sentence& sentence) {
  JsonText json;
  json.sentence(sentence);
  return json.take();
}

}  // namespace initlab
