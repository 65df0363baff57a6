#include "labs/training/run.h"

#include <algorithm>

#include "labs/network/budget.h"
#include "labs/training/map.h"
#include "labs/training/picture_data.h"

namespace initlab::training {
namespace {

double evaluation_work(const Params& params, const DeepTrainingSpec& spec) {
  const int shown = is_picture(params.data) ? 0 : decision_field_size * decision_field_size;
  const int rows = rows_of(params.data) + shown;
  return static_cast<double>(count_evaluations(params.steps)) *
         static_cast<double>(multiply_adds(spec.network, rows));
}

/// One product on the way there and two on the way back.
double step_work(const DeepTrainingSpec& spec) {
  return 3.0 * static_cast<double>(multiply_adds(spec.network, spec.batch));
}

/// Of the data as they are kept, and of the file that they come in.
std::uint64_t data_bytes(const Params& params) {
  const auto rows = static_cast<std::uint64_t>(rows_of(params.data));
  const auto features = static_cast<std::uint64_t>(features_of(params.data));
  const std::uint64_t pictures = is_picture(params.data) ? 2 * features : 0;
  return rows * (sizeof(float) * features + pictures + 1);
}

/// Of the deepest run in memory, of all in work.
NetworkCost map_cost(const Params& params) {
  NetworkCost cost;
  for (const int depth : map_depths) {
    const DeepTrainingSpec spec = map_spec(params, depth);
    cost.memory_bytes = deep_training_bytes(spec, rows_of(params.data)) + data_bytes(params);
    cost.work +=
        map_gain_count * (step_work(spec) * spec.steps +
                          static_cast<double>(multiply_adds(spec.network, rows_of(params.data))));
  }
  return cost;
}

NetworkCost cost_of(const Params& params) {
  if (params.map == Map::on) return map_cost(params);
  const DeepTrainingSpec spec = training_spec(params);
  return {deep_training_bytes(spec, rows_of(params.data)) + data_bytes(params),
          step_work(spec) * (params.steps + 1.0) + evaluation_work(params, spec)};
}

void add_samples(const Dataset& data, Measurement& measured) {
  const int last = std::min(data.train_rows + shown_tests, data.rows());
  const auto pixels = static_cast<std::size_t>(data.features);
  for (int row = data.train_rows; row < last; ++row) {
    Sample sample;
    sample.label = data.labels[static_cast<std::size_t>(row)];
    const std::size_t first = static_cast<std::size_t>(row) * pixels;
    for (std::size_t i = first; i < first + pixels; ++i) {
      sample.pixels.push_back(data.pictures[i] / static_cast<double>(data.levels));
    }
    measured.samples.push_back(std::move(sample));
  }
}

void add_points(const Dataset& data, Measurement& measured) {
  for (int row = data.train_rows; row < data.rows(); ++row) {
    measured.points.insert(measured.points.end(),
                           {data.input(row)[0], data.input(row)[1],
                            static_cast<double>(data.labels[static_cast<std::size_t>(row)])});
  }
}

bool fits(const DeepTrainingSpec& spec, const TrainingEvaluation& evaluation) {
  const auto depth = static_cast<std::size_t>(spec.network.depth());
  const auto bins = static_cast<std::size_t>(spec.network.histogram.bins);
  const auto features = static_cast<std::size_t>(spec.network.widths.front());
  constexpr std::size_t cells = std::size_t{decision_field_size} * decision_field_size;
  const auto layer_fits = [bins](const LayerStatistics& layer) {
    return layer.bins.size() == bins && layer.units <= most_width &&
           layer.alive.size() <= std::size_t{most_width} / 64;
  };
  return evaluation.step <= static_cast<std::uint64_t>(spec.steps) &&
         evaluation.layers.size() == depth &&
         std::all_of(evaluation.layers.begin(), evaluation.layers.end(), layer_fits) &&
         evaluation.predictions.size() <= std::size_t{shown_tests} &&
         evaluation.first_weights.size() <= features * std::size_t{shown_units} &&
         evaluation.first_weights.size() % features == 0 &&
         (evaluation.field.empty() || evaluation.field.size() == cells);
}

/// One training, of which the end is kept; with the first what theory says of all.
Steps run_map_cell(const Params& params, int job, const Dataset& data, Measurement& measured) {
  const std::vector<double> gains = map_gains(params);
  const MapPlace place = map_place(job);
  if (job == 0) measured.map_scales = map_depth_scales(params, gains);
  co_yield Pause{};
  DeepTrainingSpec spec = map_spec(params, map_depths[place.depth]);
  spec.network.initializer.gain = gains[static_cast<std::size_t>(place.gain)];
  DeepTraining training;
  co_await train_deep(spec, data, training);
  if (training.evaluations.empty()) co_return;
  const TrainingScores& end = training.evaluations.back();
  measured.cells.push_back({static_cast<std::uint64_t>(job), end.train_accuracy, end.test_accuracy,
                            end.train_loss, training.diverged_step});
}

bool accepts_map(const Params& params, const Measurement& measured) {
  std::uint64_t next = 0;  // jobs rise
  for (const MapCell& cell : measured.cells) {
    const bool share = cell.train_accuracy >= 0.0 && cell.train_accuracy <= 1.0 &&
                       cell.test_accuracy >= 0.0 && cell.test_accuracy <= 1.0;
    if (cell.job < next || cell.job >= map_cell_count || !share ||
        cell.diverged_step.value_or(0) > static_cast<std::uint64_t>(map_steps(params))) {
      return false;
    }
    next = cell.job + 1;
  }
  const DeepTraining& training = measured.training;
  return (measured.map_scales.empty() || measured.map_scales.size() == map_gain_count) &&
         training.moments.empty() && training.evaluations.empty() && training.step == 0 &&
         !training.diverged_step && measured.samples.empty() && measured.points.empty() &&
         !measured.finished;
}

}  // namespace

Plan plan(const Params& params) {
  Plan plan;
  plan.rows = params.steps;
  plan.rows_per_shard = params.steps;
  plan.weights = weight_count(params);
  plan.data_file = data_file(params);
  plan.streams = params.map == Map::off;
  if (!plan.streams) {
    plan.shards = plan.rows = map_cell_count;
    plan.rows_per_shard = 1;
  }
  const NetworkCost cost = cost_of(params);
  plan.memory_bytes = cost.memory_bytes;
  plan.refusal = network_refusal(params, [&params](const NetworkParams& smaller) {
    Params trial = params;
    static_cast<NetworkParams&>(trial) = smaller;
    return cost_of(trial);
  });
  constexpr double most = 9e18;  // fits 64 bits
  plan.multiply_adds = static_cast<std::uint64_t>(std::min(cost.work, most));
  return plan;
}

Steps run(const Params& params, int job, const DataFiles& files, Measurement& measured) {
  const std::string_view file = data_file(params);
  Dataset made;
  if (file.empty()) made = plane_data(params);
  const Dataset* const data = file.empty() ? &made : files.find(file);
  const bool fits = data != nullptr && data->features == features_of(params.data) &&
                    data->classes == classes_of(params.data) && data->train_rows > 0;
  if (!fits) co_return;
  if (params.map == Map::on) {
    co_await run_map_cell(params, job, *data, measured);
    co_return;
  }
  if (job != 0) co_return;
  if (data->picture_width > 0) {
    add_samples(*data, measured);
  } else {
    add_points(*data, measured);
  }
  const DeepTrainingSpec spec = training_spec(params);
  co_await train_deep(spec, *data, measured.training);
  measured.finished = true;
}

bool accepts(const Params& params, const Measurement& measured) {
  if (params.map == Map::on || !measured.cells.empty() || !measured.map_scales.empty()) {
    return params.map == Map::on && accepts_map(params, measured);
  }
  const DeepTrainingSpec spec = training_spec(params);
  const auto depth = static_cast<std::size_t>(params.depth);
  const auto steps = static_cast<std::uint64_t>(params.steps);
  const DeepTraining& training = measured.training;
  const auto moment_fits = [&](const TrainingMoment& moment) {
    return moment.layers.size() == depth && moment.step <= steps;
  };
  const auto evaluation_fits = [&spec](const TrainingEvaluation& e) { return fits(spec, e); };
  const auto sample_fits = [&params](const Sample& sample) {
    return sample.pixels.size() == static_cast<std::size_t>(features_of(params.data));
  };
  // One more of each where it diverged.
  return training.moments.size() <= static_cast<std::size_t>(count_moments(params.steps)) + 1 &&
         training.evaluations.size() <=
             static_cast<std::size_t>(count_evaluations(params.steps)) + 1 &&
         std::all_of(training.moments.begin(), training.moments.end(), moment_fits) &&
         std::all_of(training.evaluations.begin(), training.evaluations.end(), evaluation_fits) &&
         measured.samples.size() <= std::size_t{shown_tests} &&
         std::all_of(measured.samples.begin(), measured.samples.end(), sample_fits) &&
         measured.points.size() <= std::size_t{3} * plane_test_rows && training.step <= steps;
}

}  // namespace initlab::training
