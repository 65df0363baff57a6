// Variances and bounds of the random functions, against closed forms, at awkward shapes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "core/initializer/code/draw.h"
#include "core/initializer/init_code_cases.h"
#include "core/initializer/initializer.h"

namespace initlab {
namespace {

using test::weights_of;

struct Expected {
  std::string text;
  double mean;
  double std;
  double low = -1e9;
  double high = 1e9;
  double tails = 1;
};

void expect_statistics(const Expected& e, int fan_in, int fan_out) {
  const RowMatrix w = weights_of(e.text, fan_in, fan_out);
  const double n = static_cast<double>(w.size());
  const Eigen::ArrayXXd x = w.cast<double>().array();
  // Five standard errors. That of the std is std / sqrt(2n) for tails like a normal's, `tails`
  // times as much for heavier ones: 2 for an exponential's.
  EXPECT_NEAR(x.mean(), e.mean, 5 * e.std / std::sqrt(n)) << e.text;
  const double spread = std::sqrt((x - e.mean).square().mean());
  EXPECT_NEAR(spread, e.std, 5 * e.tails * e.std / std::sqrt(2 * n)) << e.text;
  EXPECT_GE(x.minCoeff(), e.low) << e.text;
  EXPECT_LE(x.maxCoeff(), e.high) << e.text;
}

// Of N(0, 1) cut to [a, b].
struct Cut {
  double mean;
  double std;
};
Cut cut_normal(double a, double b) {
  const auto pdf = [](double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); };
  const auto cdf = [](double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; };
  const double z = cdf(b) - cdf(a);
  const double mean = (pdf(a) - pdf(b)) / z;
  return {mean, std::sqrt(1 + (a * pdf(a) - b * pdf(b)) / z - mean * mean)};
}

constexpr std::pair<int, int> draw_shapes[] = {
    {1, 4000}, {4000, 1}, {400, 20}, {20, 400}, {90, 90}};

TEST(InitCodeStatistics, MomentsAndBoundsAreTheClosedForms) {
  const double root3 = std::sqrt(3.0);
  for (const auto& [in, out] : draw_shapes) {
    const double xavier = std::sqrt(2.0 / (in + out));
    const double relu_in = std::sqrt(2.0 / in);
    const double tanh_out = 5.0 / 3 / std::sqrt(static_cast<double>(out));
    const Expected all[] = {
        {"np.random.randn(fan_in, fan_out)", 0, 1},
        {"np.random.rand(fan_in, fan_out)", 0.5, 1 / std::sqrt(12.0), 0, 1},
        {"torch.rand((fan_in, fan_out))", 0.5, 1 / std::sqrt(12.0), 0, 1},
        {"np.random.random((fan_in, fan_out))", 0.5, 1 / std::sqrt(12.0), 0, 1},
        {"np.random.normal(2, 0.5, size=(fan_in, fan_out))", 2, 0.5},
        {"np.random.uniform(-3, 1, (fan_in, fan_out))", -1, 2 / root3, -3, 1},
        {"uniform(high=4, low=2, size=(fan_in, fan_out))", 3, 1 / root3, 2, 4},
        {"nn.init.uniform_(W)", 0.5, 1 / std::sqrt(12.0), 0, 1},
        {"nn.init.uniform_(W, -0.1, b=0.1)", 0, 0.1 / root3, -0.1001, 0.1001},
        {"nn.init.normal_(W, std=0.02)", 0, 0.02},
        {"nn.init.xavier_normal_(W)", 0, xavier},
        {"nn.init.xavier_normal(W, gain=2)", 0, 2 * xavier},
        {"nn.init.xavier_uniform_(W, nn.init.calculate_gain('tanh'))", 0, 5.0 / 3 * xavier,
         -5.0 / 3 * xavier * root3 * 1.0001, 5.0 / 3 * xavier * root3 * 1.0001},
        {"nn.init.kaiming_normal_(W)", 0, relu_in},
        {"nn.init.kaiming_normal_(W, nonlinearity='relu')", 0, relu_in},
        {"nn.init.kaiming_normal_(W, 0, 'fan_out', 'tanh')", 0, tanh_out},
        {"nn.init.kaiming_uniform_(W, a=math.sqrt(5))", 0, std::sqrt(1.0 / 3 / in),
         -1.0001 / std::sqrt(static_cast<double>(in)), 1.0001 / std::sqrt(static_cast<double>(in))},
        {"nn.init.trunc_normal_(W)", 0, 0.87962566103423978, -2, 2},
    };
    for (const Expected& e : all) expect_statistics(e, in, out);
  }
}

TEST(InitCodeStatistics, TruncatedNormals) {
  // PyTorch's a and b are values, not multiples of std: cut at +-2 / .02 nothing is cut.
  expect_statistics({"nn.init.trunc_normal_(W, std=0.02)", 0, 0.02}, 90, 90);
  const struct {
    double mean, std, a, b;
  } all[] = {{0, 1, -1, 1}, {0, 1, 0.5, 3},   {1, 2, -1, 2},
             {0, 1, 3, 4},  {0, 1, -1e9, -1}, {0, 0.5, -1, 1}};
  for (const auto& c : all) {
    const Cut cut = cut_normal((c.a - c.mean) / c.std, (c.b - c.mean) / c.std);
    const std::string text = "trunc_normal_(W, " + std::to_string(c.mean) + ", " +
                             std::to_string(c.std) + ", a=" + std::to_string(c.a) +
                             ", b=" + std::to_string(c.b) + ")";
    expect_statistics({text, c.mean + c.std * cut.mean, c.std * cut.std, c.a, c.b, 2}, 90, 90);
  }
  // A tail of probability 0 in double: the bound next to the mean.
  const RowMatrix far = weights_of("nn.init.trunc_normal_(W, a=50, b=60)");
  EXPECT_EQ(far, RowMatrix::Constant(6, 4, 50));
  // No spread: the mean, or the bound next to it.
  EXPECT_EQ(weights_of("nn.init.trunc_normal_(W, mean=1, std=0)"), RowMatrix::Constant(6, 4, 1));
  EXPECT_EQ(weights_of("nn.init.trunc_normal_(W, mean=9, std=0)"), RowMatrix::Constant(6, 4, 2));
}

TEST(InitCodeStatistics, QuantilesInvertTheDistribution) {
  for (const double p :
       {1e-300, 1e-20, 1e-9, 1e-3, 0.05, 0.074, 0.076, 0.3, 0.5, 0.7, 0.95, 0.999}) {
    const double x = init_code::normal_quantile(p);
    // The derivative makes a relative error of 1e-15 in x one of x^2 1e-15 in p.
    EXPECT_NEAR(std::erfc(-x / std::numbers::sqrt2) / 2 / p, 1, 1e-14 * (1 + x * x)) << p;
  }
  EXPECT_EQ(init_code::normal_quantile(0.5), 0);
  EXPECT_NEAR(init_code::normal_quantile(0.975), 1.959963984540054, 1e-14);
}

TEST(InitCodeStatistics, SparseHasItsZerosInEveryRow) {
  // 0.1 * 25 = 2.5: three.
  const RowMatrix w = weights_of("nn.init.sparse_(W, sparsity=0.1, std=2)", 400, 25);
  double squares = 0;
  Eigen::ArrayXi zeros_of_column = Eigen::ArrayXi::Zero(25);
  for (Eigen::Index i = 0; i < w.rows(); ++i) {
    EXPECT_EQ((w.row(i).array() == 0).count(), 3);
    squares += static_cast<double>(w.row(i).squaredNorm());
    zeros_of_column += (w.row(i).array() == 0).transpose().cast<int>();
  }
  const double n = 400 * 22;
  EXPECT_NEAR(std::sqrt(squares / n), 2, 5 * 2 / std::sqrt(2 * n));
  // 48 +- 6.5 zeros a column, within five standard deviations.
  EXPECT_GE(zeros_of_column.minCoeff(), 16);
  EXPECT_LE(zeros_of_column.maxCoeff(), 80);
  EXPECT_TRUE((weights_of("nn.init.sparse_(W, 1)").array() == 0).all());
  EXPECT_TRUE((weights_of("nn.init.sparse_(W, 0)").array() != 0).all());
}

TEST(InitCodeStatistics, AgreesWithTheInitializersOfTheSameName) {
  const std::pair<const char*, Initializer> pairs[] = {
      {"nn.init.xavier_normal_(W)", Initializer::xavier_normal},
      {"nn.init.xavier_uniform_(W)", Initializer::xavier_uniform},
      {"nn.init.kaiming_normal_(W)", Initializer::he_normal},
      {"nn.init.kaiming_uniform_(W)", Initializer::he_uniform},
      {"nn.init.orthogonal_(W)", Initializer::orthogonal},
      {"np.random.uniform(-0.05, 0.05, (fan_in, fan_out))", Initializer::uniform},
      {"nn.init.trunc_normal_(W, std=0.01, a=-0.02, b=0.02)", Initializer::truncated_normal},
  };
  for (const auto& [text, kind] : pairs) {
    InitializerSpec spec;
    spec.kind = kind;
    RowMatrix base(30, 20);
    const float scale = fill_base(spec, test::code_stream, {30, 20}, base);
    // The scale is a float there and a double here: two roundings.
    EXPECT_TRUE(weights_of(text, 30, 20).isApprox(scale * base, 3e-7F)) << text;
  }
}

}  // namespace
}  // namespace initlab
