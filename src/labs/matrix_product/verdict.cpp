#include "labs/matrix_product/verdict.h"

#include <algorithm>
#include <cmath>

#include "core/numbers/scaled_number.h"
#include "core/product/product_theory.h"
#include "labs/matrix_product/words.h"
#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::matrix_product {
namespace {

constexpr double twice = 0.30102999566398120;  // log10
constexpr double thousand = 3.0;
constexpr double agreement = 0.01;  // of a mean square growth with 0, over the whole product

std::string brief(double value, int digits) { return sentence_number(brief_number(value, digits)); }

Verdict by_size(double log10) {
  if (log10 < -thousand) return Verdict::vanishes;
  if (log10 < -twice) return Verdict::fades;
  if (log10 <= twice) return Verdict::keeps;
  return log10 <= thousand ? Verdict::grows : Verdict::explodes;
}

/// log10 of a typical norm: by theory where it is exact, else the mean of the logs over the trials.
double typical_norm(const Report& report) {
  const Step& last = report.steps.back();
  if (report.exact) return last.mean;
  double sum = 0.0;
  for (double log : last.trials) sum += log;
  return sum / static_cast<double>(last.trials.size());
}

const Words& headline_pattern(Verdict verdict, bool first_trial) {
  switch (verdict) {
    case Verdict::vanishes:
      return first_trial ? strings::matrix_product_vanishes
                         : strings::matrix_product_vanishes_typical;
    case Verdict::fades:
      return first_trial ? strings::matrix_product_fades : strings::matrix_product_fades_typical;
    case Verdict::grows:
      return first_trial ? strings::matrix_product_grows : strings::matrix_product_grows_typical;
    case Verdict::explodes:
      return first_trial ? strings::matrix_product_explodes
                         : strings::matrix_product_explodes_typical;
    case Verdict::keeps:
      break;
  }
  return strings::matrix_product_keeps;
}

Sentence headline(const Params& params, const Report& report, double typical) {
  const std::string more = std::to_string(params.count);
  const double decades = report.mean_square_growth * static_cast<double>(report.factors) / ln_10;
  const bool shrinks = report.verdict == Verdict::vanishes || report.verdict == Verdict::fades;
  if (report.mean_mode && shrinks && std::abs(decades) < agreement) {
    const std::string size = sentence_number(size_text(typical));
    return fill(strings::matrix_product_mean_kept, {{"n", more}, {"x", size}});
  }
  // The first trial's product stands beside the sentence: its size, where it tells the same.
  const double own = report.steps.back().log10_norm;
  const bool same = by_size(own) == report.verdict;
  const std::string size = sentence_number(size_text(same ? own : typical));
  return fill(headline_pattern(report.verdict, same), {{"n", more}, {"x", size}});
}

std::string name_of(NumberFormat format) {
  return std::string(number_format_choices()[static_cast<std::size_t>(format)].label.en);
}

/// "bf16 and fp32" for formats that ended, or are expected to end, at one step.
struct Group {
  Sentence names;
  ProductEnd end = ProductEnd::finite;
  double step = 0.0;
};

std::vector<Group> groups(const Report& report, bool ended) {
  std::vector<Group> list;
  for (const Format& format : report.formats) {
    if ((format.end != ProductEnd::finite) != ended) continue;
    const double step = ended ? static_cast<double>(format.step) : format.expected;
    if (!(step > 0.0)) continue;
    const std::string name = name_of(format.format);
    const auto same = std::find_if(list.begin(), list.end(), [&](const Group& group) {
      return group.step == step && group.end == format.end;
    });
    if (same == list.end()) {
      list.push_back({{name, name}, format.end, step});
      continue;
    }
    same->names.en += " and " + name;
    same->names.ko += ", " + name;
  }
  return list;
}

/// "fp16 overflowed at step 18; bf16 and fp32 would overflow at step 159, fp64 at 1272."
Sentence formats_sentence(const Report& report) {
  Sentence text;
  for (const Group& group : groups(report, true)) {
    const Words& pattern = group.end == ProductEnd::infinite ? strings::matrix_product_overflowed
                           : group.end == ProductEnd::nan    ? strings::matrix_product_became_nan
                                                             : strings::matrix_product_became_zero;
    append(text,
           fill(pattern, {{"f", group.names.en, group.names.ko},
                          {"n", std::to_string(static_cast<int>(group.step))}}),
           "; ");
  }
  bool first = true;
  for (const Group& group : groups(report, false)) {
    // An expectation far beyond any product says nothing; one that has passed was just missed.
    if (group.step > 1e4 || group.step <= static_cast<double>(report.factors)) continue;
    const std::string step = std::to_string(static_cast<int>(group.step));
    const Words& pattern = !first                ? strings::matrix_product_would_next
                           : report.growth > 0.0 ? strings::matrix_product_would_overflow
                                                 : strings::matrix_product_would_vanish;
    append(text, fill(pattern, {{"f", group.names.en, group.names.ko}, {"n", step}}),
           first ? "; " : ", ");
    first = false;
  }
  if (!text.empty()) {
    text.en += '.';
    text.ko += '.';
  }
  return text;
}

Sentence evidence(const Report& report) {
  const std::string factor = brief(std::exp(report.growth), 3);
  Sentence text =
      fill(report.exact ? strings::matrix_product_factor : strings::matrix_product_factor_gaussian,
           {{"m", brief(report.growth, 3)}, {"f", factor}});
  if (report.mean_mode) {
    append(text, fill(strings::matrix_product_mean_factor,
                      {{"f", brief(std::exp(report.mean_square_growth), 3)}}));
  }
  append(text, formats_sentence(report));
  return text;
}

std::vector<Sentence> warnings(const Params& params, const Report& report) {
  std::vector<Sentence> list;
  const auto add = [&list](const Words& words) { list.push_back(fill(words, {})); };
  if (!report.exact) add(strings::matrix_product_no_theory);
  if (params.entries == FactorEntries::orthogonal && params.std == 1.0) {
    add(strings::matrix_product_orthogonal);
  }
  return list;
}

}  // namespace

void judge(const Params& params, Report& report) {
  if (report.steps.empty() || report.steps.back().trials.empty()) return;
  const double typical = typical_norm(report);
  report.verdict = by_size(typical);
  report.headline = headline(params, report, typical);
  report.evidence = evidence(report);
  report.warnings = warnings(params, report);
}

}  // namespace initlab::matrix_product
