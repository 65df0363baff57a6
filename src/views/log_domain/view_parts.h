#pragma once

#include <string_view>

#include "core/numbers/number_formats.h"
#include "labs/log_domain/params.h"
#include "labs/log_domain/result.h"
#include "ui/lab_view.h"
#include "ui/line_plot.h"

namespace initlab::log_domain {

// A view is written in the words of ui.
using namespace ui;

/// What the pictures of the log-domain lab share in one frame.
struct Scene {
  const ViewContext& context;
  const Params& params;
  const Report* report;  // null before the first result
  LinePlot plot;         // log10 over factors; the bars below it share its x
  float title = 0.0F;    // the middle of the title's line
  float bars = 0.0F;     // the y at which they begin
  int point = -1;        // hovered or chosen index into the report's steps

  LineLook look() const;
  bool empty() const { return report == nullptr || report->formats.empty(); }
};

inline constexpr float bar_row = 18.0F;  // a format's row of the bars
inline constexpr float bars_height = bar_row * static_cast<float>(number_format_count);

std::string_view short_format_name(int format);
void draw_title(const Scene&, float y, std::string_view title);

void set_axes(Scene&);
/// Lines at the smallest numbers of the chosen format and of the usual ones.
void draw_floors(const Scene&);
void draw_log_product(const Scene&);
/// A bar a format: as long as its product moves a weight, is a number, is subnormal, is zero.
void draw_format_lives(const Scene&);
/// On the phone, where there is no room beside the plots: what their lines and their fills are.
/// Return the height, 0 elsewhere.
float draw_key(const Scene&, float y, bool measure_only = false);
float draw_lives_key(const Scene&, float y, bool measure_only = false);

/// A row a format: steps, sums of logs and the logsumexp. Returns the height.
float draw_format_table(const Scene&, float y, bool measure_only = false);

}  // namespace initlab::log_domain
