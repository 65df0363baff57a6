#include "labs/forward/result.h"

#include <iterator>

#include "labs/network/measured_parts.h"

namespace initlab::forward {
namespace {

// In the order of Verdict.
constexpr std::string_view verdict_words[] = {"vanished",   "collapsing", "fading",    "keeps",
                                              "growing",    "exploded",   "saturated", "dead",
                                              "not-finite", "single"};

}  // namespace

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
  describe_progress(visitor, report);
  describe_verdict(visitor, report, verdict_words);
  visitor.optional_object({.key = "gain_mark"}, report.gain_mark);
  visitor.object({.key = "input", .table_row = true}, report.input);
  visitor.list({.key = "layers", .table_row = true}, report.layers);
  visitor.sentences({.key = "warnings"}, report.warnings);
}

}  // namespace initlab::forward
