#include "labs/network/script.h"
#include "labs/training/script.h"
#include "labs/training/script_additions.h"

namespace initlab::training {
namespace {

constexpr std::string_view torch_forward = R"(def forward(a):
    activations = [a]
    for layer in range(1, depth + 1):
        z = activations[-1] @ weights[layer - 1].T + biases[layer - 1]
        activations.append(phi(z) if layer < depth else z)
    return activations


)";

constexpr std::string_view torch_evaluation = R"(@torch.no_grad()
def evaluate(step):
    logits = forward(x)[-1]
    loss = F.cross_entropy(logits[:train], y[:train])
    accuracy = (logits[train:].argmax(1) == y[train:]).float().mean()
)";

constexpr std::string_view step_middle =
    R"(    rows = torch.arange(step * batch, (step + 1) * batch) % train
    optimizer.zero_grad()
    activations = forward(x[rows])
    loss = F.cross_entropy(activations[-1], y[rows])
    loss.backward()
)";

std::string torch_parameters(const Params& p, const NetworkParams& network) {
  const bool calibrates = network.init == Initializer::lsuv;
  std::string text = "weights, biases = [], []\n";
  if (calibrates) text += "a = x[:64]\n";
  text += "for layer in range(1, depth + 1):\n";
  text += "    fan_in, fan_out = widths[layer - 1], widths[layer]\n";
  text += torch_weights(network, "    ");
  text += "    b = torch.zeros(fan_out)" + torch_bias(network) + "\n";
  text += "    weights.append(W.requires_grad_())\n    biases.append(b.requires_grad_())\n";
  if (calibrates) text += "    a = phi(a @ W.T + b)\n";
  if (starts_at_log_odds(p)) {
    text +=
        "shares = torch.bincount(y[:train], minlength=widths[-1]).float().clamp(min=0.5) / train\n"
        "biases[-1] = shares.log().requires_grad_()\n";
  }
  text += "params = weights + biases\n\n\n";
  return text;
}

std::string optimizer(const Params& p) {
  const auto call = [&p](const std::string& name, const std::string& more) {
    // AdamW's own default is not 0.
    const bool says_decay = p.decay > 0.0 || p.optimizer == OptimizerKind::adamw;
    const std::string decay = p.decay > 0.0 ? "decay" : "0.0";
    return "optimizer = torch.optim." + name + "(params, lr=rate" + more +
           (says_decay ? ", weight_decay=" + decay : "") + ")\n";
  };
  switch (p.optimizer) {
    case OptimizerKind::sgd:
      return call("SGD", "");
    case OptimizerKind::momentum:
      return call("SGD", ", momentum=0.9");
    case OptimizerKind::nesterov:
      return call("SGD", ", momentum=0.9, nesterov=True");
    case OptimizerKind::adam:
      return call("Adam", "");
    case OptimizerKind::adamw:
      return call("AdamW", "");
  }
  return {};
}

}  // namespace

std::string torch_script(const Params& p) {
  const NetworkParams network = script_network(p);
  std::string text = torch_start(network, script_data_import(p), true) + script_data(p);
  text += "x, y = torch.as_tensor(x), torch.as_tensor(y, dtype=torch.long)\n";
  text += "\n\ndef phi(z):\n    return " + torch_activation(network) + "\n\n\n";
  text += torch_parameters(p, network);
  const bool squared = p.loss == TrainingLoss::squared_error;
  const auto by_loss = [squared](std::string_view lines) {
    return squared ? replaced(std::string(lines), "F.cross_entropy", "squared_error")
                   : std::string(lines);
  };
  if (squared) text += torch_squared_error();
  text += has_additions(p) ? torch_additions(p) : std::string(torch_forward);
  text += by_loss(torch_evaluation);
  text += script_evaluation();
  text += "\n\n" + script_settings(p);
  text += optimizer(p);
  text += "for step in range(steps + 1):\n";
  if (p.warmup > 0) text += "    optimizer.param_groups[0][\"lr\"] = " + script_rate(p) + "\n";
  text += has_additions(p)
              ? replaced(by_loss(step_middle), "forward(x[rows])", "forward(x[rows], True)")
              : by_loss(step_middle);
  text += "    norm = nn.utils.clip_grad_norm_(params, ";
  text += p.clip > 0.0 ? "clip)\n" : "float(\"inf\"))  # clips nothing\n";
  text += script_checks(p, "torch.isfinite(loss + norm)");
  text += "    before = [W.detach().clone() for W in weights]\n    optimizer.step()\n";
  text +=
      script_layers("activations[layer].std(unbiased=False)",
                    "(weights[layer - 1] - before[layer - 1]).norm() / before[layer - 1].norm()");
  return text;
}

}  // namespace initlab::training
