#include "labs/forward/result.h"

#include <iterator>

namespace initlab::forward {
namespace {

// In the order of Verdict.
constexpr std::string_view verdict_words[] = {"vanished",   "collapsing", "fading",    "keeps",
                                              "growing",    "exploded",   "saturated", "dead",
                                              "not-finite", "single"};

/// As a double in the frame; every float is one.
void single(ResultVisitor& visitor, std::string_view key, float& value) {
  double wide = value;
  visitor.number({.key = key}, wide);
  value = static_cast<float>(wide);
}

void describe(ResultVisitor& visitor, RowMoments& rows) {
  visitor.count({.key = "rows"}, rows.rows);
  visitor.number({.key = "mean1"}, rows.mean1);
  visitor.number({.key = "mean2"}, rows.mean2);
  visitor.number({.key = "c11"}, rows.c11);
  visitor.number({.key = "c12"}, rows.c12);
  visitor.number({.key = "c22"}, rows.c22);
}

}  // namespace

// The core's structures, as they travel in frames. In namespace initlab for ResultVisitor to find.

void describe(ResultVisitor& visitor, LayerStatistics& layer) {
  visitor.count({.key = "count"}, layer.count);
  visitor.number({.key = "mean"}, layer.mean);
  visitor.number({.key = "m2"}, layer.m2);
  single(visitor, "min", layer.min);
  single(visitor, "max", layer.max);
  visitor.count({.key = "saturated"}, layer.saturated);
  visitor.count({.key = "saturated_above"}, layer.saturated_above);
  visitor.count({.key = "zero"}, layer.zero);
  visitor.count({.key = "nan"}, layer.nan);
  visitor.count({.key = "infinite"}, layer.infinite);
  visitor.counts({.key = "bins"}, layer.bins);
  visitor.count({.key = "below"}, layer.below);
  visitor.count({.key = "above"}, layer.above);
  visitor.counts({.key = "alive"}, layer.alive);
  std::uint64_t units = static_cast<std::uint64_t>(layer.units);
  visitor.count({.key = "units"}, units);
  layer.units = units <= max_width ? static_cast<int>(units) : 0;
  describe(visitor, layer.rows);
}

void describe(ResultVisitor& visitor, MeanFieldLayer& layer) {
  visitor.number({.key = "q"}, layer.q);
  visitor.number({.key = "mean"}, layer.mean);
  visitor.number({.key = "std"}, layer.std);
  visitor.number({.key = "chi"}, layer.chi);
}

void describe(ResultVisitor& visitor, Band& band) {
  visitor.number({.key = "std_lo"}, band.std_lo);
  visitor.number({.key = "std_hi"}, band.std_hi);
  visitor.number({.key = "mean_lo"}, band.mean_lo);
  visitor.number({.key = "mean_hi"}, band.mean_hi);
}

void describe(ResultVisitor& visitor, SweepLayer& layer) {
  visitor.number({.key = "mean"}, layer.mean);
  visitor.number({.key = "std"}, layer.std);
  visitor.number({.key = "row_variance_log_std"}, layer.row_variance_log_std);
  visitor.number({.key = "row_variance_mean"}, layer.row_variance_mean);
}

void describe(ResultVisitor& visitor, SweepRun& run) {
  visitor.list({.key = "layers"}, run.layers);
}

void describe(ResultVisitor& visitor, Measurement& measured) {
  visitor.count({.key = "rows"}, measured.rows);
  visitor.list({.key = "layers"}, measured.layers);
  visitor.list({.key = "theory"}, measured.theory);
  visitor.list({.key = "band"}, measured.band);
  visitor.list({.key = "sweep"}, measured.sweep);
}

void describe(ResultVisitor& visitor, LayerTheory& theory) {
  visitor.number({.key = "mean", .label = {"mean, theory", "평균, 이론"}}, theory.mean);
  visitor.number({.key = "std", .label = {"std, theory", "표준편차, 이론"}}, theory.std);
  visitor.number({.key = "std_lo", .label = {"std, −2 sd", "표준편차, −2 sd"}}, theory.std_lo);
  visitor.number({.key = "std_hi", .label = {"std, +2 sd", "표준편차, +2 sd"}}, theory.std_hi);
  visitor.number({.key = "mean_lo"}, theory.mean_lo);
  visitor.number({.key = "mean_hi"}, theory.mean_hi);
  // Before the numbers whose style it decides, for a reader of frames.
  visitor.flag({.key = "provisional"}, theory.provisional);
  visitor.number({.key = "z",
                  .label = {"z", "z"},
                  .style = theory.provisional ? NumberStyle::provisional : NumberStyle::z_score},
                 theory.z);
  visitor.number({.key = "place", .style = NumberStyle::z_score}, theory.place);
  visitor.sentence({.key = "spread", .audience = Audience::internal}, theory.spread);
}

void describe(ResultVisitor& visitor, SeedSpread& seeds) {
  visitor.count({.key = "count"}, seeds.count);
  visitor.number({.key = "std_q1", .label = {"std, first quartile", "표준편차, 제1사분위수"}},
                 seeds.std_q1);
  visitor.number({.key = "std_median", .label = {"std, median", "표준편차, 중앙값"}},
                 seeds.std_median);
  visitor.number({.key = "std_q3", .label = {"std, third quartile", "표준편차, 제3사분위수"}},
                 seeds.std_q3);
}

void describe(ResultVisitor& visitor, LayerResult& layer) {
  visitor.count({.key = "layer", .label = {"layer", "층"}}, layer.layer);
  visitor.count({.key = "fan_in", .label = {"fan_in", "fan_in"}}, layer.fan_in);
  visitor.count({.key = "fan_out", .label = {"fan_out", "fan_out"}}, layer.fan_out);
  visitor.number({.key = "mean", .label = {"mean", "평균"}}, layer.mean);
  visitor.number({.key = "std", .label = {"std", "표준편차"}}, layer.std);
  visitor.optional_object({.key = "theory"}, layer.theory);
  visitor.optional_object({.key = "seeds"}, layer.seeds);
  visitor.number({.key = "min", .label = {"min", "최솟값"}}, layer.min);
  visitor.number({.key = "max", .label = {"max", "최댓값"}}, layer.max);
  visitor.number(
      {.key = "saturated_fraction", .label = {"saturated", "포화"}, .style = NumberStyle::percent},
      layer.saturated_fraction);
  visitor.number({.key = "saturated_above"}, layer.saturated_above);
  visitor.number(
      {.key = "zero_fraction", .label = {"zero", "0인 값"}, .style = NumberStyle::percent},
      layer.zero_fraction);
  visitor.number(
      {.key = "dead_fraction", .label = {"dead units", "죽은 유닛"}, .style = NumberStyle::percent},
      layer.dead_fraction);
  visitor.number({.key = "nan_fraction", .label = {"NaN", "NaN"}, .style = NumberStyle::percent},
                 layer.nan_fraction);
  visitor.number(
      {.key = "infinite_fraction", .label = {"Inf", "Inf"}, .style = NumberStyle::percent},
      layer.infinite_fraction);
  visitor.object({.key = "histogram"}, layer.histogram);
}

void describe(ResultVisitor& visitor, Report& report) {
  visitor.count({.key = "rows"}, report.rows);
  visitor.count({.key = "rows_total"}, report.rows_total);
  visitor.count({.key = "sweep_done"}, report.sweep_done);
  visitor.count({.key = "sweep_total"}, report.sweep_total);
  visitor.flag({.key = "complete"}, report.complete);
  int verdict = static_cast<int>(report.verdict);
  visitor.word({.key = "verdict"}, verdict, verdict_words);
  report.verdict = static_cast<Verdict>(verdict);
  visitor.sentence({.key = "headline"}, report.headline);
  visitor.sentence({.key = "evidence"}, report.evidence);
  visitor.optional_object({.key = "gain_mark"}, report.gain_mark);
  visitor.object({.key = "input", .table_row = true}, report.input);
  visitor.list({.key = "layers", .table_row = true}, report.layers);
  visitor.sentences({.key = "warnings"}, report.warnings);
}

}  // namespace initlab::forward
