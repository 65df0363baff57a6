// Gradients against central differences of a loss that is computed here, slowly, in double.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "small_network.h"

namespace initlab {
namespace {

using test::SmallNetwork;
using Values = std::vector<double>;

// One number of the network that is moved: z_layer[element] or W_layer[element].
struct Move {
  std::size_t layer = 0;  // from 1; 0 moves nothing
  std::size_t element = 0;
  double z = 0;
  double w = 0;
};

void normalize_values(Values& x, bool centre) {
  double mean = 0;
  for (const double v : x) mean += v;
  mean = centre ? mean / static_cast<double>(x.size()) : 0.0;
  double square = 0;
  for (const double v : x) square += (v - mean) * (v - mean);
  const double root = std::sqrt(square / static_cast<double>(x.size()) + norm_epsilon);
  for (double& v : x) v = (v - mean) / root;
}

void normalize_reference(Normalization norm, Values& z, std::size_t rows, std::size_t units) {
  if (norm == Normalization::none) return;
  const bool by_unit = norm == Normalization::batch;
  for (std::size_t group = 0; group < (by_unit ? units : rows); ++group) {
    const std::size_t first = by_unit ? group : group * units;
    const std::size_t stride = by_unit ? units : 1;
    Values part(by_unit ? rows : units);
    for (std::size_t i = 0; i < part.size(); ++i) part[i] = z[first + i * stride];
    normalize_values(part, norm != Normalization::rms);
    for (std::size_t i = 0; i < part.size(); ++i) z[first + i * stride] = part[i];
  }
}

double loss_of(const SmallNetwork& net, const BackwardSpec& spec, const Values& a) {
  const std::size_t units = net.widths.back();
  double loss = 0;
  for (std::size_t r = 0; r < net.rows; ++r) {
    double partition = 0;
    for (std::size_t j = 0; j < units; ++j) {
      const double x = a[r * units + j];
      const auto target = static_cast<double>(net.targets[r * units + j]);
      partition += std::exp(x);
      if (spec.loss == Loss::random) loss += x * target;
      if (spec.loss == Loss::mse) {
        loss += 0.5 * (x - target) * (x - target) / static_cast<double>(a.size());
      }
    }
    if (spec.loss == Loss::cross_entropy) {
      loss += (std::log(partition) - a[r * units + net.labels[r]]) / static_cast<double>(net.rows);
    }
  }
  return loss;
}

double loss_with(const SmallNetwork& net, const BackwardSpec& spec, const Move& move) {
  Values a(net.input.begin(), net.input.end());
  for (std::size_t l = 1; l < net.widths.size(); ++l) {
    const std::size_t fan_in = net.widths[l - 1];
    const std::size_t units = net.widths[l];
    Values z(net.rows * units);
    for (std::size_t r = 0; r < net.rows; ++r) {
      for (std::size_t j = 0; j < units; ++j) {
        double sum = static_cast<double>(net.biases[l - 1][j]);
        for (std::size_t i = 0; i < fan_in; ++i) {
          double w =
              static_cast<double>(net.scale) * static_cast<double>(net.bases[l - 1][i * units + j]);
          if (move.layer == l && move.element == i * units + j) w += move.w;
          sum += a[r * fan_in + i] * w;
        }
        z[r * units + j] = sum;
      }
    }
    if (move.layer == l && move.z != 0) z[move.element] += move.z;
    normalize_reference(spec.norm, z, net.rows, units);
    const bool skip = spec.residual && fan_in == units;
    Values next(z.size());
    for (std::size_t i = 0; i < z.size(); ++i) {
      const double phi = value(spec.network.activation, z[i]);
      next[i] = skip ? a[i] + spec.branch_scale * phi : phi;
    }
    a = next;
  }
  return loss_of(net, spec, a);
}

// Central differences in double: h^2 / 6 of a third derivative of order 1, and 1e-16 / h of
// rounding, both below 1e-9. What is left is the float32 forward pass of the code under test.
constexpr double difference_step = 1e-5;
constexpr double difference_tolerance = 1e-5;  // of the matrix's largest element

template <class Derivative>
void expect_differences(const Values& got, Derivative difference) {
  double largest = 1e-3;  // and an absolute floor where a whole matrix is small
  for (const double x : got) largest = std::max(largest, std::fabs(x));
  for (std::size_t i = 0; i < got.size(); ++i) {
    EXPECT_NEAR(got[i], difference(i), difference_tolerance * largest) << i;
  }
}

void compare(const SmallNetwork& net, const BackwardSpec& spec) {
  const test::Gradients got = test::gradients<double>(net, spec);
  for (std::size_t l = 1; l < net.widths.size(); ++l) {
    SCOPED_TRACE(l);
    expect_differences(got.dz[l - 1], [&](std::size_t i) {
      return (loss_with(net, spec, {l, i, difference_step, 0}) -
              loss_with(net, spec, {l, i, -difference_step, 0})) /
             (2 * difference_step);
    });
    expect_differences(got.dw[l - 1], [&](std::size_t i) {
      return (loss_with(net, spec, {l, i, 0, difference_step}) -
              loss_with(net, spec, {l, i, 0, -difference_step})) /
             (2 * difference_step);
    });
  }
}

// Layers 1 and 3 change the width, layer 2 has the skip.
const SmallNetwork& network() {
  static const SmallNetwork net(20, 4, {3, 4, 4, 3}, 0.75f);
  return net;
}

TEST(BackwardDifferences, EveryActivationNormResidualAndLoss) {
  for (int kind = 0; kind < activation_count; ++kind) {
    for (int norm = 0; norm < 4; ++norm) {
      for (const bool residual : {false, true}) {
        BackwardSpec spec;
        spec.network.activation = make_activation(static_cast<Activation>(kind));
        spec.norm = static_cast<Normalization>(norm);
        spec.residual = residual;
        spec.branch_scale = 0.5;
        spec.loss = static_cast<Loss>((kind + norm + (residual ? 1 : 0)) % 3);
        spec.format = NumberFormat::fp64;
        SCOPED_TRACE(testing::Message()
                     << "act " << kind << " norm " << norm << " residual " << residual);
        compare(network(), spec);
      }
    }
  }
}

TEST(BackwardDifferences, EveryLossAndNorm) {
  for (int loss = 0; loss < 3; ++loss) {
    for (int norm = 0; norm < 4; ++norm) {
      BackwardSpec spec;
      spec.network.activation = {Activation::tanh};
      spec.norm = static_cast<Normalization>(norm);
      spec.residual = true;
      spec.branch_scale = -1.5;
      spec.loss = static_cast<Loss>(loss);
      spec.format = NumberFormat::fp64;
      SCOPED_TRACE(testing::Message() << "loss " << loss << " norm " << norm);
      compare(network(), spec);
    }
  }
}

}  // namespace
}  // namespace initlab
