#include "labs/symmetry/params.h"

namespace initlab::symmetry {
namespace {

// In the order of Preset.
constexpr LabPreset presets[] = {
    {"zero", {"Zero", "모두 0"}},
    {"constant", {"Constant", "상수"}},
    {"constant-noise", {"With noise", "잡음"}},
    {"dropout", {"With dropout", "드롭아웃"}},
    {"normal", {"Normal 0.1", "정규 0.1"}},
    {"xavier", {"Xavier", "Xavier"}},
    {"he", {"He", "He"}},
};

}  // namespace

Params from_preset(Preset preset) {
  Params p;
  p.preset = preset;
  switch (preset) {
    case Preset::zero:
      p.init = TinyInit::zero;
      break;
    case Preset::constant:
      p.init = TinyInit::constant;
      break;
    case Preset::constant_noise:
      break;
    case Preset::dropout:
      p.init = TinyInit::constant;
      p.dropout = 0.2;
      break;
    case Preset::normal:
      p.init = TinyInit::normal;
      break;
    case Preset::xavier:
      p.init = TinyInit::xavier_normal;
      break;
    case Preset::he:
      p.init = TinyInit::he_normal;
      break;
  }
  return p;
}

std::span<const LabPreset> lab_presets(const Params&) { return presets; }

}  // namespace initlab::symmetry
