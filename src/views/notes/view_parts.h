#pragma once

#include <string>
#include <vector>

#include "labs/notes/result.h"
#include "text/axis.h"
#include "ui/lab_view.h"
#include "ui/layer_grid.h"

namespace initlab::ui {

/// What the pictures of one frame share.
struct NotesScene {
  const ViewContext& context;
  const NotesReport* report;  // null before the first result
  int hovered_cell = -1;      // an index of the report's experiments
  int hovered_layer = -1;
  int chosen_cell = 0;
  int chosen_layer = -1;
  double place_limit = 4.0;  // of the strips, the same in all of them

  int active_layer() const { return hovered_layer >= 0 ? hovered_layer : chosen_layer; }
  int active_cell() const { return hovered_cell >= 0 ? hovered_cell : chosen_cell; }
  bool preview() const { return report != nullptr && report->rows < report->rows_total; }
  /// The input and the layers of one experiment.
  std::vector<const NotesLayerResult*> layers(int cell) const;
};

/// Heights of one experiment's pictures, in CSS pixels.
struct NotesHeights {
  float std = 104.0F;
  float strip = 46.0F;

  float cell() const;  // with title, layer numbers and gaps
};

/// One experiment: where its pictures stand.
struct NotesCell {
  int index = 0;
  ImVec2 min;
  float width = 300.0F;
  NotesHeights heights;

  LayerGrid grid() const;
  float std_top() const { return min.y + 24.0F; }
  float std_bottom() const { return std_top() + heights.std; }
  float bottom() const { return min.y + heights.cell(); }
};

void draw_notes_cell(const NotesScene&, const NotesCell&);

/// Where the notes' text is loose, in a column of this width; returns its height.
float draw_notes_remarks(const NotesScene&, ImVec2 min, float width, bool measure_only = false);

/// The numbers of the chosen experiment, a column for each layer. Returns its height.
float notes_table_height(const NotesScene&);
void draw_notes_table(const NotesScene&, float y);

/// The exact numbers of the active layer, beside its column.
void draw_notes_callout(const NotesScene&, const NotesCell&);

/// Five decimals as the notes print them, more digits for what these cannot show.
std::string notes_number(double value);

}  // namespace initlab::ui
