#include "ui/transport.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/widgets.h"

namespace initlab::ui {
namespace {

constexpr float playing_seconds = 8.0F;  // for a whole course

/// Whether the slider has a row of its own.
bool two_rows(const ViewContext& context) { return context.narrow || context.width < 540.0F; }

}  // namespace

int Course::nearest(double step) const {
  int best = 0;
  for (int i = 1; i <= last(); ++i) {
    const auto distance = [&](int index) {
      return std::abs(steps[static_cast<std::size_t>(index)] - step);
    };
    if (distance(i) < distance(best)) best = i;
  }
  return best;
}

int Transport::shown(const Course& course) const {
  const int chosen = view_.chosen();
  return chosen < 0 ? course.last() : std::min(chosen, course.last());
}

/// The end of a course that goes on is followed.
void Transport::show(const Course& course, int moment) {
  playing_ = false;
  view_.choose(course.growing && moment >= course.last() ? -1 : moment);
}

/// One frame further; it ends at the last moment.
void Transport::play(const Course& course, bool reduced_motion) {
  const int last = course.last();
  if (last < 1 || view_.chosen() != played_ || reduced_motion) {
    playing_ = false;
    return;
  }
  position_ += ImGui::GetIO().DeltaTime * static_cast<float>(last) / playing_seconds;
  played_ = std::min(last, static_cast<int>(position_));
  if (played_ == last) {
    show(course, last);
  } else {
    view_.choose(played_);
  }
}

/// With reduced motion nothing plays: each press goes on by a tenth of the course.
void Transport::toggle_playing(const Course& course, bool reduced_motion) {
  const int last = course.last();
  if (last < 1) return;
  const int chosen = view_.chosen();
  const bool at_end = chosen < 0 || chosen >= last;
  if (reduced_motion) {
    show(course, at_end ? 0 : std::min(last, chosen + std::max(1, last / 10)));
    return;
  }
  if (playing_) {
    playing_ = false;
    return;
  }
  if (at_end) view_.choose(0);
  played_ = view_.chosen();
  position_ = static_cast<float>(played_);
  playing_ = true;
}

void Transport::advance(const ViewContext& context, const Course& course) {
  if (playing_) play(course, context.page.reduced_motion);
  if (ImGui::GetIO().WantTextInput || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup)) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Space, false)) {
    toggle_playing(course, context.page.reduced_motion);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Home, false)) show(course, 0);
}

void Transport::draw_buttons(const ViewContext& context, const Course& course, ImVec2 at,
                             float press) {
  const Widgets ui{context.paint, context.sizes, context.fonts, context.page.coarse_pointer};
  const Language words = context.language;
  const int last = course.last();
  const auto pressed = [&](std::string_view id, std::string_view text) {
    const bool hit = button(ui, id, at, {press, context.sizes.control}, text, last > 0);
    at.x += press + 8.0F;
    return hit;
  };
  if (pressed("reset-step", strings::player_reset.in(words))) show(course, 0);
  if (pressed("back-step", strings::player_back.in(words))) {
    show(course, std::max(0, shown(course) - 1));
  }
  const std::string_view play_text =
      context.page.reduced_motion
          ? std::string_view("+10 %")
          : (playing_ ? strings::player_pause : strings::player_play).in(words);
  if (pressed("play-steps", play_text)) toggle_playing(course, context.page.reduced_motion);
  if (pressed("next-step", strings::player_step.in(words))) {
    show(course, std::min(last, shown(course) + 1));
  }
}

float Transport::height(const ViewContext& context) {
  const float row = context.sizes.control;
  return (two_rows(context) ? 2.0F * row + 6.0F : row) + 12.0F;
}

void Transport::draw(const ViewContext& context, const Course& course, float y) {
  const float row = context.sizes.control;
  const bool below = two_rows(context);
  const float press = below ? (context.width - 24.0F) / 4.0F : 68.0F;
  draw_buttons(context, course, {context.min.x, y}, press);
  if (course.steps.empty()) return;
  const ImVec2 at = below ? ImVec2{context.min.x, y + row + 6.0F}
                          : ImVec2{context.min.x + 4.0F * (press + 8.0F) + 8.0F, y};

  const double step = course.steps[static_cast<std::size_t>(shown(course))];
  const std::string text = fill(strings::player_step_of, {{"t", fixed_number(step, 0)},
                                                          {"n", fixed_number(course.total, 0)}})
                               .in(context.language);
  const TextStyle style{context.sizes.text, faded(context.paint.colors().ink, context.opacity),
                        Weight::semibold};
  const float room = below ? 132.0F : 140.0F;
  context.paint.text_cut(at.x, at.y + 0.5F * row, room, text, style);
  const float left = at.x + room + 8.0F;
  const float length = context.min.x + context.width - left;
  if (course.last() < 1 || length <= 60.0F) return;
  const Widgets ui{context.paint, context.sizes, context.fonts, context.page.coarse_pointer};
  const double share = course.total > 0.0 ? step / course.total : 0.0;
  const float knob = std::isfinite(share) ? static_cast<float>(share) : 0.0F;
  if (const auto moved = slider(ui, "scrub", {left, at.y}, length, knob, std::nullopt)) {
    show(course, course.nearest(static_cast<double>(*moved) * course.total));
  }
}

void Transport::scrub(const ViewContext& context, const Course& course, const CurveArea& area,
                      std::string_view id) {
  if (course.steps.empty() || area.right - area.left < 8.0F) return;
  const Touch touch =
      touch_area(id, {area.left, area.y0}, {area.right - area.left, area.y1 - area.y0});
  // A finger that scrolls the page over the plots must not move the step.
  if (context.page.coarse_pointer ? !touch.clicked : !touch.held) return;
  const double share = (ImGui::GetIO().MousePos.x - area.left) / (area.right - area.left);
  show(course, course.nearest(area.x_lo + share * (area.x_hi - area.x_lo)));
}

}  // namespace initlab::ui
