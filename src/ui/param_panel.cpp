#include "ui/param_panel.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "io/param_text.h"
#include "text/number_format.h"
#include "text/strings.h"
#include "text/terms.h"

namespace initlab::ui {
namespace {

constexpr float label_gap = 6.0F;
constexpr float widest_label = 100.0F;  // longer ones are cut, or the sliders would be too short
constexpr int most_lines = 8;           // of a text; further ones are seen while it is edited
constexpr float reading_line = 18.0F;
constexpr float text_line = 20.0F;  // as in the page's own field (web/styles/controls.css)

/// Three significant digits: a slider's pixel is no finer, and links stay short.
double rounded(double value) {
  const std::optional<double> read = parse_real(brief_number(value, 3));
  return read ? *read : value;
}

double share_of(double value, double min, double max, bool logarithmic) {
  if (max <= min) return 0.0;
  if (logarithmic) return std::log(std::max(value, min) / min) / std::log(max / min);
  return (value - min) / (max - min);
}

double value_at(double share, double min, double max, bool logarithmic) {
  if (logarithmic) return min * std::pow(max / min, share);
  return min + share * (max - min);
}

std::vector<std::string_view> choice_labels(std::span<const Choice> choices, Language language) {
  std::vector<std::string_view> labels;
  for (const Choice& choice : choices) labels.push_back(choice.label.in(language));
  return labels;
}

}  // namespace

std::string field_number(double value) {
  const double size = std::abs(value);
  const bool two_decimals = std::abs(value * 100.0 - std::round(value * 100.0)) < 1e-9;
  if (size >= 0.1 && size < 100.0 && two_decimals) return fixed_number(value, 2);
  return brief_number(value, 4);
}

float ParamPanel::draw(Experiment& experiment, Pass pass, ImVec2 at, float width,
                       const LabView* view, const Report* report) {
  pass_ = pass;
  at_ = at;
  width_ = width;
  view_ = view;
  report_ = report;
  lab_ = experiment.lab();
  experiment.describe_params(*this);
  return at_.y;
}

void ParamPanel::measure_labels(Experiment& experiment) {
  measuring_ = true;
  experiment.describe_params(*this);
  measuring_ = false;
}

bool ParamPanel::shows(const ParamInfo& info) {
  if (measuring_) {
    const float wide = ui_.paint.width(info.label.in(language_), {ui_.sizes.text, 0}) + label_gap;
    if (info.tier == Tier::basic && !info.featured && wide <= widest_label) {
      label_width_ = std::max(label_width_, std::ceil(wide));
    }
    return false;
  }
  // Presets are chips and not a list; the experiment's seed has a row of its own.
  if (!info.relevant || info.key == "preset" || info.key == "seed") return false;
  if (!controls_.shows(info.key)) return false;
  return pass_ == (info.tier == Tier::basic ? Pass::basic : Pass::advanced);
}

void ParamPanel::label(const ParamInfo& info, float room, bool featured, std::string_view more) {
  const std::string_view text = info.label.in(language_);
  const Palette& colors = ui_.paint.colors();
  const float y = at_.y + 0.5F * ui_.sizes.control;
  const TextStyle style{ui_.sizes.text, featured ? colors.ink : colors.ink2,
                        featured ? Weight::semibold : Weight::regular};
  ui_.paint.text_cut(at_.x, y, room, text, style);
  const Touch touch = touch_area(info.key, at_, {room, ui_.sizes.control});
  if (touch.hovered) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Arrow);
    // The whole name where the panel had no room for it.
    const bool cut = ui_.paint.width(text, style) > room;
    tooltip(ui_, {at_.x + width_ + 24.0F, at_.y}, info.help.in(language_), cut ? text : more);
  }
  const Term* term = param_term(lab_, info.key);
  if (touch.clicked && term != nullptr && host_.explain) {
    host_.explain(term->id, at_.x, at_.y, room, ui_.sizes.control);
  }
}

