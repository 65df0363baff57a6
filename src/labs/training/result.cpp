#include "labs/training/result.h"

#include <algorithm>

#include "labs/network/measured_parts.h"
#include "text/number_format.h"

namespace initlab::training {
namespace {

// In the order of Verdict.
constexpr std::string_view verdict_words[] = {"running",   "diverged", "too-large", "guessing",
                                              "saturated", "learned",  "learning",  "slow",
                                              "died",      "partly"};

constexpr std::size_t numbers_of_layer = 7;

void describe_layers(ResultVisitor& visitor, std::vector<LayerMoment>& layers) {
  std::vector<double> flat;
  flat.reserve(layers.size() * numbers_of_layer);
  for (const LayerMoment& l : layers) {
    flat.insert(flat.end(), {l.std, l.saturated, l.dead, l.grad_rms, l.weight_grad_norm,
                             l.update_ratio, l.distance});
  }
  visitor.numbers({.key = "layers"}, flat);
  layers.clear();
  for (std::size_t i = 0; i + numbers_of_layer <= flat.size(); i += numbers_of_layer) {
    layers.push_back(
        {flat[i], flat[i + 1], flat[i + 2], flat[i + 3], flat[i + 4], flat[i + 5], flat[i + 6]});
  }
}

/// As doubles in the frame; every float is one.
void describe_floats(ResultVisitor& visitor, std::string_view key, std::vector<float>& values) {
  std::vector<double> wide(values.begin(), values.end());
  visitor.numbers({.key = key}, wide);
  values.clear();
  for (const double x : wide) values.push_back(static_cast<float>(x));
}

void describe_classes(ResultVisitor& visitor, std::vector<std::uint8_t>& classes) {
  std::vector<std::uint64_t> wide(classes.begin(), classes.end());
  visitor.counts({.key = "predictions"}, wide);
  classes.clear();
  for (const std::uint64_t c : wide) classes.push_back(static_cast<std::uint8_t>(c & 0xFFU));
}

}  // namespace
}  // namespace initlab::training

// Beside the types, where ResultVisitor finds it.
namespace initlab {

void describe(ResultVisitor& visitor, TrainingMoment& moment) {
  visitor.count({.key = "step"}, moment.step);
  visitor.number({.key = "loss"}, moment.loss);
  visitor.number({.key = "accuracy"}, moment.accuracy);
  visitor.number({.key = "grad_norm"}, moment.grad_norm);
  training::describe_layers(visitor, moment.layers);
}

void describe(ResultVisitor& visitor, TrainingScores& scores) {
  visitor.count({.key = "step", .label = {"step", "단계"}}, scores.step);
  visitor.number({.key = "train_loss"}, scores.train_loss);
  visitor.number({.key = "train_accuracy"}, scores.train_accuracy);
  visitor.number({.key = "test_loss"}, scores.test_loss);
  visitor.number({.key = "test_accuracy"}, scores.test_accuracy);
}

void describe(ResultVisitor& visitor, TrainingEvaluation& evaluation) {
  describe(visitor, static_cast<TrainingScores&>(evaluation));
  visitor.list({.key = "layers"}, evaluation.layers);
  training::describe_classes(visitor, evaluation.predictions);
  training::describe_floats(visitor, "first_weights", evaluation.first_weights);
  training::describe_floats(visitor, "field", evaluation.field);
}

}  // namespace initlab

