#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace initlab::ui {
namespace {

constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 255U, (hex >> 8) & 255U, hex & 255U, 255);
}

constexpr Palette light = {
    .page = rgb(0xFBFBF8),
    .panel = rgb(0xF2F3EF),
    .field = rgb(0xFFFFFF),
    .ink = rgb(0x14181C),
    .ink2 = rgb(0x434B53),
    .ink3 = rgb(0x5A636B),
    .grid = rgb(0xE4E6E3),
    .separator = rgb(0xD9DCD8),
    .axis = rgb(0x8A9299),
    .control = rgb(0x7A838A),
    .data = rgb(0x0B57A6),
    .theory = rgb(0x5B636B),
    .band = IM_COL32(0x5B, 0x63, 0x6B, 43),  // 17 %
    .alarm = rgb(0xB54300),
    .good = rgb(0x00694F),
    .warn = rgb(0x7A5200),
    .other_run = rgb(0x8A4B9B),
    .more_runs = {rgb(0x00707A), rgb(0x6B5E00), rgb(0xA62F63)},
    .on = rgb(0x14181C),
    .on_ink = rgb(0xFFFFFF),
    .hover = IM_COL32(0x14, 0x18, 0x1C, 13),  // 5 %
    .lane = IM_COL32(0x14, 0x18, 0x1C, 24),
};

constexpr Palette dark_theme = {
    .page = rgb(0x12161A),
    .panel = rgb(0x1A1F24),
    .field = rgb(0x12161A),
    .ink = rgb(0xEEF1F3),
    .ink2 = rgb(0xBEC6CD),
    .ink3 = rgb(0x98A2AB),
    .grid = rgb(0x272D33),
    .separator = rgb(0x30373E),
    .axis = rgb(0x66717B),
    .control = rgb(0x76818B),
    .data = rgb(0x67B7FF),
    .theory = rgb(0xB3BBC3),
    .band = IM_COL32(0xB3, 0xBB, 0xC3, 51),  // 20 %
    .alarm = rgb(0xFF9557),
    .good = rgb(0x46C79B),
    .warn = rgb(0xF0C05A),
    .other_run = rgb(0xD3A0E6),
    .more_runs = {rgb(0x4CC6CF), rgb(0xC9BC4E), rgb(0xF28BB4)},
    .on = rgb(0xEEF1F3),
    .on_ink = rgb(0x12161A),
    .hover = IM_COL32(255, 255, 255, 15),  // 6 %
    .lane = IM_COL32(255, 255, 255, 28),
};

ImVec4 vec(ImU32 color) { return ImGui::ColorConvertU32ToFloat4(color); }

}  // namespace

const Palette& palette(bool dark) { return dark ? dark_theme : light; }

ImU32 faded(ImU32 color, float factor) {
  const auto alpha = static_cast<float>((color >> IM_COL32_A_SHIFT) & 255U);
  const auto scaled = static_cast<ImU32>(std::lround(alpha * std::clamp(factor, 0.0F, 1.0F)));
  return (color & ~IM_COL32_A_MASK) | (scaled << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 color, ImU32 background, float share) {
  const float part = std::clamp(share, 0.0F, 1.0F);
  ImU32 result = IM_COL32_A_MASK;
  for (int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT}) {
    const auto front = static_cast<float>((color >> shift) & 255U);
    const auto back = static_cast<float>((background >> shift) & 255U);
    result |= static_cast<ImU32>(std::lround(back + (front - back) * part)) << shift;
  }
  return result;
}

Metrics metrics(bool coarse, bool narrow) {
  Metrics result;
  if (narrow) result = {15.0F, 13.0F, 19.0F, 44.0F, 8.0F, 8.0F};
  if (coarse) result.control = 44.0F;
  return result;
}

void apply_style(const Palette& colors, const Metrics& sizes) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.FrameRounding = sizes.radius;
  style.FrameBorderSize = 1.0F;
  style.FramePadding = {12.0F, sizes.control > 40.0F ? 12.0F : 8.0F};
  style.ItemSpacing = {sizes.gap, sizes.gap};
  style.WindowPadding = {8.0F, 8.0F};
  style.GrabMinSize = 16.0F;
  style.PopupRounding = 6.0F;
  style.WindowRounding = 0.0F;
  style.WindowBorderSize = 0.0F;
  style.PopupBorderSize = 1.0F;
  style.ScrollbarSize = 10.0F;
  style.WindowMinSize = {1.0F, 1.0F};

  ImVec4* color = style.Colors;
  color[ImGuiCol_Text] = vec(colors.ink);
  color[ImGuiCol_TextDisabled] = vec(colors.ink3);
  color[ImGuiCol_WindowBg] = vec(colors.page);
  color[ImGuiCol_ChildBg] = {0, 0, 0, 0};
  color[ImGuiCol_PopupBg] = vec(colors.field);
  color[ImGuiCol_Border] = vec(colors.control);
  color[ImGuiCol_FrameBg] = vec(colors.field);
  color[ImGuiCol_FrameBgHovered] = vec(colors.field);
  color[ImGuiCol_FrameBgActive] = vec(colors.field);
  color[ImGuiCol_Header] = vec(colors.hover);
  color[ImGuiCol_HeaderHovered] = vec(colors.hover);
  color[ImGuiCol_HeaderActive] = vec(colors.hover);
  color[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
  color[ImGuiCol_ScrollbarGrab] = vec(colors.separator);
  color[ImGuiCol_ScrollbarGrabHovered] = vec(colors.axis);
  color[ImGuiCol_ScrollbarGrabActive] = vec(colors.axis);
  color[ImGuiCol_TextSelectedBg] = vec(faded(colors.data, 0.3F));
  color[ImGuiCol_NavCursor] = vec(colors.data);
  color[ImGuiCol_InputTextCursor] = vec(colors.ink);
}

}  // namespace initlab::ui
