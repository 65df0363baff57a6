#include "labs/training/verdict.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::training {
namespace {

constexpr double above_chance = 0.1;     // of what is left to learn: less is still guessing
constexpr double saturated_worth = 0.5;  // share of a layer's outputs that decides a verdict
constexpr double died_worth = 0.3;       // of the hidden units, likewise
constexpr double died_worth_a_word = 0.05;
constexpr double too_large_growth = 10.0;  // of the loss, by the updates
constexpr double halfway = 0.5;            // of what is left to learn: less after a run is slow

std::string brief(double value) { return sentence_number(brief_number(value)); }

/// From the first step to the last.
bool stays_at_guessing(const Report& report) {
  const double guessing = report.guessing_loss;
  return std::all_of(report.history.begin(), report.history.end(), [&](const HistoryEntry& entry) {
    return std::abs(entry.test_loss - guessing) <= guessing_share * guessing;
  });
}

/// Neither right more often than by chance nor less surprised than by guessing.
bool at_chance(const Report& report) {
  const HistoryEntry& last = report.history.back();
  const double chance = report.chance_accuracy;
  const bool lower = last.test_loss < (1.0 - guessing_share) * report.guessing_loss;
  return last.test_accuracy < chance + above_chance * (1.0 - chance) && !lower;
}

/// The last hidden layer's, where there is one.
double saturated_share(const Report& report) {
  const std::size_t depth = report.layers.size();
  return depth > 1 ? report.layers[depth - 2].saturated_fraction : 0.0;
}

double died_share(const Report& report) {
  double died = 0.0;
  double units = 0.0;
  for (std::size_t l = 0; l + 1 < report.layers.size(); ++l) {
    const auto width = static_cast<double>(report.layers[l].fan_out);
    died += report.layers[l].died_fraction * width;
    units += width;
  }
  return units > 0.0 ? died / units : 0.0;
}

double dead_at_start(const Report& report) {
  double dead = 0.0;
  for (const Layer& layer : report.layers) dead = std::max(dead, layer.dead_at_start_fraction);
  return dead;
}

/// How many times the first loss the largest of a batch is, and where.
struct Growth {
  double times = 1.0;
  double step = 0.0;
};
Growth growth_of(const Report& report) {
  if (report.batch_loss.empty()) return {};
  const auto largest = std::max_element(report.batch_loss.begin(), report.batch_loss.end());
  const auto place = static_cast<std::size_t>(largest - report.batch_loss.begin());
  return {*largest / report.batch_loss.front(), report.steps[place]};
}

Verdict verdict_of(const Report& report) {
  if (report.diverged_step) return Verdict::diverged;
  if (!report.complete) return Verdict::running;
  if (report.history.back().test_accuracy >= learned_share) return Verdict::learned;
  if (at_chance(report)) {
    if (saturated_share(report) > saturated_worth) return Verdict::saturated;
    if (growth_of(report).times > too_large_growth) return Verdict::too_large;
    if (died_share(report) > died_worth) return Verdict::died;
    return Verdict::guessing;
  }
  if (died_share(report) > died_worth) return Verdict::died;
  const double enough = report.chance_accuracy + halfway * (1.0 - report.chance_accuracy);
  return report.history.back().test_accuracy < enough ? Verdict::slow : Verdict::learning;
}

/// Words about test rows: digits, other pictures, points in the plane.
Words words_for(Data data, const Words& digits, const Words& pictures, const Words& points) {
  if (data == Data::digits) return digits;
  return is_picture(data) ? pictures : points;
}

Sentence headline(const Params& params, const Report& report) {
  const HistoryEntry& last = report.history.back();
  const std::string step = std::to_string(last.step);
  const std::string right = percent_number(last.test_accuracy);
  switch (report.verdict) {
    case Verdict::running:
      return fill(words_for(params.data, strings::training_running,
                            strings::training_running_pictures, strings::training_running_points),
                  {{"n", step}, {"N", std::to_string(report.steps_total)}, {"p", right}});
    case Verdict::diverged: {
      const std::uint64_t diverged = report.diverged_step.value_or(0);
      if (diverged == 0) return fill(strings::training_diverged_at_once, {});
      return fill(strings::training_diverged,
                  {{"n", std::to_string(diverged)}, {"m", std::to_string(diverged - 1)}});
    }
    case Verdict::too_large: {
      const Growth growth = growth_of(report);
      return fill(strings::training_too_large,
                  {{"k", brief(growth.times)}, {"n", brief_number(growth.step, 5)}});
    }
    case Verdict::guessing:
      if (stays_at_guessing(report)) {
        if (params.loss == TrainingLoss::squared_error) {
          return fill(strings::training_guessing_error,
                      {{"c", fixed_number(report.guessing_loss, 3)}});
        }
        return fill(strings::training_guessing, {{"C", std::to_string(report.classes)},
                                                 {"c", fixed_number(report.guessing_loss, 3)}});
      }
      return fill(strings::training_chance, {{"n", step},
                                             {"a", brief_number(last.test_loss, 3)},
                                             {"c", fixed_number(report.guessing_loss, 3)}});
    case Verdict::saturated:
      return fill(strings::training_saturated,
                  {{"p", percent_number(saturated_share(report))}, {"n", step}});
    case Verdict::learned:
      return fill(words_for(params.data, strings::training_learned,
                            strings::training_learned_pictures, strings::training_learned_points),
                  {{"p", right}});
    case Verdict::learning:
      return fill(words_for(params.data, strings::training_learning,
                            strings::training_learning_pictures, strings::training_learning_points),
                  {{"p", right}, {"n", step}});
    case Verdict::slow:
      return fill(words_for(params.data, strings::training_slow, strings::training_slow_pictures,
                            strings::training_slow_points),
                  {{"p", right}, {"n", step}});
    case Verdict::partly:  // of a map: judge_map()
      break;
    case Verdict::died:
      return fill(strings::training_died, {{"p", percent_number(died_share(report))}});
  }
  return {};
}

/// The middle of the layers' update ratios, in the logarithm: they differ by factors.
double typical_ratio(const Report& report) {
  double sum = 0.0;
  int count = 0;
  for (const Layer& layer : report.layers) {
    if (!(layer.update_ratio > 0.0) || !std::isfinite(layer.update_ratio)) continue;
    sum += std::log(layer.update_ratio);
    ++count;
  }
  return count > 0 ? std::exp(sum / count) : 0.0;
}

Sentence evidence(const Report& report) {
  const HistoryEntry& first = report.history.front();
  const HistoryEntry& last = report.history.back();
  Sentence text = fill(strings::training_evidence_loss,
                       {{"a", sentence_number(brief_number(first.test_loss, 4))},
                        {"b", sentence_number(brief_number(last.test_loss, 4))},
                        {"n", std::to_string(last.step)},
                        {"c", fixed_number(report.guessing_loss, 3)}});
  const double ratio = typical_ratio(report);
  if (ratio > 0.0 && report.verdict != Verdict::diverged) {
    const double of_usual = ratio / usual_update_ratio;
    append(text, fill(of_usual < 1.0 ? strings::training_evidence_below
                                     : strings::training_evidence_above,
                      {{"u", brief(ratio)}, {"k", sentence_number(ratio_number(of_usual))}}));
  }
  return text;
}

void add_warnings(const Params& params, Report& report) {
  const bool updated = report.diverged_step.value_or(1) > 0;
  if (updated && (report.verdict == Verdict::diverged || report.verdict == Verdict::too_large)) {
    report.warnings.push_back(
        fill(params.clip > 0.0 ? strings::training_warning_rate : strings::training_warning_clip,
             {{"r", shortest(params.rate)}}));
  }
  const double dead = dead_at_start(report);
  if (dead > died_worth_a_word) {
    report.warnings.push_back(fill(strings::training_warning_dead, {{"p", percent_number(dead)}}));
  }
  const double died = died_share(report);
  const bool said = report.verdict == Verdict::died || report.verdict == Verdict::diverged;
  if (died > died_worth_a_word && !said) {
    report.warnings.push_back(fill(strings::training_warning_died, {{"p", percent_number(died)}}));
  }
  const auto clipped = std::count_if(report.grad_norm.begin(), report.grad_norm.end(),
                                     [&params](double norm) { return norm > params.clip; });
  if (params.clip > 0.0 && clipped > 0) {
    report.warnings.push_back(
        fill(strings::training_warning_clipped,
             {{"k", std::to_string(clipped)}, {"n", std::to_string(report.grad_norm.size())}}));
  }
}

}  // namespace

void judge(const Params& params, Report& report) {
  if (report.history.empty()) return;
  report.verdict = verdict_of(report);
  report.headline = headline(params, report);
  report.evidence = evidence(report);
  add_warnings(params, report);
}

}  // namespace initlab::training
