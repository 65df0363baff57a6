#include <bit>
#include <cmath>

#include "core/theory/mean_field.h"
#include "labs/training/additions.h"
#include "labs/training/map_report.h"
#include "labs/training/run.h"
#include "labs/training/verdict.h"

namespace initlab::training {
namespace {

std::vector<LayerCourse> courses_of(const std::vector<TrainingMoment>& moments, std::size_t depth) {
  std::vector<LayerCourse> courses(depth);
  for (const TrainingMoment& moment : moments) {
    for (std::size_t l = 0; l < depth; ++l) {
      const LayerMoment& layer = moment.layers[l];
      LayerCourse& course = courses[l];
      course.std.push_back(layer.std);
      course.grad_rms.push_back(layer.grad_rms);
      course.weight_grad_norm.push_back(layer.weight_grad_norm);
      course.update_ratio.push_back(layer.update_ratio);
      course.saturated.push_back(layer.saturated);
      course.dead.push_back(layer.dead);
      course.distance.push_back(layer.distance);
    }
  }
  return courses;
}

Snapshot snapshot_of(const TrainingEvaluation& evaluation) {
  Snapshot snapshot;
  snapshot.predictions.assign(evaluation.predictions.begin(), evaluation.predictions.end());
  snapshot.first_weights.assign(evaluation.first_weights.begin(), evaluation.first_weights.end());
  snapshot.field.assign(evaluation.field.begin(), evaluation.field.end());
  return snapshot;
}

/// Share of the units that were nonzero for some row then, and are for none now.
double share_that_died(const LayerStatistics& then, const LayerStatistics& now) {
  int died = 0;
  for (std::size_t word = 0; word < then.alive.size() && word < now.alive.size(); ++word) {
    died += std::popcount(then.alive[word] & ~now.alive[word]);
  }
  return then.units > 0 ? static_cast<double>(died) / then.units : 0.0;
}

std::vector<Layer> layers_of(const DeepTrainingSpec& spec, const DeepTraining& training) {
  std::vector<Layer> layers;
  if (training.moments.empty()) return layers;
  // What is predicted is the plain network.
  const std::vector<MeanFieldLayer> theory =
      spec.network.is_plain() ? mean_field(spec.network) : std::vector<MeanFieldLayer>();
  const TrainingMoment& last = training.moments.back();
  for (std::size_t l = 0; l < last.layers.size(); ++l) {
    const LayerMoment& measured = last.layers[l];
    Layer layer;
    layer.layer = l + 1;
    layer.fan_in = static_cast<std::uint64_t>(spec.network.widths[l]);
    layer.fan_out = static_cast<std::uint64_t>(spec.network.widths[l + 1]);
    layer.std = measured.std;
    layer.grad_rms = measured.grad_rms;
    layer.weight_grad_norm = measured.weight_grad_norm;
    layer.update_ratio = measured.update_ratio;
    layer.saturated_fraction = measured.saturated;
    layer.dead_fraction = measured.dead;
    layer.distance = measured.distance;
    const bool hidden = l + 1 < last.layers.size();
    if (hidden && !training.evaluations.empty()) {
      layer.dead_at_start_fraction = training.evaluations.front().layers[l].dead_fraction();
      layer.died_fraction = share_that_died(training.evaluations.front().layers[l],
                                            training.evaluations.back().layers[l]);
    }
    if (hidden && l < theory.size()) layer.theory = LayerTheory{theory[l].std};
    layers.push_back(layer);
  }
  return layers;
}

}  // namespace

Report report(const Params& params, const Measurement& measured) {
  Report report;
  report.classes = static_cast<std::uint64_t>(classes_of(params.data));
  report.guessing_loss = guessing_loss(params);
  report.chance_accuracy = 1.0 / classes_of(params.data);
  if (params.map == Map::on) {
    add_map(params, measured, report);
    return report;
  }
  const DeepTrainingSpec spec = training_spec(params);
  const DeepTraining& training = measured.training;
  report.complete = measured.finished;
  report.diverged_step = training.diverged_step;
  report.step = training.step;
  report.steps_total = static_cast<std::uint64_t>(params.steps);
  for (const TrainingEvaluation& e : training.evaluations) {
    report.history.push_back(e);
    report.snapshots.push_back(snapshot_of(e));
  }
  for (const TrainingMoment& moment : training.moments) {
    report.steps.push_back(static_cast<double>(moment.step));
    report.batch_loss.push_back(moment.loss);
    report.batch_accuracy.push_back(moment.accuracy);
    report.grad_norm.push_back(moment.grad_norm);
  }
  report.courses = courses_of(training.moments, static_cast<std::size_t>(params.depth));
  report.layers = layers_of(spec, training);
  report.samples = measured.samples;
  report.points = measured.points;
  judge(params, report);
  return report;
}

}  // namespace initlab::training
