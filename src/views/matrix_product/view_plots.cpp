#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "core/numbers/scaled_number.h"
#include "core/numbers/sort_few.h"
#include "labs/matrix_product/words.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/matrix_product/view_parts.h"

namespace initlab::matrix_product {
namespace {

constexpr std::size_t most_singular = 6;
constexpr double reach = 1.6;  // a limit this much beyond the data still belongs to the picture
constexpr double room = 1.2;   // ... and has its name beyond it

std::vector<double> column(const Scene& scene, double Step::* member) {
  std::vector<double> values;
  values.reserve(scene.report->steps.size());
  for (const Step& step : scene.report->steps) values.push_back(step.*member);
  return values;
}

std::vector<double> step_numbers(const Scene& scene) {
  std::vector<double> steps;
  steps.reserve(scene.report->steps.size());
  for (const Step& step : scene.report->steps) {
    steps.push_back(static_cast<double>(step.step));
  }
  return steps;
}

std::string subscript(std::size_t number) {
  static constexpr std::array<std::string_view, 10> digits{"₀", "₁", "₂", "₃", "₄",
                                                           "₅", "₆", "₇", "₈", "₉"};
  std::string text;
  for (char digit : std::to_string(number)) text += digits[static_cast<std::size_t>(digit - '0')];
  return text;
}

/// The end of one format's range, or of several at once.
struct FormatLimit {
  double log10;
  std::string_view names;
  std::string_view value;
  NumberFormat format;
};
constexpr FormatLimit upper_limits[] = {
    {4.8165, "fp16", "65504", NumberFormat::fp16},
    {38.5318, "bf16, fp32", "3.4e38", NumberFormat::fp32},
    {308.2547, "fp64", "1.8e308", NumberFormat::fp64},
};
constexpr FormatLimit lower_limits[] = {
    {-7.2247, "fp16", "6e−8", NumberFormat::fp16},
    {-40.037, "bf16", "9e−41", NumberFormat::bf16},
    {-44.8535, "fp32", "1.4e−45", NumberFormat::fp32},
    {-323.3062, "fp64", "4.9e−324", NumberFormat::fp64},
};

std::string limit_text(const Scene& scene, const FormatLimit& limit, bool upper) {
  double step = 0.0;
  for (const Format& format : scene.report->formats) {
    if (format.format == limit.format && (scene.report->growth > 0.0) == upper) {
      step = format.expected;
    }
  }
  const bool says_step = step > 0.0 && step <= 1e5;
  const Words& pattern = upper ? (says_step ? strings::matrix_product_limit_max
                                            : strings::matrix_product_limit_max_never)
                               : (says_step ? strings::matrix_product_limit_min
                                            : strings::matrix_product_limit_min_never);
  return fill(pattern, {Slot("f", limit.names), Slot("x", limit.value),
                        Slot("n", std::to_string(static_cast<int>(says_step ? step : 0.0)))})
      .in(scene.language);
}

struct Extent {
  double lo = 0.0;
  double hi = 0.0;
  void add(double value) {
    if (!std::isfinite(value)) return;
    lo = std::min(lo, value);
    hi = std::max(hi, value);
  }
};

Extent norm_extent(const Scene& scene) {
  Extent extent;
  if (!scene.has_result()) return extent;
  for (const Step& step : scene.report->steps) {
    for (double value : {step.log10_norm, step.mean, step.lo, step.hi}) extent.add(value);
    for (double value : step.trials) extent.add(value);
    if (scene.report->mean_mode) extent.add(step.rms_theory);
  }
  return extent;
}

void draw_limits(const Scene& scene, const StepPlot& plot) {
  const StepLook look = scene.look();
  const Painter& paint = scene.context.paint;
  const Extent data = norm_extent(scene);
  const bool rising = scene.report->growth >= 0.0;
  const TextStyle style{look.tick_em, faded(paint.colors().ink2, look.opacity)};
  const float wide = plot.max.x - plot.min.x;
  // A note about a limit beyond the axis must not meet the name of one within.
  const auto is_taken = [&](std::span<const FormatLimit> limits, float y) {
    return std::any_of(limits.begin(), limits.end(), [&](const FormatLimit& limit) {
      return limit.log10 >= plot.axis.lo && limit.log10 <= plot.axis.hi &&
             std::abs(plot.y_of(limit.log10) - y) < 2.4F * look.tick_em;
    });
  };
  const auto draw_all = [&](std::span<const FormatLimit> limits, bool upper) {
    for (const FormatLimit& limit : limits) {
      const std::string text = limit_text(scene, limit, upper);
      const bool inside = limit.log10 >= plot.axis.lo && limit.log10 <= plot.axis.hi;
      if (inside) {
        // Words go where the curve is not: it starts at 0 on the left and ends beyond on the right.
        const bool passed = upper ? data.hi > limit.log10 : data.lo < limit.log10;
        draw_step_limit(paint, plot, {limit.log10, text, passed == upper, passed}, look);
        continue;
      }
      if (upper != rising) return;
      const Words& far =
          upper ? strings::matrix_product_far_above : strings::matrix_product_far_below;
      const std::string note = fill(far, {Slot("limit", text)}).in(scene.language);
      const float y = upper ? plot.min.y + 14.0F : plot.max.y - 14.0F;
      if (paint.width(note, style) + 30.0F > wide || is_taken(limits, y)) return;
      paint.mark(upper ? ui::Mark::triangle_up : ui::Mark::triangle_down, {plot.min.x + 12.0F, y},
                 4.0F, style.color);
      paint.text_over(plot.min.x + 24.0F, y, note, style, Align::left,
                      faded(look.background, 0.8F));
      return;
    }
  };
  draw_all(upper_limits, true);
  draw_all(lower_limits, false);
}

/// One word at the right end of a curve.
struct EndLabel {
  float y;
  std::string text;
  ImU32 color;
  enum class Kind { dot, line, band, none } kind;
};

void draw_end_labels(const Scene& scene, const StepPlot& plot, std::vector<EndLabel> labels) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  sort_few(std::span(labels), [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
  std::vector<float> ys;
  ys.reserve(labels.size());
  for (const EndLabel& label : labels) ys.push_back(label.y);
  spread_labels(ys, 20.0F, plot.min.y + 8.0F, plot.max.y - 4.0F);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const float x = plot.max.x + 13.0F;
    const float y = ys[i];
    const bool dot = labels[i].kind == EndLabel::Kind::dot;
    if (dot)
      paint.data_point({x, y}, 4.0F, scene.preview(), labels[i].color, scene.context.background);
    if (labels[i].kind == EndLabel::Kind::line) {
      paint.horizontal(x - 5.0F, x + 5.0F, y - 1.0F, labels[i].color, 2.0F);
    }
    if (labels[i].kind == EndLabel::Kind::band) {
      paint.fill({x - 5.0F, y - 6.0F}, {x + 5.0F, y + 6.0F}, colors.band);
    }
    paint.text(x + 9.0F, y, labels[i].text,
               {scene.context.sizes.tick, dot ? colors.data : colors.ink2,
                dot ? Weight::semibold : Weight::regular});
  }
}

}  // namespace

int Scene::last_step() const {
  return has_result() ? std::max(1, static_cast<int>(report->steps.size()) - 1)
                      : factor_count(params);
}

const Step* Scene::step(int index) const {
  if (!has_result() || index < 0 || index >= static_cast<int>(report->steps.size())) return nullptr;
  return &report->steps[static_cast<std::size_t>(index)];
}

const SingularRow* Scene::singular(int index) const {
  const SingularRow* best = nullptr;
  double nearest = std::numeric_limits<double>::infinity();
  if (report == nullptr) return nullptr;
  for (const SingularRow& row : report->singular) {
    const double distance = std::abs(static_cast<double>(row.step) - index);
    if (distance >= nearest) continue;
    nearest = distance;
    best = &row;
  }
  return best;
}

StepLook Scene::look() const {
  return {
      .tick_em = context.sizes.tick, .opacity = context.opacity, .background = context.background};
}

std::vector<std::size_t> shown_singular_values(const Scene& scene) {
  const std::size_t n = scene.report == nullptr || scene.report->singular.empty()
                            ? 0
                            : scene.report->singular.front().log10.size();
  std::vector<std::size_t> shown;
  if (n <= most_singular) {
    for (std::size_t k = 0; k < n; ++k) shown.push_back(k);
    return shown;
  }
  shown = {0, 1};  // their ratio is what collapses
  for (std::size_t i = 2; i < most_singular; ++i) {
    shown.push_back(1 + (i - 1) * (n - 2) / (most_singular - 2));
  }
  return shown;
}

Axis norm_axis(const Scene& scene) {
  const Extent data = norm_extent(scene);
  std::vector<double> values{data.lo, data.hi};
  for (const FormatLimit& limit : upper_limits) {
    if (limit.log10 <= reach * data.hi) values.push_back(room * limit.log10);
  }
  for (const FormatLimit& limit : lower_limits) {
    if (limit.log10 >= reach * data.lo) values.push_back(room * limit.log10);
  }
  // At least a factor of 10 up and down: rounding errors must not look like growth.
  values.push_back(std::max(1.0, data.hi));
  values.push_back(std::min(-1.0, data.lo));
  return linear_axis(values, 7);
}

Axis singular_axis(const Scene& scene) {
  std::vector<double> values{-1.0, 1.0};
  for (std::size_t k : shown_singular_values(scene)) {
    for (const SingularRow& row : scene.report->singular) {
      if (k < row.log10.size()) values.push_back(row.log10[k]);
    }
  }
  return linear_axis(values, 7);
}

void draw_norms(const Scene& scene, const StepPlot& plot) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const StepLook look = scene.look();
  draw_step_axes(paint, plot, strings::matrix_product_unit.in(words), look);
  if (!scene.has_result()) return;
  const Report& report = *scene.report;
  const bool mean = report.mean_mode;
  const ImU32 data = mixed(colors.data, context.background, context.opacity);
  const ImU32 pale = mixed(colors.data, context.background, 0.55F * context.opacity);
  const ImU32 theory = faded(colors.theory, context.opacity);

