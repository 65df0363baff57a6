// Hot: built for speed.
#include "core/initializer/packed_base.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/matrix/gemm.h"
#include "core/matrix/orthogonal.h"
#include "core/random/normal.h"

namespace initlab {
namespace {

constexpr std::size_t drawn_in_a_step = std::size_t{1} << 18;  // entries

}  // namespace

DrawEntries entry_drawing(BaseKind kind) {
  switch (kind) {
    case BaseKind::normal:
      return fill_normal;
    case BaseKind::uniform:
      return fill_uniform;
    case BaseKind::truncated_normal:
      return fill_truncated_normal;
    default:
      return nullptr;
  }
}

Steps fill_packed_base(const InitializerSpec& spec, const Stream& stream, WeightShape shape,
                       std::span<float> packed) {
  const auto k = static_cast<std::size_t>(shape.fan_in);
  const auto columns = static_cast<std::size_t>(shape.fan_out);
  const DrawEntries draw = entry_drawing(base_kind(spec));
  if (draw == nullptr) {
    RowMatrix base(shape.fan_in, shape.fan_out);
    if (base_kind(spec) == BaseKind::orthogonal) {
      co_await fill_orthogonal(stream, base);
    } else {
      fill_base(spec, stream, shape, base);
    }
    pack_columns(base.data(), columns, k, columns, packed);
    co_return;
  }
  constexpr std::size_t drawn_together = 4096;  // half of the first cache
  const std::size_t most_rows = std::max<std::size_t>(1, drawn_together / columns);
  std::vector<float> rows(std::min(most_rows, k) * columns);
  std::size_t since_pause = 0;
  for (std::size_t first = 0; first < k; first += most_rows) {
    const std::span<float> drawn(rows.data(), std::min(most_rows, k - first) * columns);
    draw(stream, static_cast<std::uint64_t>(first) * columns, drawn);
    pack_columns_rows(drawn, first, k, columns, packed);
    since_pause += drawn.size();
    if (since_pause < drawn_in_a_step) continue;
    since_pause = 0;
    co_yield Pause{};
  }
}

}  // namespace initlab
