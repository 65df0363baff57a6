#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "labs/forward/result.h"
#include "labs/notes/params.h"
#include "labs/notes/tables.h"

namespace initlab {
struct Figure;
}

namespace initlab::notes {

/// Part of all five forward measurements, in the order of NetworkPreset.
struct Measurement {
  std::array<forward::Measurement, experiment_count> experiments;

  void merge(const Measurement& next);
};
void describe(ResultVisitor&, Measurement&);

/// One layer of one experiment: ours, the notes' and theory side by side. lo and hi are -+2
/// standard deviations over seeds, a place one between them as -2 and +2; NaN until they are known.
struct LayerResult {
  NetworkPreset experiment = NetworkPreset::small;
  std::uint64_t layer = 0;  // 0 is the input
  double std = 0.0;
  double notes_std = 0.0;
  double theory_std = 0.0;
  double place = 0.0;
  double notes_place = 0.0;
  double mean = 0.0;
  double notes_mean = 0.0;
  double theory_mean = 0.0;
  double mean_place = 0.0;
  double notes_mean_place = 0.0;
  double std_lo = 0.0;
  double std_hi = 0.0;
  double mean_lo = 0.0;
  double mean_hi = 0.0;
};
void describe(ResultVisitor&, LayerResult&);

/// How many of an experiment's printed numbers, a mean and a std for each layer, lie within the
/// band. The input's are not counted: they say nothing about a network.
struct ExperimentResult {
  NetworkPreset preset = NetworkPreset::small;
  std::uint64_t band_seeds =
      0;                       // that the band is measured over; 0 where it is known in closed form
  std::uint64_t compared = 0;  // numbers of the notes whose band is known
  std::uint64_t inside = 0;    // of these
  std::uint64_t ours_compared = 0;
  std::uint64_t ours_inside = 0;
  double farthest = 0.0;          // largest |place| of the notes' numbers
  double ours_farthest = 0.0;     // and of ours
  Sentence finding;               // in one line
  std::vector<Sentence> remarks;  // where the notes' text is loose
};
void describe(ResultVisitor&, ExperimentResult&);

enum class Verdict : std::uint8_t { running, agrees, differs };

struct Report : NetworkProgress {
  bool complete = false;

  Verdict verdict = Verdict::running;
  Sentence headline;
  Sentence evidence;
  std::vector<Sentence> warnings;  // the experiments' remarks, each with the experiments' names

  std::vector<ExperimentResult> experiments;
  std::vector<LayerResult> layers;  // experiment after experiment, each from its input on
};
void describe(ResultVisitor&, Report&);

/// "hidden layer 1 had mean -0.00130 and std 0.62751 (notes: mean 0.00080 and std 0.98212)".
std::string notes_text(const Report&);

/// The plots for export, the most telling one first.
std::vector<Figure> figures(const Report&);

}  // namespace initlab::notes
