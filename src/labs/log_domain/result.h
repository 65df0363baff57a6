#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "labs/lab.h"
#include "labs/log_domain/params.h"

namespace initlab {
struct Figure;
}

namespace initlab::log_domain {

/// What one format made of the product, the sum of logs and the logsumexp. Steps count factors from
/// 1; 0 is never.
struct Run {
  double product = 1.0;
  double log_sum = 0.0;
  std::uint64_t idle_at = 0;
  std::uint64_t subnormal_at = 0;
  std::uint64_t zero_at = 0;
  std::uint64_t log_stalled_at = 0;
  double naive = 0.0;    // ln of the sum of the terms
  double shifted = 0.0;  // the same, the largest term taken out
};
void describe(ResultVisitor&, Run&);

struct Measurement {
  std::uint64_t count = 0;  // factors
  double log_sum = 0.0;     // natural, of the unrounded probabilities, compensated
  std::vector<Run> runs;    // by NumberFormat
  // At shown_steps(): the chosen format's product, and its sum of logs.
  std::vector<double> product;
  std::vector<double> log_sums;

  void merge(const Measurement& next);
};
void describe(ResultVisitor&, Measurement&);

/// A row of the table. A predicted step is the mean over seeds, with its standard deviation.
struct Format {
  int format = 0;  // NumberFormat
  double smallest = 0.0;
  Run run;
  double idle_predicted = 0.0;
  double subnormal_predicted = 0.0;
  double zero_predicted = 0.0;
  double zero_sd = 0.0;
  double log_error = 0.0;      // of the format's sum of logs
  double shifted_error = 0.0;  // of its shifted logsumexp
  double least_change = 0.0;   // the largest number that added to 1 leaves 1
};
void describe(ResultVisitor&, Format&);

enum class Verdict : std::uint8_t {
  zero,
  stuck,      // the exact product is below the smallest number, the format's is not 0
  subnormal,  // on its way there, with fewer digits
  normal
};

struct Report {
  bool complete = false;
  Verdict verdict = Verdict::normal;
  Sentence headline;
  Sentence evidence;
  std::vector<Sentence> warnings;
  double log_sum = 0.0;  // natural, exact to rounding
  double log10_product = 0.0;
  double log_predicted = 0.0;  // natural: count x E ln p
  double log_predicted_sd = 0.0;
  double lse_exact = 0.0;
  std::vector<Format> formats;
  std::vector<double> steps;
  std::vector<double> product;    // log10 of the chosen format's; -infinity at 0
  std::vector<double> log_sums;   // its sum of logs, as log10 too
  std::vector<double> theory;     // log10
  std::vector<double> theory_lo;  // -+2 standard deviations over seeds
  std::vector<double> theory_hi;
};
void describe(ResultVisitor&, Report&);

/// A line a format.
std::string notes_text(const Report&);

/// The plots for export, the most telling one first.
std::vector<Figure> figures(const Report&);

}  // namespace initlab::log_domain
