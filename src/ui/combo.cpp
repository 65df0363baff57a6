// Boxes that open a list: to choose one of it, or to tick several.
#include <algorithm>

#include "ui/widgets.h"

namespace initlab::ui {
namespace {

/// The box that is pressed; opens the popup "list" of the present id.
void list_box(const Widgets& ui, ImVec2 min, ImVec2 size, std::string_view text, ImU32 ink) {
  const Palette& colors = ui.paint.colors();
  const Touch touch = touch_area("box", min, size);
  ui.paint.box(min, {min.x + size.x, min.y + size.y}, pressed_fill(colors, touch), colors.control,
               ui.sizes.radius);
  ui.paint.text_cut(min.x + 10.0F, min.y + 0.5F * size.y, size.x - 34.0F, text,
                    {ui.sizes.text, ink});
  const ImVec2 arrow{min.x + size.x - 16.0F, min.y + 0.5F * size.y};
  ui.paint.list()->AddTriangleFilled({arrow.x - 4.5F, arrow.y - 2.5F},
                                     {arrow.x + 4.5F, arrow.y - 2.5F}, {arrow.x, arrow.y + 3.0F},
                                     colors.ink2);
  if (touch.clicked) ImGui::OpenPopup("list");
}

/// The row that the arrow keys have come to, -1 before they are used; they start from `current`.
int key_row(int rows, int current, float row, float height) {
  int& at = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("key row"), -1);
  if (ImGui::IsWindowAppearing()) at = -1;
  const int step = (ImGui::IsKeyPressed(ImGuiKey_DownArrow) ? 1 : 0) -
                   (ImGui::IsKeyPressed(ImGuiKey_UpArrow) ? 1 : 0);
  if (step == 0) return at;
  at = at < 0 ? std::max(current, 0) : std::clamp(at + step, 0, rows - 1);
  const float top = row * static_cast<float>(at);
  if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
  if (top + row + 10.0F > ImGui::GetScrollY() + height)
    ImGui::SetScrollY(top + row + 10.0F - height);
  return at;
}

/// The list, when it is open. `draw(paint, index, min, size)` draws a row. Returns the row that was
/// pressed, by hand or with Enter or Space; the list closes then, unless it `stays`.
template <class DrawRow>
std::optional<int> open_list(const Widgets& ui, ImVec2 min, ImVec2 size,
                             std::span<const std::string_view> labels, int current, float margin,
                             bool stays, const DrawRow& draw) {
  const float row = ui.coarse ? 44.0F : 28.0F;
  const int rows = static_cast<int>(labels.size());
  // Within what the window shows of the canvas; a longer list scrolls.
  const ImGuiViewport& seen = *ImGui::GetMainViewport();
  const float wanted = row * static_cast<float>(rows) + 10.0F;
  const float height = std::min(wanted, std::max(3.0F * row, seen.WorkSize.y - 16.0F));
  const float first = seen.WorkPos.y + 8.0F;
  const float last = seen.WorkPos.y + seen.WorkSize.y - height - 8.0F;
  const float top = std::clamp(min.y + size.y + 4.0F, first, std::max(first, last));
  float wide = size.x;
  for (std::string_view label : labels) {
    wide = std::max(wide, ui.paint.width(label, {ui.sizes.text, 0, Weight::semibold}) + margin);
  }
  std::optional<int> pressed;
  ImGui::SetNextWindowPos({min.x, top});
  ImGui::SetNextWindowSize({std::min(wide, seen.WorkSize.x - min.x - 8.0F), height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0.0F, 5.0F));
  if (ImGui::BeginPopup("list", ImGuiWindowFlags_NoMove)) {
    const Painter paint = ui.paint.on(ImGui::GetWindowDrawList());
    const Palette& colors = paint.colors();
    if (ImGui::IsWindowAppearing() && wanted > height) {
      ImGui::SetScrollY(row * static_cast<float>(current) - 0.5F * height);
    }
    const int keyed = key_row(rows, current, row, height);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    const float inner = ImGui::GetContentRegionAvail().x;
    for (int i = 0; i < rows; ++i) {
      const ImVec2 at{origin.x, origin.y + row * static_cast<float>(i)};
      ImGui::PushID(i);
      const Touch item = touch_area("row", at, {inner, row});
      ImGui::PopID();
      if (item.hovered || i == keyed) paint.fill(at, {at.x + inner, at.y + row}, colors.hover);
      if (i == keyed) {
        paint.focus_ring({at.x + 5.0F, at.y + 4.0F}, {at.x + inner - 5.0F, at.y + row - 4.0F},
                         2.0F);
      }
      draw(paint, i, at, ImVec2{inner, row});
      if (item.clicked) pressed = i;
    }
    if (keyed >= 0 && (ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_Space)))
      pressed = keyed;
    if ((pressed && !stays) || ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return pressed;
}

/// A box of 16 pixels about `center`, with a tick in it when it is on.
void check_box(const Painter& paint, ImVec2 center, bool on) {
  const Palette& colors = paint.colors();
  const ImVec2 min{center.x - 8.0F, center.y - 8.0F};
  const ImVec2 max{center.x + 8.0F, center.y + 8.0F};
  paint.box(min, max, on ? colors.on : colors.field, on ? colors.on : colors.control, 3.0F);
  if (!on) return;
  const ImVec2 tick[] = {{center.x - 4.5F, center.y},
                         {center.x - 1.5F, center.y + 3.5F},
                         {center.x + 4.5F, center.y - 3.5F}};
  paint.list()->AddPolyline(tick, 3, colors.on_ink, 0, 2.0F);
}

}  // namespace

std::optional<int> combo(const Widgets& ui, std::string_view id, ImVec2 min, ImVec2 size,
                         std::span<const std::string_view> labels, int current) {
  const Palette& colors = ui.paint.colors();
  ImGui::PushID(id.data(), id.data() + id.size());
  const bool known = current >= 0 && current < static_cast<int>(labels.size());
  list_box(ui, min, size, known ? labels[static_cast<std::size_t>(current)] : std::string_view{},
           colors.ink);
  const auto draw = [&](const Painter& paint, int i, ImVec2 at, ImVec2 row) {
    const bool on = i == current;
    if (on) paint.fill({at.x + 5.0F, at.y + 6.0F}, {at.x + 8.0F, at.y + row.y - 6.0F}, colors.ink);
    paint.text(at.x + 16.0F, at.y + 0.5F * row.y, labels[static_cast<std::size_t>(i)],
               {ui.sizes.text, colors.ink, on ? Weight::semibold : Weight::regular});
  };
  const std::optional<int> chosen = open_list(ui, min, size, labels, current, 48.0F, false, draw);
  ImGui::PopID();
  return chosen;
}

std::optional<int> check_list(const Widgets& ui, std::string_view id, ImVec2 min, ImVec2 size,
                              std::span<const std::string_view> labels, std::span<const int> ticked,
                              std::string_view none) {
  const Palette& colors = ui.paint.colors();
  const auto is_ticked = [&](int i) {
    return std::find(ticked.begin(), ticked.end(), i) != ticked.end();
  };
  std::string text;
  for (const int i : ticked) {
    if (!text.empty()) text += ", ";
    text += labels[static_cast<std::size_t>(i)];
  }
  ImGui::PushID(id.data(), id.data() + id.size());
  list_box(ui, min, size, text.empty() ? none : std::string_view(text),
           text.empty() ? colors.ink3 : colors.ink);
  const auto draw = [&](const Painter& paint, int i, ImVec2 at, ImVec2 row) {
    const bool on = is_ticked(i);
    const float middle = at.y + 0.5F * row.y;
    check_box(paint, {at.x + 22.0F, middle}, on);
    paint.text(at.x + 40.0F, middle, labels[static_cast<std::size_t>(i)],
               {ui.sizes.text, colors.ink, on ? Weight::semibold : Weight::regular});
  };
  const std::optional<int> pressed = open_list(ui, min, size, labels, 0, 72.0F, true, draw);
  ImGui::PopID();
  return pressed;
}

}  // namespace initlab::ui
