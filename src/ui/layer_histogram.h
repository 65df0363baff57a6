#pragma once

#include <span>

#include "ui/layer_pictures.h"

namespace initlab::ui {

// Distributions in a layer's column. Shares are of all values, from the lowest bin upwards.

/// Columns this narrow show shades instead of bars.
bool columns_are_shades(const LayerColumns&);
/// How many bars are worth drawing in that height.
int most_bars(const LayerColumns&, float height);

/// Bars to the right from the column's own baseline, as long as the root of their share, or shades.
/// `strength` fades them.
void draw_column_shares(const LayerColumns&, int column, std::span<const float> shares, float y0,
                        float y1, float strength = 1.0F);

/// A point mass in its lane, 8 pixels high below y: `share` of the column's width.
inline constexpr float lane_height = 8.0F;
void draw_column_lane(const LayerColumns&, int column, float y, double share, ImU32 color);
/// Hatched for `share`, and solid for the part of it that is `solid`.
void draw_hatched_lane(const LayerColumns&, int column, float y, double share, double solid);

/// "▲ 3 %" at the end of a column whose histogram leaves that share out.
void draw_column_outside(const LayerColumns&, int column, float y0, float y1, double share,
                         bool above);

}  // namespace initlab::ui
