#include "views/symmetry/view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/training/tiny_mlp.h"
#include "labs/adapter.h"
#include "labs/symmetry/lab.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/remarks.h"
#include "ui/widgets.h"
#include "views/symmetry/view_parts.h"

namespace initlab::symmetry {

const Step* Scene::step() const {
  if (report == nullptr || shown < 0 || shown >= static_cast<int>(report->steps.size())) {
    return nullptr;
  }
  return &report->steps[static_cast<std::size_t>(shown)];
}

std::size_t Scene::units(const Step& step) {
  return std::min({step.orbits.size(), step.weights.size() / tiny_entries,
                   static_cast<std::size_t>(max_hidden)});
}

std::vector<double> Scene::values(double (*of)(const Step&)) const {
  std::vector<double> list;
  if (report == nullptr) return list;
  for (const Step& step : report->steps) list.push_back(of(step));
  return list;
}

namespace {

constexpr float playing_seconds = 8.0F;  // for a whole training
constexpr float gap = 24.0F;
constexpr float least_side = 232.0F;
constexpr float most_side = 420.0F;
constexpr float table_width = 286.0F;
constexpr float left_labels = 38.0F;  // of the plane's ticks
constexpr float below_square = 30.0F;
constexpr CurveHeights wide_heights{112.0F, 52.0F, 52.0F};
constexpr CurveHeights narrow_heights{140.0F, 64.0F, 64.0F};

class View final : public LabView {
 public:
  float draw(const ViewContext&, const Experiment&, const initlab::Report*) override;
  int columns(const initlab::Report* report) const override {
    return report == nullptr ? 1 : static_cast<int>(report_of<Lab>(*report).steps.size());
  }
  ReportProgress progress(const initlab::Report&) const override { return {}; }
  bool plays() const override { return true; }
  bool animating() const override { return playing_; }
  std::optional<SliderMark> mark(const initlab::Report&, std::string_view,
                                 Language) const override {
    return std::nullopt;
  }

 private:
  void play(const Scene&);
  void take_keys(const Scene&);
  void toggle_playing(const Scene&);
  void show(int step);
  void update_shown(Scene&) const;
  float draw_transport(Scene&, float y);
  float draw_wide(Scene&);
  float draw_narrow(Scene&);
  void take_mouse(Scene&, const CurveArea&);

  bool playing_ = false;
  float position_ = 0.0F;  // while playing, in snapshots
  int played_ = -1;        // what playing chose last: another choice stops it
};

float View::draw(const ViewContext& context, const Experiment& experiment,
                 const initlab::Report* report) {
  Scene scene{context, params_of<Lab>(experiment), nullptr, -1, context.language};
  if (report != nullptr) scene.report = &report_of<Lab>(*report);
  play(scene);
  take_keys(scene);
  update_shown(scene);
  return context.narrow ? draw_narrow(scene) : draw_wide(scene);
}

void View::update_shown(Scene& scene) const {
  const int count = scene.report == nullptr ? 0 : static_cast<int>(scene.report->steps.size());
  scene.shown = chosen_ < 0 ? count - 1 : std::min(chosen_, count - 1);
}

void View::show(int step) {
  playing_ = false;
  choose(step);
}

/// One frame further, when playing; it ends at the last step.
void View::play(const Scene& scene) {
  if (!playing_) return;
  const int last = scene.report == nullptr ? -1 : static_cast<int>(scene.report->steps.size()) - 1;
  if (last < 1 || chosen_ != played_ || scene.context.page.reduced_motion) {
    playing_ = false;
    return;
  }
  position_ += ImGui::GetIO().DeltaTime * static_cast<float>(last) / playing_seconds;
  played_ = std::min(last, static_cast<int>(position_));
  choose(played_);
  if (played_ == last) playing_ = false;
}

/// With reduced motion nothing plays: each press goes on by a tenth of the training.
void View::toggle_playing(const Scene& scene) {
  const int last = scene.report == nullptr ? -1 : static_cast<int>(scene.report->steps.size()) - 1;
  if (last < 1) return;
  const bool at_end = chosen_ < 0 || chosen_ >= last;
  if (scene.context.page.reduced_motion) {
    show(at_end ? 0 : std::min(last, chosen_ + std::max(1, last / 10)));
    return;
  }
  if (playing_) {
    playing_ = false;
    return;
  }
  if (at_end) choose(0);
  position_ = static_cast<float>(chosen_);
  played_ = chosen_;
  playing_ = true;
}

void View::take_keys(const Scene& scene) {
  if (ImGui::GetIO().WantTextInput || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup)) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Space, false)) toggle_playing(scene);
  if (ImGui::IsKeyPressed(ImGuiKey_Home, false)) show(0);
}

