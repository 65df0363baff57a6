#pragma once

#include <imgui.h>

#include <array>

namespace initlab::ui {

/// The colours of one theme, by role. `data` is for measured values and the focus ring only; every
/// text colour is at least 4.5:1 on page, panel and field.
struct Palette {
  ImU32 page, panel, field;
  ImU32 ink, ink2, ink3;
  ImU32 grid, separator, axis, control;
  ImU32 data, theory, band;
  ImU32 alarm, good, warn, other_run;
  std::array<ImU32, 3> more_runs;  // further ones beside it; each has a shape of its own
  ImU32 on, on_ink;                // selected chip: fill and text
  ImU32 hover;                     // tint under a hovered layer or control
  ImU32 lane;                      // empty part of a lane
};

const Palette& palette(bool dark);

/// `color` with its opacity multiplied by `factor` (0..1).
ImU32 faded(ImU32 color, float factor);

/// `color` mixed into `background`: opaque, so that overlaps do not add up. share = 1 is `color`.
ImU32 mixed(ImU32 color, ImU32 background, float share);

/// Sizes that differ between a fine pointer and a finger, in CSS pixels.
struct Metrics {
  float text = 13.0F;  // em
  float tick = 13.0F;
  float verdict = 20.0F;
  float control = 32.0F;  // height
  float radius = 6.0F;
  float gap = 8.0F;
};

Metrics metrics(bool coarse, bool narrow);

/// Sets the ImGui style that popups and text fields take theirs from.
void apply_style(const Palette&, const Metrics&);

}  // namespace initlab::ui
