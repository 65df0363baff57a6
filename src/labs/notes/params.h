#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "labs/forward/params.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab::notes {

enum class Preset : std::uint8_t { notes };

/// There is nothing to set but the seed: the five experiments are those of the study notes.
struct Params {
  Preset preset = Preset::notes;
  std::uint64_t seed = 1;  // of all five, so that each is the forward lab's preset with this seed

  bool operator==(const Params&) const = default;
};
void describe(ParamVisitor&, Params&);

Params from_preset(Preset);
std::span<const LabPreset> lab_presets(const Params&);

/// The forward lab's parameters of one of the five.
forward::Params experiment_params(const Params&, NetworkPreset);
/// Of the five experiments together.
std::uint64_t weight_count(const Params&);

}  // namespace initlab::notes
