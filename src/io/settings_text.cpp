#include "io/settings_text.h"

#include <span>
#include <utility>
#include <vector>

#include "io/param_text.h"
#include "text/number_format.h"

namespace initlab {
namespace {

class SettingsWriter final : public ParamVisitor {
 public:
  std::string written;

  explicit SettingsWriter(Language language) : language_(language) {}

  void integer(const ParamInfo& info, int& value, IntegerRange) override {
    add(info, std::to_string(value));
  }
  void real(const ParamInfo& info, double& value, RealRange) override {
    add(info, with_minus_signs(shortest(value)));
  }
  void seed(const ParamInfo& info, std::uint64_t& value) override {
    add(info, std::to_string(value));
  }
  void integers(const ParamInfo& info, std::vector<int>& value, IntegerRange, int) override {
    add(info, written_integers(value));
  }
  void text(const ParamInfo& info, std::string& value, int) override {
    std::string line;
    for (const char c : value) {
      if (c == '\n') {
        line += " \u21B5 ";
      } else {
        line += c;
      }
    }
    add(info, line);
  }

 protected:
  void choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) override {
    if (info.key == "preset") return;  // the settings are what is run
    add(info, label_of(choices, index));
  }
  void choice_indices(const ParamInfo& info, std::vector<int>& indices,
                      std::span<const Choice> choices) override {
    std::string list;
    for (const int index : indices) list += (list.empty() ? "" : " + ") + label_of(choices, index);
    add(info, list);
  }

 private:
  Language language_;

  std::string label_of(std::span<const Choice> choices, int index) const {
    return std::string(choices[static_cast<std::size_t>(index)].label.in(language_));
  }

  void add(const ParamInfo& info, const std::string& value) {
    if (!info.relevant || value.empty()) return;
    if (!written.empty()) written += ", ";
    written += std::string(info.label.in(language_)) + ' ' + value;
    if (!info.unit.empty()) written += ' ' + std::string(info.unit);
  }
};

}  // namespace

std::string settings_text(const Experiment& experiment, Language language) {
  SettingsWriter writer(language);
  experiment.clone()->describe_params(writer);
  return std::move(writer.written);
}

}  // namespace initlab
