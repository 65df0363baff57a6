#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/axis.h"
#include "ui/lab_view.h"
#include "ui/layer_grid.h"

namespace initlab::ui {

/// What pictures with a column a layer share in one frame.
struct LayerColumns {
  const ViewContext& context;
  LayerGrid grid;
  int hovered = -1;
  int chosen = -1;
  int first = 0;  // columns before it are left out

  float left() const { return grid.begin(first); }
  int active() const { return hovered >= 0 ? hovered : chosen; }
};

/// The layers that have room for a text of `width` pixels: first, last, the active one, and of the
/// others every k-th that keeps clear of these.
std::vector<int> shown_columns(const LayerColumns&, float width);

void draw_column_numbers(const LayerColumns&, float y, std::string_view title);

/// Hover and click on the columns from y0 to y1; tints the active ones. Sets `hovered` and `chosen`
/// and returns the column that is chosen from now on.
int take_columns_mouse(LayerColumns&, int chosen, float y0, float y1);

/// Direct labels: right of the last point where there is a margin, else in the corner of the plot
/// that the curve leaves empty. `last_share` is the last point's place on the axis, 0..1 or NaN.
struct LegendLine {
  enum class Sign { measured, pinned, quartiles, theory, band, note };
  Sign sign;
  std::string text;
  int slot = 0;  // of a pinned run
};
/// A line for each kept run, with its name.
std::vector<LegendLine> pinned_legend(const ViewContext&);
/// The margin that such labels need right of the columns: as wide as the widest of `texts` and of
/// the kept runs' names, which are cut where they are long.
float legend_margin(const ViewContext&, std::span<const std::string> texts);
void draw_layer_legend(const LayerColumns&, std::span<const LegendLine>, float y0, float y1,
                       double last_share, bool preview);

/// The exact numbers of a layer in a box beside its dot, where it covers the fewest others.
struct CalloutLine {
  std::string_view label;
  std::string value;
  TextStyle style;
};
struct Callout {
  int column;
  std::string title;
  std::string aside;
  std::vector<CalloutLine> lines;
};
/// `places` are the dots' shares of the axis by column, NaN where there is none.
void draw_layer_callout(const LayerColumns&, const Callout&, std::span<const double> places,
                        float y0, float y1);

}  // namespace initlab::ui