void ParamPanel::field(std::string_view key, ImVec2 min, ImVec2 size, const std::string& shown,
                       const std::string& exact, Align align, bool has_lines) {
  if (editor_.key != key) {
    const std::string id = "field " + std::string(key);
    const bool pressed = has_lines ? lines_box(ui_, id, min, size, text_line, shown)
                                   : value_box(ui_, id, min, size, with_minus_signs(shown), align);
    if (!pressed) return;
    if (host_.edit) {
      host_.edit(key, min.x, min.y, size.x, size.y, exact);
      return;
    }
    if (host_.text_field == nullptr) return;
    editor_ = {};
    editor_.key = key;
    std::strncpy(editor_.text, exact.c_str(), sizeof editor_.text - 1);
  }
  ImGui::SetCursorScreenPos(min);
  ImGui::SetNextItemWidth(size.x);
  ImGui::PushID(key.data(), key.data() + key.size());
  if (!editor_.opened) ImGui::SetKeyboardFocusHere();
  const bool entered =
      host_.text_field(editor_.text, sizeof editor_.text, has_lines ? size.y : 0.0F);
  const bool left = editor_.opened && ImGui::IsItemDeactivated();
  if (ImGui::IsItemActive()) editor_.opened = true;
  const bool cancelled = ImGui::IsKeyPressed(ImGuiKey_Escape);
  ImGui::PopID();
  if (entered || left) {
    if (!cancelled) events_.edit = {std::string(key), editor_.text};
    editor_ = {};
  }
}

std::optional<double> ParamPanel::slider_row(const ParamInfo& info, double value, double min,
                                             double max, bool logarithmic, const std::string& shown,
                                             const std::string& exact) {
  const bool featured = info.featured;
  const Palette& colors = ui_.paint.colors();
  const float height = ui_.sizes.control;
  const float box = featured ? 57.0F : 60.0F;
  label(info, featured ? width_ - box - 8.0F : label_width() - label_gap, featured);
  if (featured && info.key == "gain") {
    const float wide =
        ui_.paint.width(info.label.in(language_), {ui_.sizes.text, 0, Weight::semibold});
    const std::string hint =
        std::string(info.unit) + " " + std::string(strings::panel_gain_hint.in(language_));
    ui_.paint.text_cut(at_.x + wide + 14.0F, at_.y + 0.5F * height,
                       width_ - wide - 14.0F - box - 8.0F, hint, {ui_.sizes.text, colors.ink3});
  }
  field(info.key, {at_.x + width_ - box, at_.y}, {box, height}, shown, exact, Align::right);

  std::optional<SliderMark> mark;
  if (view_ != nullptr && report_ != nullptr) mark = view_->mark(*report_, info.key, language_);
  std::optional<float> mark_share;
  if (mark) mark_share = static_cast<float>(share_of(mark->value, min, max, logarithmic));
  ImVec2 track{at_.x + label_width(), at_.y};
  float length = width_ - label_width() - box - 12.0F;
  if (featured) {
    at_.y += height + 4.0F;
    track = at_;
    length = width_;
  }
  const auto share = static_cast<float>(share_of(value, min, max, logarithmic));
  const std::optional<float> moved =
      slider(ui_, "slider " + std::string(info.key), track, length, share, mark_share);
  if (featured) {
    // The row under the slider is always there: the panel must not jump with the mark.
    if (mark) {
      const float wide = ui_.paint.width(mark->label, {ui_.sizes.text, 0});
      const float x = std::clamp(at_.x + *mark_share * width_ - 0.5F * wide, at_.x,
                                 std::max(at_.x, at_.x + width_ - wide));
      ui_.paint.text(x, at_.y + height + 6.0F, mark->label, {ui_.sizes.text, colors.good});
    }
    at_.y += 18.0F;
  }
  at_.y += row_height();
  if (!moved) return std::nullopt;
  events_.changed = true;
  if (mark && mark_share && *moved == *mark_share) return std::clamp(mark->value, min, max);
  return std::clamp(rounded(value_at(*moved, min, max, logarithmic)), min, max);
}

void ParamPanel::integer(const ParamInfo& info, int& value, IntegerRange range) {
  if (!shows(info)) return;
  const std::optional<double> moved =
      slider_row(info, value, range.min, range.max, range.spacing == Spacing::logarithmic,
                 std::to_string(value), std::to_string(value));
  if (moved) value = static_cast<int>(std::lround(*moved));
}

void ParamPanel::real(const ParamInfo& info, double& value, RealRange range) {
  if (!shows(info)) return;
  if (range.spacing == Spacing::linear && range.max - range.min > 1000.0) {
    // A pixel of a slider would be too much: a field alone.
    label(info, width_ - 98.0F);
    field(info.key, {at_.x + width_ - 92.0F, at_.y}, {92.0F, ui_.sizes.control},
          field_number(value), shortest(value), Align::right);
    at_.y += row_height();
    return;
  }
  const std::optional<double> moved =
      slider_row(info, value, range.min, range.max, range.spacing == Spacing::logarithmic,
                 field_number(value), shortest(value));
  if (moved) value = *moved;
}

