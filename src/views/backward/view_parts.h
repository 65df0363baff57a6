#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "labs/backward/params.h"
#include "labs/backward/result.h"
#include "ui/layer_histogram.h"
#include "ui/layer_pictures.h"
#include "ui/layer_table.h"
#include "ui/series_plot.h"

namespace initlab::ui {

/// What the pictures of the backward lab share in one frame. Column 0 is the input, which has no
/// pre-activations and so no gradient here; it keeps a layer's place the same in every lab.
struct BackwardScene {
  LayerColumns columns;
  const BackwardParams& params;
  const BackwardReport* report;  // null before the first result

  /// Null for the input and outside of the report.
  const BackwardLayer* layer(int column) const;
  bool preview() const { return report != nullptr && report->rows < report->rows_total; }
  Language language() const { return columns.context.language; }
};

/// Null when the kept run has no such layer.
const BackwardLayer* pinned_backward_layer(const PinnedRun&, int column);

bool has_zero_lane(const BackwardScene&);
bool has_infinite_lane(const BackwardScene&);

Series gradient_series(const BackwardScene&);
Series ratio_series(const BackwardScene&);
/// Holds the measured values, the theory beside them, and format limits that are not far off.
Axis gradient_axis(const BackwardScene&, const Series&, int most_ticks);
SeriesLook backward_look(const BackwardScene&);

/// The shares of a layer's histogram bins, merged into at most `most` bars from the bottom up.
std::vector<float> gradient_shares(const BackwardLayer&, int most);

std::vector<LayerTableRow> backward_rows(const BackwardScene&);
/// The readout's and the phone table's.
std::vector<LayerTableRow> backward_short_rows(const BackwardScene&);

/// rms gradient by layer with what the format can hold.
void draw_gradient(const BackwardScene&, float y0, float y1, const Axis&, const Series&);
void draw_gradient_legend(const BackwardScene&, float y0, float y1, const Axis&, const Series&);
void draw_gradient_callout(const BackwardScene&, float y0, float y1, const Axis&, const Series&);
void draw_gradient_histograms(const BackwardScene&, float y0, float y1);
/// Room that the lanes take below and above the histograms.
float lanes_below(const BackwardScene&);
float lanes_above(const BackwardScene&);

}  // namespace initlab::ui
