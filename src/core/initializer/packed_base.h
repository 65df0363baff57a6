// A weight matrix's base as the matrix product wants it.
#pragma once

#include <cstdint>
#include <span>

#include "core/initializer/initializer.h"
#include "core/steps/steps.h"

namespace initlab {

// Draws elements first, first + 1, ... of a stream.
using DrawEntries = void (*)(const Stream&, std::uint64_t first, std::span<float>);

// What draws the entries of a base in order, where they are independent; otherwise null.
DrawEntries entry_drawing(BaseKind kind);

// The base of fill_base as pack_columns of gemm.h packs it. Independent entries are drawn a few
// rows at a time, without a whole unpacked copy.
Steps fill_packed_base(const InitializerSpec& spec, const Stream& stream, WeightShape shape,
                       std::span<float> packed);

}  // namespace initlab
