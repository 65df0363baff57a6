#include "io/param_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

#include "io/param_text.h"
#include "io/percent.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "text/typed_number.h"

namespace initlab {
namespace {

/// Line ends stay, of one kind; a tab is as wide as Python's, any other control character a space.
std::string plain_text(std::string_view given) {
  std::string text;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const char c = given[i];
    const bool ends_line = c == '\n' || c == '\r';
    const bool is_second = c == '\n' && i > 0 && given[i - 1] == '\r';
    if (is_second) continue;
    if (ends_line) {
      text += '\n';
    } else if (c == '\t') {
      text += "    ";
    } else {
      text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  // The first line keeps its indentation only against the lines below it.
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  const std::size_t first = text.find_first_not_of(" \n");
  if (first == std::string::npos) return {};
  const std::size_t line =
      text.find('\n') == std::string::npos ? first : text.rfind('\n', first) + 1;
  return text.substr(line == std::string::npos ? 0 : line);
}

constexpr std::size_t quoted_code_points = 24;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// The whole number in a plain text. It may be over what an integer holds: the caller clamps.
struct Whole {
  double value = 0.0;
  const Words* fault = nullptr;
};
Whole read_whole(std::string_view text) {
  const std::optional<double> value = parse_real(text);
  if (!value) return {0.0, &strings::note_not_a_number};
  if (std::isfinite(*value) && *value != std::floor(*value)) return {0.0, &strings::note_not_whole};
  return {*value, nullptr};
}

/// What a person typed as this parameter's number.
TypedNumber read_typed(const ParamInfo& info, std::string_view text, bool whole) {
  // "2 ×" and "× 2" where that is the unit.
  const std::string_view factor = info.unit == "\u00D7" ? "*" : "";
  const std::string_view names[] = {info.key, info.label.en, info.label.ko, info.unit, factor};
  return read_typed_number(text, whole, names);
}

class Reader final : public ParamVisitor {
 public:
  struct Taken {
    std::string key;
    Words label;
    std::string asked;
    std::string used;
  };
  std::vector<Taken> taken;

  Reader(const std::vector<Pair>& pairs, std::vector<Note>& notes)
      : pairs_(pairs), seen_(pairs.size(), false), notes_(notes) {}

  void integer(const ParamInfo& info, int& value, IntegerRange range) override {
    const std::string* text = find(info, std::to_string(value));
    if (text == nullptr) return;
    const std::string used = std::to_string(value);
    const std::optional<std::string> typed = number_of(info, *text, true, used);
    if (!typed) return;
    const Whole read = read_whole(*typed);
    if (read.fault != nullptr) {
      refuse(*read.fault, info, *text, used);
      return;
    }
    const double fit = std::clamp<double>(read.value, range.min, range.max);
    value = static_cast<int>(fit);
    accept(info, *text, fit == read.value, std::to_string(range.min), std::to_string(range.max),
           std::to_string(value));
  }

  void real(const ParamInfo& info, double& value, RealRange range) override {
    const std::string* text = find(info, shortest(value));
    if (text == nullptr) return;
    const std::optional<std::string> typed = number_of(info, *text, false, shortest(value));
    if (!typed) return;
    const std::optional<double> read = parse_real(*typed);
    if (!read) {
      refuse(strings::note_not_a_number, info, *text, shortest(value));
      return;
    }
    value = std::clamp(*read, range.min, range.max);
    accept(info, *text, value == *read, shortest(range.min), shortest(range.max), shortest(value));
  }

  void seed(const ParamInfo& info, std::uint64_t& value) override {
    const std::string* text = find(info, std::to_string(value));
    if (text == nullptr) return;
    constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
    bool overflow = false;
    const std::optional<std::string> typed = number_of(info, *text, true, std::to_string(value));
    if (!typed) return;
    std::optional<std::uint64_t> read = parse_unsigned(*typed, overflow);
    if (!read) {  // perhaps "1e3", or a negative number
      const Whole whole = read_whole(*typed);
      if (whole.fault != nullptr) {
        refuse(*whole.fault, info, *text, std::to_string(value));
        return;
      }
      overflow = whole.value < 0.0 || whole.value >= 0x1p64;
      read = whole.value < 0.0 ? 0 : overflow ? largest : static_cast<std::uint64_t>(whole.value);
    }
    value = *read;
    accept(info, *text, !overflow, "0", std::to_string(largest), std::to_string(value));
  }

  void integers(const ParamInfo& info, std::vector<int>& values, IntegerRange range,
                int max_count) override {
    const std::string* text = find(info, written_integers(values));
    if (text == nullptr) return;
    std::vector<int> read;
    bool in_range = true;
    bool too_many = false;
    const std::string list = read_typed_list(*text);
    std::string_view rest = list;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const Whole whole = read_whole(rest.substr(0, comma));
      const bool ends_in_comma = comma + 1 == rest.size();
      if (whole.fault != nullptr || ends_in_comma) {
        refuse(strings::note_not_a_list, info, *text, written_integers(values));
        return;
      }
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      if (read.size() == static_cast<std::size_t>(max_count)) {
        too_many = true;
        break;
      }
      const double fit = std::clamp<double>(whole.value, range.min, range.max);
      in_range = in_range && fit == whole.value;
      read.push_back(static_cast<int>(fit));
    }
    values = std::move(read);
    if (too_many) {
      note(info.key,
           fill(strings::note_too_many, {label_of(info), {"count", std::to_string(max_count)}}),
           false);
    }
    accept(info, *text, in_range, std::to_string(range.min), std::to_string(range.max),
           written_integers(values));
  }

  void text(const ParamInfo& info, std::string& value, int max_bytes) override {
    const std::string* given = find(info, value);
    if (given == nullptr) return;
    std::string line = plain_text(*given);
    if (line.size() > static_cast<std::size_t>(max_bytes)) {
      note(info.key,
           fill(strings::note_value_too_long, {label_of(info),
                                               {"limit", std::to_string(max_bytes)},
                                               {"used", shortened(value, quoted_code_points)}}),
           true);
      return;
    }
    value = std::move(line);
    taken.push_back({std::string(info.key), info.label, *given, value});
  }

  /// Notes the keys that no declaration asked for.
  void note_unknown() {
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (seen_[i]) continue;
      const std::string key = shortened(pairs_[i].key, quoted_code_points);
      note(pairs_[i].key, fill(strings::note_unknown_key, {{"key", key}}), true);
    }
  }

