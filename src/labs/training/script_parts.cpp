#include "labs/training/picture_data.h"
#include "labs/training/script.h"
#include "text/number_format.h"

namespace initlab::training {
namespace {

constexpr std::string_view read_digits = "images, labels = load_digits(return_X_y=True)\n";

/// keras.datasets and torchvision hold these pictures as well; this way needs neither.
constexpr std::string_view read_fashion =
    "# The test set of Fashion-MNIST: github.com/zalandoresearch/fashion-mnist, data/fashion,\n"
    "# or Debian's package dataset-fashion-mnist.\n"
    "folder = \"/usr/share/datasets/fashion-mnist/\"\n"
    "with gzip.open(folder + \"t10k-images-idx3-ubyte.gz\") as file:\n"
    "    images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784).astype(float)\n"
    "with gzip.open(folder + \"t10k-labels-idx1-ubyte.gz\") as file:\n"
    "    labels = np.frombuffer(file.read(), np.uint8, offset=8).astype(int)\n";

/// The very rows of the data file, in its order (tools/picture_data.mjs).
std::string picture_lines(Data data, const PictureData& pictures) {
  const bool digits = data == Data::digits;
  return std::string(digits ? read_digits : read_fashion) +
         "order = sorted(\n"
         "    range(len(labels)), key=lambda i: hashlib.sha256(str(i).encode()).digest()\n"
         ")" +
         (digits ? "" : "[:" + std::to_string(pictures.rows) + "]") +
         "\n"
         "x, y, train = images[order], labels[order], " +
         std::to_string(pictures.train_rows) +
         "\n"
         "x = ((x - x[:train].mean()) / x[:train].std()).astype(np.float32)\n\n";
}

/// x of core/training/plane_task.cpp, before it is standardized.
std::string_view plane_points(Data data) {
  switch (data) {
    case Data::digits:
    case Data::fashion:
      break;
    case Data::moons:
      return "arc = np.stack([np.cos(np.pi * u), np.sin(np.pi * u)], axis=1)\n"
             "x = np.where(second, [1, 0.5] - arc, arc) + 0.12 * noise\n";
    case Data::spirals:
      return "angle = 3 * np.pi * np.sqrt(u) + np.pi * y\n"
             "arm = np.sqrt(u)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)\n"
             "x = arm + 0.02 * noise\n";
    case Data::circles:
      return "circle = np.stack([np.cos(2 * np.pi * u), np.sin(2 * np.pi * u)], axis=1)\n"
             "x = np.where(second, 0.45, 1.0) * circle + 0.08 * noise\n";
    case Data::xor_clusters:
      return "side = np.where(np.arange(rows) // 2 % 2 == 0, 1.0, -1.0)[:, None]\n"
             "x = np.hstack([side, np.where(second, -side, side)]) + 0.35 * noise\n";
    case Data::gauss:
      return "x = np.where(second, [1.0, 0.5], [-1.0, -0.5]) + 0.6 * noise\n";
  }
  return "";
}

std::string plane_data_lines(Data data) {
  std::string text = "rows, train = " + std::to_string(plane_train_rows + plane_test_rows) + ", " +
                     std::to_string(plane_train_rows) + "\n";
  text += "y = np.arange(rows) % 2\n";
  text += "second = (y == 1)[:, None]\n";
  text += "u, noise = np.random.rand(rows), np.random.randn(rows, 2)\n";
  text += plane_points(data);
  text += "x = ((x - x[:train].mean(axis=0)) / x[:train].std(axis=0)).astype(np.float32)\n\n";
  return text;
}

std::string_view optimizer_update(OptimizerKind kind) {
  switch (kind) {
    case OptimizerKind::sgd:
      return "    updates = [-lr * g for g in grads]\n";
    case OptimizerKind::momentum:
      return "    first = [0.9 * m + g for m, g in zip(first, grads)]\n"
             "    updates = [-lr * m for m in first]\n";
    case OptimizerKind::nesterov:
      return "    first = [0.9 * m + g for m, g in zip(first, grads)]\n"
             "    updates = [-lr * (g + 0.9 * m) for m, g in zip(first, grads)]\n";
    case OptimizerKind::adam:
    case OptimizerKind::adamw:
      return "    first = [0.9 * m + 0.1 * g for m, g in zip(first, grads)]\n"
             "    second = [0.999 * v + 0.001 * g**2 for v, g in zip(second, grads)]\n"
             "    whole_1, whole_2 = 1 - 0.9 ** (step + 1), 1 - 0.999 ** (step + 1)\n"
             "    updates = [\n"
             "        -lr * (m / whole_1) / ((v / whole_2) ** 0.5 + 1e-8)\n"
             "        for m, v in zip(first, second)\n"
             "    ]\n";
  }
  return "";
}

}  // namespace

NetworkParams script_network(const Params& p) {
  NetworkParams network = p;
  const std::vector<int> widths = training_spec(p).network.widths;
  network.width_rule = WidthRule::listed;
  network.input_width = widths.front();
  network.widths.assign(widths.begin() + 1, widths.end());
  return network;
}

std::string script_data_import(const Params& p) {
  if (p.data == Data::digits) return "import hashlib\nfrom sklearn.datasets import load_digits\n";
  return p.data == Data::fashion ? "import gzip\nimport hashlib\n" : "";
}

std::string script_data(const Params& p) {
  const PictureData* const pictures = picture_data(p.data);
  return pictures != nullptr ? picture_lines(p.data, *pictures) : plane_data_lines(p.data);
}

std::string script_settings(const Params& p) {
  std::string text = "batch, steps, rate = " + std::to_string(p.batch) + ", " +
                     std::to_string(p.steps) + ", " + shortest(p.rate) + "\n";
  if (p.clip > 0.0) text += "clip = " + shortest(p.clip) + "\n";
  if (p.decay > 0.0) text += "decay = " + shortest(p.decay) + "\n";
  if (p.warmup > 0) text += "warmup = " + std::to_string(p.warmup) + "\n";
  return text;
}

std::string script_rate(const Params& p) {
  return p.warmup > 0 ? "rate * min(1, (step + 1) / warmup)" : "rate";
}

std::string script_update(const Params& p) {
  const bool decays = p.decay > 0.0;
  const bool apart = p.optimizer == OptimizerKind::adamw;
  std::string text;
  if (p.clip > 0.0) {
    text += "    if norm > clip:\n        grads = [g * (clip / (norm + 1e-6)) for g in grads]\n";
  }
  text += "    lr = " + script_rate(p) + "\n";
  if (decays && !apart) text += "    grads = [g + decay * p for g, p in zip(grads, params)]\n";
  text += optimizer_update(p.optimizer);
  if (decays && apart) {
    text += "    updates = [u - lr * decay * p for u, p in zip(updates, params)]\n";
  }
  return text;
}

std::string script_checks(const Params& p, const std::string& is_finite) {
  const std::string parts = std::to_string(count_evaluations(p.steps) - 1);
  return "    if not " + is_finite +
         ":\n"
         "        print(f\"step {step} had a loss or a gradient that is not finite\")\n"
         "        break\n"
         "    if step * " +
         parts + " // steps > (step - 1) * " + parts +
         " // steps:\n"
         "        evaluate(step)\n";
}

std::string script_evaluation() {
  return "    print(f\"step {step} had loss {loss:.5f} and test accuracy {accuracy:.5f}\")\n";
}

std::string script_layers(const std::string& std, const std::string& ratio) {
  return "    if step == steps:\n"
         "        for layer in range(1, depth + 1):\n"
         "            kind = \"hidden\" if layer < depth else \"output\"\n"
         "            std = " +
         std +
         "\n"
         "            ratio = " +
         ratio +
         "\n"
         "            print(f\"{kind} layer {layer} had std {std:.5f} \"\n"
         "                  f\"and update ratio {ratio:.5g}\")\n";
}

}  // namespace initlab::training