  const std::vector<double> hi = column(scene, &Step::hi);
  if (std::isfinite(hi.back())) {
    draw_step_band(paint, plot, column(scene, &Step::lo), hi, look);
  }
  draw_limits(scene, plot);
  const std::vector<double> steps = step_numbers(scene);
  const float apart = std::max(4.0F, (plot.max.x - plot.min.x) / 50.0F);
  for (std::size_t trial = mean ? 0 : 1; trial < report.steps.front().trials.size(); ++trial) {
    std::vector<double> values;
    values.reserve(report.steps.size());
    for (const Step& step : report.steps) {
      values.push_back(trial < step.trials.size() ? step.trials[trial]
                                                  : std::numeric_limits<double>::quiet_NaN());
    }
    draw_step_dots(paint, plot, steps, values, {1.5F, apart, pale, false}, context.background);
  }
  const std::vector<double> means = column(scene, &Step::mean);
  draw_step_line(paint, plot, means, 1, theory, mean ? 1.0F : 2.0F);
  const std::vector<double> rms_theory = column(scene, &Step::rms_theory);
  if (mean) draw_step_line(paint, plot, rms_theory, 1, theory, 2.0F);
  const std::vector<double> main = column(scene, mean ? &Step::rms : &Step::log10_norm);
  draw_step_dots(paint, plot, steps, main, {4.0F, 12.0F, data, scene.preview()},
                 context.background);

