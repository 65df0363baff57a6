#include <algorithm>

#include "io/param_text.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/app.h"

namespace initlab::ui {
namespace {

constexpr float panel_padding = 20.0F;

/// Finds out whether a lab has settings that fold away.
class AdvancedFinder final : public ParamVisitor {
 public:
  bool found = false;
  void integer(const ParamInfo& info, int&, IntegerRange) override { see(info); }
  void real(const ParamInfo& info, double&, RealRange) override { see(info); }
  void seed(const ParamInfo& info, std::uint64_t&) override { see(info); }
  void integers(const ParamInfo& info, std::vector<int>&, IntegerRange, int) override { see(info); }
  void text(const ParamInfo& info, std::string&, int) override { see(info); }

 private:
  void choice_index(const ParamInfo& info, int&, std::span<const Choice>) override { see(info); }
  void choice_indices(const ParamInfo& info, std::vector<int>&, std::span<const Choice>) override {
    see(info);
  }
  void see(const ParamInfo& info) { found = found || info.tier == Tier::advanced; }
};

bool has_advanced_params(Experiment& experiment) {
  AdvancedFinder finder;
  experiment.describe_params(finder);
  return finder.found;
}

const Lab& lab_of(const Experiment& experiment) { return *find_lab(experiment.lab()); }

}  // namespace

void App::draw_panel(const Widgets& ui, float width, float height) {
  const Palette& colors = ui.paint.colors();
  const float content = width - 2.0F * panel_padding;
  const Language words = language();
  ImVec2 at{panel_padding, 16.0F};
  const auto rule = [&] {
    ui.paint.horizontal(panel_padding, width - panel_padding, at.y + 5.0F, colors.separator);
    at.y += 16.0F;
  };

  // A menu of labs only where there is a choice.
  if (labs().size() > 1 && controls_.shows("lab")) {
    constexpr float gap = 8.0F;
    float widest = 0.0F;
    for (const Lab& lab : labs()) {
      widest = std::max(widest, lab_row_width(ui, lab.title.in(words)));
    }
    const int columns = 2.0F * widest + gap <= content ? 2 : 1;
    const ImVec2 row{columns == 2 ? 0.5F * (content - gap) : content, ui.sizes.control - 4.0F};
    int index = 0;
    std::string_view chosen;
    for (const Lab& lab : labs()) {
      const ImVec2 min{panel_padding + static_cast<float>(index % columns) * (row.x + gap), at.y};
      if (lab_row(ui, lab.id, min, row, lab.title.in(words), lab.id == experiment_->lab())) {
        chosen = lab.id;
      }
      ++index;
      if (index % columns == 0 || index == static_cast<int>(labs().size())) at.y += row.y + 4.0F;
    }
    if (!chosen.empty()) {
      use_lab(chosen);
      edited();
    }
    rule();
  }

  if (controls_.shows("preset")) {
    ui.paint.text(at.x, at.y + 8.0F, strings::panel_presets.in(words),
                  {ui.sizes.text, colors.ink, Weight::semibold});
    at.y = draw_presets(ui, {at.x, at.y + 24.0F}, content);
    rule();
  }

  ParamPanel panel(ui, words, host_, controls_, readings_, editor_);
  panel.measure_labels(*experiment_);
  const float settings = at.y;
  at.y = panel.draw(*experiment_, ParamPanel::Pass::basic, at, content, view_.get(), report_.get());

  const bool has_more = has_advanced_params(*experiment_);
  const bool folds = has_more && !controls_.chosen();
  if (folds) at.y = draw_more_button(ui, at, content);
  if (has_more && (more_open_ || !folds)) {
    at.y = panel.draw(*experiment_, ParamPanel::Pass::advanced, at, content, view_.get(),
                      report_.get());
  }
  if (at.y > settings) rule();  // a lab may have none

  at.y = panel.draw(*experiment_, ParamPanel::Pass::seed, at, content, view_.get(), report_.get());
  at.y = draw_reset_and_pin(ui, at, content);
  at.y = draw_status(ui, at, content);

  if (panel.events().changed) edited();
  if (panel.events().edit) apply_edit(panel.events().edit->key, panel.events().edit->text);
  if (panel_height_ != at.y + 8.0F) wake();
  panel_height_ = at.y + 8.0F;
  (void)height;
}

float App::draw_more_button(const Widgets& ui, ImVec2 at, float width) {
  const Touch more = touch_area("more", at, {width, ui.sizes.control});
  const ImVec2 arrow{at.x + 5.0F, at.y + 0.5F * ui.sizes.control};
  const ImU32 ink = more.hovered ? ui.paint.colors().ink : ui.paint.colors().ink2;
  if (more_open_) {
    ui.paint.list()->AddTriangleFilled({arrow.x - 4.5F, arrow.y - 2.5F},
                                       {arrow.x + 4.5F, arrow.y - 2.5F}, {arrow.x, arrow.y + 3.5F},
                                       ink);
  } else {
    ui.paint.list()->AddTriangleFilled({arrow.x - 2.5F, arrow.y - 4.5F}, {arrow.x + 3.5F, arrow.y},
                                       {arrow.x - 2.5F, arrow.y + 4.5F}, ink);
  }
  ui.paint.text(at.x + 16.0F, arrow.y, strings::panel_more.in(language()), {ui.sizes.text, ink});
  if (more.clicked) more_open_ = !more_open_;
  return at.y + ui.sizes.control + ui.sizes.gap;
}

float App::draw_reset_and_pin(const Widgets& ui, ImVec2 at, float width) {
  const bool resets = controls_.shows("reset");
  const bool pins = controls_.shows("pin") && host_.pin && view_ && view_->compares();
  if (resets || pins) {
    const float half = 0.5F * (width - ui.sizes.gap);
    const ImVec2 size{pins && resets ? half : width, ui.sizes.control};
    if (resets && button(ui, "reset", at, size, strings::panel_reset.in(language()), is_edited())) {
      const std::string preset(experiment_->preset());
      experiment_->apply_preset(preset);
      edited();
    }
    const bool free = std::ranges::any_of(pins_, [](const Pin& pin) { return !pin.experiment; });
    const float x = resets ? at.x + half + ui.sizes.gap : at.x;
    if (pins && button(ui, "pin", {x, at.y}, size, strings::panel_pin.in(language()),
                       free && report_ != nullptr)) {
      host_.pin(keep_this_run);
    }
    at.y += ui.sizes.control + 8.0F;
  }
  return draw_pins(ui, at, width);
}

float App::draw_pins(const Widgets& ui, ImVec2 at, float width) {
  const Palette& colors = ui.paint.colors();
  const bool may_change = controls_.shows("pin") && host_.pin;
  for (const PinnedRun& run : shown_pins()) {
    const PinLook look = pin_look(colors, run.slot);
    const float middle = at.y + 0.5F * ui.sizes.control;
    const std::string id = pin_key(run.slot);
    const float press = may_change ? ui.sizes.control : 0.0F;
    const ImVec2 row{width - press, ui.sizes.control};
    ui.paint.mark(look.mark, {at.x + 6.0F, middle}, 6.0F, look.color);
    const TextStyle name{ui.sizes.text, colors.ink, Weight::semibold};
    const float left = at.x + 20.0F;
    const float most = 0.6F * row.x;
    ui.paint.text_cut(left, middle, most, run.name, name);
    const float wide = std::min(most, ui.paint.width(run.name, name)) + 8.0F;
    const Pin& pin = pins_[static_cast<std::size_t>(run.slot)];
    ui.paint.text_cut(left + wide, middle, row.x - 20.0F - wide - 4.0F,
                      pinned_settings(*pin.experiment), {ui.sizes.text, colors.ink2});
    if (may_change) {
      const Touch touch = touch_area(id, at, row);
      if (touch.hovered && page_.hovers()) {
        tooltip(ui, {at.x + width + 24.0F, at.y}, strings::panel_pin_rename.in(language()),
                pinned_settings(*pin.experiment));
      }
      if (touch.clicked && host_.edit) {
        host_.edit(id, at.x + 14.0F, at.y, row.x - 18.0F, row.y, run.name);
      }
      const ImVec2 corner{at.x + width - press, at.y};
      const Touch away = touch_area(id + " remove", corner, {press, press});
      ui.paint.fill(corner, {corner.x + press, corner.y + press}, away.hovered ? colors.hover : 0U,
                    ui.sizes.radius);
      ui.paint.mark(Mark::cross, {corner.x + 0.5F * press, middle}, 6.0F,
                    away.hovered ? colors.ink : colors.ink2);
      if (away.hovered && page_.hovers()) {
        tooltip(ui, {at.x + width + 24.0F, at.y}, strings::panel_unpin.in(language()), "");
      }
      if (away.clicked) host_.pin(run.slot);
    }
    at.y += ui.sizes.control;
  }
  return at.y;
}

/// What a pinned run has otherwise: "gain=1 act=relu".
std::string App::pinned_settings(const Experiment& other) const {
  const std::vector<ParamText> now = param_texts(*experiment_);
  const std::vector<ParamText> pinned = param_texts(other);
  std::string text;
  for (std::size_t i = 0; i < std::min(now.size(), pinned.size()); ++i) {
    if (now[i].text == pinned[i].text || pinned[i].key == "preset") continue;
    if (!pinned[i].relevant) continue;
    if (!text.empty()) text += "  ";
    text += std::string(pinned[i].key) + '=' + pinned[i].text;
  }
  // The line ends of a code.
  std::ranges::replace(text, '\n', ' ');
  return text.empty() ? std::string(strings::panel_pin_same.in(language())) : text;
}

float App::draw_presets(const Widgets& ui, ImVec2 at, float width) {
  const ImVec2 size{0.5F * (width - ui.sizes.gap), ui.sizes.control};
  int index = 0;
  std::string_view clicked;
  for (const LabPreset& preset : lab_of(*experiment_).presets) {
    const bool on = preset.word == experiment_->preset();
    const int row = index / 2;
    const ImVec2 min{at.x + static_cast<float>(index % 2) * (size.x + ui.sizes.gap),
                     at.y + static_cast<float>(row) * (size.y + ui.sizes.gap)};
    const ChipState state = !on ? ChipState::off : is_edited() ? ChipState::edited : ChipState::on;
    if (chip(ui, preset.word, min, size, preset.label.in(language()),
             sketches_[static_cast<std::size_t>(index)].curve, state)) {
      clicked = preset.word;
    }
    ++index;
  }
  if (!clicked.empty()) {
    experiment_->apply_preset(clicked);
    edited();
  }
  const int rows = (index + 1) / 2;
  return at.y + static_cast<float>(rows) * (size.y + ui.sizes.gap);
}

/// The phone's chips: one row that is dragged sideways.
void App::draw_preset_row(const Widgets& ui, ImVec2 at, float width) {
  const float height = ui.sizes.control;
  const std::span<const LabPreset> presets = lab_of(*experiment_).presets;
  std::vector<float> widths;
  float total = 0.0F;
  for (const LabPreset& preset : presets) {
    const float text = ui.paint.width(preset.label.in(language()), {ui.sizes.text, 0});
    widths.push_back(text + 24.0F + 26.0F + 12.0F);
    total += widths.back() + ui.sizes.gap;
  }
  const float furthest = std::max(0.0F, total - ui.sizes.gap - (width - 32.0F));
  // The active chip is in view when it changes, and may then be dragged out of it.
  const std::string shown =
      std::string(experiment_->lab()) + ' ' + std::string(experiment_->preset());
  if (shown != chips_for_) {
    chips_for_ = shown;
    float from = 0.0F;
    for (std::size_t i = 0; i < presets.size(); ++i) {
      const float to = from + widths[i];
      if (presets[i].word == experiment_->preset()) {
        chips_scroll_ = std::clamp(chips_scroll_, to - (width - 32.0F), from);
      }
      from = to + ui.sizes.gap;
    }
  }
  ImDrawList* list = ui.paint.list();
  list->PushClipRect({at.x, at.y - 4.0F}, {at.x + width, at.y + height + 4.0F}, true);
  float x = at.x + 16.0F - chips_scroll_;
  std::string_view clicked;
  for (std::size_t i = 0; i < presets.size(); ++i) {
    const LabPreset& preset = presets[i];
    const bool on = preset.word == experiment_->preset();
    const ChipState state = !on ? ChipState::off : is_edited() ? ChipState::edited : ChipState::on;
    if (chip(ui, preset.word, {x, at.y}, {widths[i], height}, preset.label.in(language()),
             sketches_[i].curve, state) &&
        !chips_dragged_) {
      clicked = preset.word;
    }
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 6.0F)) {
      chips_dragged_ = true;
      chips_scroll_ -= ImGui::GetIO().MouseDelta.x;
    }
    x += widths[i] + ui.sizes.gap;
  }
  list->PopClipRect();
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) chips_dragged_ = false;
  chips_scroll_ = std::clamp(chips_scroll_, 0.0F, furthest);
  if (!clicked.empty()) {
    experiment_->apply_preset(clicked);
    edited();
  }
}

