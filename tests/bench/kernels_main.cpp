// The kernels one by one, for kernels.mjs to time: each call does its work once. No clock here.
#include <emscripten.h>

#include <Eigen/Core>
#include <vector>

#include "core/activation/activation.h"
#include "core/matrix/gemm.h"
#include "core/random/normal.h"
#include "core/statistics/statistics.h"

namespace {

using namespace initlab;

constexpr std::size_t width = 500;
constexpr std::size_t elements = 1000 * width;
constexpr std::size_t rows_of_block = 60;

struct Product {
  std::size_t rows = 0, k = 0, columns = 0, stride = 0;
  std::vector<float> a, b, packed_rows, packed_columns, out;

  std::size_t padded_rows() const { return round_up(rows, gemm_tile_rows); }
};

std::vector<float> numbers(elements);
Product product;

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE int bench_elements() { return static_cast<int>(elements); }

EMSCRIPTEN_KEEPALIVE void bench_normals() {
  fill_normal({1, Purpose::weight, 1}, 0, numbers);
  for (float& x : numbers) x *= 0.3F;
}

EMSCRIPTEN_KEEPALIVE void bench_only_normals() {
  static std::vector<float> drawn(elements);
  fill_normal({1, Purpose::weight, 1}, 0, drawn);
}

// Of a copy, so that the numbers do not shrink from call to call: row by row, as the network does.
EMSCRIPTEN_KEEPALIVE void bench_activation(int kind) {
  static std::vector<float> row(width);
  for (std::size_t first = 0; first < elements; first += width) {
    std::copy_n(numbers.data() + first, width, row.data());
    apply({static_cast<Activation>(kind), 0.01}, std::span<float>(row));
  }
}

EMSCRIPTEN_KEEPALIVE void bench_statistics(int bins) {
  LayerStatistics statistics;
  const Eigen::Map<const RowMatrix> all(numbers.data(), elements / width, width);
  for (Eigen::Index first = 0; first < all.rows(); first += rows_of_block) {
    const auto rows = std::min<Eigen::Index>(rows_of_block, all.rows() - first);
    accumulate(statistics, all.middleRows(first, rows), {-1, 1, bins}, std::nullopt);
  }
}

EMSCRIPTEN_KEEPALIVE void bench_product_size(int rows, int k, int columns) {
  Product& p = product;
  p.rows = static_cast<std::size_t>(rows);
  p.k = static_cast<std::size_t>(k);
  p.columns = static_cast<std::size_t>(columns);
  p.stride = round_up(p.columns, gemm_tile_columns);
  p.a.resize(p.rows * p.k);
  p.b.resize(p.k * p.columns);
  fill_normal({1, Purpose::input, 0}, 0, p.a);
  fill_normal({1, Purpose::weight, 1}, 0, p.b);
  p.packed_rows.resize(p.padded_rows() * p.k);
  p.packed_columns.resize(p.k * p.stride);
  p.out.resize(p.padded_rows() * p.stride);
}

// Packing included.
EMSCRIPTEN_KEEPALIVE void bench_product() {
  Product& p = product;
  pack_columns(p.b.data(), p.columns, p.k, p.columns, p.packed_columns);
  for (std::size_t first = 0; first < p.rows; first += rows_of_block) {
    const std::size_t rows = std::min(rows_of_block, p.rows - first);
    pack_rows(p.a.data() + first * p.k, p.k, rows, p.k, p.packed_rows);
    multiply_packed(p.packed_rows, p.packed_columns, rows, p.k, p.columns,
                    p.out.data() + first * p.stride, p.stride);
  }
}

EMSCRIPTEN_KEEPALIVE void bench_product_eigen() {
  Product& p = product;
  const auto index = [](std::size_t n) { return static_cast<Eigen::Index>(n); };
  const Eigen::Map<const RowMatrix> a(p.a.data(), index(p.rows), index(p.k));
  const Eigen::Map<const RowMatrix> b(p.b.data(), index(p.k), index(p.columns));
  Eigen::Map<RowMatrix> out(p.out.data(), index(p.rows), index(p.columns));
  out.noalias() = a * b;
}

}  // extern "C"
