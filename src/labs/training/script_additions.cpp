#include "labs/training/script_additions.h"

#include "labs/network/script_norm.h"
#include "text/number_format.h"

namespace initlab::training {
namespace {

constexpr std::string_view numpy_batch_norm = R"(def normalize(z, layer, training):
    mean, variance = running[layer - 1]
    if training:
        rows, now, spread = len(z), z.mean(axis=0), z.var(axis=0)
        unbiased = spread * rows / max(rows - 1, 1)
        running[layer - 1] = 0.9 * mean + 0.1 * now, 0.9 * variance + 0.1 * unbiased
        mean, variance = now, spread
    size = np.sqrt(variance + np.float32(1e-5))
    return (z - mean) / size, size
)";

constexpr std::string_view keras_batch_norm = R"(def normalize(z, layer, training):
    mean, variance = running[layer - 1]
    if training:
        rows, (now, spread) = int(z.shape[0]), tf.nn.moments(z, [0])
        unbiased = spread * (rows / max(rows - 1, 1))
        mean.assign(0.9 * mean + 0.1 * now)
        variance.assign(0.9 * variance + 0.1 * unbiased)
        mean, variance = now, spread
    return (z - mean) / tf.sqrt(variance + 1e-5)
)";

/// What the passes use: "branch = 0.5", "dropout = 0.1".
std::string numbers_used(const Params& p) {
  std::string text;
  if (p.residual == ResidualConnections::on) text += "branch = " + shortest(p.branch_scale) + "\n";
  if (p.dropout > 0.0) text += "dropout = " + shortest(p.dropout) + "\n";
  return text;
}

/// "below + branch * h where the widths are equal".
std::string stream_line(const Params& p) {
  return p.residual == ResidualConnections::on
             ? "        skip = below.shape[1] == h.shape[1]\n"
               "        activations.append(below + branch * h if skip else h)\n"
             : "        activations.append(h)\n";
}

constexpr std::string_view numpy_last_layer =
    "        if layer == depth:\n"
    "            activations.append(z)\n"
    "            break\n";

}  // namespace

bool has_additions(const Params& p) { return !training_spec(p).network.is_plain(); }

std::string numpy_additions(const Params& p) {
  const bool residual = p.residual == ResidualConnections::on;
  std::string text = numbers_used(p);
  if (p.norm == Normalization::batch) {
    text +=
        "running = [\n"
        "    (np.zeros(n, dtype=np.float32), np.ones(n, dtype=np.float32)) for n in widths[1:-1]\n"
        "]\n";
  }
  if (!text.empty()) text += "\n\n";
  if (p.norm == Normalization::batch) {
    text += numpy_batch_norm;
  } else {
    text += "def normalize(z, layer, training):\n";
    text += numpy_norm(p.norm);
    text += "    return n, size\n";
  }
  text += "\n\ndef normalize_backward(dn, n, size):\n";
  text += numpy_norm_backward(p.norm);
  text += "    return dz\n\n\n";
  text +=
      "def forward(a, training=False):\n"
      "    layers, activations = [], [a]\n"
      "    for layer in range(1, depth + 1):\n"
      "        below = activations[-1]\n"
      "        z = below @ weights[layer - 1] + biases[layer - 1]\n";
  text += numpy_last_layer;
  text +=
      "        n, size = normalize(z, layer, training)\n"
      "        h, factor, skip = phi(n), 1.0, False\n";
  if (p.dropout > 0.0) {
    text +=
        "        if training:\n"
        "            kept = np.random.rand(*h.shape) >= dropout\n"
        "            factor = kept.astype(np.float32) / np.float32(1 - dropout)\n"
        "            h = factor * h\n";
  }
  text += stream_line(p);
  if (residual) text += "        factor = branch * factor if skip else factor\n";
  text +=
      "        layers.append((n, size, factor, skip))\n"
      "    return layers, activations\n\n\n"
      "def backward(layers, activations, dz):\n"
      "    weight_grads, bias_grads = [], []\n"
      "    for layer in range(depth, 0, -1):\n"
      "        weight_grads.insert(0, activations[layer - 1].T @ dz)\n"
      "        bias_grads.insert(0, dz.sum(axis=0))\n"
      "        if layer == 1:\n"
      "            break\n"
      "        through = dz @ weights[layer - 1].T\n";
  text += residual
              ? "        da = through + da if layer < depth and layers[layer - 1][3] else through\n"
              : "        da = through\n";
  text +=
      "        n, size, factor, _ = layers[layer - 2]\n"
      "        dz = normalize_backward(da * factor * slope(n), n, size)\n"
      "    return weight_grads + bias_grads\n\n\n";
  return text;
}

