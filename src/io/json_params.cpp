#include "io/json_params.h"

namespace initlab {
namespace {

class ValueWriter final : public ParamVisitor {
 public:
  std::uint64_t the_seed = 0;

  explicit ValueWriter(JsonText& json) : json_(json) {}

  void integer(const ParamInfo& info, int& value, IntegerRange) override {
    json_.key(info.key);
    json_.number(value);
  }
  void real(const ParamInfo& info, double& value, RealRange) override {
    json_.key(info.key);
    json_.number(value);
  }
  void seed(const ParamInfo& info, std::uint64_t& value) override {
    json_.key(info.key);
    json_.whole(value);
    if (info.key == "seed") the_seed = value;
  }
  void integers(const ParamInfo& info, std::vector<int>& value, IntegerRange, int) override {
    json_.key(info.key);
    json_.open('[');
    for (const int number : value) json_.number(number);
    json_.close(']');
  }
  void text(const ParamInfo& info, std::string& value, int) override {
    json_.member(info.key, value);
  }

 protected:
  void choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) override {
    json_.member(info.key, choices[static_cast<std::size_t>(index)].word);
  }
  void choice_indices(const ParamInfo& info, std::vector<int>& indices,
                      std::span<const Choice> choices) override {
    json_.key(info.key);
    json_.open('[');
    for (const int index : indices) json_.string(choices[static_cast<std::size_t>(index)].word);
    json_.close(']');
  }

 private:
  JsonText& json_;
};

}  // namespace

void write_params_member(JsonText& json, const Experiment& experiment) {
  json.key("params");
  json.open('{');
  ValueWriter writer(json);
  experiment.clone()->describe_params(writer);
  json.close('}');
}

void write_notes_member(JsonText& json, const std::vector<Note>& notes) {
  json.key("notes");
  json.open('[');
  for (const Note& note : notes) {
    json.open('{');
    json.member("key", note.key);
    json.member("en", note.text.en);
    json.member("ko", note.text.ko);
    json.close('}');
  }
  json.close(']');
}

std::uint64_t seed_of(const Experiment& experiment) {
  JsonText unused;
  ValueWriter writer(unused);
  experiment.clone()->describe_params(writer);
  return writer.the_seed;
}

}  // namespace initlab
