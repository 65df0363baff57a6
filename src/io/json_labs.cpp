#include <limits>

#include "io/json.h"
#include "io/json_state.h"

namespace initlab {
namespace {

/// Declarations as JSON objects. Visits a lab with its defaults.
class DeclarationWriter final : public ParamVisitor {
 public:
  DeclarationWriter(JsonText& json, Language language) : json_(json), language_(language) {}

  void integer(const ParamInfo& info, int& value, IntegerRange range) override {
    begin(info, "integer");
    json_.key("default");
    json_.number(value);
    limits(range.min, range.max, range.spacing);
    json_.close('}');
  }
  void real(const ParamInfo& info, double& value, RealRange range) override {
    begin(info, "real");
    json_.key("default");
    json_.number(value);
    limits(range.min, range.max, range.spacing);
    json_.close('}');
  }
  void seed(const ParamInfo& info, std::uint64_t& value) override {
    begin(info, "seed");
    json_.key("default");
    json_.whole(value);
    json_.key("min");
    json_.whole(0);
    json_.key("max");
    json_.whole(std::numeric_limits<std::uint64_t>::max());
    json_.close('}');
  }
  void integers(const ParamInfo& info, std::vector<int>& value, IntegerRange range,
                int max_count) override {
    begin(info, "integers");
    json_.key("default");
    json_.open('[');
    for (const int number : value) json_.number(number);
    json_.close(']');
    limits(range.min, range.max, range.spacing);
    json_.key("max_count");
    json_.number(max_count);
    json_.close('}');
  }
  void text(const ParamInfo& info, std::string& value, int max_bytes) override {
    begin(info, "text");
    json_.member("default", value);
    json_.key("max_bytes");
    json_.number(max_bytes);
    json_.close('}');
  }

 protected:
  void choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) override {
    begin(info, "choice");
    json_.member("default", choices[static_cast<std::size_t>(index)].word);
    list_choices(choices);
    json_.close('}');
  }
  void choice_indices(const ParamInfo& info, std::vector<int>& indices,
                      std::span<const Choice> choices) override {
    begin(info, "choices");
    json_.key("default");
    json_.open('[');
    for (const int index : indices) json_.string(choices[static_cast<std::size_t>(index)].word);
    json_.close(']');
    list_choices(choices);
    json_.close('}');
  }

 private:
  JsonText& json_;
  Language language_;

  void list_choices(std::span<const Choice> choices) {
    json_.key("choices");
    json_.open('[');
    for (const Choice& choice : choices) json_.string(choice.word);
    json_.close(']');
    json_.key("choice_labels");
    json_.open('[');
    for (const Choice& choice : choices) json_.string(choice.label.in(language_));
    json_.close(']');
    if (!choices.front().help.en.empty()) {
      json_.key("choice_help");
      json_.open('[');
      for (const Choice& choice : choices) json_.string(choice.help.in(language_));
      json_.close(']');
    }
  }

  void begin(const ParamInfo& info, std::string_view type) {
    json_.open('{');
    json_.member("key", info.key);
    json_.member("type", type);
    json_.member("unit", info.unit);
    json_.member("label", info.label.in(language_));
    json_.member("help", info.help.in(language_));
    json_.member("tier", info.tier == Tier::basic ? "basic" : "advanced");
    if (info.featured) {
      json_.key("featured");
      json_.boolean(true);
    }
  }

  void limits(double min, double max, Spacing spacing) {
    json_.key("min");
    json_.number(min);
    json_.key("max");
    json_.number(max);
    json_.member("spacing", spacing == Spacing::linear ? "linear" : "logarithmic");
  }
};

}  // namespace

std::string labs_json(Language language) {
  JsonText json;
  json.open('[');
  for (const Lab& lab : labs()) {
    json.open('{');
    json.member("id", lab.id);
    json.member("title", lab.title.in(language));
    json.key("presets");
    json.open('[');
    for (const LabPreset& preset : lab.presets) {
      json.open('{');
      json.member("word", preset.word);
      json.member("label", preset.label.in(language));
      json.close('}');
    }
    json.close(']');
    json.key("params");
    json.open('[');
    DeclarationWriter writer(json, language);
    lab.create()->describe_params(writer);
    json.close(']');
    json.close('}');
  }
  json.close(']');
  return json.take();
}

}  // namespace initlab
