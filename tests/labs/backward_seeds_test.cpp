#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "core/network/seed_sweep.h"
#include "engine/thread_host.h"
#include "io/json_result.h"
#include "labs/adapter.h"
#include "labs/backward/lab.h"
#include "labs/network/quartiles.h"
#include "labs/run_at_once.h"

namespace initlab {
namespace {

backward::Params small_batch_network() {
  backward::Params params;
  params.depth = 3;
  params.width = params.input_width = 20;
  params.batch = 200;
  return params;
}

std::unique_ptr<Collector> run_all_jobs(const backward::Params& params, int threads) {
  ExperimentOf<backward::Lab> experiment;
  experiment.params = params;
  RunOptions options;
  options.threads = threads;
  return run_experiment(experiment, options);
}

backward::Report whole_report(const backward::Params& params) {
  return report_of<backward::Lab>(*run_all_jobs(params, 1)->report());
}

TEST(BackwardSeeds, QuartilesAreThoseOfTheOtherSeeds) {
  for (const Loss loss : {Loss::random, Loss::mse}) {
    backward::Params params = small_batch_network();
    params.loss = loss;
    params.norm = Normalization::layer;
    params.seeds = 5;
    EXPECT_EQ(plan(params).sweep, 5);
    const backward::Report report = whole_report(params);
    EXPECT_EQ(report.sweep_done, 5u);
    EXPECT_TRUE(report.complete);
    std::vector<backward::Report> alone;
    for (int k = 0; k < 5; ++k) {
      backward::Params one = params;
      one.seeds = 0;
      one.seed = sweep_seed(k);
      alone.push_back(whole_report(one));
    }
    for (std::size_t l = 0; l < 3; ++l) {
      std::vector<double> rms;
      std::vector<double> norm;
      for (const backward::Report& one : alone) {
        rms.push_back(one.layers[l].grad_rms);
        norm.push_back(one.layers[l].weight_grad_norm);
      }
      std::sort(rms.begin(), rms.end());
      std::sort(norm.begin(), norm.end());
      const auto& seeds = report.layers[l].seeds;
      ASSERT_TRUE(seeds.has_value());
      // Of five values the quartiles are the second, third and fourth, bit for bit.
      EXPECT_EQ(seeds->count, 5u);
      EXPECT_EQ(seeds->grad_rms_q1, rms[1]);
      EXPECT_EQ(seeds->grad_rms_median, rms[2]);
      EXPECT_EQ(seeds->grad_rms_q3, rms[3]);
      EXPECT_EQ(seeds->weight_grad_norm_q1, norm[1]);
      EXPECT_EQ(seeds->weight_grad_norm_median, norm[2]);
      EXPECT_EQ(seeds->weight_grad_norm_q3, norm[3]);
    }
  }
}

TEST(BackwardSeeds, LeaveTheMeasuredBatchAsItIs) {
  backward::Params params = small_batch_network();
  const backward::Report alone = whole_report(params);
  EXPECT_FALSE(alone.layers.front().seeds);
  params.seeds = 4;
  const backward::Report among = whole_report(params);
  for (std::size_t l = 0; l < 3; ++l) {
    EXPECT_EQ(among.layers[l].grad_rms, alone.layers[l].grad_rms);
    EXPECT_EQ(among.layers[l].weight_grad_norm, alone.layers[l].weight_grad_norm);
  }
}

std::string measured_json(const backward::Params& params, int threads) {
  ExperimentOf<backward::Lab> experiment;
  experiment.params = params;
  const std::unique_ptr<Report> report = run_all_jobs(params, threads)->report();
  return result_json(experiment, *report);
}

TEST(BackwardSeeds, AreTheSameForEveryNumberOfWorkers) {
  backward::Params params = small_batch_network();
  params.seeds = 7;
  const std::string one = measured_json(params, 1);
  EXPECT_NE(one.find("grad_rms_median"), std::string::npos);
  EXPECT_EQ(measured_json(params, 3), one);
}

TEST(BackwardSeeds, ASeedWhoseGradientIsNotFiniteIsNotCounted) {
  backward::Params params = small_batch_network();
  params.seeds = 2;
  Workspace workspace;
  backward::Measurement merged;
  for (int job = 0; job < plan(params).jobs(); ++job) merged.merge(run(params, job, workspace));
  merged.sweep[1].layers[0].grad_rms = INFINITY;
  const backward::Report got = report(params, merged);
  EXPECT_EQ(got.layers[0].seeds->count, 1u);
  EXPECT_EQ(got.layers[0].seeds->grad_rms_q3, merged.sweep[0].layers[0].grad_rms);
  EXPECT_EQ(got.layers[1].seeds->count, 2u);
  merged.sweep[0].layers.pop_back();
  EXPECT_FALSE(accepts(params, merged));
}

TEST(BackwardSeeds, CountTowardsTheBudget) {
  backward::Params params;
  params.width = params.input_width = 1000;
  EXPECT_FALSE(plan(params).refusal);
  params.seeds = max_seeds;
  const Plan work = plan(params);
  ASSERT_TRUE(work.refusal);
  EXPECT_EQ(work.sweep, 0);
  params.width = 64;
  params.input_width = 64;
  EXPECT_EQ(plan(params).sweep, max_seeds);
}

}  // namespace
}  // namespace initlab
