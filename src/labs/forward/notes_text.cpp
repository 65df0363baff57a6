#include "labs/forward/run.h"
#include "labs/network/script.h"
#include "text/number_format.h"

namespace initlab::forward {
namespace {

constexpr int notes_decimals = 5;

std::string mean_and_std(const LayerResult& layer) {
  return "mean " + fixed_number(layer.mean, notes_decimals) + " and std " +
         fixed_number(layer.std, notes_decimals) + '\n';
}

}  // namespace

std::string notes_text(const Report& report) {
  std::string text = "input " + mean_and_std(report.input);
  for (const LayerResult& layer : report.layers) {
    text += "hidden layer " + std::to_string(layer.layer) + " had " + mean_and_std(layer);
  }
  return text;
}

std::string script(const Params& params, ScriptLanguage language) {
  return network_script(params, language);
}

}  // namespace initlab::forward
