#include "labs/network/script.h"
#include "text/number_format.h"

namespace initlab {
namespace {

/// A call of torch.nn.init that does the same; empty where there is none.
std::string init_call(const NetworkParams& p) {
  const bool by_one_fan = p.fan != Fan::average;
  const std::string mode = p.fan == Fan::out ? "fan_out" : "fan_in";
  switch (p.init) {
    case Initializer::zeros:
    case Initializer::rezero:
      return "zeros_(W)";
    case Initializer::constant:
      return "constant_(W, " + shortest(p.value) + ")";
    case Initializer::normal:
      return "normal_(W, std=" + shortest(p.std) + ")";
    case Initializer::uniform:
      return "uniform_(W, -" + shortest(p.bound) + ", " + shortest(p.bound) + ")";
    case Initializer::xavier_normal:
      return "xavier_normal_(W)";
    case Initializer::xavier_uniform:
    case Initializer::keras_dense:
      return "xavier_uniform_(W)";
    case Initializer::he_normal:
      return by_one_fan ? "kaiming_normal_(W, mode='" + mode + "', nonlinearity='relu')" : "";
    case Initializer::he_uniform:
      return by_one_fan ? "kaiming_uniform_(W, mode='" + mode + "', nonlinearity='relu')" : "";
    case Initializer::lecun_normal:
      return by_one_fan ? "kaiming_normal_(W, mode='" + mode + "', nonlinearity='linear')" : "";
    case Initializer::lecun_uniform:
      return by_one_fan ? "kaiming_uniform_(W, mode='" + mode + "', nonlinearity='linear')" : "";
    case Initializer::truncated_normal: {
      const std::string cut = shortest(2.0 * p.std);
      return "trunc_normal_(W, std=" + shortest(p.std) + ", a=-" + cut + ", b=" + cut + ")";
    }
    case Initializer::orthogonal:
      return "orthogonal_(W)";
    case Initializer::identity:
      return "eye_(W)";
    case Initializer::torch_linear:
      return "kaiming_uniform_(W, a=5**0.5)";
    default:
      return "";
  }
}

}  // namespace

std::string torch_activation(const NetworkParams& p) {
  switch (p.act) {
    case Activation::identity:
      return "z";
    case Activation::sigmoid:
      return "torch.sigmoid(z)";
    case Activation::tanh:
      return "torch.tanh(z)";
    case Activation::hard_tanh:
      return "F.hardtanh(z)";
    case Activation::relu:
      return "F.relu(z)";
    case Activation::leaky_relu:
    case Activation::prelu:
      return "F.leaky_relu(z, " + shortest(p.slope) + ")";
    case Activation::elu:
      return "F.elu(z, " + shortest(p.slope) + ")";
    case Activation::selu:
      return "F.selu(z)";
    case Activation::gelu:
      return "F.gelu(z)";
    case Activation::gelu_tanh:
      return "F.gelu(z, approximate='tanh')";
    case Activation::silu:
      return "F.silu(z)";
    case Activation::softplus:
      return "F.softplus(z)";
    case Activation::mish:
      return "F.mish(z)";
    case Activation::softsign:
      return "F.softsign(z)";
    case Activation::erf:
      return "torch.erf(z)";
    case Activation::sin:
      return "torch.sin(z)";
  }
  return "z";
}

std::string torch_start(const NetworkParams& p, const std::string& more, bool uses_numpy) {
  const bool by_numpy = init_call(p).empty() || uses_numpy;
  std::string text = script_title(p);
  if (by_numpy) text += "import numpy as np\n";
  text += "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n" + more + "\n";
  if (by_numpy) text += numpy_helpers(p) + "np.random.seed(" + script_seed(p) + ")\n";
  text += "torch.manual_seed(" + script_seed(p) + ")\n";
  text += "widths = " + script_widths(p) + "\n";
  text += "depth = len(widths) - 1\n";
  text += "gain = " + shortest(p.gain) + "\n\n";
  return text;
}

std::string torch_weights(const NetworkParams& p, const std::string& indent) {
  const std::string call = init_call(p);
  const std::string scaled = with_gain(p, "W");
  std::string text =
      call.empty()
          ? indent + "W = torch.as_tensor(" + numpy_weights(p, "a.detach().numpy()") +
                ", dtype=torch.float32).T\n"
          : indent + "W = torch.empty(fan_out, fan_in)\n" + indent + "nn.init." + call + "\n";
  if (scaled != "W") text += indent + "W = " + scaled + "\n";
  return text;
}

std::string torch_script(const NetworkParams& p) {
  std::string text = torch_start(p);
  text += "with torch.no_grad():\n";
  text += "    a = torch.randn(" + std::to_string(p.batch) + ", widths[0])\n";
  text += "    for layer in range(1, depth + 1):\n";
  text += "        fan_in, fan_out = widths[layer - 1], widths[layer]\n";
  text += torch_weights(p, "        ");
  text += "        z = a @ W.T";
  text += torch_bias(p);
  text += "\n        a = " + torch_activation(p) + "\n";
  text += "        print(f\"hidden layer {layer} had mean {a.mean():.5f} and std \"\n";
  text += "              f\"{a.std(unbiased=False):.5f}\")\n";
  return text;
}

}  // namespace initlab
