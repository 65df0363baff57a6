#include "io/frame.h"

#include <gtest/gtest.h>

#include <random>

#include "engine/thread_host.h"
#include "io/json_result.h"
#include "io/query.h"

namespace initlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::unique_ptr<Experiment> experiment_of(const char* query) {
  return std::move(read_query(query).experiment);
}

const char* const tiny = "depth=2&width=5&input_width=4&batch=3&bins=4";

Bytes measured_frame(const Experiment& experiment, int job) {
  Workspace workspace;
  return write_measurement(experiment, job,
                           *computation_of(experiment).run(experiment, job, {}, workspace));
}

TEST(Frame, MeasurementsSurviveTheRoundTrip) {
  const auto experiment = experiment_of(tiny);
  for (int job = 0; job < plan_of(*experiment).jobs(); ++job) {
    const Bytes frame = measured_frame(*experiment, job);
    const auto read = read_measurement(*experiment, job, frame);
    ASSERT_NE(read, nullptr) << job;
    EXPECT_EQ(write_measurement(*experiment, job, *read), frame) << job;
    EXPECT_EQ(frame.capacity(), frame.size() + 1) << "its memory was not taken at once";
  }
}

TEST(Frame, ReportsSurviveTheRoundTrip) {
  for (const char* query :
       {tiny, "init=identity&depth=2&width=5&batch=3", "preset=he-relu&depth=1&width=4",
        "act=identity&init=normal&std=100&gain=100&depth=30&width=3&batch=2"}) {
    const auto experiment = experiment_of(query);
    const auto collector = run_experiment(*experiment);
    const auto report = collector->report();
    const Bytes frame = write_report(*experiment, *report);
    EXPECT_EQ(frame.capacity(), frame.size() + 1);
    const auto read = read_report(*experiment, frame);
    ASSERT_NE(read, nullptr);
    EXPECT_EQ(result_json(*experiment, *read), result_json(*experiment, *report));
    EXPECT_EQ(read_header(frame)->fingerprint, fingerprint(*experiment));
  }
}

TEST(Frame, OtherExperimentsAndJobsAreRefused) {
  const auto experiment = experiment_of(tiny);
  const Bytes frame = measured_frame(*experiment, 0);
  EXPECT_EQ(read_measurement(*experiment, 1, frame), nullptr);
  EXPECT_EQ(read_measurement(*experiment, -1, frame), nullptr);
  EXPECT_EQ(read_measurement(*experiment_of("seed=2"), 0, frame), nullptr);
  EXPECT_EQ(read_report(*experiment, frame), nullptr);
}

TEST(Frame, EveryTruncationIsRefused) {
  const auto experiment = experiment_of(tiny);
  const Bytes measured = measured_frame(*experiment, 0);
  for (std::size_t size = 0; size < measured.size(); ++size) {
    EXPECT_EQ(read_measurement(*experiment, 0, std::span(measured).first(size)), nullptr) << size;
  }
  const auto collector = run_experiment(*experiment);
  const Bytes report = write_report(*experiment, *collector->report());
  for (std::size_t size = 0; size < report.size(); ++size) {
    EXPECT_EQ(read_report(*experiment, std::span(report).first(size)), nullptr) << size;
  }
  Bytes longer = measured;
  longer.push_back(0);
  EXPECT_EQ(read_measurement(*experiment, 0, longer), nullptr);
}

/// Whatever the flipped bits say, a frame that is accepted can be merged and reported.
TEST(Frame, FlippedBitsAreSurvived) {
  const auto experiment = experiment_of(tiny);
  const Bytes first = measured_frame(*experiment, 0);
  const auto whole = run_experiment(*experiment);
  const Bytes report = write_report(*experiment, *whole->report());
  std::mt19937 generator(5);
  int accepted = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    Bytes flipped = trial % 2 == 0 ? first : report;
    const auto flips = 1 + generator() % 4;
    for (unsigned long i = 0; i < flips; ++i) {
      flipped[20 + generator() % (flipped.size() - 20)] ^=
          static_cast<std::uint8_t>(1u << generator() % 8);
    }
    if (trial % 2 == 0) {
      Collector collector(experiment->clone());
      auto read = read_measurement(*experiment, 0, flipped);
      if (!read) continue;
      ++accepted;
      collector.add(0, std::move(read));
      const auto merged = collector.report();
      EXPECT_FALSE(result_json(*experiment, *merged).empty());
    } else if (auto read = read_report(*experiment, flipped)) {
      ++accepted;
      EXPECT_FALSE(result_json(*experiment, *read).empty());
    }
  }
  EXPECT_GT(accepted, 100);  // most bits are parts of numbers
}

TEST(Frame, HostileLengthsAllocateLittle) {
  const auto experiment = experiment_of(tiny);
  Bytes frame = measured_frame(*experiment, 0);
  for (std::size_t at = 20; at + 4 <= frame.size(); ++at) {
    Bytes hostile = frame;
    for (std::size_t i = 0; i < 4; ++i) hostile[at + i] = 0xFF;
    const auto read = read_measurement(*experiment, 0, hostile);
    if (read) {
      EXPECT_TRUE(computation_of(*experiment).accepts(*experiment, *read));
    }
  }
}

}  // namespace
}  // namespace initlab
