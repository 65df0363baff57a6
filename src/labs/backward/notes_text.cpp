#include "labs/backward/result.h"
#include "text/number_format.h"

namespace initlab {

std::string notes_text(const BackwardReport& report) {
  std::string text;
  for (const BackwardLayer& layer : report.layers) {
    text += "hidden layer " + std::to_string(layer.layer) + " had gradient rms " +
            precise_number(layer.grad_rms) + " and weight gradient norm " +
            precise_number(layer.weight_grad_norm) + '\n';
  }
  return text;
}

}  // namespace initlab
