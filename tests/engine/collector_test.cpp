#include "engine/collector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <random>

#include "engine/json_of.h"
#include "engine/thread_host.h"
#include "io/frame.h"
#include "io/query.h"

namespace initlab {
namespace {

const char* const several_shards = "depth=3&width=30&input_width=20&batch=300";

RunOptions on_threads(int threads) {
  RunOptions options;
  options.threads = threads;
  return options;
}

TEST(Collector, AnyOrderGivesTheSameBits) {
  const auto experiment = std::move(read_query(several_shards).experiment);
  const auto in_order = run_experiment(*experiment);
  const int jobs = in_order->plan().jobs();
  ASSERT_GT(in_order->plan().shards, 3);
  std::vector<int> order;
  for (int job = 0; job < jobs; ++job) order.push_back(job);
  std::mt19937 generator(1);
  for (int trial = 0; trial < 5; ++trial) {
    std::shuffle(order.begin(), order.end(), generator);
    Collector collector(experiment->clone());
    Workspace workspace;
    for (const int job : order) {
      EXPECT_FALSE(collector.progress().complete);
      EXPECT_TRUE(
          collector.add(job, computation_of(*experiment).run(*experiment, job, {}, workspace)));
      EXPECT_TRUE(collector.add(
          job,
          computation_of(*experiment).run(*experiment, job, {}, workspace)));  // twice: passed over
    }
    EXPECT_TRUE(collector.progress().complete);
    EXPECT_EQ(json_of(collector), json_of(*in_order));
  }
}

TEST(Collector, ThroughFramesGivesTheSameBits) {
  const auto experiment = std::move(read_query(several_shards).experiment);
  const auto direct = run_experiment(*experiment);
  Collector collector(experiment->clone());
  Workspace workspace;
  for (int job = collector.plan().jobs() - 1; job >= 0; --job) {
    const auto frame = write_measurement(
        *experiment, job, *computation_of(*experiment).run(*experiment, job, {}, workspace));
    collector.add(job, read_measurement(*experiment, job, frame));
  }
  EXPECT_EQ(json_of(collector), json_of(*direct));
}

TEST(Collector, ThreadsGiveTheSameBits) {
  for (const char* query : {several_shards, "preset=he-relu&depth=4&width=50&batch=500"}) {
    const auto experiment = std::move(read_query(query).experiment);
    const auto one = run_experiment(*experiment, on_threads(1));
    const auto two = run_experiment(*experiment, on_threads(2));
    const auto five = run_experiment(*experiment, on_threads(5));
    EXPECT_EQ(json_of(*one), json_of(*two));
    EXPECT_EQ(json_of(*one), json_of(*five));
  }
}

TEST(Collector, ProgressCountsWhatIsMerged) {
  const auto experiment = std::move(read_query(several_shards).experiment);
  Collector collector(experiment->clone());
  Workspace workspace;
  EXPECT_EQ(collector.progress().rows, 0);
  EXPECT_EQ(collector.progress().rows_total, 300);
  collector.add(1, computation_of(*experiment).run(*experiment, 1, {}, workspace));
  EXPECT_EQ(collector.progress().jobs_merged, 0);
  collector.add(0, computation_of(*experiment).run(*experiment, 0, {}, workspace));
  EXPECT_EQ(collector.progress().jobs_merged, 2);
  EXPECT_EQ(collector.progress().rows, 130);
  EXPECT_FALSE(collector.add(-1, computation_of(*experiment).empty_measurement()));
  EXPECT_FALSE(
      collector.add(collector.plan().jobs(), computation_of(*experiment).empty_measurement()));
}

TEST(Collector, APartIsAReportToo) {
  const auto experiment = std::move(read_query(several_shards).experiment);
  Collector collector(experiment->clone());
  EXPECT_FALSE(json_of(collector).empty());  // nothing at all yet
  Workspace workspace;
  collector.add(0, computation_of(*experiment).run(*experiment, 0, {}, workspace));
  EXPECT_NE(json_of(collector).find("\"complete\":false"), std::string::npos);
}

TEST(ThreadHost, CancelStops) {
  const auto experiment = std::move(read_query(several_shards).experiment);
  std::atomic<bool> cancelled{false};
  int updates = 0;
  RunOptions options;
  options.cancelled = &cancelled;
  options.on_progress = [&](const Collector&) {
    ++updates;
    cancelled.store(true);
  };
  const auto collector = run_experiment(*experiment, options);
  EXPECT_EQ(updates, 1);
  EXPECT_FALSE(collector->progress().complete);
}

TEST(ThreadHost, ARefusedExperimentRunsNothing) {
  const auto experiment = std::move(read_query("width=4096&depth=200&batch=8192").experiment);
  const auto collector = run_experiment(*experiment, on_threads(2));
  EXPECT_TRUE(collector->plan().refusal);
  EXPECT_EQ(collector->progress().jobs_merged, 0);
}

}  // namespace
}  // namespace initlab
