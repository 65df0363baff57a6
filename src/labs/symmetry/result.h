#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/training/tiny_training.h"
#include "labs/lab.h"
#include "labs/symmetry/params.h"

namespace initlab {
struct Figure;
}

namespace initlab::symmetry {

/// The whole training, measured by the one job.
struct Measurement {
  TinyTraining training;

  void merge(const Measurement& next);
};
void describe(ResultVisitor&, Measurement&);

/// Numbers of the four groups of parameters.
struct Groups {
  double hidden_weights = 0.0;
  double hidden_biases = 0.0;
  double output_weights = 0.0;
  double output_bias = 0.0;
};
void describe(ResultVisitor&, Groups&);

/// The network after `step` updates.
struct Step {
  std::uint64_t step = 0;
  double loss = 0.0;
  double twin_loss = 0.0;
  std::uint64_t distinct_units = 0;    // orbits, by same_unit_tolerance
  std::uint64_t bitwise_distinct = 0;  // different bit patterns
  double mean_abs_cosine = 0.0;        // NaN when all incoming weights are 0
  double effective_rank = 0.0;
  Groups gradient;                    // norms
  Groups moved;                       // norms of the way from the start
  std::vector<std::uint64_t> orbits;  // of each unit
  std::vector<double> weights;        // w_x, w_y, bias, out of each unit, then the output's bias
  std::vector<double> field;          // outputs on the grid of the plane, row by row from below
};
void describe(ResultVisitor&, Step&);

enum class Verdict : std::uint8_t {
  only_bias,  // nothing but the output's bias has moved
  tied,       // units that started as one still are
  broken,     // more distinct units than at the start
  merged,     // fewer
  distinct,   // as many as units, all along
  single,     // one hidden unit
  diverged
};

struct Report {
  bool complete = false;
  Verdict verdict = Verdict::distinct;
  Sentence headline;
  Sentence evidence;
  std::vector<Sentence> warnings;

  std::uint64_t hidden = 0;
  bool classification = true;
  std::optional<std::uint64_t> broken_step;
  std::optional<std::uint64_t> diverged_step;
  double constant_loss = 0.0;  // the least that a constant output has
  std::vector<double> points;  // x, y, target of each
  std::vector<Step> steps;
};
void describe(ResultVisitor&, Report&);

/// Cells on a side of Step::field, which spans -field_reach to field_reach.
inline constexpr int field_size = 16;
inline constexpr double field_reach = toy_reach;

/// A line for some of the steps and one for each unit at the end.
std::string notes_text(const Report&);

/// The plots for export, the most telling one first.
std::vector<Figure> figures(const Report&);

}  // namespace initlab::symmetry
