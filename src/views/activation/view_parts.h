#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "labs/activation/params.h"
#include "labs/activation/result.h"
#include "ui/lab_view.h"
#include "ui/line_plot.h"

namespace initlab::activation {

// A view is written in the words of ui.
using namespace ui;

/// What the pictures of the activation lab share in one frame.
struct Scene {
  const ViewContext& context;
  const Params& params;
  const Report* report;  // null before the first result
  LinePlot phi;          // φ over z
  LinePlot derivative;   // φ' over the same z
  LinePlot chain;        // log10 of products over the factors
  int hovered_z = -1;    // index into the report's z
  int factors = -1;      // hovered or chosen depth

  LineLook look() const;
  bool empty() const { return report == nullptr || report->curves.empty(); }
};

/// Ranges of the three plots, whatever the numbers are.
void set_axes(Scene&);

/// The look of a function's curves: the first is the one the verdict speaks of, in ink and without
/// gaps. No two of twenty have both the same colour and the same strokes.
struct CurveStyle {
  ImU32 color;
  float thickness;
  Dashes dashes;
};
CurveStyle function_style(const Scene&, std::size_t index);

/// The functions of the report, or of the parameters before there is one.
std::vector<int> shown_activations(const Scene&);

/// What people call it, in the language of the frame.
std::string_view activation_name(const Scene&, int act);

/// From the top of a plot up to the middle of its title.
inline constexpr float title_above = 16.0F;

/// The title above a plot, and at the right what the pointer reads there.
void draw_title(const Scene&, const LinePlot&, std::string_view title, const std::string& readout);

void draw_curves(const Scene&);
/// The tint of the zone in which a unit learns, behind the curves of both plots.
void draw_zone(const Scene&);
/// What the zone is, where no curve passes.
void draw_zone_label(const Scene&);
/// How the inputs are distributed, where no curve of the derivatives passes.
void draw_inputs_label(const Scene&);
/// Every function's line and name, in as many lines as they need. Returns the height, 0 for one
/// function.
float draw_legend(const Scene&, float y, bool measure_only = false);
/// What the names at the right ends of the chain's curves need.
float end_labels_width(const Scene&);
void draw_chain(const Scene&);

/// The facts of every function: a row each, or on the phone a column. Returns the height.
float draw_facts(const Scene&, float y, bool measure_only = false);

}  // namespace initlab::activation
