#include "labs/backward/script.h"
#include "labs/network/script.h"
#include "labs/network/script_norm.h"
#include "text/number_format.h"

namespace initlab::backward {
namespace {

std::string_view torch_loss(Loss loss) {
  switch (loss) {
    case Loss::random:
      return "a.backward(torch.randn_like(a))\n";
    case Loss::mse:
      return "loss = 0.5 * F.mse_loss(a, torch.randn_like(a))\n"
             "loss.backward()\n";
    case Loss::cross_entropy:
      return "loss = F.cross_entropy(a, torch.randint(a.shape[1], (len(a),)))\n"
             "loss.backward()\n";
  }
  return "";
}

}  // namespace

std::string torch_script(const Params& p) {
  const bool residual = p.residual == ResidualConnections::on;
  std::string text = torch_start(p);
  text += "\ndef phi(z):\n    return " + torch_activation(p) + "\n\n\n";
  if (residual) text += "branch = " + shortest(p.branch_scale) + "\n";
  text += "a = torch.randn(" + std::to_string(p.batch) + ", widths[0])\n";
  text += "layers = []\n";
  text += "for layer in range(1, depth + 1):\n";
  text += "    fan_in, fan_out = widths[layer - 1], widths[layer]\n";
  text += torch_weights(p, "    ");
  text += "    W.requires_grad_()\n";
  text += "    z = a @ W.T";
  text += torch_bias(p);
  text += "\n    z.retain_grad()\n";
  text += torch_norm(p.norm);
  text += residual ? "    a = a + branch * phi(n) if fan_in == fan_out else phi(n)\n"
                   : "    a = phi(n)\n";
  text += "    layers.append((W, z))\n\n";
  text += torch_loss(p.loss);
  text += "for layer in range(depth, 0, -1):\n";
  text += "    W, z = layers[layer - 1]\n";
  text += "    rms = z.grad.square().mean().sqrt()\n";
  text +=
      "    print(f\"hidden layer {layer} had gradient rms {rms:.5g} \"\n"
      "          f\"and weight gradient norm {W.grad.norm():.5g}\")\n";
  return text;
}

}  // namespace initlab::backward
