#include "labs/backward/result.h"
#include "text/number_format.h"

namespace initlab::backward {

std::string notes_text(const Report& report) {
  std::string text;
  for (const Layer& layer : report.layers) {
    text += "hidden layer " + std::to_string(layer.layer) + " had gradient rms " +
            precise_number(layer.grad_rms) + " and weight gradient norm " +
            precise_number(layer.weight_grad_norm) + '\n';
  }
  return text;
}

}  // namespace initlab::backward