std::string App::status_text(Language words) const {
  switch (activity_) {
    case Activity::loading:
      return std::string(strings::status_loading.in(words));
    case Activity::running: {
      if (!shows_progress()) return std::string(strings::status_running.in(words));
      const bool band = measures_band();
      const ReportProgress progress = band ? view_->progress(*report_) : ReportProgress{};
      const std::string done = grouped_count(band ? progress.band_done : done_);
      const std::string total = grouped_count(band ? progress.band_total : total_);
      const Words& pattern = band    ? strings::status_band
                             : view_ ? view_->progress_words()
                                     : strings::status_preview;
      return fill(pattern, {{"done", done}, {"total", total}}).in(words);
    }
    case Activity::up_to_date:
      return std::string(
          (experiment_->weight_count() > 0 ? strings::status_up_to_date : strings::status_done)
              .in(words));
    case Activity::stale:
      return std::string(
          (result_opacity() < 1.0F ? strings::status_stale : strings::status_running).in(words));
    case Activity::refused:
      return std::string(strings::status_refused.in(words));
  }
  return {};
}

std::string App::size_text(Language words) const {
  const std::uint64_t count = experiment_->weight_count();
  const bool has_memory = memory_bytes_ > 0;
  if (count == 0 && !has_memory) return {};
  constexpr std::uint64_t megabyte = 1'000'000;
  const std::uint64_t size = std::max<std::uint64_t>((memory_bytes_ + megabyte / 2) / megabyte, 1);
  const Words& pattern = !has_memory  ? strings::status_size
                         : count == 0 ? strings::status_memory
                                      : strings::status_size_memory;
  return fill(pattern, {{"weights", grouped_count(count)}, {"size", grouped_count(size)}})
      .in(words);
}

float App::draw_status(const Widgets& ui, ImVec2 at, float width) {
  const Palette& colors = ui.paint.colors();
  const float line = 17.0F;
  const ImVec2 mark{at.x + 5.0F, at.y + 10.0F};
  switch (activity_) {
    case Activity::up_to_date:
      ui.paint.mark(Mark::dot, mark, 4.0F, colors.good);
      break;
    case Activity::refused:
      ui.paint.mark(Mark::triangle_up, mark, 5.0F, colors.alarm);
      break;
    default:
      ui.paint.mark(Mark::diamond, mark, 5.0F, colors.data);
      break;
  }
  ui.paint.text_cut(at.x + 18.0F, mark.y, width - 18.0F, status_text(language()),
                    {ui.sizes.text, colors.ink2});
  const std::string size = size_text(language());
  if (size.empty()) return mark.y + 10.0F;
  const int lines = ui.paint.paragraph(at.x + 18.0F, mark.y + line, width - 18.0F, line, size,
                                       {ui.sizes.text, colors.ink3});
  return mark.y + line * static_cast<float>(std::max(lines, 1)) + 10.0F;
}

}  // namespace initlab::ui
