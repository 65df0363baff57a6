#include "io/json_result.h"

#include "io/json_params.h"

namespace initlab {
namespace {

class ResultWriter final : public ResultVisitor {
 public:
  explicit ResultWriter(JsonText& json) : json_(json) {}

  void number(const FieldInfo& info, double& value) override {
    if (key(info)) json_.number(value);
  }
  void count(const FieldInfo& info, std::uint64_t& value) override {
    if (key(info)) json_.whole(value);
  }
  void flag(const FieldInfo& info, bool& value) override {
    if (key(info)) json_.boolean(value);
  }
  void sentence(const FieldInfo& info, Sentence& value) override {
    if (key(info)) json_.sentence(value);
  }
  void sentences(const FieldInfo& info, std::vector<Sentence>& values) override {
    if (!key(info)) return;
    json_.open('[');
    for (const Sentence& value : values) json_.sentence(value);
    json_.close(']');
  }
  void word(const FieldInfo& info, int& index, std::span<const std::string_view> words) override {
    if (key(info)) json_.string(words[static_cast<std::size_t>(index)]);
  }
  void counts(const FieldInfo& info, std::vector<std::uint64_t>& values) override {
    if (!key(info)) return;
    json_.open('[');
    for (const std::uint64_t value : values) json_.whole(value);
    json_.close(']');
  }
  void numbers(const FieldInfo& info, std::vector<double>& values) override {
    if (!key(info)) return;
    json_.open('[');
    for (const double value : values) json_.number(value);
    json_.close(']');
  }

 protected:
  bool passes_over(const FieldInfo& info) const override {
    return info.audience == Audience::internal;
  }
  void begin_object(const FieldInfo& info) override {
    if (!info.key.empty()) json_.key(info.key);  // items of a list have none
    json_.open('{');
  }
  void end_object() override { json_.close('}'); }
  bool begin_optional(const FieldInfo&, bool present) override { return present; }
  std::size_t begin_list(const FieldInfo& info, std::size_t size) override {
    json_.key(info.key);
    json_.open('[');
    return size;
  }
  void end_list() override { json_.close(']'); }

 private:
  JsonText& json_;

  bool key(const FieldInfo& info) {
    if (info.audience == Audience::internal) return false;
    json_.key(info.key);
    return true;
  }
};

}  // namespace

std::string result_json(const Experiment& experiment, Report& report,
                        const std::vector<Note>& notes) {
  JsonText json;
  json.open('{');
  json.member("lab", experiment.lab());
  write_params_member(json, experiment);
  json.key("seed");
  json.whole(seed_of(experiment));
  ResultWriter writer(json);
  report.describe_fields(writer);
  write_notes_member(json, notes);
  json.close('}');
  return json.take();
}

}  // namespace initlab
