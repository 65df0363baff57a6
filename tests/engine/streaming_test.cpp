// Jobs that hand out parts of their measurement before they end.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "engine/collector.h"
#include "engine/json_of.h"
#include "engine/thread_host.h"
#include "io/frame.h"
#include "io/query.h"
#include "labs/training/lab.h"

namespace initlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

ExperimentOf<training::Lab> small_training() {
  ExperimentOf<training::Lab> experiment;
  experiment.params.data = training::Data::spirals;
  experiment.params.width = 8;
  experiment.params.depth = 3;
  experiment.params.batch = 50;
  experiment.params.steps = 60;
  return experiment;
}

/// A job's measurement as frames: parts, and what it ends with.
struct Cut {
  std::vector<Bytes> parts;
  Bytes rest;
};

/// A part after every `stride` steps of the coroutine.
Cut cut(const Experiment& experiment, int stride) {
  Workspace workspace;
  const DataFiles none;
  std::unique_ptr<Measurement> measured;
  Steps steps = computation_of(experiment).run(experiment, 0, none, workspace, measured);
  Cut result;
  for (int count = 1; steps.resume(); ++count) {
    if (count % stride != 0) continue;
    if (const auto part = measured->take_part()) {
      result.parts.push_back(write_measurement(experiment, 0, *part));
    }
  }
  result.rest = write_measurement(experiment, 0, *measured);
  return result;
}

std::unique_ptr<Measurement> read(const Experiment& experiment, const Bytes& frame) {
  auto measurement = read_measurement(experiment, 0, frame);
  EXPECT_NE(measurement, nullptr);
  return measurement;
}

std::string json_at_once(const Experiment& experiment) {
  Collector collector(experiment.clone());
  Workspace workspace;
  EXPECT_TRUE(collector.add(0, computation_of(experiment).run(experiment, 0, {}, workspace)));
  EXPECT_TRUE(collector.progress().complete);
  return json_of(collector);
}

TEST(Streaming, TheBitsAreTheSameHoweverItIsCut) {
  const auto experiment = small_training();
  ASSERT_TRUE(plan_of(experiment).streams);
  const std::string whole = json_at_once(experiment);
  for (const int stride : {1, 7, 1 << 20}) {
    const Cut frames = cut(experiment, stride);
    EXPECT_EQ(frames.parts.empty(), stride == 1 << 20);
    Collector collector(experiment.clone());
    for (const Bytes& part : frames.parts) {
      EXPECT_TRUE(collector.add_part(0, read(experiment, part)));
      EXPECT_FALSE(collector.progress().complete);
    }
    EXPECT_TRUE(collector.add(0, read(experiment, frames.rest)));
    EXPECT_TRUE(collector.progress().complete);
    EXPECT_EQ(json_of(collector), whole) << stride;
  }
}

TEST(Streaming, AJobThatIsBegunAnewChangesNothing) {
  const auto experiment = small_training();
  const std::string whole = json_at_once(experiment);
  const Cut broken = cut(experiment, 5);
  const Cut again = cut(experiment, 3);
  ASSERT_GT(broken.parts.size(), 4u);
  Collector collector(experiment.clone());
  for (std::size_t i = 0; i < broken.parts.size() / 2; ++i) {
    EXPECT_TRUE(collector.add_part(0, read(experiment, broken.parts[i])));
  }
  for (const Bytes& part : again.parts) {
    EXPECT_TRUE(collector.add_part(0, read(experiment, part)));
  }
  EXPECT_TRUE(collector.add(0, read(experiment, again.rest)));
  EXPECT_EQ(json_of(collector), whole);
  // What comes late is passed over.
  EXPECT_TRUE(collector.add_part(0, read(experiment, broken.parts.front())));
  EXPECT_EQ(json_of(collector), whole);
}

TEST(Streaming, ProgressCountsStepsAndEveryPartIsAReport) {
  const auto experiment = small_training();
  const Cut frames = cut(experiment, 4);
  Collector collector(experiment.clone());
  int before = collector.progress().rows;
  EXPECT_EQ(before, 0);
  for (const Bytes& part : frames.parts) {
    EXPECT_TRUE(collector.add_part(0, read(experiment, part)));
    const Progress progress = collector.progress();
    EXPECT_GE(progress.rows, before);
    EXPECT_EQ(progress.rows_total, 60);
    EXPECT_EQ(progress.jobs_merged, 0);
    EXPECT_NE(json_of(collector).find("\"complete\":false"), std::string::npos);
    before = progress.rows;
  }
  EXPECT_GT(before, 0);
  collector.add(0, read(experiment, frames.rest));
  EXPECT_EQ(collector.progress().rows, 60);
}

TEST(Streaming, PartsOfOtherJobsAreRefused) {
  const auto experiment = small_training();
  const Computation& computation = computation_of(experiment);
  Collector collector(experiment.clone());
  EXPECT_FALSE(collector.add_part(-1, computation.empty_measurement()));
  EXPECT_FALSE(collector.add_part(collector.plan().jobs(), computation.empty_measurement()));
  const auto forward = std::move(read_query("depth=2&width=5&batch=3").experiment);
  Collector whole(forward->clone());
  ASSERT_FALSE(whole.plan().streams);
  EXPECT_FALSE(whole.add_part(0, computation_of(*forward).empty_measurement()));
}

TEST(Streaming, ThreadsReportPartsAndCanBeCancelledWithinAJob) {
  auto experiment = small_training();
  experiment.params.width = 100;
  experiment.params.depth = 10;
  experiment.params.steps = 5000;
  std::atomic<bool> cancelled{false};
  std::vector<int> rows;
  RunOptions options;
  options.cancelled = &cancelled;
  options.on_progress = [&](const Collector& collector) {
    rows.push_back(collector.progress().rows);
    if (rows.back() > rows.front()) cancelled.store(true);
  };
  const auto collector = run_experiment(experiment, options);
  ASSERT_GE(rows.size(), 2u);
  EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end()));
  EXPECT_LT(rows.back(), 5000);
  EXPECT_FALSE(collector->progress().complete);
}

TEST(Streaming, NothingIsRunWithoutTheDataFile) {
  ExperimentOf<training::Lab> experiment;
  experiment.params.steps = 1;
  ASSERT_EQ(plan_of(experiment).data_file, "digits");
  const DataFiles none;
  RunOptions options;
  options.data = &none;
  EXPECT_FALSE(run_experiment(experiment, options)->progress().complete);
  EXPECT_TRUE(run_experiment(experiment)->progress().complete);
}

}  // namespace
}  // namespace initlab
