// What the initialization code computes.
#include "core/initializer/code/init_code.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "core/initializer/init_code_cases.h"
#include "core/initializer/initializer.h"
#include "core/random/normal.h"
#include "text/number_format.h"

namespace initlab {
namespace {

using test::code_stream;
using test::layer_of;
using test::weights_of;

RowMatrix normal_base(int rows, int cols, std::uint64_t first = 0) {
  RowMatrix base(rows, cols);
  fill_normal(code_stream, first, {base.data(), static_cast<std::size_t>(base.size())});
  return base;
}

// Of an expression that is a number in a layer of 6 x 4, layer 2 of 5, gain 1.5.
double number_of(const std::string& expression) {
  return static_cast<double>(weights_of("np.full((fan_in, fan_out), " + expression + ")")(3, 2));
}

TEST(InitCode, TheNotesLineIsTheBaseOfNormalOverItsRoot) {
  const RowMatrix w =
      weights_of("W = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in/2)", 37, 21);
  const RowMatrix base = normal_base(37, 21);
  const double root = std::sqrt(37.0 / 2);
  for (Eigen::Index i = 0; i < w.size(); ++i) {
    ASSERT_EQ(w.data()[i], static_cast<float>(static_cast<double>(base.data()[i]) / root));
  }
  InitializerSpec spec;
  spec.kind = Initializer::normal;
  RowMatrix of_initializer(37, 21);
  fill_base(spec, code_stream, {37, 21}, of_initializer);
  EXPECT_EQ(of_initializer, base);
}

TEST(InitCode, EveryWayToWriteRandnIsTheSame) {
  const RowMatrix expected = normal_base(6, 4);
  for (const char* text : {"np.random.randn(fan_in, fan_out)",
                           "numpy.random.randn(fan_in, fan_out)",
                           "random.randn(fan_in, fan_out)",
                           "randn(fan_in, fan_out)",
                           "torch.randn(fan_in, fan_out)",
                           "torch.randn((fan_in, fan_out))",
                           "torch.randn(size=(fan_in, fan_out))",
                           "W = randn(fan_in, fan_out)",
                           "self.W = randn(fan_in, fan_out)",
                           "W1=randn(fan_in,fan_out);",
                           "randn(fan_in, fan_out) # a comment, 한글 too",
                           "np.random.standard_normal((fan_in, fan_out))",
                           "standard_normal(size=(6, 4,))",
                           "np.random.normal(0, 1, (fan_in, fan_out))",
                           "np.random.normal(size=(fan_in, fan_out))",
                           "np.random.normal(scale=1.0, size=(fan_in, fan_out), loc=0)",
                           "torch.normal(0, 1, (fan_in, fan_out))",
                           "nn.init.normal_(W)",
                           "init.normal_(weight, 0, 1)",
                           "torch.nn.init.normal_(self.fc1.weight, mean=0., std=1)",
                           "normal(W)",
                           "normal_(w)",
                           "W1 = nn.init.normal_(W1)",
                           "nn.init.normal_(m.weight.data)",
                           "+randn(6, 4)",
                           "((randn(6, 4)))",
                           "--randn(6, 4)",
                           "np.random.randn ( 6 , 4 , )",
                           "\u3000np.random.randn(fan_in,\u00A0fan_out)\t",
                           "randn(6,\n 4)",
                           "import numpy as np\nW = np.random.randn(fan_in, fan_out)",
                           "W = np.random.randn(\n  fan_in,  # rows\n  fan_out)",
                           "W = np.random.randn(6, \\\n 4)",
                           "def init(fan_in, fan_out):\n    return randn(fan_in, fan_out)",
                           ">>> W = randn(6, 4)",
                           "randn(n_in, n_out)",
                           "float(1) * randn(6, 4)",
                           "randn(int(6.9), 4)"}) {
    EXPECT_EQ(weights_of(text), expected) << text;
  }
  EXPECT_EQ(weights_of("randn(fan_out, fan_in).T"), normal_base(4, 6).transpose());
  EXPECT_EQ(weights_of("torch.randn(fan_out, fan_in).t()"), normal_base(4, 6).transpose());
}

TEST(InitCode, PrecedenceIsPythons) {
  // Right-hand sides: by hand.
  const std::pair<const char*, double> cases[] = {
      {"1 + 2 * 3", 7},
      {"(1 + 2) * 3", 9},
      {"2 ** 3 ** 2", 512},
      {"(2 ** 3) ** 2", 64},
      {"-2 ** 2", -4},
      {"(-2) ** 2", 4},
      {"2 ** -1", 0.5},
      {"2 * -3", -6},
      {"8 / 4 / 2", 1},
      {"8 / 4 * 2", 4},
      {"7 - 4 - 2", 1},
      {"- -3", 3},
      {"+3 - +1", 2},
      {"-2 * 3 + 1", -5},
      {"2 ** 2 * 3", 12},
      {"9 ** 0.5", 3},
      {"4 ** 1.5", 8},
      {"1.5e2 + .5", 150.5},
      {"1. + 2E-1", 1.2},
      {"np.pi", 3.14159265358979},
      {"math.pi - pi", 0},
      {"np.e", 2.71828182845905},
      {"fan_in - fan_out", 2},
      {"layer / depth", 0.4},
      {"gain", 1.5},
      {"math.sqrt(16) + np.sqrt(9) + sqrt(4)", 9},
      {"np.exp(0) + np.log(1) + np.tanh(0)", 1},
      {"np.abs(-3) + abs(2) + np.square(2)", 9},
      {"np.maximum(2, 5) - np.minimum(2, 5)", 3},
      {"max(fan_in, fan_out) + min(fan_in, fan_out)", 10},
      {"np.clip(7, 0, 2) + np.clip(-7, a_min=-1, a_max=2)", 1},
      {"torch.clamp(7, max=3)", 3},
      {"np.power(2, 10)", 1024},
      {"int(-2.7)", -2},
      {"nn.init.calculate_gain('tanh')", 5.0 / 3},
      {"nn.init.calculate_gain(\"relu\")", 1.41421356237310},
      {"calculate_gain('leaky_relu', 1)", 1},
      {"calculate_gain('leaky_relu')", 1.41414285699784},  // sqrt(2 / 1.0001)
      {"calculate_gain('selu')", 0.75},
      {"calculate_gain('sigmoid')", 1},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(number_of(text), static_cast<double>(static_cast<float>(expected))) << text;
  }
}

TEST(InitCode, DivisionByZeroAndOverflowAreIeee) {
  // NumPy's numbers warn; Python's own are refused, see init_code_errors_test.cpp.
  EXPECT_EQ(number_of("1 / np.sqrt(0)"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(number_of("-1 / np.sqrt(0)"), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(number_of("np.sqrt(0) / np.sqrt(0)")));
  EXPECT_TRUE(std::isnan(number_of("np.sqrt(-1)")));
  EXPECT_EQ(number_of("np.exp(1e300)"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(number_of("1e300"), std::numeric_limits<double>::infinity());  // of a float
  EXPECT_TRUE(std::isnan(number_of("np.maximum(np.sqrt(-1), 1)")));
  EXPECT_TRUE(std::isnan(number_of("np.minimum(1, np.sqrt(-1))")));
}

TEST(InitCode, BroadcastingIsNumPys) {
  const RowMatrix w = weights_of("np.ones((fan_in, 1)) * 2 + np.full((1, fan_out), 3)");
  EXPECT_EQ(w, RowMatrix::Constant(6, 4, 5));
  // One dimension is a row.
  EXPECT_EQ(weights_of("np.zeros((6, 4)) + np.ones(fan_out)"), RowMatrix::Ones(6, 4));
  const RowMatrix outer = weights_of("randn(fan_in, 1) * randn(1, fan_out)");
  const RowMatrix column = normal_base(6, 1);
  const RowMatrix row = normal_base(1, 4, std::uint64_t{1} << 40);
  for (Eigen::Index i = 0; i < 6; ++i) {
    for (Eigen::Index j = 0; j < 4; ++j) ASSERT_EQ(outer(i, j), column(i, 0) * row(0, j));
  }
  // The order of the operands is kept, whichever of them holds the result.
  EXPECT_EQ(weights_of("np.ones((1, 4)) - np.full((6, 4), 3)"), RowMatrix::Constant(6, 4, -2));
  EXPECT_EQ(weights_of("np.full((6, 4), 3) - np.ones((1, 4))"), RowMatrix::Constant(6, 4, 2));
  EXPECT_EQ(weights_of("2 / np.full((6, 4), 4)"), RowMatrix::Constant(6, 4, 0.5F));
  EXPECT_EQ(weights_of("2 ** np.full((6, 4), 3)"), RowMatrix::Constant(6, 4, 8));
  EXPECT_EQ(weights_of("np.maximum(np.zeros((6, 4)), -1)"), RowMatrix::Zero(6, 4));
}

TEST(InitCode, RandomCallsTakeTheirOwnElementsInTheOrderOfEvaluation) {
  const RowMatrix first = normal_base(6, 4);
  const RowMatrix second = normal_base(6, 4, std::uint64_t{1} << 40);
  const RowMatrix third = normal_base(6, 4, std::uint64_t{2} << 40);
  EXPECT_EQ(weights_of("randn(6, 4) - randn(6, 4)"), first - second);
  EXPECT_EQ(weights_of("randn(6, 4) * 0 + (randn(6, 4) * 0 + randn(6, 4))"), third);
  EXPECT_NE(weights_of("orthogonal(6, 4)"), weights_of("0 * randn(6, 4) + orthogonal(6, 4)"));
}

TEST(InitCode, ProductsAndIdentities) {
  EXPECT_EQ(weights_of("np.eye(fan_in, fan_out)"), RowMatrix::Identity(6, 4));
  EXPECT_EQ(weights_of("np.eye(fan_in)", 5, 5), RowMatrix::Identity(5, 5));
  EXPECT_EQ(weights_of("nn.init.eye_(W)"), RowMatrix::Identity(6, 4));
  EXPECT_EQ(weights_of("nn.init.zeros_(W)"), RowMatrix::Zero(6, 4));
  EXPECT_EQ(weights_of("nn.init.ones_(W) * 2"), RowMatrix::Constant(6, 4, 2));
  EXPECT_EQ(weights_of("nn.init.constant_(W, val=0.25)"), RowMatrix::Constant(6, 4, 0.25F));
  EXPECT_EQ(weights_of("torch.zeros(6, 4) + torch.ones((6, 4))"), RowMatrix::Ones(6, 4));
  EXPECT_EQ(weights_of("np.ones((fan_in, 3)) @ np.ones((3, fan_out))"),
            RowMatrix::Constant(6, 4, 3));
  const RowMatrix product = weights_of("randn(6, 3) @ randn(4, 3).T");
  const RowMatrix expected =
      normal_base(6, 3) * normal_base(4, 3, std::uint64_t{1} << 40).transpose();
  EXPECT_TRUE(product.isApprox(expected, 1e-6F));
}

TEST(InitCode, QrHasOrthonormalColumnsThatSpanTheMatrix) {
  for (const auto& [m, n] : {std::pair(40, 25), std::pair(30, 30), std::pair(9, 1)}) {
    const RowMatrix q = weights_of("np.linalg.qr(np.random.randn(fan_in, fan_out))[0]", m, n);
    // Float rounding: a few dozen roundings of 6e-8 each.
    EXPECT_TRUE((q.transpose() * q).isIdentity(1e-5F)) << m << " x " << n;
    const RowMatrix a = normal_base(m, n);
    EXPECT_TRUE((q * (q.transpose() * a)).isApprox(a, 1e-5F));
    // Q^T A is R; LAPACK's signs: the first of R has the other sign than the first of A.
    const RowMatrix r = q.transpose() * a;
    for (Eigen::Index i = 0; i < n; ++i) {
      for (Eigen::Index j = 0; j < i; ++j) EXPECT_NEAR(r(i, j), 0, 2e-5);
    }
    EXPECT_LT(r(0, 0) * a(0, 0), 0);
    const Eigen::MatrixXf reference =
        Eigen::HouseholderQR<Eigen::MatrixXf>(a).householderQ() * Eigen::MatrixXf::Identity(m, n);
    EXPECT_TRUE(q.isApprox(reference, 1e-4F)) << m << " x " << n;
  }
  // Of a wide matrix Q is square, and with .T it is what one wants.
  const RowMatrix rows = weights_of("np.linalg.qr(randn(fan_out, fan_in))[0].T", 20, 50);
  EXPECT_TRUE((rows * rows.transpose()).isIdentity(1e-5F));
  EXPECT_EQ(weights_of("qr(np.eye(6, 4))[0]"), RowMatrix::Identity(6, 4));
  EXPECT_TRUE(weights_of("qr(np.zeros((6, 4)))[0]").allFinite());
}

TEST(InitCode, OrthogonalAtEveryShape) {
  for (const auto& [m, n] : {std::pair(1, 9), std::pair(9, 1), std::pair(40, 25), std::pair(25, 40),
                             std::pair(16, 16)}) {
    for (const char* text : {"orthogonal(fan_in, fan_out)", "orthogonal((fan_in, fan_out))",
                             "nn.init.orthogonal_(W)", "nn.init.orthogonal(W)", "orthogonal(W)"}) {
      const RowMatrix w = weights_of(text, m, n);
      const RowMatrix gram = m >= n ? RowMatrix(w.transpose() * w) : RowMatrix(w * w.transpose());
      EXPECT_TRUE(gram.isIdentity(1e-5F)) << text << " " << m << " x " << n;
    }
  }
  EXPECT_TRUE(weights_of("nn.init.orthogonal_(W, gain=3)")
                  .isApprox(3 * weights_of("orthogonal(6, 4)"), 1e-6F));
}

TEST(InitCode, KnowsWhatItUses) {
  const auto code = [](const char* text) { return std::get<InitCode>(InitCode::compile(text)); };
  EXPECT_TRUE(code("randn(fan_in, fan_out)").is_random());
  EXPECT_TRUE(code("nn.init.orthogonal_(W)").is_random());
  EXPECT_FALSE(code("np.eye(fan_in, fan_out)").is_random());
  EXPECT_FALSE(code("nn.init.constant_(W, 1)").is_random());
  EXPECT_TRUE(code("gain * np.eye(fan_in, fan_out)").uses_gain());
  EXPECT_FALSE(code("nn.init.xavier_normal_(W, gain=2)").uses_gain());
}

TEST(InitCode, IsOneExpressionOfNumPys) {
  const auto numpy = [](const char* text) {
    return std::get<InitCode>(InitCode::compile(text)).numpy(shortest);
  };
  EXPECT_EQ(numpy("W = np.random.randn(n, m)  # He\nW *= np.sqrt(2 / n)"),
            "np.random.randn(fan_in, fan_out) * np.sqrt(2 / fan_in)");
  EXPECT_EQ(numpy("torch.randn(n_out, n_in) * 0.1"), "(np.random.randn(fan_out, fan_in) * 0.1).T");
  EXPECT_EQ(numpy("nn.init.constant_(fc.weight, 2)"), "np.full((fan_in, fan_out), 2)");
  EXPECT_EQ(numpy("truncnorm.rvs(-2, 2, scale=0.5, size=(n, m))"),
            "truncated((fan_in, fan_out), 0, 0.5, (-2) * 0.5, 2 * 0.5)");
}

TEST(InitCode, CanBeCopied) {
  auto first = std::make_unique<InitCode>(
      std::get<InitCode>(InitCode::compile("W1 = nn.init.normal_(W1) * gain")));
  InitCode second = *first;
  InitCode third = std::get<InitCode>(InitCode::compile("np.eye(6, 4)"));
  third = *first;
  first.reset();
  for (const InitCode* code : {&second, &third}) {
    RowMatrix w(6, 4);
    EXPECT_FALSE(code->evaluate(layer_of(6, 4), code_stream, w));
    EXPECT_EQ(w, normal_base(6, 4) * 1.5F);
    EXPECT_TRUE(code->uses_gain());
  }
}

TEST(InitCode, CountsMemoryAndWork) {
  const auto code = [](const char* text) { return std::get<InitCode>(InitCode::compile(text)); };
  const CodeContext context = layer_of(100, 50);
  constexpr std::uint64_t one = 100 * 50 * sizeof(float);
  EXPECT_EQ(code("randn(fan_in, fan_out) / 3").memory_bytes(context), one);
  EXPECT_EQ(code("randn(fan_in, fan_out) + randn(fan_in, fan_out)").memory_bytes(context), 2 * one);
  EXPECT_EQ(code("randn(100, 50) + randn(100, 50) + randn(100, 50)").memory_bytes(context),
            2 * one);
  EXPECT_EQ(code("randn(100, 50) + (randn(100, 50) + randn(100, 50))").memory_bytes(context),
            3 * one);
  EXPECT_EQ(code("randn(fan_out, fan_in).T").memory_bytes(context), 2 * one);
  EXPECT_EQ(code("qr(randn(fan_in, fan_out))[0]").memory_bytes(context), 2 * one);
  EXPECT_EQ(code("np.eye(2 * fan_in)").memory_bytes(context), 0U);  // an error
  EXPECT_EQ(code("randn(fan_in, fan_out)").work(context), 32.0 * 5000);
  EXPECT_EQ(code("qr(randn(fan_in, fan_out))[0]").work(context), 32.0 * 5000 + 3.0 * 100 * 50 * 50);
  EXPECT_EQ(code("np.ones((100, 70)) @ np.ones((70, 50))").work(context),
            7000.0 + 3500 + 100 * 70 * 50);
}

}  // namespace
}  // namespace initlab
