#include <algorithm>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/app.h"

namespace initlab::ui {
namespace {

struct Shape {
  Mark mark;
  ImU32 color;
};

Shape shape_of(VerdictMark mark, const Palette& colors) {
  switch (mark) {
    case VerdictMark::keeps:
      return {Mark::dot, colors.good};
    case VerdictMark::shrinks:
      return {Mark::triangle_down, colors.alarm};
    case VerdictMark::grows:
      return {Mark::triangle_up, colors.alarm};
    case VerdictMark::stuck:
      return {Mark::square, colors.alarm};
    case VerdictMark::partly:
      return {Mark::diamond, colors.warn};
    case VerdictMark::running:
      return {Mark::hollow_dot, colors.theory};
    case VerdictMark::none:
      break;
  }
  return {Mark::diamond, colors.ink3};
}

}  // namespace

void App::draw_result(const Widgets& ui, float x, float width, float height) {
  const bool narrow = ui.sizes.text > 14.0F;
  const float margin = narrow ? 16.0F : 24.0F;
  ImVec2 at{x + margin, 16.0F};
  at.y = draw_headline(ui, at, width - 2.0F * margin);
  if (narrow && controls_.shows("preset")) {
    draw_preset_row(ui, {x, at.y}, width);
    at.y += ui.sizes.control + 8.0F;
  }
  const std::vector<PinnedRun> pinned = shown_pins();
  const ViewContext context{.paint = ui.paint,
                            .sizes = ui.sizes,
                            .page = page_,
                            .fonts = fonts_,
                            .language = language(),
                            .min = at,
                            .width = width - 2.0F * margin,
                            .height = height - at.y,
                            .narrow = narrow,
                            .opacity = result_opacity(),
                            .background = ui.paint.colors().page,
                            .host = &host_,
                            .pinned = pinned};
  float needed = at.y;
  if (view_) {
    needed += view_->draw(context, *experiment_, report_.get());
    take_view_edits();
  }
  if (needed != result_height_) wake();
  result_height_ = needed;
}

/// The verdict with its mark, the evidence below; while a run takes its time, the progress stands
/// in the place of the evidence. Returns the y below.
float App::draw_headline(const Widgets& ui, ImVec2 at, float width) {
  const Palette& colors = ui.paint.colors();
  const bool narrow = ui.sizes.text > 14.0F;
  const std::string_view text = summary_.headline.in(language());
  const std::string_view said = summary_.evidence.in(language());
  const float opacity = result_opacity();
  const float line = 1.3F * ui.sizes.verdict;
  const float indent = narrow ? 24.0F : 30.0F;
  const TextStyle style{ui.sizes.verdict, faded(colors.ink, opacity < 1.0F ? 0.6F : 1.0F),
                        Weight::semibold};
  const float first = at.y + 17.0F;
  int lines = 1;
  if (!text.empty()) {
    const auto [mark, color] = shape_of(summary_.mark, colors);
    ui.paint.mark(mark, {at.x + 9.0F, first}, 8.0F, faded(color, opacity));
    lines =
        std::max(1, ui.paint.paragraph(at.x + indent, first, width - indent, line, text, style));
  }
  float y = first + line * static_cast<float>(lines - 1) + 26.0F;

  const bool progress = shows_progress();
  const std::string status = progress || text.empty() ? status_text(language()) : std::string();
  const std::string_view evidence = status.empty() ? said : std::string_view(status);
  const float left = narrow ? at.x : at.x + indent;
  const float evidence_line = 1.4F * ui.sizes.text;
  const int evidence_lines =
      ui.paint.paragraph(left, y, width - (left - at.x), evidence_line, evidence,
                         {ui.sizes.text, faded(colors.ink2, opacity < 1.0F ? 0.7F : 1.0F)});
  // A change of the evidence's length must not move the plots while a run is under way.
  const int reserved =
      std::max({1, evidence_lines,
                progress ? ui.paint.paragraph(0, 0, width - (left - at.x), evidence_line, said,
                                              {ui.sizes.text, 0}, true)
                         : 1});
  y += evidence_line * static_cast<float>(reserved - 1) + 13.0F;
  if (progress) {
    const float share = progress_share();
    ui.paint.fill({at.x, y}, {at.x + width, y + 2.0F}, colors.separator);
    ui.paint.fill({at.x, y}, {at.x + share * width, y + 2.0F}, colors.data);
  }
  return y + 8.0F;
}

}  // namespace initlab::ui