void ParamPanel::seed(const ParamInfo& info, std::uint64_t& value) {
  const bool own = info.key == "seed";
  if (own ? pass_ != Pass::seed || !controls_.shows(info.key) : !shows(info)) return;
  label(info, label_width() - label_gap);
  const std::string_view again = strings::panel_new_seed.in(language_);
  const float room = width_ - label_width();
  const float press = std::min(room - 64.0F, ui_.paint.width(again, {ui_.sizes.text, 0}) + 20.0F);
  const std::string text = std::to_string(value);
  field(info.key, {at_.x + label_width(), at_.y}, {room - press - 8.0F, ui_.sizes.control}, text,
        text, Align::left);
  if (button(ui_, "new " + std::string(info.key), {at_.x + width_ - press, at_.y},
             {press, ui_.sizes.control}, again)) {
    value = host_.random_seed ? host_.random_seed() : value + 1;
    events_.changed = true;
  }
  at_.y += row_height();
}

void ParamPanel::integers(const ParamInfo& info, std::vector<int>& value, IntegerRange, int) {
  if (!shows(info)) return;
  label(info, label_width() - label_gap);
  const std::string text = written_integers(value);
  field(info.key, {at_.x + label_width(), at_.y}, {width_ - label_width(), ui_.sizes.control}, text,
        text, Align::left);
  at_.y += row_height();
}

// How the text was understood, and the button that has it read otherwise.
void ParamPanel::reading(const ParamReading& said) {
  const TextStyle style{ui_.sizes.text, ui_.paint.colors().ink2};
  const bool swaps = !said.swap_key.empty();
  const std::string_view word = said.swap_label.in(language_);
  const float button_width = swaps ? ui_.paint.width(word, style) + 24.0F : 0.0F;
  const float room = width_ - button_width - (swaps ? 8.0F : 0.0F);
  const int lines = ui_.paint.paragraph(at_.x, at_.y + 0.5F * reading_line, room, reading_line,
                                        said.text.in(language_), style);
  const float height =
      std::max(static_cast<float>(lines) * reading_line, swaps ? ui_.sizes.control : 0.0F);
  if (swaps && button(ui_, "swap", {at_.x + width_ - button_width, at_.y},
                      {button_width, ui_.sizes.control}, word)) {
    events_.edit = {said.swap_key, said.swap_value};
  }
  at_.y += height + ui_.sizes.gap;
}

/// The label above the field: lines of text need the panel's whole width.
void ParamPanel::text(const ParamInfo& info, std::string& value, int) {
  if (!shows(info)) return;
  label(info, width_);
  at_.y += ui_.sizes.control - 4.0F;
  const auto lines = 1 + static_cast<int>(std::ranges::count(value, '\n'));
  const float height =
      ui_.sizes.control + text_line * static_cast<float>(std::min(lines, most_lines) - 1);
  field(info.key, at_, {width_, height}, value, value, Align::left, true);
  at_.y += height + ui_.sizes.gap;
  for (const ParamReading& said : readings_) {
    if (said.key == info.key) reading(said);
  }
}

void ParamPanel::choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) {
  if (!shows(info)) return;
  label(info, label_width() - label_gap, false,
        choices[static_cast<std::size_t>(index)].help.in(language_));
  const std::optional<int> chosen =
      combo(ui_, info.key, {at_.x + label_width(), at_.y},
            {width_ - label_width(), ui_.sizes.control}, choice_labels(choices, language_), index);
  if (chosen && *chosen != index) {
    index = *chosen;
    events_.changed = true;
  }
  at_.y += row_height();
}

void ParamPanel::choice_indices(const ParamInfo& info, std::vector<int>& indices,
                                std::span<const Choice> choices) {
  if (!shows(info)) return;
  label(info, label_width() - 6.0F);
  const std::optional<int> pressed = check_list(
      ui_, info.key, {at_.x + label_width(), at_.y}, {width_ - label_width(), ui_.sizes.control},
      choice_labels(choices, language_), indices, strings::panel_none_ticked.in(language_));
  if (pressed) {
    if (std::erase(indices, *pressed) == 0) indices.push_back(*pressed);
    events_.changed = true;
  }
  at_.y += row_height();
}

}  // namespace initlab::ui
