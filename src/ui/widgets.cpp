#include "ui/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace initlab::ui {
namespace {

ImVec2 operator+(ImVec2 a, ImVec2 b) { return {a.x + b.x, a.y + b.y}; }

/// The shape of `values` in a small box, by their logarithms when all are positive.
void draw_spark(const Painter& paint, ImVec2 min, ImVec2 size, std::span<const double> values,
                ImU32 color) {
  std::vector<double> logs;
  for (double value : values) {
    if (std::isfinite(value)) logs.push_back(std::log10(std::max(value, 1e-12)));
  }
  if (logs.size() < 2) return;
  // Six decades down and one up fill the box, so that chips can be compared with one another.
  constexpr double top = 0.6;
  constexpr double bottom = -4.0;
  std::array<ImVec2, 32> points{};
  const std::size_t count = std::min(points.size(), logs.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = i * (logs.size() - 1) / (count - 1);
    const double level = (top - std::clamp(logs[at], bottom, top)) / (top - bottom);
    points[i] = {min.x + size.x * static_cast<float>(i) / static_cast<float>(count - 1),
                 min.y + size.y * static_cast<float>(level)};
  }
  paint.list()->AddPolyline(points.data(), static_cast<int>(count), color, 0, 1.5F);
}

}  // namespace

ImU32 pressed_fill(const Palette& colors, const Touch& touch) {
  if (touch.held) return mixed(colors.ink, colors.field, 0.12F);
  if (touch.hovered) return mixed(colors.ink, colors.field, 0.06F);
  return colors.field;
}

