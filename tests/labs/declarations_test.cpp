// What every lab's declarations promise, whatever the lab.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "labs/computation.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

void expect_filled(const Words& words, std::string_view what) {
  EXPECT_FALSE(words.en.empty()) << what;
  EXPECT_FALSE(words.ko.empty()) << what;
}

bool is_made_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

constexpr std::string_view word_characters = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr std::string_view key_characters = "abcdefghijklmnopqrstuvwxyz0123456789_";

class DeclarationCheck final : public ParamVisitor {
 public:
  std::set<std::string> keys;
  int featured = 0;

  void integer(const ParamInfo& info, int& value, IntegerRange range) override {
    check(info);
    EXPECT_LT(range.min, range.max) << info.key;
    EXPECT_GE(value, range.min) << info.key;
    EXPECT_LE(value, range.max) << info.key;
    if (range.spacing == Spacing::logarithmic) {
      EXPECT_GT(range.min, 0) << info.key;
    }
  }
  void real(const ParamInfo& info, double& value, RealRange range) override {
    check(info);
    EXPECT_LT(range.min, range.max) << info.key;
    EXPECT_GE(value, range.min) << info.key;
    EXPECT_LE(value, range.max) << info.key;
    if (range.spacing == Spacing::logarithmic) {
      EXPECT_GT(range.min, 0.0) << info.key;
    }
  }
  void seed(const ParamInfo& info, std::uint64_t&) override { check(info); }
  void integers(const ParamInfo& info, std::vector<int>& value, IntegerRange range,
                int max_count) override {
    check(info);
    EXPECT_LE(value.size(), static_cast<std::size_t>(max_count)) << info.key;
    for (const int number : value) {
      EXPECT_GE(number, range.min) << info.key;
      EXPECT_LE(number, range.max) << info.key;
    }
  }
  void text(const ParamInfo& info, std::string& value, int max_bytes) override {
    check(info);
    EXPECT_LE(value.size(), static_cast<std::size_t>(max_bytes)) << info.key;
  }

 protected:
  void choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) override {
    check(info);
    check_choices(info, {index}, choices);
  }
  void choice_indices(const ParamInfo& info, std::vector<int>& indices,
                      std::span<const Choice> choices) override {
    check(info);
    check_choices(info, indices, choices);
    EXPECT_EQ(std::set<int>(indices.begin(), indices.end()).size(), indices.size()) << info.key;
  }

 private:
  void check_choices(const ParamInfo& info, const std::vector<int>& indices,
                     std::span<const Choice> choices) {
    ASSERT_FALSE(choices.empty()) << info.key;
    for (const int index : indices) {
      EXPECT_GE(index, 0) << info.key;
      EXPECT_LT(static_cast<std::size_t>(index), choices.size()) << info.key;
    }
    std::set<std::string_view> words;
    for (const Choice& choice : choices) {
      EXPECT_TRUE(words.insert(choice.word).second) << info.key << ' ' << choice.word;
      EXPECT_TRUE(is_made_of(choice.word, word_characters)) << choice.word;
      expect_filled(choice.label, choice.word);
    }
  }

  void check(const ParamInfo& info) {
    EXPECT_TRUE(is_made_of(info.key, key_characters)) << info.key;
    EXPECT_TRUE(keys.insert(std::string(info.key)).second) << "twice: " << info.key;
    featured += info.featured ? 1 : 0;
    expect_filled(info.label, info.key);
    expect_filled(info.help, info.key);
    EXPECT_TRUE(info.help.en.ends_with('.')) << info.key;
    EXPECT_TRUE(info.help.ko.ends_with('.')) << info.key;
  }
};

TEST(Declarations, HoldTogether) {
  std::set<std::string_view> ids;
  for (const Lab& lab : labs()) {
    SCOPED_TRACE(lab.id);
    EXPECT_TRUE(ids.insert(lab.id).second);
    expect_filled(lab.title, lab.id);
    DeclarationCheck check;
    lab.create()->describe_params(check);
    EXPECT_TRUE(check.keys.contains("preset"));
    EXPECT_TRUE(check.keys.contains("seed"));
    EXPECT_LE(check.featured, 1) << "one number to try first";
    for (const char* of_the_page : {"v", "lab", "lang", "theme", "hide", "controls", "embed"}) {
      EXPECT_FALSE(check.keys.contains(of_the_page)) << of_the_page;
    }
  }
}

TEST(Declarations, PresetsApply) {
  for (const Lab& lab : labs()) {
    for (const LabPreset& preset : lab.presets) {
      expect_filled(preset.label, preset.word);
      const auto experiment = lab.create();
      EXPECT_TRUE(experiment->apply_preset(preset.word)) << preset.word;
      EXPECT_EQ(experiment->preset(), preset.word);
      EXPECT_FALSE(plan_of(*experiment).refusal) << preset.word;
    }
    EXPECT_FALSE(lab.create()->apply_preset("no-such-preset"));
  }
}

TEST(Declarations, LabsAreFoundById) {
  ASSERT_NE(find_lab("forward"), nullptr);
  EXPECT_EQ(find_lab("forward")->id, "forward");
  EXPECT_EQ(find_lab(""), nullptr);
  EXPECT_EQ(find_lab("forwards"), nullptr);
}

/// Every brace is part of a {name}.
void expect_fillable(std::string_view pattern) {
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{')) {
    const std::size_t close = pattern.find('}', open);
    ASSERT_NE(close, std::string_view::npos) << pattern;
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    EXPECT_FALSE(name.empty()) << pattern;
    EXPECT_EQ(name.find_first_of("{ "), std::string_view::npos) << pattern;
    EXPECT_EQ(pattern.substr(0, open).find('}'), std::string_view::npos) << pattern;
    pattern.remove_prefix(close + 1);
  }
  EXPECT_EQ(pattern.find('}'), std::string_view::npos) << pattern;
}

TEST(Strings, AreFilledInAndFillable) {
  std::set<std::string_view> names;
  for (const strings::Entry& entry : strings::all()) {
    SCOPED_TRACE(entry.name);
    EXPECT_TRUE(names.insert(entry.name).second);
    expect_filled(entry.words, entry.name);
    expect_fillable(entry.words.en);
    expect_fillable(entry.words.ko);
  }
}

TEST(Strings, FillReplacesNamesAndKeepsUnknownOnes) {
  const Sentence sentence = fill({"a {x} b {y}", "{x}{x} {"}, {{"x", "1", "2"}});
  EXPECT_EQ(sentence.en, "a 1 b {y}");
  EXPECT_EQ(sentence.ko, "22 {");
}

}  // namespace
}  // namespace initlab
