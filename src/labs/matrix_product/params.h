#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/product/random_factors.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab::matrix_product {

enum class Preset : std::uint8_t { notes, critical, scaled, orthogonal, small };

enum class Scaling : std::uint8_t { none, sqrt_n };

/// Which growth the page is about: that of a typical norm, e^mu_1 a factor, or that of the root
/// mean square over all products.
enum class Show : std::uint8_t { typical, mean };

/// The defaults are the notes': a 4 x 4 matrix of standard normals, multiplied by 100 more.
struct Params {
  Preset preset = Preset::notes;
  FactorEntries entries = FactorEntries::gaussian;
  Scaling scaling = Scaling::none;
  double std = 1.0;
  int size = 4;     // N
  int count = 100;  // matrices after the first
  int trials = 8;
  Show show = Show::typical;
  std::uint64_t seed =
      4;  // a usual product, and a first matrix that PyTorch prints as the notes do

  bool operator==(const Params&) const = default;
};

/// Largest values a link may ask for. All of them at once still run in seconds.
inline constexpr int max_size = 64;
inline constexpr int max_count = 1000;
inline constexpr int max_trials = 16;

void describe(ParamVisitor&, Params&);

Params from_preset(Preset);
/// The line on the preset's chip: the log of a norm by theory, in the chip's own unit.
std::vector<double> sketch_of(Preset);

// What ExperimentOf asks for.
std::span<const LabPreset> lab_presets(const Params&);

/// The entries of all matrices of one product.
std::uint64_t weight_count(const Params&);

/// The matrices of the product, the first included.
inline int factor_count(const Params& params) { return params.count + 1; }
FactorSpec factor_spec(const Params&);
/// What the std is multiplied by before use: 1, or 1/sqrt(N).
double factor_scale(const Params&);

}  // namespace initlab::matrix_product
