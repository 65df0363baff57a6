#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "labs/lab.h"
#include "ui/painter.h"

namespace initlab::ui {

/// Runs that can be kept for comparison. A pin is known by its slot, which is also its look.
inline constexpr int most_pins = 4;

/// What a kept run is drawn with: a shape first, a colour second.
struct PinLook {
  Mark mark;
  ImU32 color;
};
inline PinLook pin_look(const Palette& colors, int slot) {
  constexpr std::array marks = {Mark::diamond, Mark::square, Mark::triangle_up, Mark::cross};
  static_assert(marks.size() == most_pins);
  const auto at = static_cast<std::size_t>(slot);
  return {marks[at], at == 0 ? colors.other_run : colors.more_runs[at - 1]};
}

/// Under which its name is edited: "pin1" to "pin4", as in a link.
inline std::string pin_key(int slot) { return "pin" + std::to_string(slot + 1); }

/// A kept run of the lab that is shown.
struct PinnedRun {
  int slot = 0;
  std::string_view name;
  const Report* report = nullptr;
};

}  // namespace initlab::ui
