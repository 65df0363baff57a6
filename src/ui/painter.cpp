#include "ui/painter.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <string>

namespace initlab::ui {

namespace {

/// The first space from `from` on at which a line may be broken.
std::size_t next_break(std::string_view text, std::size_t from) {
  std::size_t at = text.find(' ', from);
  while (at != std::string_view::npos && !may_break(text, at)) at = text.find(' ', at + 1);
  return at;
}

}  // namespace

bool may_break(std::string_view text, std::size_t at) {
  const char before = at > 0 ? text[at - 1] : ' ';
  const char after = at + 1 < text.size() ? text[at + 1] : ' ';
  return before != '=' && after != '=' && after != '%';
}

float Painter::width(std::string_view text, const TextStyle& style) const {
  if (text.empty()) return 0.0F;  // ImGui would measure a null pointer
  const char* begin = text.data();
  return fonts_->font(style.weight)
      ->CalcTextSizeA(fonts_->size(style.em), FLT_MAX, 0.0F, begin, begin + text.size())
      .x;
}

void Painter::text(float x, float y, std::string_view text, const TextStyle& style,
                   Align align) const {
  if (text.empty()) return;
  if (align != Align::left) {
    const float wide = width(text, style);
    x -= align == Align::center ? 0.5F * wide : wide;
  }
  const float size = fonts_->size(style.em);
  // Device pixels, so that stems are as sharp as the rasterizer made them.
  const ImVec2 at{std::round(x * scale_) / scale_, std::round((y - 0.5F * size) * scale_) / scale_};
  list_->AddText(fonts_->font(style.weight), size, at, style.color, text.data(),
                 text.data() + text.size());
}

void Painter::text_over(float x, float y, std::string_view text, const TextStyle& style,
                        Align align, ImU32 background) const {
  const float wide = width(text, style);
  const float left = align == Align::left ? x : align == Align::center ? x - 0.5F * wide : x - wide;
  const float half = 0.62F * style.em;
  fill({left - 3.0F, y - half}, {left + wide + 3.0F, y + half}, background);
  this->text(left, y, text, style);
}

int Painter::paragraph(float x, float y, float wrap, float line, std::string_view text,
                       const TextStyle& style, bool measure_only) const {
  int lines = 0;
  while (!text.empty()) {
    // Only at spaces: ImGui would also break a number after its decimal point.
    std::size_t length = next_break(text, 0);
    for (std::size_t next = length; next != std::string_view::npos;) {
      next = next_break(text, next + 1);
      if (width(text.substr(0, next), style) > wrap) break;
      length = next;
    }
    if (length == std::string_view::npos || width(text, style) <= wrap) length = text.size();
    if (!measure_only) {
      this->text(x, y + line * static_cast<float>(lines), text.substr(0, length), style);
    }
    ++lines;
    text.remove_prefix(std::min(text.size(), length + 1));
  }
  return lines;
}

void Painter::text_cut(float x, float y, float limit, std::string_view text,
                       const TextStyle& style) const {
  if (width(text, style) <= limit) {
    this->text(x, y, text, style);
    return;
  }
  constexpr std::string_view ellipsis = "\u2026";
  const float room = limit - width(ellipsis, style);
  std::size_t length = text.size();
  while (length > 0 && (width(text.substr(0, length), style) > room ||
                        (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)) {
    --length;
  }
  this->text(x, y, std::string(text.substr(0, length)).append(ellipsis), style);
}

float Painter::snapped(float value) const { return (std::floor(value * scale_) + 0.5F) / scale_; }

void Painter::horizontal(float x0, float x1, float y, ImU32 color, float thickness) const {
  const float top = std::floor(y * scale_) / scale_;
  const float height = std::max(1.0F, std::round(thickness * scale_)) / scale_;
  list_->AddRectFilled({x0, top}, {x1, top + height}, color);
}

void Painter::vertical(float x, float y0, float y1, ImU32 color, float thickness) const {
  const float left = std::floor(x * scale_) / scale_;
  const float wide = std::max(1.0F, std::round(thickness * scale_)) / scale_;
  list_->AddRectFilled({left, y0}, {left + wide, y1}, color);
}

void Painter::dashed(float x0, float x1, float y, ImU32 color) const {
  const int dashes = static_cast<int>(std::ceil((x1 - x0) / 9.0F));
  for (int i = 0; i < dashes; ++i) {
    const float x = x0 + 9.0F * static_cast<float>(i);
    horizontal(x, std::min(x + 6.0F, x1), y, color);
  }
}

void Painter::fill(ImVec2 min, ImVec2 max, ImU32 color, float rounding) const {
  if (max.x > min.x && max.y > min.y) list_->AddRectFilled(min, max, color, rounding);
}

void Painter::box(ImVec2 min, ImVec2 max, ImU32 fill_color, ImU32 border, float rounding,
                  float thickness) const {
  const ImVec2 a{snapped(min.x), snapped(min.y)};
  const ImVec2 b{snapped(max.x - 1.0F), snapped(max.y - 1.0F)};
  list_->AddRectFilled(a, b, fill_color, rounding);
  list_->AddRect(a, b, border, rounding, 0, thickness);
}

void Painter::hatch(ImVec2 min, ImVec2 max, ImU32 color) const {
  if (max.x - min.x < 1.0F) return;
  list_->PushClipRect(min, max, true);
  const float height = max.y - min.y;
  const int lines = static_cast<int>(std::ceil((max.x - min.x + height) / 4.0F));
  for (int i = 0; i < lines; ++i) {
    const float x = min.x - height + 4.0F * static_cast<float>(i);
    list_->AddLine({x, max.y}, {x + height, min.y}, color, 1.0F);
  }
  list_->PopClipRect();
  list_->AddRect({snapped(min.x), snapped(min.y)}, {snapped(max.x - 1.0F), snapped(max.y - 1.0F)},
                 color);
}

void Painter::mark(Mark shape, ImVec2 c, float r, ImU32 color) const {
  switch (shape) {
    case Mark::dot:
      list_->AddCircleFilled(c, r, color);
      break;
    case Mark::hollow_dot:
      list_->AddCircle(c, r, color, 0, 2.0F);
      break;
    case Mark::square:
      list_->AddRectFilled({c.x - 0.85F * r, c.y - 0.85F * r}, {c.x + 0.85F * r, c.y + 0.85F * r},
                           color);
      break;
    case Mark::diamond:
      list_->AddQuadFilled({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, color);
      break;
    case Mark::triangle_up:
      list_->AddTriangleFilled({c.x, c.y - 0.8F * r}, {c.x + r, c.y + 0.8F * r},
                               {c.x - r, c.y + 0.8F * r}, color);
      break;
    case Mark::triangle_down:
      list_->AddTriangleFilled({c.x, c.y + 0.8F * r}, {c.x - r, c.y - 0.8F * r},
                               {c.x + r, c.y - 0.8F * r}, color);
      break;
    case Mark::cross: {
      const float arm = 0.8F * r;
      const float thickness = std::max(1.5F, 0.45F * r);
      list_->AddLine({c.x - arm, c.y - arm}, {c.x + arm, c.y + arm}, color, thickness);
      list_->AddLine({c.x - arm, c.y + arm}, {c.x + arm, c.y - arm}, color, thickness);
      break;
    }
  }
}

void Painter::data_point(ImVec2 center, float radius, bool hollow, ImU32 color,
                         ImU32 background) const {
  if (hollow) {
    list_->AddCircleFilled(center, radius + 0.5F, background);
    list_->AddCircle(center, radius, color, 0, 2.0F);
  } else {
    if (radius >= 2.5F) list_->AddCircleFilled(center, radius + 1.5F, background);
    list_->AddCircleFilled(center, radius, color);
  }
}

void Painter::focus_ring(ImVec2 min, ImVec2 max, float rounding) const {
  list_->AddRect({min.x - 3.0F, min.y - 3.0F}, {max.x + 3.0F, max.y + 3.0F}, colors_->data,
                 rounding + 2.0F, 0, 2.0F);
}

}  // namespace initlab::ui