std::string torch_additions(const Params& p) {
  std::string text = numbers_used(p);
  if (p.norm == Normalization::batch) {
    if (p.batch == 1) text += "# PyTorch refuses BatchNorm over the one row of this batch.\n";
    text += "running = [(torch.zeros(n), torch.ones(n)) for n in widths[1:-1]]\n";
  }
  if (!text.empty()) text += "\n\n";
  text +=
      "def forward(a, training=False):\n"
      "    activations = [a]\n"
      "    for layer in range(1, depth + 1):\n"
      "        below = activations[-1]\n"
      "        z = below @ weights[layer - 1].T + biases[layer - 1]\n";
  text += numpy_last_layer;
  text += p.norm == Normalization::batch
              ? "        n = F.batch_norm(z, *running[layer - 1], training=training)\n"
              : indented(torch_norm(p.norm));
  text += p.dropout > 0.0 ? "        h = F.dropout(phi(n), dropout, training)\n"
                          : "        h = phi(n)\n";
  text += stream_line(p);
  text += "    return activations\n\n\n";
  return text;
}

std::string keras_additions(const Params& p) {
  std::string text = numbers_used(p);
  if (p.norm == Normalization::batch) {
    text +=
        "running = [(tf.Variable(tf.zeros(n)), tf.Variable(tf.ones(n))) for n in widths[1:-1]]\n";
  }
  if (!text.empty()) text += "\n\n";
  if (p.norm == Normalization::batch) {
    text += keras_batch_norm;
    text += "\n\n";
  }
  text +=
      "def forward(a, training=False):\n"
      "    activations = [a]\n"
      "    for layer, dense in enumerate(layers, start=1):\n"
      "        below = activations[-1]\n"
      "        z = dense(below)\n";
  text += numpy_last_layer;
  text += p.norm == Normalization::batch ? "        n = normalize(z, layer, training)\n"
                                         : indented(keras_norm(p.norm));
  text += "        h = phi(n)\n";
  if (p.dropout > 0.0) {
    text += "        if training:\n            h = tf.nn.dropout(h, dropout)\n";
  }
  text += stream_line(p);
  text += "    return activations\n\n\n";
  return text;
}

std::string_view numpy_squared_error() {
  return "def squared_error(outputs, labels):\n"
         "    apart = outputs - np.eye(outputs.shape[1], dtype=outputs.dtype)[labels]\n"
         "    return 0.5 * np.square(apart).sum(axis=1).mean(), apart / len(labels)\n\n\n";
}

std::string_view torch_squared_error() {
  return "def squared_error(outputs, labels):\n"
         "    targets = F.one_hot(labels, outputs.shape[1]).to(outputs.dtype)\n"
         "    return 0.5 * F.mse_loss(outputs, targets, reduction=\"sum\") / len(labels)\n\n\n";
}

std::string_view keras_squared_error() {
  return "def squared_error(outputs, labels):\n"
         "    apart = outputs - np.eye(outputs.shape[1], dtype=np.float32)[labels]\n"
         "    return 0.5 * keras.ops.mean(keras.ops.sum(keras.ops.square(apart), axis=1))\n\n\n";
}

std::string_view numpy_log_odds() {
  return "np.log(np.maximum(np.bincount(y[:train], minlength=widths[-1]), 0.5) / train)";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace initlab::training
