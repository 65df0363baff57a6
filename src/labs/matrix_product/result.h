#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/product/format_product.h"
#include "labs/lab.h"
#include "labs/matrix_product/params.h"

namespace initlab {
struct Figure;
}

namespace initlab::matrix_product {

/// One product, from the identity (step 0) to all factors. Natural logarithms.
struct Trial {
  std::uint64_t trial = 0;
  std::vector<double> log_norm;      // of e_1 P_t, t = 0..factors
  std::vector<double> log_diagonal;  // sum of log l_kk, k = 1..N; empty when it was not measured
};
void describe(ResultVisitor&, Trial&);

/// Singular values of the first trial's product after `step` factors.
struct Singular {
  std::uint64_t step = 0;
  std::vector<double> logs;  // ln, largest first
};
void describe(ResultVisitor&, Singular&);

/// One number format's run over the first trial.
struct FormatRun {
  NumberFormat format = NumberFormat::fp64;
  ProductEnd end = ProductEnd::finite;
  std::uint64_t step = 0;  // factors multiplied when it ended, or all of them
};
void describe(ResultVisitor&, FormatRun&);

/// Some trials of the product. The first carries what is shown of one product alone.
struct Measurement {
  std::vector<Trial> trials;  // in order
  std::vector<FormatRun> formats;
  std::vector<Singular> singular;
  std::vector<double> first;               // N x N
  std::vector<double> mantissas;           // of the product: first trial, all factors ...
  double exponent = 0.0;                   // ... times 2^exponent
  std::vector<double> product_fp32;        // the same as float32 has it
  std::vector<double> eigen_re, eigen_im;  // N of the first factor, then of the next ones

  void merge(const Measurement& next);
};
void describe(ResultVisitor&, Measurement&);

/// A row of the table: the product of the first `step` matrices. Base-10 logarithms of norms.
struct Step {
  std::uint64_t step = 0;
  double log10_norm = 0.0;  // trial 1
  double mean = 0.0;        // of the log, by theory
  double lo = 0.0;          // -+2 standard deviations of one trial; NaN where they are not known
  double hi = 0.0;
  double rms = 0.0;  // root mean square over the trials
  double rms_theory = 0.0;
  std::vector<double> trials;  // log10 norm of each
};
void describe(ResultVisitor&, Step&);

struct Exponent {
  std::uint64_t k = 1;
  double measured = 0.0;   // a factor, natural logarithm, mean over the trials that have it
  double predicted = 0.0;  // Newman's
  double sd = 0.0;         // of the measured one, by theory; NaN where it is not known
  double z = 0.0;
};
void describe(ResultVisitor&, Exponent&);

struct Format {
  NumberFormat format = NumberFormat::fp64;
  ProductEnd end = ProductEnd::finite;
  std::uint64_t step = 0;  // where it ended; 0 while it is finite
  double expected = 0.0;   // step by theory, 0 for never
};
void describe(ResultVisitor&, Format&);

struct SingularRow {
  std::uint64_t step = 0;
  std::vector<double> log10;  // largest first
};
void describe(ResultVisitor&, SingularRow&);

enum class Verdict : std::uint8_t { vanishes, fades, keeps, grows, explodes };

/// A std worth marking on its slider.
struct Mark {
  double std = 1.0;
  Sentence label;  // "0.572 keeps a typical norm"
};
void describe(ResultVisitor&, Mark&);

struct Report {
  std::uint64_t trials = 0;
  std::uint64_t trials_total = 0;
  bool complete = false;

  Verdict verdict = Verdict::keeps;
  Sentence headline;
  Sentence evidence;
  std::vector<Sentence> warnings;
  std::optional<Mark> std_mark;

  std::uint64_t size = 0;
  std::uint64_t factors = 0;
  bool mean_mode = false;
  bool exact = true;                // the theory; otherwise it is that of Gaussian entries
  double growth = 0.0;              // ln of a typical norm, a factor, by theory
  double mean_square_growth = 0.0;  // ln of the root mean square norm, a factor

  std::vector<Format> formats;
  std::vector<Exponent> exponents;
  std::vector<SingularRow> singular;
  std::vector<double> first;
  std::vector<double> product;    // times 10^product_exponent
  double product_exponent = 0.0;  // whole
  std::vector<double> product_fp32;

  double radius = 0.0;                     // of the circular law: s sqrt(N)
  double outside = 0.0;                    // fraction of the eigenvalues
  std::vector<double> eigen_re, eigen_im;  // N of the first factor, then of the next ones

  std::vector<Step> steps;  // 0..factors
};
void describe(ResultVisitor&, Report&);

/// The notes' two matrices, as PyTorch prints them.
std::string notes_text(const Report&);

/// The plots for export, the most telling one first.
std::vector<Figure> figures(const Report&);

}  // namespace initlab::matrix_product
