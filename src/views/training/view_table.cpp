#include "text/number_format.h"
#include "text/strings.h"
#include "views/training/view_parts.h"

namespace initlab::training {
namespace {

using Values = std::vector<double> LayerCourse::*;

LayerTableRow make_row(const Scene& scene, const Words& label, const Words& short_label,
                       CellLook look, std::string (*text)(double), Values values, int moment) {
  LayerTableRow row;
  row.label = label.in(scene.language());
  row.short_label = short_label.in(scene.language());
  row.strong = look == CellLook::measured || look == CellLook::alarm;
  row.cell = [&scene, look, text, values, moment](int column) -> LayerCell {
    const LayerCourse* layer = scene.layer(column);
    const std::string shown = layer == nullptr || scene.shown < 0
                                  ? std::string()
                                  : text(value_at(layer->*values, moment));
    return {shown, cell_style(scene.context(), look, shown)};
  };
  return row;
}

LayerTableRow now_row(const Scene& scene, const Words& label, CellLook look,
                      std::string (*text)(double), Values values,
                      const Words* short_label = nullptr) {
  return make_row(scene, label, short_label == nullptr ? label : *short_label, look, text, values,
                  scene.shown);
}

/// A share of units, which the last layer's sums have none of.
LayerTableRow share_row(const Scene& scene, const Words& label, const Words& short_label,
                        CellLook look, Values values) {
  LayerTableRow row = now_row(scene, label, look, percent_text, values, &short_label);
  row.cell = [&scene, cell = row.cell](int column) {
    return column < scene.depth() ? cell(column) : LayerCell{};
  };
  return row;
}

LayerTableRow theory_row(const Scene& scene) {
  LayerTableRow row;
  row.label = strings::training_view_theory_start.in(scene.language());
  row.cell = [&scene](int column) -> LayerCell {
    if (scene.report == nullptr || column < 1 ||
        column > static_cast<int>(scene.report->layers.size())) {
      return {};
    }
    const std::optional<LayerTheory>& theory =
        scene.report->layers[static_cast<std::size_t>(column - 1)].theory;
    const std::string text = theory ? table_number(theory->std) : std::string();
    return {text, cell_style(scene.context(), CellLook::quiet, text)};
  };
  return row;
}

LayerTableRow ratio_row(const Scene& scene) {
  return now_row(
      scene, strings::training_view_ratio, CellLook::measured,
      [](double value) { return brief_number(value); }, &LayerCourse::update_ratio,
      &strings::training_view_ratio_short);
}

LayerTableRow weight_gradient_row(const Scene& scene) {
  return now_row(scene, strings::training_view_dw_norm, CellLook::plain, magnitude_text,
                 &LayerCourse::weight_grad_norm, &strings::training_view_dw);
}

LayerTableRow std_row(const Scene& scene) {
  return now_row(scene, strings::label_std, CellLook::plain, magnitude_text, &LayerCourse::std);
}

LayerTableRow saturated_row(const Scene& scene) {
  return share_row(scene, strings::label_saturated_percent, strings::label_saturated_short,
                   CellLook::alarm, &LayerCourse::saturated);
}

LayerTableRow dead_row(const Scene& scene) {
  return share_row(scene, strings::label_dead_percent, strings::label_dead_short, CellLook::plain,
                   &LayerCourse::dead);
}

}  // namespace

std::vector<LayerTableRow> table_rows(const Scene& scene) {
  std::vector<LayerTableRow> rows = {
      ratio_row(scene),
      weight_gradient_row(scene),
      now_row(scene, strings::training_view_dz_rms, CellLook::plain, magnitude_text,
              &LayerCourse::grad_rms, &strings::training_view_dz),
      now_row(scene, strings::training_view_distance, CellLook::plain, magnitude_text,
              &LayerCourse::distance),
      std_row(scene),
      make_row(scene, strings::training_view_std_start, strings::training_view_std_start,
               CellLook::quiet, magnitude_text, &LayerCourse::std, 0),
      theory_row(scene),
  };
  if (shows_saturated(scene)) rows.push_back(saturated_row(scene));
  if (shows_dead(scene)) rows.push_back(dead_row(scene));
  return rows;
}

std::vector<LayerTableRow> short_rows(const Scene& scene) {
  return {ratio_row(scene), std_row(scene), weight_gradient_row(scene),
          shows_dead(scene) ? dead_row(scene) : saturated_row(scene)};
}

}  // namespace initlab::training
