#include "labs/symmetry/result.h"

#include <algorithm>
#include <iterator>

#include "text/number_format.h"

namespace initlab::symmetry {
namespace {

// In the order of Verdict.
constexpr std::string_view verdict_words[] = {"only-bias", "tied",   "broken",  "merged",
                                              "distinct",  "single", "diverged"};

void describe_step(ResultVisitor& visitor, std::string_view key, std::int64_t& step) {
  std::optional<std::uint64_t> known;
  if (step >= 0) known = static_cast<std::uint64_t>(step);
  initlab::describe_step(visitor, key, known, max_steps);
  step = known ? static_cast<std::int64_t>(*known) : TinyTraining::never;
}

void groups(ResultVisitor& visitor, std::string_view key, std::array<double, tiny_groups>& values) {
  std::vector<double> list(values.begin(), values.end());
  visitor.numbers({.key = key}, list);
  list.resize(tiny_groups);
  std::copy(list.begin(), list.end(), values.begin());
}

}  // namespace

}  // namespace initlab::symmetry

// Beside the type, where ResultVisitor finds it.
namespace initlab {

void describe(ResultVisitor& visitor, TinySnapshot& snapshot) {
  visitor.count({.key = "step"}, snapshot.step);
  visitor.number({.key = "loss"}, snapshot.loss);
  visitor.number({.key = "twin_loss"}, snapshot.twin_loss);
  std::vector<std::uint64_t> orbits(snapshot.orbits.begin(), snapshot.orbits.end());
  visitor.counts({.key = "orbits"}, orbits);
  snapshot.orbits.clear();
  for (const std::uint64_t orbit : orbits) {
    snapshot.orbits.push_back(orbit < symmetry::max_hidden ? static_cast<int>(orbit) : 0);
  }
  auto distinct = static_cast<std::uint64_t>(snapshot.bitwise_distinct);
  visitor.count({.key = "bitwise_distinct"}, distinct);
  snapshot.bitwise_distinct = distinct <= symmetry::max_hidden ? static_cast<int>(distinct) : 0;
  visitor.number({.key = "cosine"}, snapshot.cosine);
  visitor.number({.key = "rank"}, snapshot.rank);
  symmetry::groups(visitor, "gradient", snapshot.gradient);
  symmetry::groups(visitor, "moved", snapshot.moved);
  visitor.numbers({.key = "weights"}, snapshot.weights);
}

}  // namespace initlab

namespace initlab::symmetry {

void Measurement::merge(const Measurement& next) {
  if (training.snapshots.empty()) training = next.training;
}

void describe(ResultVisitor& visitor, Measurement& measured) {
  TinyTraining& training = measured.training;
  visitor.list({.key = "snapshots"}, training.snapshots);
  describe_step(visitor, "broken_step", training.broken_step);
  describe_step(visitor, "bits_step", training.bits_step);
  describe_step(visitor, "diverged_step", training.diverged_step);
  describe_step(visitor, "twin_diverged_step", training.twin_diverged_step);
}

void describe(ResultVisitor& visitor, Groups& norms) {
  visitor.number({.key = "hidden_weights"}, norms.hidden_weights);
  visitor.number({.key = "hidden_biases"}, norms.hidden_biases);
  visitor.number({.key = "output_weights"}, norms.output_weights);
  visitor.number({.key = "output_bias"}, norms.output_bias);
}

void describe(ResultVisitor& visitor, Step& step) {
  visitor.count({.key = "step", .label = {"step", "단계"}}, step.step);
  visitor.number({.key = "loss", .label = {"loss", "손실"}}, step.loss);
  visitor.number({.key = "twin_loss", .label = {"loss of the random twin", "무작위 쌍둥이의 손실"}},
                 step.twin_loss);
  visitor.count({.key = "distinct_units", .label = {"distinct units", "서로 다른 유닛"}},
                step.distinct_units);
  visitor.count(
      {.key = "bitwise_distinct", .label = {"different bit patterns", "비트가 다른 유닛"}},
      step.bitwise_distinct);
  visitor.number({.key = "mean_abs_cosine", .label = {"mean |cosine|", "평균 |코사인|"}},
                 step.mean_abs_cosine);
  visitor.number({.key = "effective_rank", .label = {"effective rank", "유효 랭크"}},
                 step.effective_rank);
  visitor.object({.key = "gradient"}, step.gradient);
  visitor.object({.key = "moved"}, step.moved);
  visitor.counts({.key = "orbits"}, step.orbits);
  visitor.numbers({.key = "weights"}, step.weights);
  visitor.numbers({.key = "field", .audience = Audience::internal}, step.field);
}

void describe(ResultVisitor& visitor, Report& report) {
  describe_verdict(visitor, report, verdict_words);
  visitor.count({.key = "hidden"}, report.hidden);
  visitor.flag({.key = "classification"}, report.classification);
  initlab::describe_step(visitor, "broken_step", report.broken_step, max_steps);
  initlab::describe_step(visitor, "diverged_step", report.diverged_step, max_steps);
  visitor.number({.key = "constant_loss"}, report.constant_loss);
  visitor.numbers({.key = "points"}, report.points);
  visitor.list({.key = "steps", .table_row = true}, report.steps);
  visitor.sentences({.key = "warnings"}, report.warnings);
}

std::string notes_text(const Report& report) {
  std::string text;
  const std::size_t last = report.steps.empty() ? 0 : report.steps.size() - 1;
  for (std::size_t i = 0; i < report.steps.size(); ++i) {
    if (i % 20 != 0 && i != last) continue;
    const Step& step = report.steps[i];
    text += "step " + std::to_string(step.step) + " had loss " + fixed_number(step.loss, 5) +
            " (random twin " + fixed_number(step.twin_loss, 5) + "), " +
            std::to_string(step.distinct_units) + " distinct units\n";
  }
  if (report.steps.empty()) return text;
  const Step& end = report.steps.back();
  for (std::size_t j = 0; j < end.orbits.size() && 4 * j + 3 < end.weights.size(); ++j) {
    text += "unit " + std::to_string(j + 1) + " had weights " +
            fixed_number(end.weights[4 * j], 5) + ' ' + fixed_number(end.weights[4 * j + 1], 5) +
            ", bias " + fixed_number(end.weights[4 * j + 2], 5) + ", out " +
            fixed_number(end.weights[4 * j + 3], 5) + ", orbit " +
            std::to_string(end.orbits[j] + 1) + '\n';
  }
  return text;
}

}  // namespace initlab::symmetry
