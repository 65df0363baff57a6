#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/layer_pictures.h"

namespace initlab::ui {

struct LayerCell {
  std::string text;
  TextStyle style;
};

enum class CellLook { measured, plain, quiet, alarm };
/// Colour and weight of a number, which is alarming where it is none, or an alarming share above 0.
TextStyle cell_style(const ViewContext&, CellLook, std::string_view text);

/// A share in percent, with one decimal.
std::string percent_text(double share);
/// Magnitudes go over many decades: from 100 on one decimal is enough, and keeps columns apart.
std::string magnitude_text(double value);

/// One quantity, by layer.
struct LayerTableRow {
  std::string_view label;
  std::string_view short_label;  // where layers are rows; empty: the label
  bool strong = false;
  std::function<LayerCell(int column)> cell;
};

/// Quantities as rows, layers as the columns of the pictures. Returns the bottom.
float draw_layer_table(const LayerColumns&, std::span<const LayerTableRow>, float y);
float layer_table_height(std::size_t rows);

/// The phone's table: layers as rows; `edges` are the right edges of the quantities as shares of
/// the width, one each. Returns the bottom.
float draw_layer_rows(const LayerColumns&, std::span<const LayerTableRow>,
                      std::span<const float> edges, float y);

/// The layers that get a row there: all of them, or every k-th of a deep network.
std::vector<int> row_columns(const LayerColumns&);

/// The phone's box for the numbers of layer `shown` of `first` to `last`: its name, and buttons for
/// its neighbours. Returns the layer that was asked for.
std::optional<int> draw_readout_box(const ViewContext&, ImVec2 min, ImVec2 max, int shown, int last,
                                    int first = 0);

/// The phone's box with the numbers of one layer (at most four) and buttons for its neighbours.
/// Returns the layer that was asked for.
inline constexpr float readout_height = 104.0F;
std::optional<int> draw_layer_readout(const LayerColumns&, std::span<const LayerTableRow>, float y);

}  // namespace initlab::ui
