#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/network/seed_sweep.h"
#include "labs/forward/lab.h"
#include "labs/run_lab.h"

namespace initlab {
namespace {

forward::Params three_layers() {
  forward::Params params = forward::from_preset(NetworkPreset::he_relu);
  params.depth = 3;
  params.width = params.input_width = 24;
  params.batch = 40;
  return params;
}

TEST(ForwardSeeds, QuartilesAreThoseOfTheOtherSeeds) {
  forward::Params params = three_layers();
  params.seeds = 5;
  EXPECT_EQ(plan(params).sweep, 5);
  const forward::Report report = run_lab<forward::Lab>(params);
  for (std::size_t l = 1; l <= 3; ++l) {
    std::vector<double> stds;
    for (int k = 0; k < 5; ++k) {
      NetworkSpec spec = network_spec(params);
      spec.seed = sweep_seed(k);
      Workspace workspace;
      stds.push_back(forward_pass(spec, 0, 40, workspace)[l].std());
    }
    std::sort(stds.begin(), stds.end());
    const auto& seeds = report.layers[l - 1].seeds;
    ASSERT_TRUE(seeds.has_value());
    EXPECT_EQ(seeds->count, 5u);
    // Of five values the quartiles are the second, third and fourth; m2 of rows is merged in other
    // blocks, hence not bit for bit.
    EXPECT_NEAR(seeds->std_q1, stds[1], 1e-12);
    EXPECT_NEAR(seeds->std_median, stds[2], 1e-12);
    EXPECT_NEAR(seeds->std_q3, stds[3], 1e-12);
  }
}

TEST(ForwardSeeds, AreAsManyAsWereAskedForWhereTheBandTakesMore) {
  forward::Params params = three_layers();
  params.act = Activation::tanh;
  params.seeds = 5;
  ASSERT_GT(plan(params).sweep, 5);
  const forward::Report report = run_lab<forward::Lab>(params);
  std::vector<double> stds;
  for (int k = 0; k < 5; ++k) {
    NetworkSpec spec = network_spec(params);
    spec.seed = sweep_seed(k);
    Workspace workspace;
    stds.push_back(forward_pass(spec, 0, 40, workspace)[3].std());
  }
  std::sort(stds.begin(), stds.end());
  ASSERT_TRUE(report.layers[2].seeds.has_value());
  EXPECT_EQ(report.layers[2].seeds->count, 5u);
  EXPECT_NEAR(report.layers[2].seeds->std_median, stds[2], 1e-12);
}

TEST(ForwardSeeds, OnlyWhereTheyWereAskedFor) {
  forward::Params params = three_layers();
  params.act = Activation::tanh;  // its band is measured over seeds anyhow
  EXPECT_GT(plan(params).sweep, 0);
  EXPECT_FALSE(run_lab<forward::Lab>(params).layers.front().seeds);
}

TEST(ForwardSeeds, CountTowardsTheBudget) {
  forward::Params params;
  params.depth = 150;
  params.width = params.input_width = 3000;
  params.batch = 100;
  const bool alone = plan(params).refusal.has_value();
  params.seeds = max_seeds;
  EXPECT_FALSE(alone);
  EXPECT_TRUE(plan(params).refusal.has_value());
}

}  // namespace
}  // namespace initlab
