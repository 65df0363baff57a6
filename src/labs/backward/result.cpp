#include "labs/backward/result.h"

#include <iterator>

namespace initlab::backward {
namespace {

// In the order of Verdict.
constexpr std::string_view verdict_words[] = {"vanished", "collapsing", "fading",
                                              "keeps",    "growing",    "exploded",
                                              "flushed",  "dead",       "not-finite"};

void describe_percent(ResultVisitor& visitor, std::string_view key, Words label, double& value) {
  visitor.number({.key = key, .label = label, .style = NumberStyle::percent}, value);
}

void describe_activations(ResultVisitor& visitor, Layer& layer) {
  visitor.number({.key = "mean", .label = {"mean", "평균"}}, layer.mean);
  visitor.number({.key = "std", .label = {"std", "표준편차"}}, layer.std);
  visitor.number({.key = "min"}, layer.min);
  visitor.number({.key = "max"}, layer.max);
  describe_percent(visitor, "saturated_fraction", {"saturated", "포화"}, layer.saturated_fraction);
  describe_percent(visitor, "zero_fraction", {}, layer.zero_fraction);
  describe_percent(visitor, "dead_fraction", {"dead units", "죽은 유닛"}, layer.dead_fraction);
  describe_percent(visitor, "nan_fraction", {}, layer.nan_fraction);
  describe_percent(visitor, "infinite_fraction", {}, layer.infinite_fraction);
  visitor.object({.key = "histogram"}, layer.histogram);
}

}  // namespace

void describe(ResultVisitor& visitor, LayerTheory& theory) {
  visitor.number({.key = "mean"}, theory.mean);
  visitor.number({.key = "std"}, theory.std);
  visitor.number({.key = "grad_rms", .label = {"rms gradient, theory", "rms 기울기, 이론"}},
                 theory.grad_rms);
  visitor.number({.key = "weight_grad_norm",
                  .label = {"weight gradient norm, theory", "가중치 기울기 노름, 이론"}},
                 theory.weight_grad_norm);
  visitor.number(
      {.key = "derivative_median", .label = {"median derivative, theory", "도함수 중앙값, 이론"}},
      theory.derivative_median);
}

void describe(ResultVisitor& visitor, Seeds& seeds) {
  visitor.count({.key = "count"}, seeds.count);
  visitor.number(
      {.key = "grad_rms_q1", .label = {"rms gradient, first quartile", "rms 기울기, 제1사분위수"}},
      seeds.grad_rms_q1);
  visitor.number(
      {.key = "grad_rms_median", .label = {"rms gradient, median", "rms 기울기, 중앙값"}},
      seeds.grad_rms_median);
  visitor.number(
      {.key = "grad_rms_q3", .label = {"rms gradient, third quartile", "rms 기울기, 제3사분위수"}},
      seeds.grad_rms_q3);
  visitor.number(
      {.key = "weight_grad_norm_q1",
       .label = {"weight gradient norm, first quartile", "가중치 기울기 노름, 제1사분위수"}},
      seeds.weight_grad_norm_q1);
  visitor.number({.key = "weight_grad_norm_median",
                  .label = {"weight gradient norm, median", "가중치 기울기 노름, 중앙값"}},
                 seeds.weight_grad_norm_median);
  visitor.number(
      {.key = "weight_grad_norm_q3",
       .label = {"weight gradient norm, third quartile", "가중치 기울기 노름, 제3사분위수"}},
      seeds.weight_grad_norm_q3);
}

void describe(ResultVisitor& visitor, SeedLayer& layer) {
  visitor.number({.key = "grad_rms"}, layer.grad_rms);
  visitor.number({.key = "weight_grad_norm"}, layer.weight_grad_norm);
}

void describe(ResultVisitor& visitor, SeedRun& run) { visitor.list({.key = "layers"}, run.layers); }

void describe(ResultVisitor& visitor, GradientHistogram& histogram) {
  describe(visitor, static_cast<HistogramResult&>(histogram));
  visitor.count({.key = "zero"}, histogram.zero);
  visitor.count({.key = "not_finite"}, histogram.not_finite);
}

void describe(ResultVisitor& visitor, Layer& layer) {
  visitor.count({.key = "layer", .label = {"layer", "층"}}, layer.layer);
  visitor.count({.key = "fan_in", .label = {"fan_in", "fan_in"}}, layer.fan_in);
  visitor.count({.key = "fan_out", .label = {"fan_out", "fan_out"}}, layer.fan_out);
  visitor.number({.key = "grad_rms", .label = {"rms gradient", "rms 기울기"}}, layer.grad_rms);
  visitor.optional_object({.key = "theory"}, layer.theory);
  visitor.optional_object({.key = "seeds"}, layer.seeds);
  visitor.number(
      {.key = "weight_grad_norm", .label = {"weight gradient norm", "가중치 기울기 노름"}},
      layer.weight_grad_norm);
  visitor.number({.key = "weight_norm", .label = {"weight norm", "가중치 노름"}},
                 layer.weight_norm);
  visitor.number({.key = "grad_ratio", .label = {"gradient / weight", "기울기/가중치"}},
                 layer.grad_ratio);
  visitor.number({.key = "derivative_median", .label = {"median derivative", "도함수 중앙값"}},
                 layer.derivative_median);
  describe_percent(visitor, "flushed_fraction", {"flushed", "0으로 반올림"},
                   layer.flushed_fraction);
  describe_percent(visitor, "grad_zero_fraction", {"gradient 0", "기울기 0"},
                   layer.grad_zero_fraction);
  describe_percent(visitor, "grad_infinite_fraction", {"gradient Inf", "기울기 Inf"},
                   layer.grad_infinite_fraction);
  describe_percent(visitor, "grad_nan_fraction", {"gradient NaN", "기울기 NaN"},
                   layer.grad_nan_fraction);
  visitor.object({.key = "grad_histogram"}, layer.grad_histogram);
  describe_activations(visitor, layer);
}

void describe(ResultVisitor& visitor, Input& input) {
  visitor.number({.key = "mean"}, input.mean);
  visitor.number({.key = "std"}, input.std);
}

void Measurement::merge(const Measurement& next) {
  if (next.rows > rows) {
    rows = next.rows;
    input = next.input;
    cotangent_rms = next.cotangent_rms;
    gap = next.gap;
    layers = next.layers;
  }
  sweep.insert(sweep.end(), next.sweep.begin(), next.sweep.end());
}

void describe(ResultVisitor& visitor, Measurement& measured) {
  visitor.count({.key = "rows"}, measured.rows);
  visitor.object({.key = "input"}, measured.input);
  visitor.number({.key = "cotangent_rms"}, measured.cotangent_rms);
  auto gap = static_cast<std::uint64_t>(measured.gap);
  visitor.count({.key = "gap"}, gap);
  measured.gap = gap < theory_gap_count ? static_cast<TheoryGap>(gap) : TheoryGap::none;
  visitor.list({.key = "layers"}, measured.layers);
  visitor.list({.key = "sweep"}, measured.sweep);
}

void describe(ResultVisitor& visitor, GradientLimits& limits) {
  visitor.number({.key = "smallest"}, limits.smallest);
  visitor.number({.key = "largest"}, limits.largest);
}

void describe(ResultVisitor& visitor, Report& report) {
  describe_progress(visitor, report);
  describe_verdict(visitor, report, verdict_words);
  visitor.optional_object({.key = "gain_mark"}, report.gain_mark);
  visitor.optional_object({.key = "limits"}, report.limits);
  visitor.number({.key = "gradient_ratio"}, report.gradient_ratio);
  visitor.number({.key = "cotangent_rms"}, report.cotangent_rms);
  visitor.object({.key = "input"}, report.input);
  visitor.list({.key = "layers", .table_row = true}, report.layers);
  visitor.sentences({.key = "warnings"}, report.warnings);
}

}  // namespace initlab::backward