namespace initlab::training {

void Measurement::merge(const Measurement& next) {
  const auto append_later = [](auto& entries, const auto& others) {
    for (const auto& entry : others) {
      if (entries.empty() || entry.step > entries.back().step) entries.push_back(entry);
    }
  };
  append_later(training.moments, next.training.moments);
  append_later(training.evaluations, next.training.evaluations);
  training.step = std::max(training.step, next.training.step);
  if (!training.diverged_step) training.diverged_step = next.training.diverged_step;
  if (samples.empty()) samples = next.samples;
  if (points.empty()) points = next.points;
  for (const MapCell& cell : next.cells) {
    if (cells.empty() || cell.job > cells.back().job) cells.push_back(cell);
  }
  if (map_scales.empty()) map_scales = next.map_scales;
  finished = finished || next.finished;
}

std::optional<Measurement> Measurement::take_part() {
  if (taken_moments_ == training.moments.size()) return std::nullopt;
  Measurement part;
  const auto later = [](const auto& entries, std::size_t& taken, auto& to) {
    to.assign(entries.begin() + static_cast<std::ptrdiff_t>(taken), entries.end());
    taken = entries.size();
  };
  if (taken_evaluations_ == 0) {
    part.samples = samples;
    part.points = points;
  }
  later(training.moments, taken_moments_, part.training.moments);
  later(training.evaluations, taken_evaluations_, part.training.evaluations);
  part.training.step = training.step;
  return part;
}

void describe(ResultVisitor& visitor, Sample& sample) {
  visitor.numbers({.key = "pixels"}, sample.pixels);
  visitor.count({.key = "label"}, sample.label);
}

void describe(ResultVisitor& visitor, Measurement& measured) {
  visitor.list({.key = "moments"}, measured.training.moments);
  visitor.list({.key = "evaluations"}, measured.training.evaluations);
  describe_step(visitor, "diverged_step", measured.training.diverged_step, most_steps);
  visitor.count({.key = "step"}, measured.training.step);
  visitor.list({.key = "samples"}, measured.samples);
  visitor.numbers({.key = "points"}, measured.points);
  visitor.flag({.key = "finished"}, measured.finished);
  visitor.list({.key = "cells"}, measured.cells);
  visitor.numbers({.key = "map_scales"}, measured.map_scales);
}

void describe(ResultVisitor& visitor, MapCell& cell) {
  visitor.count({.key = "job"}, cell.job);
  visitor.number({.key = "train_accuracy"}, cell.train_accuracy);
  visitor.number({.key = "test_accuracy"}, cell.test_accuracy);
  visitor.number({.key = "train_loss"}, cell.train_loss);
  describe_step(visitor, "diverged_step", cell.diverged_step, most_steps);
}

void describe(ResultVisitor& visitor, MapTheory& theory) {
  visitor.number({.key = "depth_scale", .label = {"depth scale ξ, theory", "깊이 척도 ξ, 이론"}},
                 theory.depth_scale);
}

void describe(ResultVisitor& visitor, MapRow& row) {
  constexpr NumberStyle percent = NumberStyle::percent;
  visitor.number({.key = "gain", .label = {"gain", "게인"}}, row.gain);
  visitor.count({.key = "depth", .label = {"depth", "깊이"}}, row.depth);
  visitor.number(
      {.key = "train_accuracy", .label = {"training accuracy", "학습 정확도"}, .style = percent},
      row.train_accuracy);
  visitor.number(
      {.key = "test_accuracy", .label = {"test accuracy", "시험 정확도"}, .style = percent},
      row.test_accuracy);
  visitor.number({.key = "train_loss", .label = {"training loss", "학습 손실"}}, row.train_loss);
  describe_step(visitor, "diverged_step", row.diverged_step, most_steps);
  visitor.optional_object({.key = "theory"}, row.theory);
}

void describe(ResultVisitor& visitor, LayerTheory& theory) {
  visitor.number({.key = "std", .label = {"std before training, theory", "학습 전 표준편차, 이론"}},
                 theory.std);
}

void describe(ResultVisitor& visitor, Layer& layer) {
  const auto percent = [&visitor](std::string_view key, Words label, double& value) {
    visitor.number({.key = key, .label = label, .style = NumberStyle::percent}, value);
  };
  visitor.count({.key = "layer", .label = {"layer", "층"}}, layer.layer);
  visitor.count({.key = "fan_in"}, layer.fan_in);
  visitor.count({.key = "fan_out"}, layer.fan_out);
  visitor.number({.key = "std", .label = {"std", "표준편차"}}, layer.std);
  visitor.number({.key = "grad_rms", .label = {"rms gradient", "rms 기울기"}}, layer.grad_rms);
  visitor.number(
      {.key = "weight_grad_norm", .label = {"weight gradient norm", "가중치 기울기 노름"}},
      layer.weight_grad_norm);
  visitor.number({.key = "update_ratio", .label = {"update ratio", "갱신 비율"}},
                 layer.update_ratio);
  percent("saturated_fraction", {"saturated", "포화"}, layer.saturated_fraction);
  percent("dead_fraction", {"dead units", "죽은 유닛"}, layer.dead_fraction);
  percent("dead_at_start_fraction", {"dead from the start", "처음부터 죽음"},
          layer.dead_at_start_fraction);
  percent("died_fraction", {"died in training", "학습 중 죽음"}, layer.died_fraction);
  visitor.number({.key = "distance", .label = {"distance from the start", "시작에서 온 거리"}},
                 layer.distance);
  visitor.optional_object({.key = "theory"}, layer.theory);
}

void describe(ResultVisitor& visitor, LayerCourse& course) {
  visitor.numbers({.key = "std"}, course.std);
  visitor.numbers({.key = "grad_rms"}, course.grad_rms);
  visitor.numbers({.key = "weight_grad_norm"}, course.weight_grad_norm);
  visitor.numbers({.key = "update_ratio"}, course.update_ratio);
  visitor.numbers({.key = "saturated"}, course.saturated);
  visitor.numbers({.key = "dead"}, course.dead);
  visitor.numbers({.key = "distance"}, course.distance);
}

void describe(ResultVisitor& visitor, Snapshot& snapshot) {
  visitor.counts({.key = "predictions"}, snapshot.predictions);
  visitor.numbers({.key = "first_weights"}, snapshot.first_weights);
  visitor.numbers({.key = "field"}, snapshot.field);
}

void describe(ResultVisitor& visitor, Report& report) {
  describe_verdict(visitor, report, verdict_words);
  visitor.count({.key = "classes"}, report.classes);
  visitor.number({.key = "guessing_loss"}, report.guessing_loss);
  visitor.number({.key = "chance_accuracy"}, report.chance_accuracy);
  describe_step(visitor, "diverged_step", report.diverged_step, most_steps);
  visitor.count({.key = "step"}, report.step);
  visitor.count({.key = "steps_total"}, report.steps_total);
  visitor.list({.key = "history"}, report.history);
  visitor.list({.key = "layers", .table_row = true}, report.layers);
  visitor.list({.key = "rows", .table_row = true}, report.rows);
  visitor.numbers({.key = "steps"}, report.steps);
  visitor.numbers({.key = "batch_loss"}, report.batch_loss);
  visitor.numbers({.key = "batch_accuracy"}, report.batch_accuracy);
  visitor.numbers({.key = "grad_norm"}, report.grad_norm);
  constexpr Audience internal = Audience::internal;
  visitor.list({.key = "courses", .audience = internal}, report.courses);
  visitor.list({.key = "snapshots", .audience = internal}, report.snapshots);
  visitor.list({.key = "samples", .audience = internal}, report.samples);
  visitor.numbers({.key = "points", .audience = internal}, report.points);
  visitor.numbers({.key = "map_gains", .audience = internal}, report.map_gains);
  visitor.numbers({.key = "map_depths", .audience = internal}, report.map_depths);
  visitor.numbers({.key = "map_scales", .audience = internal}, report.map_scales);
  visitor.sentences({.key = "warnings"}, report.warnings);
}

std::string notes_text(const Report& report) {
  std::string text;
  for (const MapRow& row : report.rows) {
    text += "gain " + shortest(row.gain) + " and depth " + std::to_string(row.depth) +
            " had training accuracy " + fixed_number(row.train_accuracy, 5) + '\n';
  }
  for (const HistoryEntry& entry : report.history) {
    text += "step " + std::to_string(entry.step) + " had loss " +
            fixed_number(entry.train_loss, 5) + " and test accuracy " +
            fixed_number(entry.test_accuracy, 5) + '\n';
  }
  for (const Layer& layer : report.layers) {
    text += (layer.layer == report.layers.size() ? "output layer " : "hidden layer ") +
            std::to_string(layer.layer) + " had std " + fixed_number(layer.std, 5) +
            " and update ratio " + shortest(layer.update_ratio) + '\n';
  }
  return text;
}

}  // namespace initlab::training
