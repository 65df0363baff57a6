#include "views/forward/view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "labs/adapter.h"
#include "labs/forward/lab.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "ui/remarks.h"
#include "ui/widgets.h"
#include "views/forward/view_parts.h"

namespace initlab::forward {
namespace {

// Heights in CSS pixels; what is left over goes to the std first, then to the values.
struct Heights {
  float std, mean, values;
};
constexpr Heights least_wide{184.0F, 80.0F, 112.0F};
constexpr Heights most_wide{360.0F, 140.0F, 240.0F};
constexpr Heights narrow_heights{168.0F, 52.0F, 78.0F};
constexpr float lane = 16.0F;  // room for a lane and its gap
constexpr float between = 20.0F;
constexpr float narrow_gutter = 54.0F;

class View final : public LabView {
 public:
  float draw(const ViewContext&, const Experiment&, const initlab::Report*) override;
  int columns(const initlab::Report* report) const override {
    return report == nullptr ? depth_ + 1
                             : static_cast<int>(report_of<Lab>(*report).layers.size()) + 1;
  }
  ReportProgress progress(const initlab::Report& report) const override {
    const Report& forward = report_of<Lab>(report);
    return {forward.rows < forward.rows_total, forward.sweep_done, forward.sweep_total};
  }
  std::optional<SliderMark> mark(const initlab::Report&, std::string_view key,
                                 Language) const override;
  bool compares() const override { return true; }
  std::vector<double> preset_sketch(std::string_view preset) const override;

 private:
  float draw_wide(Scene&);
  float draw_narrow(Scene&);
  void draw_std(const Scene&, float y0, float y1, const Axis&, const Series&);
  void draw_scale_toggle(const Scene&, ImVec2 at);
  void take_mouse(Scene&, float y0, float y1);

  bool log_std_ = true;
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
  const Report* forward = report == nullptr ? nullptr : &report_of<Lab>(*report);
  Scene scene{context, params, forward, {}, -1, chosen_, log_std_, Language::en, {}, false};
  scene.language = context.language;
  scene.grid.columns = columns(report);
  choose_lanes(scene);
  return context.narrow ? draw_narrow(scene) : draw_wide(scene);
}

void View::take_mouse(Scene& scene, float y0, float y1) {
  LayerColumns columns = columns_of(scene);
  choose(take_columns_mouse(columns, chosen_, y0, y1));
  scene.hovered = columns.hovered;
  scene.chosen = columns.chosen;
}

void View::draw_scale_toggle(const Scene& scene, ImVec2 at) {
  const Language words = scene.language;
  const std::array<std::string_view, 2> labels{strings::label_log.in(words),
                                               strings::label_linear.in(words)};
  const Widgets ui{scene.context.paint, scene.context.sizes, scene.context.fonts,
                   scene.context.page.coarse_pointer};
  const float line = scene.context.narrow                ? 44.0F
                     : scene.context.page.coarse_pointer ? 28.0F
                                                         : 21.0F;
  const int clicked = toggle(ui, "scale", at, line, labels, log_std_ ? 0 : 1);
  if (clicked >= 0) log_std_ = clicked == 0;
}

void View::draw_std(const Scene& scene, float y0, float y1, const Axis& axis,
                    const Series& series) {
  const ViewContext& context = scene.context;
  SeriesLook look = series_look(scene);
  look.label_every = context.narrow && axis.hi - axis.lo > 4.0 ? 2 : 1;
  draw_series(context.paint, y0, y1, scene.grid, axis, series, look);
  context.paint.horizontal(scene.grid.left, scene.grid.right(), y1, context.paint.colors().axis);
}

float View::draw_wide(Scene& scene) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const bool labels_outside = context.width >= 780.0F;
  const float gutter = 104.0F;
  const float margin = labels_outside ? std::max(84.0F, legend_margin(scene)) : 0.0F;
  LayerGrid& grid = scene.grid;
  grid.left = context.min.x + gutter;
  grid.column =
      std::min(112.0F, (context.width - gutter - margin) / static_cast<float>(grid.columns));

  const bool upper_lane = scene.saturation.has_value();
  const float fixed = 26.0F + between + between + (upper_lane ? lane : 0.0F) + scene.lanes_below() +
                      30.0F + table_height(scene) +
                      draw_remarks(context, remarks_of(scene.report), 0.0F, true) + 20.0F;
  const float needed = fixed + least_wide.std + least_wide.mean + least_wide.values;
  float spare = std::max(0.0F, context.height - needed);
  const float more_std = std::min(spare, most_wide.std - least_wide.std);
  spare -= more_std;
  const float more_values = std::min(spare, most_wide.values - least_wide.values);
  spare -= more_values;
  const Heights height{least_wide.std + more_std,
                       least_wide.mean + std::min(spare, most_wide.mean - least_wide.mean),
                       least_wide.values + more_values};

