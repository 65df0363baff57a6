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

namespace initlab::backward {

// A view is written in the words of ui.
using namespace ui;

/// What the pictures of the backward lab share in one frame. Column 0 is the input, which has no
/// pre-activations and so no gradient here; it keeps a layer's place the same in every lab.
struct Scene {
  LayerColumns columns;
  const Params& params;
  const Report* report;  // null before the first result

  /// Null for the input and outside of the report.
  const Layer* layer(int column) const;
  bool preview() const { return report != nullptr && report->rows < report->rows_total; }
  Language language() const { return columns.context.language; }
};

/// Null when the kept run has no such layer.
const Layer* pinned_layer(const PinnedRun&, int column);

bool has_zero_lane(const Scene&);
bool has_infinite_lane(const Scene&);

Series gradient_series(const Scene&);
Series ratio_series(const Scene&);
/// Holds the measured values, the theory beside them, and format limits that are not far off.
Axis gradient_axis(const Scene&, const Series&, int most_ticks);
SeriesLook series_look(const Scene&);

/// The shares of a layer's histogram bins, merged into at most `most` bars from the bottom up.
std::vector<float> gradient_shares(const Layer&, int most);

std::vector<LayerTableRow> table_rows(const Scene&);
/// The readout's and the phone table's.
std::vector<LayerTableRow> short_rows(const Scene&);

/// rms gradient by layer with what the format can hold.
void draw_gradient(const Scene&, float y0, float y1, const Axis&, const Series&);
void draw_gradient_legend(const Scene&, float y0, float y1, const Axis&, const Series&);
void draw_gradient_callout(const Scene&, float y0, float y1, const Axis&, const Series&);
void draw_gradient_histograms(const Scene&, float y0, float y1);
/// Room that the lanes take below and above the histograms.
float lanes_below(const Scene&);
float lanes_above(const Scene&);

}  // namespace initlab::backward
