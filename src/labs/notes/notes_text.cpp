#include "labs/notes/result.h"
#include "text/number_format.h"

namespace initlab::notes {
namespace {

constexpr int printed_decimals = 5;

std::string pair_of(double mean, double std) {
  return "mean " + fixed_number(mean, printed_decimals) + " and std " +
         fixed_number(std, printed_decimals);
}

}  // namespace

std::string notes_text(const Report& report) {
  std::string text;
  for (const LayerResult& layer : report.layers) {
    if (layer.layer == 0) {
      const LabPreset& preset = network_presets()[static_cast<std::size_t>(layer.experiment)];
      if (!text.empty()) text += '\n';
      text.append(preset.label.en).append(" (preset=").append(preset.word).append(")\ninput ");
    } else {
      text += "hidden layer " + std::to_string(layer.layer) + " had ";
    }
    text += pair_of(layer.mean, layer.std) +
            " (notes: " + pair_of(layer.notes_mean, layer.notes_std) + ")\n";
  }
  return text;
}

}  // namespace initlab::notes
