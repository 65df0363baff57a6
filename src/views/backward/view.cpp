#include "views/backward/view.h"

#include <algorithm>
#include <cmath>

#include "labs/backward/lab.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "ui/remarks.h"
#include "views/backward/view_parts.h"

namespace initlab::backward {
namespace {

// Heights in CSS pixels; what is left over goes to the rms first, then to the histograms.
struct Heights {
  float gradient, ratio, values;
};
constexpr Heights least_heights{170.0F, 72.0F, 112.0F};
constexpr Heights most_heights{360.0F, 130.0F, 260.0F};
constexpr Heights phone_heights{180.0F, 64.0F, 110.0F};
constexpr float gap_between = 20.0F;
constexpr float phone_gutter = 54.0F;

class View final : public LabView {
 public:
  float draw(const ViewContext&, const Experiment&, const initlab::Report*) override;
  int columns(const initlab::Report* report) const override {
    return report == nullptr ? depth_ + 1
                             : static_cast<int>(report_of<Lab>(*report).layers.size()) + 1;
  }
  ReportProgress progress(const initlab::Report& report) const override {
    const Report& backward = report_of<Lab>(report);
    return {backward.rows < backward.rows_total, backward.sweep_done, backward.sweep_total};
  }
  std::optional<SliderMark> mark(const initlab::Report&, std::string_view key,
                                 Language) const override;
  bool compares() const override { return true; }
  std::vector<double> preset_sketch(std::string_view preset) const override;

 private:
  float draw_wide(Scene&);
  float draw_phone(Scene&);

