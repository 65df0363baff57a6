// Hot: built for speed.
#include "core/network/backward_loss.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/numbers/portable_math.h"
#include "core/random/normal.h"
#include "core/random/rng.h"

namespace initlab {
namespace {

constexpr std::uint32_t stream_index(Loss loss) { return static_cast<std::uint32_t>(loss); }

}  // namespace

void squared_error_gradient(std::span<const float> a, std::span<const float> target, double factor,
                            std::span<double> out) {
  for (std::size_t j = 0; j < a.size(); ++j) {
    out[j] = factor * (static_cast<double>(a[j]) - static_cast<double>(target[j]));
  }
}

double cross_entropy_gradient(std::span<const float> a, std::size_t label, double factor,
                              std::span<double> out) {
  // Less the largest, so that no exponential overflows; NaN stays in the sum.
  const auto largest = static_cast<double>(*std::max_element(a.begin(), a.end()));
  double sum = 0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    out[j] = portable::exp(static_cast<double>(a[j]) - largest);
    sum += out[j];
  }
  for (std::size_t j = 0; j < a.size(); ++j) {
    out[j] = factor * (out[j] / sum - (j == label ? 1.0 : 0.0));
  }
  return sum;
}

template <class Real>
double loss_gradient(const BackwardSpec& spec, const PaddedMatrix<float>& activations,
                     PaddedMatrix<Real>& out) {
  const std::size_t units = activations.cols;
  const double batch = std::max(1, spec.batch);
  const Stream stream{spec.network.seed, Purpose::loss, stream_index(spec.loss)};
  out.resize(activations.rows, units);
  std::vector<float> normals(units);
  std::vector<double> gradient(units);
  double square = 0;
  for (std::size_t r = 0; r < activations.rows; ++r) {
    const std::span<const float> a = activations.row(r);
    switch (spec.loss) {
      case Loss::random:
        fill_normal(stream, r * units, normals);
        std::copy(normals.begin(), normals.end(), gradient.begin());
        break;
      case Loss::mse:
        fill_normal(stream, r * units, normals);
        squared_error_gradient(a, normals, 1.0 / (batch * static_cast<double>(units)), gradient);
        break;
      case Loss::cross_entropy: {
        const double place = stream.uniform(r) * static_cast<double>(units);
        const std::size_t label = std::min(static_cast<std::size_t>(place), units - 1);
        cross_entropy_gradient(a, label, 1.0 / batch, gradient);
        break;
      }
    }
    const std::span<Real> row = out.row(r);
    double row_square = 0;
    for (std::size_t j = 0; j < units; ++j) {
      row_square += gradient[j] * gradient[j];
      row[j] = static_cast<Real>(gradient[j] * spec.loss_scale);
    }
    square += row_square;
  }
  return std::sqrt(square / static_cast<double>(activations.rows * units));
}

template double loss_gradient(const BackwardSpec&, const PaddedMatrix<float>&,
                              PaddedMatrix<float>&);
template double loss_gradient(const BackwardSpec&, const PaddedMatrix<float>&,
                              PaddedMatrix<double>&);

}  // namespace initlab
