#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "labs/activation/params.h"
#include "labs/lab.h"

namespace initlab {
struct Figure;
}

namespace initlab::activation {

/// What the chains of one activation did. The lists have an entry a depth, 1 to L; logs are
/// natural.
struct ChainSample {
  std::uint64_t outside = 0;       // of chains x L draws of z: |phi'(z)| below the threshold
  std::vector<double> median_log;  // over the chains, of ln |product|
  std::vector<double> mean_log;
  std::vector<double> rms_log;      // ln of the root mean square
  std::vector<std::uint64_t> zero;  // chains whose product is exactly 0
};
void describe(ResultVisitor&, ChainSample&);

struct Measurement {
  std::uint64_t chains = 0;
  std::vector<ChainSample> samples;  // one for each of compared_activations(), from the same z

  void merge(const Measurement& next);
};
void describe(ResultVisitor&, Measurement&);

/// One activation in numbers: a row of the table. Powers are log10, as they leave every format.
struct Facts {
  int act = 0;  // Activation
  double peak = 0.0;
  double peak_at = 0.0;  // infinite where it is only approached
  double zone_lo = 0.0;  // the ends of where |phi'| >= threshold; NaN where it nowhere is
  double zone_hi = 0.0;
  double share_outside = 0.0;
  double share_measured = 0.0;
  double share_z = 0.0;  // of the measured share; NaN where the exact one is 0 or 1
  double zero_share = 0.0;
  double typical_factor =
      0.0;  // exp(E ln phi') of the factors that are not 0; 0 where half of them are
  double rms_factor = 0.0;  // sqrt(E phi'^2)
  double bound = 0.0;       // log10 of max^L
  double typical = 0.0;     // log10 of the same of L factors
  double median = 0.0;      // log10, measured
  double rms = 0.0;         // log10 of (E phi'^2)^(L/2)
  double rms_measured = 0.0;
};
void describe(ResultVisitor&, Facts&);

/// The curves of one activation: over the report's grid z, and over depths 1 to L as log10.
struct Curves {
  int act = 0;
  std::vector<double> phi;
  std::vector<double> derivative;
  std::vector<double> zone_lo;  // intervals of the zone on the grid's range
  std::vector<double> zone_hi;
  std::vector<double> bound;
  std::vector<double> typical;
  std::vector<double> typical_lo;  // -+2 standard deviations over chains; empty with exact zeros
  std::vector<double> typical_hi;
  std::vector<double> rms;
  std::vector<double> median;  // measured
  std::vector<double> rms_measured;
  std::vector<double> zero;  // share of chains that are exactly 0
};
void describe(ResultVisitor&, Curves&);

enum class Verdict : std::uint8_t {
  vanishes,   // even max^L is below 1e-3
  saturated,  // most z are below the threshold
  partly,     // over a tenth are
  live
};

struct Report {
  std::uint64_t chains = 0;
  bool complete = false;
  Verdict verdict = Verdict::live;
  Sentence headline;
  Sentence evidence;
  std::vector<Sentence> warnings;
  std::vector<double> z;
  std::vector<double> density;     // of N(0, std^2) over z, its maximum 1
  std::vector<Facts> activations;  // act first
  std::vector<Curves> curves;
};
void describe(ResultVisitor&, Report&);

/// A line an activation, as the notes put it.
std::string notes_text(const Report&);

/// The plots for export, the most telling one first.
std::vector<Figure> figures(const Report&);

}  // namespace initlab::activation