  int depth_ = 10;
};

std::optional<SliderMark> View::mark(const initlab::Report& report, std::string_view key,
                                     Language language) const {
  const std::optional<GainMark>& gain = report_of<Lab>(report).gain_mark;
  if (key != "gain" || !gain) return std::nullopt;
  return SliderMark{gain->gain, gain->label.in(language)};
}

std::vector<double> View::preset_sketch(std::string_view preset) const {
  const std::optional<Params> params = preset_of<Lab>(preset);
  return params ? sketch_of(params->preset) : std::vector<double>{};
}

float View::draw(const ViewContext& context, const Experiment& experiment,
                 const initlab::Report* report) {
  const Params& params = params_of<Lab>(experiment);
  depth_ = std::clamp(static_cast<int>(layer_widths(params).size()) - 1, 1, max_depth);
  const Report* backward = report == nullptr ? nullptr : &report_of<Lab>(*report);
  Scene scene{{context, {}, -1, chosen_}, params, backward};
  scene.columns.grid.columns = columns(report);
  return context.narrow ? draw_phone(scene) : draw_wide(scene);
}

float View::draw_wide(Scene& scene) {
  const ViewContext& context = scene.columns.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language();
  const float gutter = 128.0F;
  const TextStyle title{context.sizes.text, colors.ink, Weight::semibold};
  const TextStyle hint{context.sizes.text, colors.ink3};
  const std::string_view way = strings::label_gradient_way.in(words);
  const std::string labels[] = {std::string(strings::label_measured.in(words)),
                                std::string(strings::label_theory.in(words)),
                                std::string(strings::label_quartiles.in(words)),
                                std::string(strings::label_flushed_short.in(words))};
  const float margin =
      context.width >= 780.0F
          ? std::max({84.0F, paint.width(way, hint) + 14.0F, legend_margin(context, labels)})
          : 0.0F;
  LayerGrid& grid = scene.columns.grid;
  grid.left = context.min.x + gutter;
  grid.column =
      std::min(112.0F, (context.width - gutter - margin) / static_cast<float>(grid.columns));

  const std::vector<LayerTableRow> rows = table_rows(scene);
  const std::span<const Sentence> remarks = remarks_of(scene.report);
  const float fixed = 26.0F + gap_between + gap_between + lanes_above(scene) + lanes_below(scene) +
                      24.0F + layer_table_height(rows.size()) +
                      draw_remarks(context, remarks, 0.0F, true) + 20.0F;
  const float needed = fixed + least_heights.gradient + least_heights.ratio + least_heights.values;
  float spare = std::max(0.0F, context.height - needed);
  const float more = std::min(spare, most_heights.gradient - least_heights.gradient);
  spare -= more;
  const float more_values = std::min(spare, most_heights.values - least_heights.values);
  spare -= more_values;

  const float top = context.min.y;
  const float rms0 = top + 26.0F;
  const float rms1 = rms0 + least_heights.gradient + more;
  const float ratio0 = rms1 + gap_between;
  const float ratio1 =
      ratio0 + least_heights.ratio + std::min(spare, most_heights.ratio - least_heights.ratio);
  const float values0 = ratio1 + gap_between + lanes_above(scene);
  const float values1 = values0 + least_heights.values + more_values;
  const float table0 = values1 + lanes_below(scene) + 24.0F;
  const float bottom = table0 + layer_table_height(rows.size());
  choose(take_columns_mouse(scene.columns, chosen_, top, bottom));

  const float x = context.min.x;
  draw_column_numbers(scene.columns, top + 12.0F, strings::label_layer.in(words));
  if (margin > 0.0F) {
    // Clear of the last layer's number, which is wider than a narrow column.
    const float number = paint.width(std::to_string(grid.columns - 1), {context.sizes.tick, 0});
    const float number_end = grid.center(grid.columns - 1) + 0.5F * number;
    paint.text(std::max(grid.right() + 4.0F, number_end + 8.0F), top + 12.0F, way, hint);
  }

  const Series gradients = gradient_series(scene);
  const Axis axis = gradient_axis(scene, gradients, max_ticks);
  explained_text(context, x, rms0 + 9.0F, strings::label_gradient.in(words), title);
  paint.text(x, rms0 + 27.0F, strings::label_gradient_dz.in(words), hint);
  draw_gradient(scene, rms0, rms1, axis, gradients);
  draw_gradient_legend(scene, rms0, rms1, axis, gradients);

  const Series ratios = ratio_series(scene);
  explained_text(context, x, ratio0 + 10.0F, strings::label_gradient_ratio_title.in(words), title);
  paint.text(x, ratio0 + 28.0F, strings::label_gradient_ratio_norms.in(words), hint);
  draw_series(paint, ratio0, ratio1, grid, log_axis(ratios.all(), 4), ratios, series_look(scene));

  paint.text(x, values0 + 9.0F, strings::label_gradients.in(words), title);
  const Words& scale =
      columns_are_shades(scene.columns) ? strings::label_heat : strings::label_bar_length;
  paint.text(x, values0 + 27.0F, strings::label_gradient_log.in(words), hint);
  paint.text(x, values0 + 45.0F, scale.in(words), hint);
  draw_gradient_histograms(scene, values0, values1);
  draw_layer_table(scene.columns, rows, table0);
  draw_remarks(context, remarks, bottom);
  draw_gradient_callout(scene, rms0, rms1, axis, gradients);
  return needed;
}

float View::draw_phone(Scene& scene) {
  const ViewContext& context = scene.columns.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language();
  LayerGrid& grid = scene.columns.grid;
  grid.left = context.min.x + phone_gutter;
  grid.column = (context.width - phone_gutter) / static_cast<float>(grid.columns);

  const float top = context.min.y;
  const float rms0 = top + 48.0F;
  const float rms1 = rms0 + phone_heights.gradient;
  const float ratio0 = rms1 + 30.0F;
  const float ratio1 = ratio0 + phone_heights.ratio;
  const float values0 = ratio1 + 34.0F + lanes_above(scene);
  const float values1 = values0 + phone_heights.values;
  const float pictures_end = values1 + lanes_below(scene) + 5.0F;
  choose(take_columns_mouse(scene.columns, chosen_, rms0, pictures_end));

  const float x = context.min.x;
  const TextStyle title{context.sizes.tick, colors.ink, Weight::semibold};
  const TextStyle hint{context.sizes.tick, colors.ink3};
  draw_column_numbers(scene.columns, top + 12.0F, strings::label_layer.in(words));
  explained_text(context, x, top + 35.0F, strings::label_gradient.in(words), title);
  paint.text(x + context.width, top + 35.0F, strings::label_gradient_way.in(words), hint,
             Align::right);

  const Series gradients = gradient_series(scene);
  const Axis axis = gradient_axis(scene, gradients, max_ticks);
  draw_gradient(scene, rms0, rms1, axis, gradients);
  draw_gradient_legend(scene, rms0, rms1, axis, gradients);

  const Series ratios = ratio_series(scene);
  paint.text(x, ratio0 - 13.0F, strings::label_gradient_ratio.in(words), title);
  paint.text(x + context.width, ratio0 - 13.0F, strings::label_gradient_ratio_norms.in(words), hint,
             Align::right);
  draw_series(paint, ratio0, ratio1, grid, log_axis(ratios.all(), 3), ratios, series_look(scene));
  paint.text(x, values0 - lanes_above(scene) - 18.0F, strings::label_gradients.in(words), title);
  paint.text(x + context.width, values0 - lanes_above(scene) - 18.0F,
             strings::label_gradient_log.in(words), hint, Align::right);
  draw_gradient_histograms(scene, values0, values1);

  float y = pictures_end + 14.0F;
  const std::vector<LayerTableRow> rows = short_rows(scene);
  if (const std::optional<int> wanted = draw_layer_readout(scene.columns, rows, y)) choose(*wanted);
  static constexpr float edges[] = {0.33F, 0.52F, 0.74F, 1.0F};
  y = draw_layer_rows(scene.columns, rows, edges, y + readout_height + 24.0F);
  y += draw_remarks(context, remarks_of(scene.report), y);
  return y + 24.0F - top;
}

}  // namespace

std::unique_ptr<LabView> make_view() { return std::make_unique<View>(); }

}  // namespace initlab::backward
