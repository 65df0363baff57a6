// What the page says becomes right with width, over three widths: predictions for orthogonal and
// LSUV weights, and those that count in how sparse and looks-linear weights hang together.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "core/theory/backward_theory.h"

namespace initlab {
namespace {

constexpr int widths[] = {24, 72, 216};
constexpr int depth = 4;
constexpr int rows = 48;

struct Deviation {
  double forward = 0;  // mean over seeds of log(measured std / theory), last layer
  double forward_error = 0;
  double backward = 0;  // half the log of (mean square of measured grad_rms / theory's), layer 1
  double backward_error = 0;
};

Deviation deviation(Initializer init, Activation act, int width, int seeds) {
  BackwardSpec spec;
  spec.network.widths.assign(depth + 1, width);
  spec.network.activation = make_activation(act);
  spec.network.initializer.kind = init;
  spec.batch = rows;
  const auto theory = backward_theory(spec, rows, 1);
  EXPECT_EQ(theory.size(), static_cast<std::size_t>(depth));
  Deviation d;
  if (theory.empty()) return d;
  double sum = 0;
  double squares = 0;
  double grad = 0;
  double grad_squares = 0;
  Workspace workspace;
  for (int seed = 1; seed <= seeds; ++seed) {
    spec.network.seed = static_cast<std::uint64_t>(seed);
    const BackwardStatistics got = backward_pass(spec, rows, workspace);
    const double log = std::log(got.layers.back().activations.std() / theory.back().std);
    sum += log;
    squares += log * log;
    const double ratio = std::pow(got.layers.front().grad_rms / theory.front().grad_rms, 2);
    grad += ratio;
    grad_squares += ratio * ratio;
  }
  const double n = seeds;
  d.forward = sum / n;
  d.forward_error = std::sqrt((squares / n - d.forward * d.forward) / (n - 1));
  d.backward = 0.5 * std::log(grad / n);
  d.backward_error =
      0.5 * std::sqrt((grad_squares / n - grad * grad / n / n) / (n - 1)) / (grad / n);
  return d;
}

// Corrections are of order depth / width; measured they are below .1 of it beyond chance.
constexpr double correction = 0.5;
constexpr double standard_errors = 4;

void expect_approach(Initializer init, Activation act, int seeds = 16) {
  SCOPED_TRACE(testing::Message() << "init " << static_cast<int>(init) << " act "
                                  << static_cast<int>(act));
  for (const int width : widths) {
    const Deviation d = deviation(init, act, width, seeds);
    const double allowed = correction * depth / width;
    EXPECT_LT(std::fabs(d.forward), allowed + standard_errors * d.forward_error) << width;
    EXPECT_LT(std::fabs(d.backward), allowed + standard_errors * d.backward_error) << width;
    // The errors themselves must not hide a theory that is off by more than this.
    if (width == widths[2]) {
      EXPECT_LT(std::fabs(d.forward), 0.05);
    }
  }
}

TEST(Width, OrthogonalWeightsApproachIndependentOnes) {
  for (const Activation act :
       {Activation::tanh, Activation::relu, Activation::gelu, Activation::sigmoid}) {
    expect_approach(Initializer::orthogonal, act);
  }
}

TEST(Width, LsuvApproachesIndependentOnes) {
  for (const Activation act : {Activation::tanh, Activation::relu, Activation::softplus}) {
    expect_approach(Initializer::lsuv, act);
  }
}

TEST(Width, LooksLinearApproachesItsOwnTheory) {
  for (const Activation act : {Activation::identity, Activation::tanh, Activation::sigmoid,
                               Activation::gelu, Activation::prelu, Activation::softplus}) {
    expect_approach(Initializer::looks_linear, act);
  }
}

TEST(Width, SparseApproachesItsOwnTheory) {
  for (const Activation act : {Activation::tanh, Activation::hard_tanh, Activation::relu,
                               Activation::gelu, Activation::sigmoid}) {
    expect_approach(Initializer::sparse, act);
  }
}

}  // namespace
}  // namespace initlab
