#include <algorithm>
#include <cmath>

#include "core/training/deep_training.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/training/view_parts.h"

namespace initlab::training {
namespace {

constexpr float picture_side = 24.0F;
constexpr float across = 32.0F;        // from picture to picture
constexpr float digit_height = 46.0F;  // with the class below
constexpr float weight_height = 32.0F;
constexpr float title_height = 24.0F;
constexpr std::size_t pixels = std::size_t{picture_width} * picture_width;

int per_row(float width) {
  return std::clamp(static_cast<int>((width + across - picture_side) / across), 1, shown_tests);
}

int rows_for(int count, float width) { return (count + per_row(width) - 1) / per_row(width); }

/// Levels from -1 to 1: ink for what is positive, the colour of data for what is negative.
template <class Level>
void draw_picture(const Scene& scene, ImVec2 min, Level level) {
  const Painter& paint = scene.paint();
  const Palette& colors = scene.colors();
  constexpr float cell = picture_side / picture_width;
  paint.fill(min, {min.x + picture_side, min.y + picture_side}, colors.field);
  for (std::size_t i = 0; i < pixels; ++i) {
    const double shade = level(i);
    const auto strength = static_cast<float>(std::min(1.0, std::abs(shade)));
    if (!(strength > 0.02F)) continue;
    const std::size_t row = i / picture_width;
    const std::size_t column = i % picture_width;
    const ImVec2 a{min.x + cell * static_cast<float>(column),
                   min.y + cell * static_cast<float>(row)};
    paint.fill(a, {a.x + cell, a.y + cell},
               mixed(shade > 0.0 ? colors.ink : colors.data, colors.field,
                     strength * scene.context().opacity));
  }
}

ImVec2 place(ImVec2 min, int index, float width, float height) {
  const int row = index / per_row(width);
  const int column = index % per_row(width);
  return {std::floor(min.x + across * static_cast<float>(column)),
          std::floor(min.y + height * static_cast<float>(row))};
}

void draw_prediction(const Scene& scene, ImVec2 min, std::uint64_t predicted, std::uint64_t label) {
  const ViewContext& context = scene.context();
  const bool right = predicted == label;
  const ImU32 color = faded(right ? scene.colors().good : scene.colors().alarm, context.opacity);
  const std::string text = predicted < 100 ? std::to_string(predicted) : "?";
  scene.paint().text(min.x + 0.5F * picture_side, min.y + picture_side + 8.0F, text,
                     {context.sizes.tick, color, right ? Weight::semibold : Weight::regular},
                     Align::center);
  if (!right) {
    scene.paint().horizontal(min.x, min.x + picture_side, min.y + picture_side + 16.0F, color,
                             2.0F);
  }
}

/// The largest finite weight: one scale for all units.
double largest(std::span<const double> weights) {
  double most = 0.0;
  for (const double weight : weights) {
    if (std::isfinite(weight)) most = std::max(most, std::abs(weight));
  }
  return most;
}

/// What the colours of the weights mean, from `x` on.
void draw_weights_key(const Scene& scene, float x, float y) {
  const TextStyle style{scene.context().sizes.tick, scene.colors().ink3};
  for (const bool positive : {true, false}) {
    const ImU32 color = positive ? scene.colors().ink : scene.colors().data;
    scene.paint().fill({x, y - 5.0F}, {x + 10.0F, y + 5.0F}, color);
    scene.paint().text(x + 15.0F, y, positive ? "+" : "\u2212", style);
    x += 36.0F;
  }
}

}  // namespace

float digits_height(float width, int most_rows) {
  return title_height +
         digit_height * static_cast<float>(std::min(most_rows, rows_for(shown_tests, width)));
}

void draw_digits(const Scene& scene, ImVec2 min, float width, int most_rows) {
  const ViewContext& context = scene.context();
  const TextStyle title{context.sizes.tick, scene.colors().ink, Weight::semibold};
  scene.paint().text(min.x, min.y + 8.0F, strings::training_view_digits.in(scene.language()),
                     title);
  if (const HistoryEntry* entry = scene.evaluation()) {
    const std::string text =
        fill(strings::training_view_right, {{"p", percent_number(entry->test_accuracy)}})
            .in(scene.language());
    scene.paint().text(min.x + width, min.y + 8.0F, text, {context.sizes.tick, scene.colors().ink2},
                       Align::right);
  }
  const int most = std::min(shown_tests, most_rows * per_row(width));
  const ImVec2 first{min.x, min.y + title_height};
  const Snapshot* snapshot = scene.snapshot();
  for (int i = 0; i < most; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const ImVec2 at = place(first, i, width, digit_height);
    if (scene.report == nullptr) {
      scene.paint().fill(at, {at.x + picture_side, at.y + picture_side}, scene.colors().lane);
      continue;
    }
    if (index >= scene.report->samples.size()) return;
    if (scene.report->samples[index].pixels.size() < pixels) continue;
    const Sample& sample = scene.report->samples[index];
    draw_picture(scene, at, [&](std::size_t pixel) { return std::max(0.0, sample.pixels[pixel]); });
    if (snapshot != nullptr && index < snapshot->predictions.size()) {
      draw_prediction(scene, at, snapshot->predictions[index], sample.label);
    }
  }
}

float weights_height(const Scene& scene, float width) {
  if (scene.plane()) return 0.0F;
  const float rows = weight_height * static_cast<float>(rows_for(shown_units, width));
  return scene.narrow ? title_height + rows : std::max(64.0F, rows);
}

void draw_weights(const Scene& scene, ImVec2 min, float width) {
  if (scene.plane()) return;
  const ViewContext& context = scene.context();
  const TextStyle title{context.sizes.tick, scene.colors().ink, Weight::semibold};
  const TextStyle hint{context.sizes.tick, scene.colors().ink3};
  const Snapshot* snapshot = scene.snapshot();
  const std::span<const double> weights =
      snapshot == nullptr ? std::span<const double>() : snapshot->first_weights;
  const double most = largest(weights);
  const std::string scale =
      fill(strings::training_view_full_shade, {{"w", brief_number(most)}}).in(scene.language());
  const std::string_view words = strings::training_view_weights.in(scene.language());
  ImVec2 first = min;
  if (scene.narrow) {
    scene.paint().text(min.x, min.y + 8.0F, words, title);
    const float right = min.x + width;
    draw_weights_key(scene, right - scene.paint().width(scale, hint) - 76.0F, min.y + 8.0F);
    scene.paint().text(right, min.y + 8.0F, scale, hint, Align::right);
    first.y += title_height;
  } else {
    const float room = min.x - context.min.x - 8.0F;
    const int lines =
        scene.paint().paragraph(context.min.x, min.y + 8.0F, room, 17.0F, words, title);
    const float key = min.y + 12.0F + 17.0F * static_cast<float>(lines);
    draw_weights_key(scene, context.min.x, key);
    scene.paint().text(context.min.x, key + 18.0F, scale, hint);
  }
  for (int unit = 0; unit < shown_units; ++unit) {
    const std::size_t from = pixels * static_cast<std::size_t>(unit);
    if (from + pixels > weights.size()) return;
    draw_picture(scene, place(first, unit, width, weight_height), [&](std::size_t pixel) {
      return most > 0.0 ? weights[from + pixel] / most : 0.0;
    });
  }
}

}  // namespace initlab::training
