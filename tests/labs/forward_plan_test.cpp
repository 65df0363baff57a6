#include <gtest/gtest.h>

#include <limits>

#include "core/network/network.h"
#include "io/param_reader.h"
#include "labs/adapter.h"
#include "labs/forward/lab.h"
#include "labs/run_at_once.h"

namespace initlab {
namespace {

forward::Params sized(int depth, int width, int batch) {
  forward::Params params;
  params.depth = depth;
  params.width = width;
  params.batch = batch;
  return params;
}

TEST(ForwardPlan, ShardsCoverTheBatch) {
  for (const int batch : {1, 64, 65, 66, 1000, 8192}) {
    const Plan work = plan(sized(2, 16, batch));
    EXPECT_FALSE(work.refusal);
    EXPECT_EQ(work.rows, batch);
    EXPECT_GE(work.shards * work.rows_per_shard, batch);
    EXPECT_LT((work.shards - 1) * work.rows_per_shard, batch);
  }
}

TEST(ForwardPlan, TheDefaultHasAPreviewOfOneBlockAndASweep) {
  const Plan work = plan(forward::Params{});
  EXPECT_EQ(work.rows_per_shard, 65);
  EXPECT_EQ(work.shards, 16);
  EXPECT_EQ(work.sweep, 20);
  EXPECT_EQ(work.weights, 2'500'000u);
  EXPECT_EQ(work.multiply_adds, 2'500'000'000u);
}

TEST(ForwardPlan, SweepsOnlyWhereItSaysSomething) {
  EXPECT_EQ(plan(forward::from_preset(NetworkPreset::he_relu)).sweep, 0);  // known in closed form
  forward::Params params;
  params.init = Initializer::constant;
  EXPECT_EQ(plan(params).sweep, 0);
  params.init = Initializer::zeros;
  EXPECT_EQ(plan(params).sweep, 0);
  params.bias_std = 0.1;
  EXPECT_GT(plan(params).sweep, 0);
}

TEST(ForwardPlan, LargerShardsWhenTheWeightsDoNotStay) {
  const Plan work = plan(sized(3, 4096, 300));
  EXPECT_FALSE(work.refusal);
  EXPECT_EQ(work.rows_per_shard, 260);
  EXPECT_EQ(work.shards, 2);
}

/// The remedy, laid over the parameters as a link would.
Plan plan_after_remedy(const forward::Params& params, const Plan::Refusal& refusal) {
  ExperimentOf<forward::Lab> experiment;
  experiment.params = params;
  std::vector<Note> notes;
  read_params(experiment, {{refusal.remedy_key, refusal.remedy_value, Pair::Fault::none}}, notes);
  EXPECT_TRUE(notes.empty());
  return plan_of(experiment);
}

void expect_refused_with_remedy(const forward::Params& params, const char* key) {
  const Plan work = plan(params);
  ASSERT_TRUE(work.refusal);
  EXPECT_FALSE(work.refusal->reason.en.empty());
  EXPECT_FALSE(work.refusal->reason.ko.empty());
  EXPECT_FALSE(work.refusal->remedy.ko.empty());
  EXPECT_EQ(work.refusal->remedy_key, key);
  EXPECT_FALSE(plan_after_remedy(params, *work.refusal).refusal) << work.refusal->remedy_value;
}

TEST(ForwardPlan, TheLargestSettingsAreRefusedWithARemedyThatFits) {
  const forward::Params largest = sized(max_depth, max_width, max_batch);
  expect_refused_with_remedy(largest, "width");

  forward::Params orthogonal = largest;
  orthogonal.init = Initializer::orthogonal;
  expect_refused_with_remedy(orthogonal, "width");

  forward::Params random = largest;
  random.width_rule = WidthRule::random;
  random.width_min = 10;
  random.width_max = max_width;
  expect_refused_with_remedy(random, "width_max");

  forward::Params listed = largest;
  listed.width_rule = WidthRule::listed;
  listed.widths.assign(max_depth, max_width);
  listed.batch = 100;
  const Plan work = plan(listed);
  ASSERT_TRUE(work.refusal);
  EXPECT_FALSE(plan_after_remedy(listed, *work.refusal).refusal);
}

TEST(ForwardPlan, TheRemedyIsTheLargestThatFits) {
  const forward::Params params = sized(max_depth, max_width, max_batch);
  const Plan work = plan(params);
  ASSERT_TRUE(work.refusal);
  forward::Params more = params;
  more.width = std::stoi(work.refusal->remedy_value) + 1;
  EXPECT_TRUE(plan(more).refusal);
}

TEST(ForwardPlan, SizesBeyondTheRangesDoNotOverflow) {
  forward::Params params =
      sized(2, std::numeric_limits<int>::max(), std::numeric_limits<int>::max());
  params.input_width = std::numeric_limits<int>::max();
  const Plan work = plan(params);
  EXPECT_TRUE(work.refusal);
  EXPECT_GT(work.memory_bytes, std::uint64_t{1} << 60);
}

TEST(ForwardPlan, ARefusedOrUnknownJobMeasuresNothing) {
  Workspace workspace;
  EXPECT_TRUE(run(sized(max_depth, max_width, max_batch), 0, workspace).layers.empty());
  EXPECT_TRUE(run(sized(1, 2, 3), -1, workspace).layers.empty());
  EXPECT_TRUE(run(sized(1, 2, 3), 1000, workspace).layers.empty());
  EXPECT_EQ(workspace.bytes(), 0u);
}

}  // namespace
}  // namespace initlab
