// init=code in the forward lab: from the line to the result, and what a bad line gets.
#include <gtest/gtest.h>

#include <cmath>

#include "io/query.h"
#include "labs/adapter.h"
#include "labs/forward/lab.h"
#include "labs/network/code_reading.h"
#include "labs/run_lab.h"

namespace initlab {
namespace {

forward::Params with_code(std::string code) {
  forward::Params params = forward::from_preset(NetworkPreset::he_relu);
  params.init = Initializer::code;
  params.code = std::move(code);
  params.depth = 4;
  params.width = params.input_width = 40;
  params.batch = 64;
  return params;
}

TEST(ForwardCode, TheNotesLineIsHeNormal) {
  const forward::Report code =
      run_lab<forward::Lab>(with_code("W = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in/2)"));
  forward::Params params = with_code("");
  params.init = Initializer::he_normal;
  const forward::Report he = run_lab<forward::Lab>(params);
  for (std::size_t l = 0; l < 4; ++l) {
    // The same normals; the scale is rounded entry by entry instead of once: float roundings.
    EXPECT_NEAR(code.layers[l].std / he.layers[l].std, 1, 1e-5);
    ASSERT_TRUE(code.layers[l].theory);
    // Theory from the std of 1600 drawn weights: 1 / sqrt(3200) an entry, four of them a layer.
    EXPECT_NEAR(code.layers[l].theory->std / he.layers[l].theory->std, 1,
                4 * std::sqrt((static_cast<double>(l) + 1) / 3200));
  }
}

TEST(ForwardCode, GainMultipliesUnlessTheLineHasIt) {
  forward::Params params = with_code("randn(fan_in, fan_out) / sqrt(fan_in)");
  params.act = Activation::identity;
  const double alone = run_lab<forward::Lab>(params).layers[0].std;
  params.gain = 3;
  EXPECT_NEAR(run_lab<forward::Lab>(params).layers[0].std / alone, 3, 1e-5);
  params.code = "gain**2 * randn(fan_in, fan_out) / sqrt(fan_in)";
  EXPECT_NEAR(run_lab<forward::Lab>(params).layers[0].std / alone, 9, 1e-5);
}

TEST(ForwardCode, LayersAndDepthAreKnown) {
  forward::Params params = with_code("randn(fan_in, fan_out) / sqrt(fan_in) * layer * depth");
  params.act = Activation::identity;
  const forward::Report report = run_lab<forward::Lab>(params);
  EXPECT_NEAR(report.layers[0].theory->std, 4, 0.5);
  EXPECT_NEAR(report.layers[1].theory->std / report.layers[0].theory->std, 8, 0.5);
}

TEST(ForwardCode, NoTheoryForWeightsThatAreNotCentred) {
  EXPECT_FALSE(run_lab<forward::Lab>(with_code("rand(fan_in, fan_out)")).layers[0].theory);
  EXPECT_FALSE(run_lab<forward::Lab>(with_code("ones((fan_in, fan_out))")).layers[0].theory);
  EXPECT_TRUE(
      run_lab<forward::Lab>(with_code("uniform(-1, 1, (fan_in, fan_out))")).layers[0].theory);
}

TEST(ForwardCode, TheoryEndsWhereTheWeightsStopBeingCentred) {
  forward::Params params = with_code("np.random.randn(fan_in, fan_out)*0.05 + (layer-1)*0.02");
  params.width = params.input_width = 200;
  const forward::Report report = run_lab<forward::Lab>(params);
  ASSERT_TRUE(report.layers[0].theory);
  EXPECT_NEAR(report.layers[0].theory->std, 0.4133, 0.01);  // NumPy, other normals
  for (std::size_t l = 1; l < 4; ++l) EXPECT_FALSE(report.layers[l].theory) << l;
  EXPECT_EQ(report.evidence.en.find("predicted"), std::string::npos) << report.evidence.en;
  ASSERT_FALSE(report.warnings.empty());
  EXPECT_TRUE(report.warnings[0].en.starts_with("From layer 2 on there is no prediction"))
      << report.warnings[0].en;
  for (const Sentence& warning : report.warnings) {
    EXPECT_EQ(warning.en.find("approach"), std::string::npos) << warning.en;
  }
}

TEST(ForwardCode, WhatCannotRunIsRefusedWithItsColumn) {
  struct Case {
    const char* code;
    const char* column;
  };
  const Case cases[] = {{"", "1"},
                        {"W = np.random.randn(fan_in, fan_out", "20"},
                        {"sclae * randn(fan_in, fan_out)", "1"},
                        {"0.01", "1"}};
  for (const auto& [code, column] : cases) {
    const Plan work = plan(with_code(code));
    ASSERT_TRUE(work.refusal) << code;
    EXPECT_NE(work.refusal->reason.en.find(column), std::string::npos) << work.refusal->reason.en;
    EXPECT_FALSE(work.refusal->reason.ko.empty());
    EXPECT_TRUE(work.refusal->remedy_key.empty());
    EXPECT_EQ(work.jobs(), 1);
  }
  // Outputs first: transposed, whatever the sizes.
  forward::Params params = with_code("randn(fan_out, fan_in)");
  params.input_width = 30;
  EXPECT_FALSE(plan(params).refusal);
}

TEST(ForwardCode, TravelsInTheLink) {
  const std::string line = "W = np.random.randn(fan_in, fan_out) * 50% + \"x\" & # 가";
  ExperimentOf<forward::Lab> experiment;
  experiment.params = with_code(line);
  const State state = read_query(write_query(experiment));
  EXPECT_EQ(params_of<forward::Lab>(*state.experiment).code, line);
  EXPECT_TRUE(state.notes.empty());
  // Line ends are part of the code, whatever their kind; other control characters are damage.
  const State lines = read_query("init=code&code=W%20=%20randn(n,%20m)%20%23%20He%0D%0AW%20*=%202");
  EXPECT_TRUE(lines.notes.empty());
  EXPECT_EQ(params_of<forward::Lab>(*lines.experiment).code, "W = randn(n, m) # He\nW *= 2");
  EXPECT_EQ(params_of<forward::Lab>(*read_query(write_query(*lines.experiment)).experiment).code,
            "W = randn(n, m) # He\nW *= 2");
  EXPECT_TRUE(read_query("code=randn(fan_in,%01fan_out)").notes.front().fault);
  std::vector<Note> notes;
  read_params(experiment, {{"code", "\n  randn(fan_in,\tfan_out)\n", Pair::Fault::none}}, notes);
  EXPECT_EQ(experiment.params.code, "  randn(fan_in,    fan_out)");
  const State longer = read_query("init=code&code=" + std::string(2001, '1'));
  ASSERT_EQ(longer.notes.size(), 1u);
  EXPECT_EQ(params_of<forward::Lab>(*longer.experiment).code, default_code);
}

TEST(ForwardCode, ACommentDoesNotHideTheNextLine) {
  forward::Params params =
      with_code("W = np.random.randn(fan_in, fan_out)  # He\nW *= np.sqrt(2 / fan_in)");
  params.act = Activation::identity;
  // sqrt(2) of the input's 1; 64 rows x 40 units, weights drawn once: within 5 %.
  EXPECT_NEAR(run_lab<forward::Lab>(params).layers[0].std, std::sqrt(2.0), 0.07);
}

TEST(ForwardCode, TheReadingIsSaidAndCanBeSwapped) {
  const auto said = [](std::string code, CodeOrder order = CodeOrder::automatic) {
    forward::Params params = with_code(std::move(code));
    params.code_order = order;
    const ParamReadings all = readings(params);
    EXPECT_LE(all.size(), 1U);
    return all.empty() ? ParamReading{} : all.front();
  };
  EXPECT_TRUE(said("randn(fan_in, fan_out)").text.empty());
  EXPECT_TRUE(said("rubbish").text.empty());
  EXPECT_TRUE(readings(forward::Params{}).empty());
  const ParamReading plain = said("randn(n, m)");
  EXPECT_EQ(plain.text.en, "Read n as fan_in and m as fan_out.");
  EXPECT_EQ(plain.key, "code");
  EXPECT_EQ(plain.swap_key, "code_order");
  EXPECT_EQ(plain.swap_value, "out-in");
  const ParamReading turned = said("randn(n_out, n_in)");
  EXPECT_EQ(turned.text.en, "Read n_in as fan_in and n_out as fan_out; transposed.");
  EXPECT_EQ(turned.swap_value, "in-out");
  EXPECT_EQ(said("randn(n, m)", CodeOrder::out_in).text.en,
            "Read m as fan_in and n as fan_out; transposed.");
  EXPECT_EQ(said("randn(fan_out, fan_in)").text.en, "Read as (fan_out, fan_in); transposed.");
  EXPECT_TRUE(said("randn(fan_out, fan_in)").swap_key.empty());
  EXPECT_EQ(said("W = randn(n_in, 10)\nb = np.zeros(10)").text.en,
            "Read n_in as fan_in and 10 as fan_out. Biases are left out: they have their own "
            "setting.");
}

TEST(ForwardCode, SwappingTheOrderSwapsTheScale) {
  forward::Params params = with_code("np.random.randn(n, m) / np.sqrt(n)");
  params.act = Activation::identity;
  params.depth = 1;
  params.input_width = 160;
  EXPECT_NEAR(run_lab<forward::Lab>(params).layers[0].std, 1, 0.06);
  params.code_order = CodeOrder::out_in;
  // n is now fan_out = 40: sqrt(160 / 40).
  EXPECT_NEAR(run_lab<forward::Lab>(params).layers[0].std, 2, 0.12);
}

}  // namespace
}  // namespace initlab
