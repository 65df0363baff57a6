#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/product/random_factors.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab {

enum class MatrixProductPreset : std::uint8_t { notes, critical, scaled, orthogonal, small };

enum class MatrixProductScaling : std::uint8_t { none, sqrt_n };

/// Which growth the page is about: that of a typical norm, e^mu_1 a factor, or that of the root
/// mean square over all products.
enum class MatrixProductShow : std::uint8_t { typical, mean };

/// The defaults are the notes': a 4 x 4 matrix of standard normals, multiplied by 100 more.
struct MatrixProductParams {
  MatrixProductPreset preset = MatrixProductPreset::notes;
  FactorEntries entries = FactorEntries::gaussian;
  MatrixProductScaling scaling = MatrixProductScaling::none;
  double std = 1.0;
  int size = 4;     // N
  int count = 100;  // matrices after the first
  int trials = 8;
  MatrixProductShow show = MatrixProductShow::typical;
  std::uint64_t seed =
      4;  // a usual product, and a first matrix that PyTorch prints as the notes do

  bool operator==(const MatrixProductParams&) const = default;
};

/// Largest values a link may ask for. All of them at once still run in seconds.
inline constexpr int matrix_product_max_size = 64;
inline constexpr int matrix_product_max_count = 1000;
inline constexpr int matrix_product_max_trials = 16;

void describe(ParamVisitor&, MatrixProductParams&);

std::span<const Preset> matrix_product_presets();
MatrixProductParams matrix_product_preset(MatrixProductPreset);
/// The line on the preset's chip: the log of a norm by theory, in the chip's own unit.
std::vector<double> matrix_product_sketch(MatrixProductPreset);

// What ExperimentOf asks for.
std::span<const Preset> lab_presets(const MatrixProductParams&);
bool apply_preset(MatrixProductParams&, std::string_view word);
std::string_view preset_word(const MatrixProductParams&);

/// The entries of all matrices of one product.
std::uint64_t weight_count(const MatrixProductParams&);

/// The matrices of the product, the first included.
inline int matrix_product_factors(const MatrixProductParams& params) { return params.count + 1; }
FactorSpec matrix_product_spec(const MatrixProductParams&);
/// What the std is multiplied by before use: 1, or 1/sqrt(N).
double matrix_product_scale(const MatrixProductParams&);

}  // namespace initlab