Touch touch_area(std::string_view id, ImVec2 min, ImVec2 size) {
  ImGui::SetCursorScreenPos(min);
  Touch touch;
  ImGui::PushID(id.data(), id.data() + id.size());
  touch.clicked =
      ImGui::InvisibleButton("##area", {std::max(1.0F, size.x), std::max(1.0F, size.y)});
  touch.hovered = ImGui::IsItemHovered();
  touch.held = ImGui::IsItemActive();
  ImGui::PopID();
  if (touch.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return touch;
}

bool button(const Widgets& ui, std::string_view id, ImVec2 min, ImVec2 size, std::string_view text,
            bool enabled) {
  const Palette& colors = ui.paint.colors();
  const Touch touch = enabled ? touch_area(id, min, size) : Touch{};
  ui.paint.box(min, min + size, enabled ? pressed_fill(colors, touch) : colors.panel,
               enabled ? colors.control : colors.separator, ui.sizes.radius);
  ui.paint.text(min.x + 0.5F * size.x, min.y + 0.5F * size.y, text,
                {ui.sizes.text, enabled ? colors.ink : faded(colors.ink3, 0.7F)}, Align::center);
  return touch.clicked;
}

bool chip(const Widgets& ui, std::string_view id, ImVec2 min, ImVec2 size, std::string_view text,
          std::span<const double> spark, ChipState state) {
  const Palette& colors = ui.paint.colors();
  const Touch touch = touch_area(id, min, size);
  const bool on = state == ChipState::on;
  const bool edited = state == ChipState::edited;
  ui.paint.box(min, min + size, on ? colors.on : pressed_fill(colors, touch),
               on       ? colors.on
               : edited ? colors.ink
                        : colors.control,
               ui.sizes.radius, edited ? 2.0F : 1.0F);
  constexpr float spark_width = 22.0F;
  const float padding = size.y > 40.0F ? 12.0F : 9.0F;
  const TextStyle style{ui.sizes.text, on ? colors.on_ink : colors.ink};
  const float room = size.x - 2.0F * padding;
  // The name comes before the curve.
  if (ui.paint.width(text, style) + spark_width + 3.0F > room) spark = {};
  ui.paint.text_cut(min.x + padding, min.y + 0.5F * size.y, room, text, style);
  draw_spark(ui.paint, {min.x + size.x - padding - spark_width, min.y + 0.5F * size.y - 9.0F},
             {spark_width, 18.0F}, spark, on ? colors.on_ink : colors.ink2);
  return touch.clicked;
}

int toggle(const Widgets& ui, std::string_view id, ImVec2 at, float line,
           std::span<const std::string_view> words, int active) {
  const Palette& colors = ui.paint.colors();
  int clicked = -1;
  ImGui::PushID(id.data(), id.data() + id.size());
  for (int i = 0; i < static_cast<int>(words.size()); ++i) {
    const std::string_view word = words[static_cast<std::size_t>(i)];
    const bool on = i == active;
    const TextStyle style{ui.sizes.text, on ? colors.ink : colors.ink3,
                          on ? Weight::semibold : Weight::regular};
    const float wide = ui.paint.width(word, style);
    const Touch touch = touch_area(word, {at.x - 4.0F, at.y - 0.5F * line}, {wide + 8.0F, line});
    ui.paint.text(at.x, at.y, word,
                  {style.em, touch.hovered ? colors.ink : style.color, style.weight});
    if (on) ui.paint.horizontal(at.x, at.x + wide, at.y + 8.0F, colors.ink, 1.5F);
    if (touch.clicked && !on) clicked = i;
    if (line > 40.0F) {
      at.x += wide + 20.0F;  // a finger's targets: side by side
    } else {
      at.y += line;
    }
  }
  ImGui::PopID();
  return clicked;
}

std::optional<float> slider(const Widgets& ui, std::string_view id, ImVec2 min, float width,
                            float share, std::optional<float> mark) {
  const Palette& colors = ui.paint.colors();
  const float height = ui.sizes.control;
  const float grab = ui.coarse ? 11.0F : 8.5F;
  const float middle = min.y + 0.5F * height;
  const Touch touch = touch_area(id, min, {width, height});
  std::optional<float> moved;
  if (touch.held) {
    const float x = ImGui::GetIO().MousePos.x;
    const float at =
        std::clamp((x - min.x - grab) / std::max(1.0F, width - 2.0F * grab), 0.0F, 1.0F);
    const bool snaps = mark && std::abs(at - *mark) * (width - 2.0F * grab) < 4.0F;
    moved = snaps ? *mark : at;
    share = *moved;
  }
  const float x = min.x + grab + std::clamp(share, 0.0F, 1.0F) * (width - 2.0F * grab);
  ui.paint.fill({min.x, middle - 2.0F}, {min.x + width, middle + 2.0F},
                mixed(colors.ink, colors.panel, 0.11F), 2.0F);
  ui.paint.fill({min.x, middle - 2.0F}, {x, middle + 2.0F}, colors.ink3, 2.0F);
  if (mark && *mark >= 0.0F && *mark <= 1.0F) {
    const float at = min.x + grab + *mark * (width - 2.0F * grab);
    ui.paint.vertical(at - 1.0F, middle - 9.0F, middle + 9.0F, colors.good, 2.0F);
  }
  ImDrawList* list = ui.paint.list();
  list->AddCircleFilled({x, middle}, grab, touch.held ? colors.ink : colors.field);
  list->AddCircle({x, middle}, grab, colors.ink, 0, touch.hovered ? 2.5F : 2.0F);
  return moved;
}

bool value_box(const Widgets& ui, std::string_view id, ImVec2 min, ImVec2 size,
               std::string_view text, Align align) {
  const Palette& colors = ui.paint.colors();
  const Touch touch = touch_area(id, min, size);
  if (touch.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  ui.paint.box(min, min + size, colors.field, touch.hovered ? colors.ink : colors.control,
               ui.sizes.radius);
  const TextStyle style{ui.sizes.text, colors.ink};
  const float padding = 9.0F;
  if (align == Align::right && ui.paint.width(text, style) <= size.x - 2.0F * padding) {
    ui.paint.text(min.x + size.x - padding, min.y + 0.5F * size.y, text, style, Align::right);
  } else {
    ui.paint.text_cut(min.x + padding, min.y + 0.5F * size.y, size.x - 2.0F * padding, text, style);
  }
  return touch.clicked;
}

bool lines_box(const Widgets& ui, std::string_view id, ImVec2 min, ImVec2 size, float line,
               std::string_view text) {
  const Palette& colors = ui.paint.colors();
  const Touch touch = touch_area(id, min, size);
  if (touch.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  ui.paint.box(min, min + size, colors.field, touch.hovered ? colors.ink : colors.control,
               ui.sizes.radius);
  const float padding = 9.0F;
  const float last = min.y + size.y - 0.5F * ui.sizes.control;
  for (float y = min.y + 0.5F * ui.sizes.control; y < last + 1.0F; y += line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const bool more = end < text.size() && y + line >= last + 1.0F;
    const std::string shown = std::string(text.substr(0, end)) + (more ? " \u2026" : "");
    ui.paint.text_cut(min.x + padding, y, size.x - 2.0F * padding, shown,
                      {ui.sizes.text, colors.ink});
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  return touch.clicked;
}

float lab_row_width(const Widgets& ui, std::string_view text) {
  return 20.0F + ui.paint.width(text, {ui.sizes.text, 0, Weight::semibold});
}

bool lab_row(const Widgets& ui, std::string_view id, ImVec2 min, ImVec2 size, std::string_view text,
             bool active) {
  const Palette& colors = ui.paint.colors();
  const Touch touch = touch_area(id, min, size);
  if (active) {
    ui.paint.box(min, min + size, colors.field, colors.separator, ui.sizes.radius);
    ui.paint.fill({min.x, min.y + 6.0F}, {min.x + 3.0F, min.y + size.y - 6.0F}, colors.ink);
  } else if (touch.hovered) {
    ui.paint.fill(min, min + size, colors.hover, ui.sizes.radius);
  }
  ui.paint.text_cut(min.x + 14.0F, min.y + 0.5F * size.y, size.x - 20.0F, text,
                    {ui.sizes.text, active ? colors.ink : colors.ink2,
                     active ? Weight::semibold : Weight::regular});
  return touch.clicked && !active;
}

void tooltip(const Widgets& ui, ImVec2 at, std::string_view text, std::string_view second) {
  const Painter paint = ui.paint.on(ImGui::GetForegroundDrawList());
  const Palette& colors = paint.colors();
  const ImGuiViewport& seen = *ImGui::GetMainViewport();
  const float first_y = seen.WorkPos.y + 8.0F;
  const float line = 1.45F * ui.sizes.text;
  const float wrap = std::min(280.0F, seen.WorkSize.x - 48.0F);
  const TextStyle first{ui.sizes.text, colors.ink};
  const TextStyle hint{ui.sizes.text, colors.ink3};
  const int lines = paint.paragraph(0, 0, wrap, line, text, first, true);
  const int more = second.empty() ? 0 : paint.paragraph(0, 0, wrap, line, second, hint, true);
  float wide = std::max(paint.width(text, first), paint.width(second, hint));
  wide = std::min(wide, wrap) + 24.0F;
  const float height = line * static_cast<float>(lines + more) + 16.0F;
  const float last_y = first_y + seen.WorkSize.y - height - 16.0F;
  const ImVec2 min{std::clamp(at.x, 8.0F, std::max(8.0F, seen.WorkSize.x - wide - 8.0F)),
                   std::clamp(at.y, first_y, std::max(first_y, last_y))};
  paint.box(min, {min.x + wide, min.y + height}, colors.field, colors.control, 6.0F);
  paint.paragraph(min.x + 12.0F, min.y + 8.0F + 0.5F * line, wrap, line, text, first);
  paint.paragraph(min.x + 12.0F, min.y + 8.0F + line * (static_cast<float>(lines) + 0.5F), wrap,
                  line, second, hint);
}

}  // namespace initlab::ui
