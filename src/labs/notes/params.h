#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "labs/forward/params.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab {

enum class NotesPreset : std::uint8_t { notes };

/// There is nothing to set but the seed: the five experiments are those of the study notes.
struct NotesParams {
  NotesPreset preset = NotesPreset::notes;
  std::uint64_t seed = 1;  // of all five, so that each is the forward lab's preset with this seed

  bool operator==(const NotesParams&) const = default;
};
void describe(ParamVisitor&, NotesParams&);

std::span<const Preset> lab_presets(const NotesParams&);
bool apply_preset(NotesParams&, std::string_view word);
std::string_view preset_word(const NotesParams&);

/// The forward lab's parameters of one of the five.
ForwardParams notes_experiment(const NotesParams&, NetworkPreset);
/// Of the five experiments together.
std::uint64_t weight_count(const NotesParams&);

}  // namespace initlab
