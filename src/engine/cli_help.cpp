#include "engine/cli_help.h"

#include <algorithm>

#include "io/param_text.h"
#include "text/number_format.h"

namespace initlab {
namespace {

constexpr std::size_t line_width = 88;

/// Words of `text` in lines of at most line_width, each after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string lines;
  std::string line(indent, ' ');
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (line.size() > indent && line.size() + 1 + end > line_width) {
      lines += line + '\n';
      line.assign(indent, ' ');
    }
    if (line.size() > indent) line += ' ';
    line += text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines + line + '\n';
}

class HelpWriter final : public ParamVisitor {
 public:
  std::string written;

  void integer(const ParamInfo& info, int& value, IntegerRange range) override {
    add(info, std::to_string(value),
        std::to_string(range.min) + " to " + std::to_string(range.max));
  }
  void real(const ParamInfo& info, double& value, RealRange range) override {
    add(info, shortest(value), shortest(range.min) + " to " + shortest(range.max));
  }
  void seed(const ParamInfo& info, std::uint64_t& value) override {
    add(info, std::to_string(value), "0 to 2^64 - 1");
  }
  void integers(const ParamInfo& info, std::vector<int>& value, IntegerRange range,
                int max_count) override {
    add(info, written_integers(value),
        "up to " + std::to_string(max_count) + " numbers with commas, each " +
            std::to_string(range.min) + " to " + std::to_string(range.max));
  }
  void text(const ParamInfo& info, std::string& value, int max_bytes) override {
    add(info, value, "one line of at most " + std::to_string(max_bytes) + " bytes");
  }

 protected:
  void choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) override {
    add(info, std::string(choices[static_cast<std::size_t>(index)].word), words(choices));
  }
  void choice_indices(const ParamInfo& info, std::vector<int>& indices,
                      std::span<const Choice> choices) override {
    add(info, written_choices(indices, choices), "any of these, with commas: " + words(choices));
  }

 private:
  static std::string words(std::span<const Choice> choices) {
    std::string text;
    for (const Choice& choice : choices) {
      if (!text.empty()) text += ' ';
      text += choice.word;
    }
    return text;
  }

  void add(const ParamInfo& info, const std::string& value, const std::string& allowed) {
    written += "  " + std::string(info.key) + '=' + value + '\n';
    written += wrapped(allowed, 6);
    written += wrapped(info.help.en, 6);
  }
};

}  // namespace

std::string usage_text() {
  return "usage: initlab <lab> key=value... [--json | --text | --csv | --svg] [--threads N]\n"
         "               [--data FILE]   (a data file that this program does not carry)\n"
         "       initlab <lab> key=value... --numpy | --pytorch | --keras   (as a script)\n"
         "       initlab <lab> --help\n"
         "       initlab --list\n";
}

std::string labs_text() {
  std::string text;
  for (const Lab& lab : labs()) {
    text += std::string(lab.id) + '\t' + std::string(lab.title.en) + '\n';
  }
  return text;
}

std::string lab_help_text(const Lab& lab) {
  HelpWriter writer;
  lab.create()->describe_params(writer);
  return std::string(lab.title.en) + "\n\n" + usage_text() +
         "\nParameters, with their defaults:\n" + writer.written;
}

}  // namespace initlab
