#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/activation/activation.h"
#include "core/theory/mean_field.h"
#include "labs/result_visitor.h"
#include "text/words.h"

namespace initlab {

// What the reports of the network labs have in common.

/// How far an experiment has come: rows of the batch, and other seeds.
struct NetworkProgress {
  std::uint64_t rows = 0;
  std::uint64_t rows_total = 0;
  std::uint64_t sweep_done = 0;
  std::uint64_t sweep_total = 0;
};
void describe_progress(ResultVisitor&, NetworkProgress&);

/// What a size has become, by its ratio to what it was at the start.
template <class Verdict>
Verdict verdict_by_ratio(double ratio) {
  if (ratio < 1e-3) return Verdict::vanished;
  if (ratio < 0.1) return Verdict::collapsing;
  if (ratio < 0.5) return Verdict::fading;
  if (ratio <= 2.0) return Verdict::keeps;
  return ratio <= 1e3 ? Verdict::growing : Verdict::exploded;
}

struct HistogramResult {
  double lo = -1.0;
  double hi = 1.0;
  std::vector<std::uint64_t> counts;
  std::uint64_t below = 0;
  std::uint64_t above = 0;
};
void describe(ResultVisitor&, HistogramResult&);

/// A parameter value worth marking on its slider.
struct GainMark {
  double gain = 1.0;
  Sentence label;  // "√2 keeps the size", "critical at 4.47"
};
void describe(ResultVisitor&, GainMark&);

/// "Keeps" (whose words are given) only where it is exact: tanh at its critical gain still fades.
/// None where no finite gain keeps.
std::optional<GainMark> mark_of(const std::optional<KeepingGain>&, const Words& keeps);

/// What to know of a prediction for weights that are not independent; null for those that are, and
/// where there is nothing to say.
const Words* words_of_weights(Initializer);

/// A gain as people know it: "√2", "1/√2", else three digits.
std::string written_gain(double gain);

/// Where the values of an activation usually lie: the histogram's range.
struct ValueRange {
  double lo;
  double hi;
  bool operator==(const ValueRange&) const = default;
};
ValueRange usual_range(Activation);

}  // namespace initlab
