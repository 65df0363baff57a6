#include "io/param_text.h"

#include "text/number_format.h"

namespace initlab {
namespace {

class TextWriter final : public ParamVisitor {
 public:
  std::vector<ParamText> texts;

  void integer(const ParamInfo& info, int& value, IntegerRange) override {
    add(info, std::to_string(value));
  }
  void real(const ParamInfo& info, double& value, RealRange) override {
    add(info, shortest(value));
  }
  void seed(const ParamInfo& info, std::uint64_t& value) override {
    add(info, std::to_string(value));
    texts.back().is_seed = true;
  }
  void integers(const ParamInfo& info, std::vector<int>& value, IntegerRange, int) override {
    add(info, written_integers(value));
  }
  void text(const ParamInfo& info, std::string& value, int) override { add(info, value); }

 protected:
  void choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) override {
    add(info, std::string(choices[static_cast<std::size_t>(index)].word));
  }
  void choice_indices(const ParamInfo& info, std::vector<int>& indices,
                      std::span<const Choice> choices) override {
    add(info, written_choices(indices, choices));
  }

 private:
  void add(const ParamInfo& info, std::string text) {
    texts.push_back({info.key, std::move(text), info.label, info.relevant});
  }
};

}  // namespace

std::vector<ParamText> param_texts(const Experiment& experiment) {
  TextWriter writer;
  experiment.clone()->describe_params(writer);
  return std::move(writer.texts);
}

std::string written_integers(const std::vector<int>& values) {
  std::string text;
  for (const int value : values) {
    if (!text.empty()) text += ',';
    text += std::to_string(value);
  }
  return text;
}

std::string written_choices(const std::vector<int>& indices, std::span<const Choice> choices) {
  std::string text;
  for (const int index : indices) {
    if (!text.empty()) text += ',';
    text += choices[static_cast<std::size_t>(index)].word;
  }
  return text;
}

}  // namespace initlab
