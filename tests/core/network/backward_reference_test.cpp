// Gradients against an independent NumPy implementation (tests/reference/make_backward.py).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "core/reference.h"
#include "small_network.h"

namespace initlab {
namespace {

// The forward pass is float32 in both: some 2^-24 = 6e-8 relative a rounding, a hundred roundings
// on the way, and normalization of five rows or three units divides by small spreads.
constexpr double reference_tolerance = 3e-5;  // of the largest element of the matrix

const std::map<std::string, Activation> activations = {
    {"tanh", Activation::tanh},           {"silu", Activation::silu}, {"sin", Activation::sin},
    {"gelu-tanh", Activation::gelu_tanh}, {"relu", Activation::relu}, {"elu", Activation::elu}};
const std::map<std::string, Normalization> norms = {{"none", Normalization::none},
                                                    {"batch", Normalization::batch},
                                                    {"layer", Normalization::layer},
                                                    {"rms", Normalization::rms}};
const std::map<std::string, Loss> losses = {
    {"random", Loss::random}, {"mse", Loss::mse}, {"cross-entropy", Loss::cross_entropy}};

BackwardSpec spec_of(const nlohmann::json& test) {
  BackwardSpec spec;
  spec.network.activation = make_activation(activations.at(test["act"].get<std::string>()));
  spec.norm = norms.at(test["norm"].get<std::string>());
  spec.residual = test["residual"].get<bool>();
  spec.branch_scale = test["branch_scale"].get<double>();
  spec.loss = losses.at(test["loss"].get<std::string>());
  return spec;
}

template <class Values>
void expect_close(const Values& got, const nlohmann::json& expected) {
  ASSERT_EQ(got.size(), expected.size());
  double largest = 0;
  for (const auto& x : expected) largest = std::max(largest, std::fabs(x.get<double>()));
  ASSERT_GT(largest, 0.0);
  for (std::size_t i = 0; i < got.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(got[i]), expected[i].get<double>(),
                reference_tolerance * largest)
        << i;
  }
}

template <class Real>
void compare(NumberFormat format) {
  const nlohmann::json reference = test::read_reference("backward.json");
  ASSERT_EQ(reference["cases"].size(), 48u);
  for (const nlohmann::json& expected : reference["cases"]) {
    SCOPED_TRACE(expected["act"].get<std::string>() + ' ' + expected["norm"].get<std::string>() +
                 ' ' + expected["loss"].get<std::string>());
    const test::SmallNetwork net(
        expected["seed"].get<std::uint64_t>(), reference["rows"].get<std::size_t>(),
        reference["widths"].get<std::vector<std::size_t>>(), reference["scale"].get<float>());
    BackwardSpec spec = spec_of(expected);
    spec.format = format;
    const test::Gradients got = test::gradients<Real>(net, spec);
    expect_close(got.output, expected["output"]);
    for (std::size_t l = 0; l < got.dz.size(); ++l) {
      SCOPED_TRACE(l + 1);
      expect_close(got.dz[l], expected["dz"][l]);
      expect_close(got.dw[l], expected["dw"][l]);
    }
  }
}

TEST(BackwardReference, Fp64AgreesWithNumpy) { compare<double>(NumberFormat::fp64); }
TEST(BackwardReference, Fp32AgreesWithNumpy) { compare<float>(NumberFormat::fp32); }

}  // namespace
}  // namespace initlab
