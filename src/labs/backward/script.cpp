#include "labs/backward/script.h"

#include "labs/backward/run.h"
#include "labs/network/script.h"
#include "labs/network/script_norm.h"
#include "text/number_format.h"

namespace initlab::backward {
namespace {

std::string_view loss_gradient(Loss loss) {
  switch (loss) {
    case Loss::random:
      return "da = np.random.randn(*a.shape)\n";
    case Loss::mse:
      return "da = (a - np.random.randn(*a.shape)) / a.size\n";
    case Loss::cross_entropy:
      return "da = np.exp(a - a.max(axis=1, keepdims=True))\n"
             "da /= da.sum(axis=1, keepdims=True)\n"
             "rows = np.arange(len(a))\n"
             "da[rows, np.random.randint(a.shape[1], size=len(a))] -= 1\n"
             "da /= len(a)\n";
  }
  return "";
}

}  // namespace

std::string script(const Params& p, ScriptLanguage language) {
  return script_in(
      language, [&p] { return numpy_script(p); }, [&p] { return torch_script(p); },
      [&p] { return keras_script(p); });
}

std::string numpy_script(const Params& p) {
  const bool residual = p.residual == ResidualConnections::on;
  std::string text = numpy_start(p) + numpy_input(p);
  text += "\n\ndef phi(z):\n    return " + numpy_activation(p) + "\n\n\n";
  text += "branch = " + shortest(p.branch_scale) + "\n";
  text += "layers = []\n";
  text += "for layer in range(1, depth + 1):\n";
  text += "    fan_in, fan_out = widths[layer - 1], widths[layer]\n";
  text += "    W = " + with_gain(p, numpy_weights(p)) + "\n";
  text += "    z = a @ W";
  text += numpy_bias(p);
  text += '\n';
  text += numpy_norm(p.norm);
  text += residual ? "    skip = fan_in == fan_out\n" : "    skip = False\n";
  text += "    layers.append((W, a, n, size, skip))\n";
  text += "    a = a + branch * phi(n) if skip else phi(n)\n\n";
  text += loss_gradient(p.loss);
  text += "for layer in range(depth, 0, -1):\n";
  text += "    W, below, n, size, skip = layers[layer - 1]\n";
  text += "    slope = (phi(n + 1e-6) - phi(n - 1e-6)) / 2e-6\n";
  text += "    dn = (branch if skip else 1.0) * da * slope\n";
  text += numpy_norm_backward(p.norm);
  text += "    norm = np.linalg.norm(below.T @ dz)\n";
  text +=
      "    print(f\"hidden layer {layer} had gradient rms {np.sqrt((dz**2).mean()):.5g} \"\n"
      "          f\"and weight gradient norm {norm:.5g}\")\n";
  text += "    da = dz @ W.T + (da if skip else 0.0)\n";
  return text;
}

}  // namespace initlab::backward
