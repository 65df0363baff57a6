#include "core/product/random_factors.h"

#include "core/matrix/orthogonal.h"
#include "core/random/normal.h"

namespace initlab {
namespace {

constexpr double sqrt_3 = 0x1.bb67ae8584caap+0;

}  // namespace

void draw_factor(const FactorSpec& spec, int trial, int factor, std::span<float> out) {
  const Stream stream{
      spec.seed, Purpose::factor,
      static_cast<std::uint32_t>(trial) * max_factors + static_cast<std::uint32_t>(factor)};
  double scale = spec.scale;
  switch (spec.entries) {
    case FactorEntries::gaussian:
      fill_normal(stream, 0, out);
      break;
    case FactorEntries::uniform:
      fill_uniform(stream, 0, out);
      scale *= sqrt_3;
      break;
    case FactorEntries::orthogonal: {
      Eigen::Map<RowMatrix> matrix(out.data(), spec.size, spec.size);
      fill_orthogonal(stream, matrix).finish();
      break;
    }
  }
  for (float& entry : out) entry = static_cast<float>(scale * static_cast<double>(entry));
}

}  // namespace initlab