  const float top = context.min.y;
  const float std0 = top + 26.0F;
  const float std1 = std0 + height.std;
  const float mean0 = std1 + between;
  const float mean1 = mean0 + height.mean;
  const float values0 = mean1 + between + (upper_lane ? lane : 0.0F);
  const float values1 = values0 + height.values;
  const float table0 = values1 + scene.lanes_below() + 30.0F;
  const float bottom = table0 + table_height(scene);
  take_mouse(scene, top, bottom);

  const float gutter_x = context.min.x;
  const TextStyle title{context.sizes.text, colors.ink, Weight::semibold};
  const TextStyle hint{context.sizes.text, colors.ink3};
  draw_column_numbers(columns_of(scene), top + 12.0F, strings::label_layer.in(words));

  const Series stds = std_series(scene);
  const Axis axis = std_axis(scene, stds, max_ticks);
  explained_text(context, gutter_x, std0 + 9.0F, strings::label_std.in(words), title);
  draw_scale_toggle(scene, {gutter_x, std0 + 30.0F});
  draw_std(scene, std0, std1, axis, stds);
  draw_legend(scene, std0, std1, axis, stds);

  const Series means = mean_series(scene);
  explained_text(context, gutter_x, mean0 + 10.0F, strings::label_mean.in(words), title);
  const Axis means_axis = mean_axis(means, height.mean > 100.0F ? 5 : 4);
  draw_series(paint, mean0, mean1, grid, means_axis, means, series_look(scene));

  paint.text(gutter_x, values0 + 9.0F, strings::label_values.in(words), title);
  const Words& scale = grid.column < 40.0F ? strings::label_heat : strings::label_bar_length;
  paint.text(gutter_x, values0 + 27.0F, scale.in(words), hint);
  draw_values(scene, values0, values1);
  draw_table(scene, table0);
  draw_remarks(context, remarks_of(scene.report), bottom);
  draw_callout(scene, std0, std1, axis);
  return needed;
}

float View::draw_narrow(Scene& scene) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  LayerGrid& grid = scene.grid;
  grid.left = context.min.x + narrow_gutter;
  grid.column = (context.width - narrow_gutter) / static_cast<float>(grid.columns);

  const bool upper_lane = scene.saturation.has_value();
  const float top = context.min.y;
  const float std0 = top + 48.0F;
  const float std1 = std0 + narrow_heights.std;
  const float mean0 = std1 + 26.0F;
  const float mean1 = mean0 + narrow_heights.mean;
  const float values0 = mean1 + 28.0F + (upper_lane ? 12.0F : 0.0F);
  const float values1 = values0 + narrow_heights.values;
  const float pictures_end = values1 + scene.lanes_below() + 5.0F;
  take_mouse(scene, std0, pictures_end);  // the words above have a press of their own

  const TextStyle title{context.sizes.tick, colors.ink, Weight::semibold};
  draw_column_numbers(columns_of(scene), top + 12.0F, strings::label_layer.in(words));
  const float title_y = top + 35.0F;
  const std::string_view std_title = strings::label_std.in(words);
  explained_text(context, context.min.x, title_y, std_title, title);
  draw_scale_toggle(scene, {context.min.x + paint.width(std_title, title) + 16.0F, title_y});

  const Series stds = std_series(scene);
  const Axis axis = std_axis(scene, stds, max_ticks);
  draw_std(scene, std0, std1, axis, stds);
  draw_legend(scene, std0, std1, axis, stds);

  const Series means = mean_series(scene);
  paint.text(context.min.x, mean0 - 12.0F, strings::label_mean.in(words), title);
  draw_series(paint, mean0, mean1, grid, mean_axis(means, 3), means, series_look(scene));
  paint.text(context.min.x, values0 - (upper_lane ? 25.0F : 13.0F), strings::label_values.in(words),
             title);
  draw_values(scene, values0, values1);

  float y = pictures_end + 14.0F;
  constexpr float readout = 104.0F;
  if (const std::optional<int> wanted = draw_readout(scene, y, readout)) choose(*wanted);
  y = draw_value_rows(scene, y + readout + 26.0F);
  y = draw_row_table(scene, y + 24.0F);
  y += draw_remarks(context, remarks_of(scene.report), y);
  return y + 24.0F - top;
}

}  // namespace

std::unique_ptr<LabView> make_view() { return std::make_unique<View>(); }

}  // namespace initlab::forward
