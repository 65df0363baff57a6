#pragma once

#include <string>
#include <vector>

#include "labs/notes/result.h"
#include "text/axis.h"
#include "ui/lab_view.h"
#include "ui/layer_grid.h"

namespace initlab::notes {

// A view is written in the words of ui.
using namespace ui;

/// What the pictures of one frame share.
struct Scene {
  const ViewContext& context;
  const Report* report;   // null before the first result
  int hovered_cell = -1;  // an index of the report's experiments
  int hovered_layer = -1;
  int chosen_cell = 0;
  int chosen_layer = -1;
  double place_limit = 4.0;  // of the strips, the same in all of them

  int active_layer() const { return hovered_layer >= 0 ? hovered_layer : chosen_layer; }
  int active_cell() const { return hovered_cell >= 0 ? hovered_cell : chosen_cell; }
  bool preview() const { return report != nullptr && report->rows < report->rows_total; }
  /// The input and the layers of one experiment.
  std::vector<const LayerResult*> layers(int cell) const;
};

/// Heights of one experiment's pictures, in CSS pixels.
struct Heights {
  float std = 104.0F;
  float strip = 46.0F;

  float cell() const;  // with title, layer numbers and gaps
};

/// One experiment: where its pictures stand.
struct Cell {
  int index = 0;
  ImVec2 min;
  float width = 300.0F;
  Heights heights;

  LayerGrid grid() const;
  float std_top() const { return min.y + 24.0F; }
  float std_bottom() const { return std_top() + heights.std; }
  float bottom() const { return min.y + heights.cell(); }
};

void draw_cell(const Scene&, const Cell&);

/// Where the notes' text is loose, in a column of this width; returns its height.
float draw_all_remarks(const Scene&, ImVec2 min, float width, bool measure_only = false);

/// The numbers of the chosen experiment, a column for each layer. Returns its height.
float table_height(const Scene&);
void draw_table(const Scene&, float y);

/// The exact numbers of the active layer, beside its column.
void draw_callout(const Scene&, const Cell&);

/// Five decimals as the notes print them, more digits for what these cannot show.
std::string number_text(double value);

}  // namespace initlab::notes
