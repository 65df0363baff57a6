#include "ui/fonts.h"

#include <algorithm>
#include <cstring>

namespace initlab::ui {
namespace {

constexpr float base_size = 16.0F;  // only ratios to it matter: the atlas bakes sizes on demand

std::uint32_t big_endian(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = (value << 8) | bytes[at + i];
  return value;
}

/// Offset of a table that lies wholly inside the file, 0 when there is none.
std::size_t table(std::span<const std::uint8_t> bytes, const char* tag, std::size_t least) {
  const std::size_t tables = big_endian(bytes, 4, 2);
  for (std::size_t i = 0; i < tables; ++i) {
    const std::size_t record = 12 + 16 * i;
    if (record + 16 > bytes.size()) return 0;
    if (std::memcmp(bytes.data() + record, tag, 4) != 0) continue;
    const std::size_t offset = big_endian(bytes, record + 8, 4);
    const std::size_t length = big_endian(bytes, record + 12, 4);
    return offset <= bytes.size() && length >= least && length <= bytes.size() - offset ? offset
                                                                                        : 0;
  }
  return 0;
}

bool has_outlines(std::span<const std::uint8_t> bytes) {
  return table(bytes, "CFF ", 4) != 0 ||
         (table(bytes, "glyf", 1) != 0 && table(bytes, "loca", 2) != 0);
}

}  // namespace

float font_line_height(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < 12) return 0.0F;
  const std::uint32_t version = big_endian(bytes, 0, 4);
  if (version != 0x00010000U && version != 0x4F54544FU) return 0.0F;  // TrueType, "OTTO"
  const std::size_t head = table(bytes, "head", 54);
  const std::size_t hhea = table(bytes, "hhea", 36);
  if (head == 0 || hhea == 0 || !has_outlines(bytes) || table(bytes, "cmap", 4) == 0 ||
      table(bytes, "hmtx", 4) == 0 || table(bytes, "maxp", 6) == 0) {
    return 0.0F;
  }
  const auto units = static_cast<float>(big_endian(bytes, head + 18, 2));
  const auto ascent = static_cast<std::int16_t>(big_endian(bytes, hhea + 4, 2));
  const auto descent = static_cast<std::int16_t>(big_endian(bytes, hhea + 6, 2));
  const float height = static_cast<float>(ascent - descent) / units;
  return height > 0.5F && height < 3.0F ? height : 0.0F;
}

void Fonts::set(int slot, std::span<const std::uint8_t> bytes) {
  if (slot < 0 || slot >= slots) return;
  const auto index = static_cast<std::size_t>(slot);
  // The atlas points into the bytes it was given: a font that is here stays.
  if (arrival_[index] == Arrival::here) return;
  if (font_line_height(bytes) > 0.0F) {
    bytes_[index].assign(bytes.begin(), bytes.end());
    arrival_[index] = Arrival::here;
  } else {
    arrival_[index] = Arrival::failed;
  }
  changed_ = true;
}

bool Fonts::ready(Language language) const {
  const int needed = language == Language::ko ? slots : 2;
  return std::none_of(arrival_.begin(), arrival_.begin() + needed,
                      [](Arrival arrival) { return arrival == Arrival::awaited; });
}

Language Fonts::usable(Language language) const {
  return language == Language::ko && (usable_slot(2) || usable_slot(3)) ? Language::ko
                                                                        : Language::en;
}

void Fonts::update() {
  if (!changed_) return;
  changed_ = false;
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  const std::array<ImFont*, 2> before = fonts_;
  line_height_ = 1.2F;
  for (Weight weight : {Weight::regular, Weight::semibold}) add(weight);
  ImGui::GetIO().FontDefault = font(Weight::regular);
  for (ImFont* old : before) {
    if (old != nullptr) atlas->RemoveFont(old);
  }
}

void Fonts::sharpen() const {
  for (ImFont* font : fonts_) {
    ImGui::PushFont(font, 0.0F);
    ImGui::PopFont();
  }
}

void Fonts::add(Weight weight) {
  const int own = static_cast<int>(weight);
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  ImFont*& font = fonts_[static_cast<std::size_t>(weight)];
  font = nullptr;
  float reference = 0.0F;
  for (int first : {0, 2}) {
    const int slot = usable_slot(first + own) ? first + own : first + 1 - own;
    if (!usable_slot(slot)) continue;
    std::vector<std::uint8_t>& bytes = bytes_[static_cast<std::size_t>(slot)];
    const float height = font_line_height(bytes);
    if (font == nullptr) reference = height;
    config.MergeMode = font != nullptr;
    // Fonts differ in ascent + descent; the same em for all of them.
    ImFont* added = atlas->AddFontFromMemoryTTF(bytes.data(), static_cast<int>(bytes.size()),
                                                base_size * height / reference, &config);
    if (font == nullptr) font = added;
  }
  if (font == nullptr) font = atlas->AddFontDefault();
  if (reference > 0.0F) line_height_ = reference;
}

}  // namespace initlab::ui
