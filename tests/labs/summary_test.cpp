#include "labs/summary.h"

#include <gtest/gtest.h>

#include "labs/result_visitor.h"

namespace initlab {
namespace {

/// Collects the words that a lab's verdict may be.
class VerdictWords final : public ResultVisitor {
 public:
  std::vector<std::string_view> found;

  void number(const FieldInfo&, double&) override {}
  void count(const FieldInfo&, std::uint64_t&) override {}
  void flag(const FieldInfo&, bool&) override {}
  void sentence(const FieldInfo&, Sentence&) override {}
  void sentences(const FieldInfo&, std::vector<Sentence>&) override {}
  void counts(const FieldInfo&, std::vector<std::uint64_t>&) override {}
  void numbers(const FieldInfo&, std::vector<double>&) override {}
  void word(const FieldInfo& info, int&, std::span<const std::string_view> words) override {
    if (info.key == "verdict") found.assign(words.begin(), words.end());
  }

 protected:
  void begin_object(const FieldInfo&) override {}
  void end_object() override {}
  bool begin_optional(const FieldInfo&, bool present) override { return present; }
  std::size_t begin_list(const FieldInfo&, std::size_t size) override { return size; }
  void end_list() override {}
};

TEST(Summary, EveryVerdictOfEveryLabHasItsMark) {
  for (const Lab& lab : labs()) {
    const std::unique_ptr<Report> report = lab.create()->empty_report();
    VerdictWords words;
    report->describe_fields(words);
    EXPECT_FALSE(words.found.empty()) << lab.id;
    for (const std::string_view word : words.found) EXPECT_TRUE(is_verdict(word)) << word;
  }
  EXPECT_FALSE(is_verdict("nonsense"));
}

TEST(Summary, IsReadAndTheReportLeftAsItIs) {
  for (const Lab& lab : labs()) {
    const std::unique_ptr<Report> report = lab.create()->empty_report();
    const Summary once = summary_of(*report);
    const Summary twice = summary_of(*report);
    EXPECT_FALSE(once.verdict.empty()) << lab.id;
    EXPECT_EQ(once.verdict, twice.verdict);
    EXPECT_EQ(once.mark, verdict_mark(once.verdict));
  }
}

}  // namespace
}  // namespace initlab
