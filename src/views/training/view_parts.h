#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "labs/training/params.h"
#include "labs/training/result.h"
#include "ui/curve_plot.h"
#include "ui/layer_pictures.h"
#include "ui/layer_table.h"
#include "ui/transport.h"

namespace initlab::training {

// A view is written in the words of ui.
using namespace ui;

/// What the pictures of the training lab share in one frame. A column is a layer, column 0 the
/// input, which has no weights; the view's chosen column is the moment `shown`.
struct Scene {
  LayerColumns columns;
  const Params& params;
  const Report* report;  // null before the first result
  Course course;
  bool narrow;     // one picture under the other
  int shown = -1;  // index into the report's steps; -1 without a result

  const ViewContext& context() const { return columns.context; }
  const Painter& paint() const { return columns.context.paint; }
  const Palette& colors() const { return columns.context.paint.colors(); }
  Language language() const { return columns.context.language; }
  int depth() const { return columns.grid.columns - 1; }

  /// Whether rows are points of the plane, or pictures.
  bool plane() const;
  double shown_step() const;
  /// The course of the layer of a column; null where there is none.
  const LayerCourse* layer(int column) const;
  /// The evaluation at the shown step or the last one before it; -1 where there is none.
  int entry() const;
  const HistoryEntry* evaluation() const;
  const Snapshot* snapshot() const;
};

/// NaN where a damaged or short list has no such entry.
double value_at(std::span<const double> values, int index);

// Each picture is drawn into the place that it is given. Those that return a float return the
// height they took.

/// A title left of its picture, or above it where the screen is narrow, with a hint.
void draw_title(const Scene&, float x, float y, std::string_view title, std::string_view hint);

/// Loss and accuracy over the steps. The areas are those of the plots alone.
void draw_loss(const Scene&, const CurveArea&);
void draw_accuracy(const Scene&, const CurveArea&);
inline constexpr float curve_gutter = 120.0F;
inline constexpr float narrow_curve_gutter = 38.0F;

/// A quantity of all layers: in a layer's column time runs from left to right.
struct Strip {
  std::vector<double> LayerCourse::* values;
  float y0, y1;
};
void draw_ratio_strip(const Scene&, float y0, float y1);
/// The room that its words need right of the columns.
float ratio_margin(const Scene&);
void draw_std_strip(const Scene&, float y0, float y1);
void draw_gradient_strip(const Scene&, const Strip&);
/// The shown ratios as numbers under their strip.
void draw_ratio_numbers(const Scene&, float y);
/// Which shares of units are worth a lane and a row: what the activation function can do, or has
/// done.
bool shows_saturated(const Scene&);
bool shows_dead(const Scene&);
float lanes_height(const Scene&);
void draw_lanes(const Scene&, float y);

/// Test pictures with what the network takes them for; at most `most_rows` rows.
float digits_height(const Scene&, float width, int most_rows);
void draw_digits(const Scene&, ImVec2 min, float width, int most_rows);
/// Weights of the first units as pictures, in rows of this width.
float weights_height(const Scene&, float width);
void draw_weights(const Scene&, ImVec2 min, float width);

/// The plane by what the network says of it, with the test points.
void draw_decision(const Scene&, ImVec2 min, float side);

/// Rows of the table, and those few that the phone has room for.
std::vector<LayerTableRow> table_rows(const Scene&);
std::vector<LayerTableRow> short_rows(const Scene&);

}  // namespace initlab::training