 protected:
  void choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) override {
    const std::string used(choices[static_cast<std::size_t>(index)].word);
    const std::string* text = find(info, used);
    if (text == nullptr) return;
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [text](const Choice& choice) { return choice.word == *text; });
    if (found == choices.end()) {
      refuse(strings::note_not_a_choice, info, *text, used);
      return;
    }
    index = static_cast<int>(found - choices.begin());
    taken.push_back({std::string(info.key), info.label, *text, std::string(found->word)});
  }

  void choice_indices(const ParamInfo& info, std::vector<int>& indices,
                      std::span<const Choice> choices) override {
    const std::string used = written_choices(indices, choices);
    const std::string* text = find(info, used);
    if (text == nullptr) return;
    std::vector<int> read;
    std::string_view rest = trimmed(*text);
    for (bool more = !rest.empty(); more;) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string_view word = trimmed(rest.substr(0, comma));
      more = comma < rest.size();
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      const auto found = std::find_if(choices.begin(), choices.end(),
                                      [word](const Choice& choice) { return choice.word == word; });
      if (found == choices.end()) {
        // The word itself, unless there is none between two commas.
        const std::string quoted = word.empty() ? *text : std::string(word);
        const Words nothing = strings::note_used_nothing;
        refuse(strings::note_not_a_choice, info, quoted,
               used.empty() ? Slot("used", nothing.en, nothing.ko) : Slot("used", used));
        return;
      }
      const int index = static_cast<int>(found - choices.begin());
      if (std::find(read.begin(), read.end(), index) == read.end()) read.push_back(index);
    }
    indices = std::move(read);
    taken.push_back({std::string(info.key), info.label, *text, written_choices(indices, choices)});
  }

 private:
  const std::vector<Pair>& pairs_;
  std::vector<bool> seen_;
  std::vector<Note>& notes_;

  void note(std::string_view key, Sentence text, bool fault) {
    notes_.push_back({std::string(key), std::move(text), fault});
  }

  static Slot label_of(const ParamInfo& info) { return {"label", info.label.en, info.label.ko}; }

  /// What was typed, in the form that numbers are read from; nothing once it is refused.
  std::optional<std::string> number_of(const ParamInfo& info, const std::string& text, bool whole,
                                       const std::string& used) {
    TypedNumber typed = read_typed(info, text, whole);
    if (typed.fault == TypedNumber::Fault::none) return std::move(typed.text);
    if (typed.fault == TypedNumber::Fault::not_a_number) {
      refuse(strings::note_not_a_number, info, text, used);
      return std::nullopt;
    }
    note(info.key,
         fill(strings::note_two_numbers, {label_of(info),
                                          {"value", shortened(text, quoted_code_points)},
                                          {"a", typed.text},
                                          {"b", typed.other},
                                          {"used", used}}),
         true);
    return std::nullopt;
  }

  /// The last value given for the key; null when there is none that can be read.
  const std::string* find(const ParamInfo& info, const std::string& used) {
    const std::string_view key = info.key;
    const Pair* last = nullptr;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (pairs_[i].key != key) continue;
      seen_[i] = true;
      last = &pairs_[i];
    }
    if (last == nullptr) return nullptr;
    if (last->fault == Pair::Fault::none) return &last->value;
    const bool damaged = last->fault == Pair::Fault::damaged;
    note(key,
         fill(damaged ? strings::note_bad_encoding : strings::note_value_too_long,
              {label_of(info), {"used", used}, {"limit", std::to_string(max_pair_bytes)}}),
         true);
    return nullptr;
  }

  void refuse(const Words& reason, const ParamInfo& info, const std::string& text,
              const std::string& used) {
    refuse(reason, info, text, Slot("used", used));
  }
  void refuse(const Words& reason, const ParamInfo& info, const std::string& text,
              const Slot& used) {
    note(info.key,
         fill(reason, {label_of(info), {"value", shortened(text, quoted_code_points)}, used}),
         true);
  }

  void accept(const ParamInfo& info, const std::string& text, bool in_range, std::string_view min,
              std::string_view max, std::string used) {
    if (!in_range) {
      note(info.key,
           fill(strings::note_clamped, {label_of(info),
                                        {"value", shortened(text, quoted_code_points)},
                                        {"min", min},
                                        {"max", max},
                                        {"used", used}}),
           false);
    }
    taken.push_back({std::string(info.key), info.label, text, std::move(used)});
  }
};

/// A value that was taken may have been moved by a later one (hist_hi by hist_lo).
void note_adjusted(const Experiment& experiment, const std::vector<Reader::Taken>& taken,
                   std::vector<Note>& notes) {
  const std::vector<ParamText> texts = param_texts(experiment);
  for (const Reader::Taken& value : taken) {
    const auto now = std::find_if(texts.begin(), texts.end(), [&value](const ParamText& param) {
      return param.key == value.key;
    });
    if (now == texts.end() || now->text == value.used) continue;
    notes.push_back({value.key, fill(strings::note_adjusted,
                                     {Slot("label", value.label.en, value.label.ko),
                                      {"value", shortened(value.asked, quoted_code_points)},
                                      {"used", now->text}})});
  }
}

}  // namespace

void read_params(Experiment& experiment, const std::vector<Pair>& pairs, std::vector<Note>& notes) {
  for (const Pair& pair : std::views::reverse(pairs)) {
    if (pair.key != "preset") continue;
    if (pair.fault == Pair::Fault::none) experiment.apply_preset(pair.value);
    break;
  }
  Reader reader(pairs, notes);
  experiment.describe_params(reader);
  note_adjusted(experiment, reader.taken, notes);
  reader.note_unknown();
}

}  // namespace initlab