/// Buttons, the number of the step and a slider through all of them. Returns the height.
float View::draw_transport(Scene& scene, float y) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const Widgets ui{paint, context.sizes, context.fonts, context.page.coarse_pointer};
  const float height = context.sizes.control;
  const int last = scene.report == nullptr ? -1 : static_cast<int>(scene.report->steps.size()) - 1;
  const bool enabled = last > 0;
  const float press = context.narrow ? (context.width - 24.0F) / 4.0F : 68.0F;
  ImVec2 at{context.min.x, y};
  const auto pressed = [&](std::string_view id, std::string_view text) {
    const bool hit = button(ui, id, at, {press, height}, text, enabled);
    at.x += press + 8.0F;
    return hit;
  };
  if (pressed("reset-step", strings::symmetry_reset.in(words))) show(0);
  if (pressed("back-step", strings::symmetry_back.in(words))) show(std::max(0, scene.shown - 1));
  const std::string_view play_text =
      context.page.reduced_motion
          ? std::string_view("+10 %")
          : (playing_ ? strings::symmetry_pause : strings::symmetry_play).in(words);
  if (pressed("play-steps", play_text)) toggle_playing(scene);
  if (pressed("next-step", strings::symmetry_step.in(words))) {
    show(std::min(last, scene.shown + 1));
  }
  update_shown(scene);

  if (context.narrow) at = {context.min.x, y + height + 6.0F};
  const Step* step = scene.step();
  const std::string text = step == nullptr
                               ? std::string()
                               : fill(strings::symmetry_label_step_of,
                                      {{"t", std::to_string(step->step)},
                                       {"n", std::to_string(scene.report->steps.back().step)}})
                                     .in(words);
  const TextStyle style{context.sizes.text, faded(colors.ink, context.opacity), Weight::semibold};
  const float room = context.narrow ? 132.0F : 148.0F;
  paint.text_cut(at.x + (context.narrow ? 0.0F : 8.0F), at.y + 0.5F * height, room, text, style);
  const float left = at.x + room + 8.0F;
  const float length = context.min.x + context.width - left;
  if (enabled && length > 60.0F) {
    const float share = static_cast<float>(scene.shown) / static_cast<float>(last);
    if (const auto moved = slider(ui, "scrub", {left, at.y}, length, share, std::nullopt)) {
      show(static_cast<int>(std::lround(*moved * static_cast<float>(last))));
      update_shown(scene);
    }
  }
  return (context.narrow ? 2.0F * height + 6.0F : height) + 12.0F;
}

/// A press on the plots chooses the step under it.
void View::take_mouse(Scene& scene, const CurveArea& area) {
  if (scene.step() == nullptr || area.right - area.left < 8.0F) return;
  const Touch touch =
      touch_area("curves", {area.left, area.y0}, {area.right - area.left, area.y1 - area.y0});
  // A finger that scrolls the page over the plots must not move the step.
  if (scene.context.page.coarse_pointer ? !touch.clicked : !touch.held) return;
  const double x = ImGui::GetIO().MousePos.x;
  const double step = area.x_hi * (x - area.left) / (area.right - area.left);
  const std::vector<Step>& steps = scene.report->steps;
  int nearest = 0;
  for (int i = 1; i < static_cast<int>(steps.size()); ++i) {
    const auto distance = [&](int index) {
      return std::abs(static_cast<double>(steps[static_cast<std::size_t>(index)].step) - step);
    };
    if (distance(i) < distance(nearest)) nearest = i;
  }
  show(nearest);
}

float View::draw_wide(Scene& scene) {
  const ViewContext& context = scene.context;
  const bool table_beside =
      context.width >= 2.0F * least_side + table_width + 2.0F * gap + left_labels;
  const float row = context.width - left_labels - gap - (table_beside ? table_width + gap : 0.0F);
  const float room = std::max(80.0F, 0.5F * row);
  const float table = unit_table_height(scene);
  const float least = std::min(least_side, room);
  const auto height_of_row = [&](float side) {
    const float squares = title_height + side + below_square;
    return table_beside ? std::max(squares, table + 12.0F) : squares + table + 12.0F;
  };
  const float fixed = context.sizes.control + 12.0F + curves_height(scene, wide_heights) +
                      draw_remarks(context, remarks_of(scene.report), 0.0F, true) + 20.0F;
  const float needed = fixed + height_of_row(least);
  float spare = std::max(0.0F, context.height - needed);
  float side = least;
  const float most = std::min(most_side, room);
  // The table may be taller than the least square, so that growing is free at first.
  while (side + 4.0F <= most && fixed + height_of_row(side + 4.0F) <= needed + spare) side += 4.0F;
  spare = std::max(0.0F, needed + spare - fixed - height_of_row(side));
  CurveHeights heights = wide_heights;
  heights.loss += std::min(0.6F * spare, 140.0F);
  heights.distinct += std::min(0.2F * spare, 40.0F);
  heights.cosine += std::min(0.2F * spare, 40.0F);

  float y = context.min.y;
  y += draw_transport(scene, y);
  const float left = context.min.x + left_labels;
  draw_weight_plane(scene, {left, y}, side);
  draw_task(scene, {left + side + gap, y}, side);
  if (table_beside) {
    const float x = left + 2.0F * (side + gap);
    draw_unit_table(scene, {x, y},
                    std::clamp(context.min.x + context.width - x, table_width, 420.0F));
  } else {
    draw_unit_table(scene, {context.min.x, y + title_height + side + below_square},
                    std::min(context.width, 420.0F));
  }
  y += height_of_row(side);
  const CurveArea area = draw_curves(scene, y, heights);
  take_mouse(scene, area);
  y += curves_height(scene, heights) + 6.0F;
  draw_remarks(context, remarks_of(scene.report), y);
  return needed;
}

float View::draw_narrow(Scene& scene) {
  const ViewContext& context = scene.context;
  float y = context.min.y;
  y += draw_transport(scene, y);
  const float side = std::clamp(context.width - left_labels, 40.0F, 320.0F);
  draw_weight_plane(scene, {context.min.x + left_labels, y}, side);
  y += title_height + side + below_square;
  draw_task(scene, {context.min.x + left_labels, y}, side);
  y += title_height + side + 16.0F;
  const CurveArea area = draw_curves(scene, y, narrow_heights);
  take_mouse(scene, area);
  y += curves_height(scene, narrow_heights) + 16.0F;
  draw_unit_table(scene, {context.min.x, y}, context.width);
  y += unit_table_height(scene) + 12.0F;
  y += draw_remarks(context, remarks_of(scene.report), y);
  return y + 16.0F - context.min.y;
}

}  // namespace

std::unique_ptr<LabView> make_view() { return std::make_unique<View>(); }

}  // namespace initlab::symmetry
