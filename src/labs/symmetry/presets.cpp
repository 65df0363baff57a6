#include "labs/symmetry/params.h"

namespace initlab {
namespace {

// In the order of SymmetryPreset.
constexpr Preset presets[] = {
    {"zero", {"Zero", "모두 0"}},
    {"constant", {"Constant", "상수"}},
    {"constant-noise", {"With noise", "잡음"}},
    {"dropout", {"With dropout", "드롭아웃"}},
    {"normal", {"Normal 0.1", "정규 0.1"}},
    {"xavier", {"Xavier", "Xavier"}},
    {"he", {"He", "He"}},
};

}  // namespace

SymmetryParams symmetry_preset(SymmetryPreset preset) {
  SymmetryParams p;
  p.preset = preset;
  switch (preset) {
    case SymmetryPreset::zero:
      p.init = TinyInit::zero;
      break;
    case SymmetryPreset::constant:
      p.init = TinyInit::constant;
      break;
    case SymmetryPreset::constant_noise:
      break;
    case SymmetryPreset::dropout:
      p.init = TinyInit::constant;
      p.dropout = 0.2;
      break;
    case SymmetryPreset::normal:
      p.init = TinyInit::normal;
      break;
    case SymmetryPreset::xavier:
      p.init = TinyInit::xavier_normal;
      break;
    case SymmetryPreset::he:
      p.init = TinyInit::he_normal;
      break;
  }
  return p;
}

std::span<const Preset> symmetry_presets() { return presets; }

std::span<const Preset> lab_presets(const SymmetryParams&) { return presets; }

bool apply_preset(SymmetryParams& params, std::string_view word) {
  for (std::size_t i = 0; i < std::size(presets); ++i) {
    if (presets[i].word == word) {
      params = symmetry_preset(static_cast<SymmetryPreset>(i));
      return true;
    }
  }
  return false;
}

std::string_view preset_word(const SymmetryParams& params) {
  return presets[static_cast<std::size_t>(params.preset)].word;
}

}  // namespace initlab