  std::vector<EndLabel> labels;
  using Kind = EndLabel::Kind;
  labels.push_back(
      {plot.y_of(main.back()),
       std::string(
           (mean ? strings::matrix_product_rms_dots : strings::matrix_product_trial_1).in(words)),
       colors.data, Kind::dot});
  const Words& line = mean           ? strings::matrix_product_typical_line
                      : report.exact ? strings::matrix_product_mean_line
                                     : strings::matrix_product_gaussian_line;
  labels.push_back(
      {plot.y_of(means.back()), std::string(line.in(words)), colors.theory, Kind::line});
  if (mean) {
    labels.push_back({plot.y_of(rms_theory.back()),
                      std::string(strings::matrix_product_rms_line.in(words)), colors.theory,
                      Kind::line});
  } else if (plot.y_of(means.back()) - plot.y_of(hi.back()) > 1.0F) {
    labels.push_back({plot.y_of(hi.back()), std::string(strings::label_band.in(words)), colors.band,
                      Kind::band});
  }
  draw_end_labels(scene, plot, std::move(labels));
}

void draw_singular_values(const Scene& scene, const StepPlot& plot) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  draw_step_axes(paint, plot, strings::matrix_product_unit.in(words), scene.look());
  if (!scene.has_result() || scene.report->singular.empty()) return;
  const Report& report = *scene.report;
  const ImU32 data = mixed(colors.data, context.background, context.opacity);
  const std::vector<std::size_t> shown = shown_singular_values(scene);
  for (std::size_t k : shown) {
    if (k >= report.exponents.size()) continue;
    const double end = report.exponents[k].predicted * plot.steps / ln_10;
    draw_step_line(paint, plot, std::array{0.0, end}, plot.steps,
                   faded(colors.theory, context.opacity), 2.0F);
  }
  std::vector<double> steps;
  steps.reserve(report.singular.size());
  for (const SingularRow& row : report.singular) {
    steps.push_back(static_cast<double>(row.step));
  }
  std::vector<float> ys;
  for (std::size_t k : shown) {
    std::vector<double> values;
    values.reserve(report.singular.size());
    for (const SingularRow& row : report.singular) {
      values.push_back(k < row.log10.size() ? row.log10[k]
                                            : std::numeric_limits<double>::quiet_NaN());
    }
    draw_step_dots(paint, plot, steps, values, {3.5F, 17.0F, data, false}, context.background);
    ys.push_back(std::clamp(plot.y_of(values.back()), plot.min.y, plot.max.y));
  }
  spread_labels(ys, 17.0F, plot.min.y + 4.0F, plot.max.y);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::string name = "σ" + subscript(shown[i] + 1);
    const TextStyle style{context.sizes.tick, colors.data, Weight::semibold};
    const float x = plot.max.x + 8.0F;
    paint.text(x, ys[i], name, style);
    const auto& last = report.singular.back().log10;
    if (shown[i] >= last.size()) continue;
    const double log = last[shown[i]];
    const std::string size = std::isfinite(log) ? power_text(log) : "0";
    paint.text(x + paint.width(name, style) + 5.0F, ys[i], size, {context.sizes.tick, colors.ink2});
  }
  // In the corner that the curves leave empty.
  const bool low = report.growth >= 0.0;
  const Words& lines =
      report.exact ? strings::matrix_product_lines_exact : strings::matrix_product_lines_gaussian;
  const std::string dots =
      shown.size() < report.singular.back().log10.size()
          ? fill(strings::matrix_product_some_of,
                 {Slot("k", std::to_string(shown.size())), Slot("n", std::to_string(report.size))})
                .in(words)
          : std::string(strings::matrix_product_dots.in(words));
  const TextStyle hint{context.sizes.tick, faded(colors.ink2, context.opacity)};
  if (context.narrow) {
    // Below the plot, whose corners are too small.
    const float below = plot.max.y + step_labels_height + 8.0F;
    paint.text(context.min.x, below, lines.in(words), hint);
    paint.text(context.min.x, below + 18.0F, dots, hint);
    return;
  }
  const float y = low ? plot.max.y - 32.0F : plot.min.y + 12.0F;
  const ImU32 over = faded(context.background, 0.8F);
  const float x = low ? plot.min.x + 10.0F : plot.max.x - 10.0F;
  paint.text_over(x, y, lines.in(words), hint, low ? Align::left : Align::right, over);
  paint.text_over(x, y + 18.0F, dots, hint, low ? Align::left : Align::right, over);
}

std::string singular_note(const Scene& scene) {
  const int step = scene.active() >= 0 ? scene.active() : scene.last_step();
  const SingularRow* row = scene.singular(step);
  if (row == nullptr || row->log10.size() < 2) return {};
  const double ratio = row->log10[0] - row->log10[1];
  const std::string size = std::isnan(ratio) ? "NaN"
                           : ratio < 3.0     ? brief_number(std::pow(10.0, ratio), 2)
                           : ratio < 300.0   ? brief_number(std::pow(10.0, ratio), 1)
                                             : power_text(ratio);
  // Single precision has lost the second direction.
  constexpr double lost = 7.0;
  const Words& pattern =
      ratio > lost ? strings::matrix_product_rank_1 : strings::matrix_product_ratio;
  return fill(pattern, {Slot("x", size)}).in(scene.language);
}

}  // namespace initlab::matrix_product
