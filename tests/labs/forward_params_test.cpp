#include <gtest/gtest.h>

#include <algorithm>

#include "core/theory/mean_field.h"
#include "labs/change_choice.h"
#include "labs/forward/params.h"

namespace initlab {
namespace {

forward::Params changed(forward::Params params, std::string_view key, std::string_view word) {
  ChangeChoice visitor(key, word);
  describe(visitor, params);
  return params;
}

TEST(ForwardParams, DefaultsAreTheXavierTanhPreset) {
  EXPECT_EQ(forward::Params{}, forward::from_preset(NetworkPreset::xavier_tanh));
}

TEST(ForwardParams, PresetsAreTheNotesExperiments) {
  for (const NetworkPreset preset :
       {NetworkPreset::small, NetworkPreset::large, NetworkPreset::xavier_tanh,
        NetworkPreset::xavier_relu, NetworkPreset::he_relu}) {
    const forward::Params params = forward::from_preset(preset);
    EXPECT_EQ(params.batch, 1000);
    EXPECT_EQ(layer_widths(params), std::vector<int>(11, 500));
    EXPECT_EQ(params.bias_std, 0.0);
    EXPECT_EQ(params.bins, 30);
  }
  const auto weight = [](NetworkPreset preset) {
    return weight_std(network_spec(forward::from_preset(preset)).initializer, {500, 500});
  };
  EXPECT_DOUBLE_EQ(weight(NetworkPreset::small), 0.01);
  EXPECT_DOUBLE_EQ(weight(NetworkPreset::large), 1.0);
  EXPECT_DOUBLE_EQ(weight(NetworkPreset::xavier_tanh), std::sqrt(1.0 / 500));
  EXPECT_DOUBLE_EQ(weight(NetworkPreset::xavier_relu), std::sqrt(1.0 / 500));
  EXPECT_DOUBLE_EQ(weight(NetworkPreset::he_relu), std::sqrt(2.0 / 500));
}

TEST(ForwardParams, ANewPresetReplacesEverything) {
  forward::Params params;
  params.depth = 3;
  params.seed = 9;
  EXPECT_EQ(changed(params, "preset", "he-relu"), forward::from_preset(NetworkPreset::he_relu));
  EXPECT_EQ(changed(params, "preset", "xavier-tanh"), params);  // the same one: nothing to replace
}

TEST(ForwardParams, ANewActivationBringsItsSlopeAndRange) {
  forward::Params params;
  EXPECT_EQ(changed(params, "act", "leaky-relu").slope, 0.01);
  EXPECT_EQ(changed(params, "act", "prelu").slope, 0.25);
  EXPECT_EQ(changed(params, "act", "elu").slope, 1.0);
  EXPECT_EQ(changed(params, "act", "relu").hist_lo, 0.0);
  EXPECT_EQ(changed(params, "act", "relu").hist_hi, 2.0);
  params.hist_hi = 5.0;  // set by hand: stays
  EXPECT_EQ(changed(params, "act", "relu").hist_hi, 5.0);
}

TEST(ForwardParams, ListedWidthsStartFromEqualOnes) {
  forward::Params params;
  params.depth = 3;
  params.width = 40;
  const forward::Params listed = changed(params, "width_rule", "listed");
  EXPECT_EQ(listed.widths, std::vector<int>(3, 40));
}

TEST(ForwardParams, RandomWidthsStayInRangeAndAreCommonToDepths) {
  forward::Params params;
  params.width_rule = WidthRule::random;
  params.width_min = 3;
  params.width_max = 5;
  params.depth = 200;
  const std::vector<int> widths = layer_widths(params);
  ASSERT_EQ(widths.size(), 201u);
  EXPECT_EQ(widths[0], params.input_width);
  for (std::size_t l = 1; l < widths.size(); ++l) {
    EXPECT_GE(widths[l], 3);
    EXPECT_LE(widths[l], 5);
  }
  for (const int width : {3, 4, 5}) {
    EXPECT_GT(std::count(widths.begin() + 1, widths.end(), width), 30) << width;
  }
  params.depth = 20;
  EXPECT_TRUE(std::equal(widths.begin(), widths.begin() + 21, layer_widths(params).begin()));
  params.widths_seed = 2;
  EXPECT_FALSE(std::equal(widths.begin(), widths.begin() + 21, layer_widths(params).begin()));
}

TEST(ForwardParams, SketchesStartAtTheInputAndFollowTheory) {
  const std::vector<double> sketch = forward::sketch_of(NetworkPreset::xavier_relu);
  ASSERT_EQ(sketch.size(), 11u);
  EXPECT_EQ(sketch[0], 1.0);
  EXPECT_NEAR(sketch[10], 0.0258, 5e-5);
}

}  // namespace
}  // namespace initlab
