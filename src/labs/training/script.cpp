#include "labs/training/script.h"

#include "labs/network/script.h"
#include "labs/training/run.h"
#include "labs/training/script_additions.h"

namespace initlab::training {
namespace {

constexpr std::string_view loss_function = R"(def softmax_loss(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    rows = np.arange(len(labels))
    dz = np.exp(log_p)
    dz[rows, labels] -= 1
    return -log_p[rows, labels].mean(), dz / len(labels)


)";

constexpr std::string_view passes = R"(def forward(a):
    zs, activations = [], [a]
    for layer in range(1, depth + 1):
        zs.append(activations[-1] @ weights[layer - 1] + biases[layer - 1])
        activations.append(phi(zs[-1]) if layer < depth else zs[-1])
    return zs, activations


def backward(zs, activations, dz):
    weight_grads, bias_grads = [], []
    for layer in range(depth, 0, -1):
        weight_grads.insert(0, activations[layer - 1].T @ dz)
        bias_grads.insert(0, dz.sum(axis=0))
        if layer > 1:
            dz = dz @ weights[layer - 1].T * slope(zs[layer - 2])
    return weight_grads + bias_grads


)";

constexpr std::string_view evaluation = R"(def evaluate(step):
    logits = forward(x)[1][-1]
    loss = softmax_loss(logits[:train], y[:train])[0]
    accuracy = (logits[train:].argmax(axis=1) == y[train:]).mean()
)";

constexpr std::string_view step_start = R"(for step in range(steps + 1):
    rows = np.arange(step * batch, (step + 1) * batch) % train
    zs, activations = forward(x[rows])
    loss, dz = softmax_loss(activations[-1], y[rows])
    grads = backward(zs, activations, dz)
    norm = float(np.sqrt(sum(np.square(g, dtype=float).sum() for g in grads)))
)";

std::string parameters(const Params& p, const NetworkParams& network) {
  const bool calibrates = network.init == Initializer::lsuv;
  std::string text = "weights, biases = [], []\n";
  if (calibrates) text += "a = x[:64]\n";
  text += "for layer in range(1, depth + 1):\n";
  text += "    fan_in, fan_out = widths[layer - 1], widths[layer]\n";
  text += "    W = " + with_gain(network, numpy_weights(network)) + "\n";
  text += "    b = np.zeros(fan_out)" + numpy_bias(network) + "\n";
  text += "    weights.append(W)\n    biases.append(b)\n";
  if (calibrates) text += "    a = phi(a @ W + b)\n";
  if (starts_at_log_odds(p)) text += "biases[-1] = " + std::string(numpy_log_odds()) + "\n";
  text += "params = [p.astype(np.float32) for p in weights + biases]\n";
  text += "weights, biases = params[:depth], params[depth:]\n\n\n";
  return text;
}

}  // namespace

std::string script(const Params& p, ScriptLanguage language) {
  return script_in(
      language, [&p] { return numpy_script(p); }, [&p] { return torch_script(p); },
      [&p] { return keras_script(p); });
}

std::string numpy_script(const Params& p) {
  const NetworkParams network = script_network(p);
  std::string text = numpy_start(network, script_data_import(p)) + script_data(p);
  text += "\ndef phi(z):\n    return " + numpy_activation(network) + "\n\n\n";
  text += "def slope(z):\n" + numpy_slope(network) + "\n\n";
  text += parameters(p, network);
  const bool squared = p.loss == TrainingLoss::squared_error;
  const auto by_loss = [squared](std::string_view lines) {
    return squared ? replaced(std::string(lines), "softmax_loss", "squared_error")
                   : std::string(lines);
  };
  text += squared ? numpy_squared_error() : loss_function;
  if (has_additions(p)) {
    text += numpy_additions(p);
  } else {
    text += passes;
  }
  text += by_loss(evaluation);
  text += script_evaluation();
  text += "\n\n" + script_settings(p);
  text += "first = second = [0.0] * len(params)\n";
  text += has_additions(p) ? replaced(by_loss(step_start), "zs, activations = forward(x[rows])",
                                      "zs, activations = forward(x[rows], True)")
                           : by_loss(step_start);
  text += script_checks(p, "np.isfinite(loss + norm)");
  text += script_update(p);
  text += script_layers("activations[layer].std()",
                        "np.linalg.norm(updates[layer - 1]) / np.linalg.norm(weights[layer - 1])");
  text += "    for p, u in zip(params, updates):\n        p += u\n";
  return text;
}

}  // namespace initlab::training
