#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/activation/activation.h"
#include "labs/forward/params.h"
#include "labs/forward/result.h"
#include "ui/lab_view.h"
#include "ui/layer_grid.h"
#include "ui/layer_pictures.h"
#include "ui/series_plot.h"

namespace initlab::forward {

// A view is written in the words of ui.
using namespace ui;

/// What the pictures of the forward lab share in one frame.
struct Scene {
  const ViewContext& context;
  const Params& params;
  const Report* report;  // null before the first result
  LayerGrid grid;
  int hovered = -1;
  int chosen = -1;
  bool log_std = true;
  Language language = Language::en;

  int active() const { return hovered >= 0 ? hovered : chosen; }
  /// Layer 0 is the input; null when there is no such layer in the report.
  const LayerResult* layer(int index) const;
  bool preview() const { return report != nullptr && report->rows < report->rows_total; }

  /// Point masses that have a lane of their own.
  std::optional<SaturationBounds> saturation;
  bool zero_lane = false;

  float lanes_below() const {
    return 16.0F * static_cast<float>((saturation ? 1 : 0) + (zero_lane ? 1 : 0));
  }
};

/// Which lanes and table rows fit the activation, or what was measured.
void choose_lanes(Scene&);

SeriesLook series_look(const Scene&);
Series std_series(const Scene&);
Series mean_series(const Scene&);
Axis std_axis(const Scene&, const Series&, int most_ticks);
Axis mean_axis(const Series&, int most_ticks);

/// One quantity of the table: its words, and its text for a layer.
struct TableRow {
  enum class Look { measured, plain, quiet, alarm, bold };
  Words label;
  Look look = Look::plain;
  std::string (*text)(const LayerResult&);
  bool (*emphasis)(const LayerResult&) = nullptr;
};
std::vector<TableRow> table_rows(const Scene&);
/// Colour and weight of a cell: NaN and infinity are alarming whatever the row says.
TextStyle cell_style(const Scene&, const TableRow&, const LayerResult&, std::string_view text);

/// Null when the kept run has no such layer.
const LayerResult* pinned_layer(const PinnedRun&, int index);

/// For the pictures that every lab of layers draws.
LayerColumns columns_of(const Scene&);

// Pictures, each in the vertical stretch it is given.
/// Direct labels: right of the last point where there is a margin, else in the corner of the plot
/// that the curve leaves empty.
void draw_legend(const Scene&, float y0, float y1, const Axis&, const Series&);
/// The margin they need, whatever of them is shown: it must not change while a run is under way.
float legend_margin(const Scene&);
void draw_values(const Scene&, float y0, float y1);
float draw_table(const Scene&, float y);
float table_height(const Scene&);
/// The exact numbers of the active layer, beside its dot, where it covers the fewest others.
void draw_callout(const Scene&, float plot_y0, float plot_y1, const Axis& axis);
/// The shares of the layer's histogram bins, merged into at most `most` bars from the bottom up.
/// Point masses that have a lane of their own, exact zeros and saturated values, are left out.
std::vector<float> bar_shares(const Scene&, const LayerResult&, int most);

/// The phone's: a box with the numbers of one layer and buttons for its neighbours. Returns the
/// layer that was asked for.
std::optional<int> draw_readout(const Scene&, float y, float height);
float draw_value_rows(const Scene&, float y);
float draw_row_table(const Scene&, float y);

}  // namespace initlab::forward
