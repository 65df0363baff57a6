#include "labs/summary.h"

#include <algorithm>
#include <iterator>

#include "labs/result_visitor.h"

namespace initlab {
namespace {

struct Row {
  std::string_view verdict;
  VerdictMark mark;
};

// A word means the same in every lab that has it.
constexpr Row rows[] = {
    {"vanished", VerdictMark::shrinks},  {"collapsing", VerdictMark::shrinks},
    {"fading", VerdictMark::shrinks},    {"dead", VerdictMark::shrinks},
    {"flushed", VerdictMark::shrinks},   {"keeps", VerdictMark::keeps},
    {"growing", VerdictMark::grows},     {"exploded", VerdictMark::grows},
    {"not-finite", VerdictMark::grows},  {"saturated", VerdictMark::stuck},
    {"vanishes", VerdictMark::shrinks},  {"fades", VerdictMark::shrinks},
    {"grows", VerdictMark::grows},       {"explodes", VerdictMark::grows},
    {"live", VerdictMark::keeps},        {"partly", VerdictMark::partly},
    {"zero", VerdictMark::shrinks},      {"stuck", VerdictMark::stuck},
    {"subnormal", VerdictMark::partly},  {"normal", VerdictMark::keeps},
    {"only-bias", VerdictMark::shrinks}, {"tied", VerdictMark::shrinks},
    {"merged", VerdictMark::shrinks},    {"broken", VerdictMark::keeps},
    {"distinct", VerdictMark::keeps},    {"diverged", VerdictMark::grows},
    {"single", VerdictMark::none},       {"running", VerdictMark::running},
    {"agrees", VerdictMark::keeps},      {"differs", VerdictMark::grows},
    {"guessing", VerdictMark::stuck},    {"learned", VerdictMark::keeps},
    {"learning", VerdictMark::partly},   {"slow", VerdictMark::partly},
    {"too-large", VerdictMark::grows},   {"died", VerdictMark::shrinks},
};

const Row* find(std::string_view verdict) {
  const auto found = std::find_if(std::begin(rows), std::end(rows), [&](const Row& candidate) {
    return candidate.verdict == verdict;
  });
  return found == std::end(rows) ? nullptr : found;
}

/// Reads what stands at the top of a report, and passes over the rest.
class SummaryReader final : public ResultVisitor {
 public:
  Summary summary;

  void number(const FieldInfo&, double&) override {}
  void count(const FieldInfo&, std::uint64_t&) override {}
  void flag(const FieldInfo&, bool&) override {}
  void sentences(const FieldInfo&, std::vector<Sentence>&) override {}
  void counts(const FieldInfo&, std::vector<std::uint64_t>&) override {}
  void numbers(const FieldInfo&, std::vector<double>&) override {}
  void sentence(const FieldInfo& info, Sentence& value) override {
    if (depth_ > 0) return;
    if (info.key == "headline") summary.headline = value;
    if (info.key == "evidence") summary.evidence = value;
  }
  void word(const FieldInfo& info, int& index, std::span<const std::string_view> words) override {
    if (depth_ > 0 || info.key != "verdict") return;
    summary.verdict = words[static_cast<std::size_t>(index)];
    summary.mark = verdict_mark(summary.verdict);
  }

 protected:
  void begin_object(const FieldInfo&) override { ++depth_; }
  void end_object() override { --depth_; }
  bool begin_optional(const FieldInfo&, bool present) override { return present; }
  std::size_t begin_list(const FieldInfo&, std::size_t size) override { return size; }
  void end_list() override {}

 private:
  int depth_ = 0;
};

}  // namespace

VerdictMark verdict_mark(std::string_view verdict) {
  const Row* row = find(verdict);
  return row == nullptr ? VerdictMark::none : row->mark;
}

bool is_verdict(std::string_view word) { return find(word) != nullptr; }

std::string_view word_of(VerdictMark mark) {
  constexpr std::string_view words[] = {"none",  "keeps",  "shrinks", "grows",
                                        "stuck", "partly", "running"};
  return words[static_cast<std::size_t>(mark)];
}

Summary summary_of(Report& report) {
  SummaryReader reader;
  report.describe_fields(reader);
  return reader.summary;
}

}  // namespace initlab
