#include "labs/network/script.h"
#include "labs/training/script.h"
#include "labs/training/script_additions.h"

namespace initlab::training {
namespace {

constexpr std::string_view keras_forward = R"(def forward(a):
    activations = [a]
    for dense in layers:
        activations.append(dense(activations[-1]))
    return activations


)";

constexpr std::string_view keras_softmax_loss = R"(def softmax_loss(logits, labels):
    return keras.ops.mean(
        keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)
    )


)";

constexpr std::string_view keras_evaluation = R"(def evaluate(step):
    logits = np.asarray(forward(x)[-1])
    loss = float(softmax_loss(logits[:train], y[:train]))
    accuracy = (logits[train:].argmax(axis=1) == y[train:]).mean()
)";

constexpr std::string_view keras_step_start = R"(for step in range(steps + 1):
    rows = np.arange(step * batch, (step + 1) * batch) % train
    with tf.GradientTape() as tape:
        activations = forward(x[rows])
        loss = softmax_loss(activations[-1], y[rows])
    grads = tape.gradient(loss, params)
    norm = float(tf.linalg.global_norm(grads))
)";

std::string keras_parameters(const Params& p, const NetworkParams& network) {
  std::string text = "phi = keras.activations.get(" + keras_activation(network) + ")\n";
  text += "layers = []\n";
  text += "a = x[:64]\n";
  text += "for layer in range(1, depth + 1):\n";
  text += "    fan_in, fan_out = widths[layer - 1], widths[layer]\n";
  const bool apart = has_additions(p);  // phi comes after what is added
  text += keras_dense(network, "    ", apart ? "" : "phi if layer < depth else None",
                      "bias_initializer=keras.initializers.Zeros()");
  text += apart ? "    a = phi(dense(a))" : "    a = dense(a)";
  text += "  # draws the weights\n    layers.append(dense)\n";
  if (starts_at_log_odds(p)) {
    text += "layers[-1].bias.assign(" + std::string(numpy_log_odds()) + ")\n";
  }
  text += "params = [dense.kernel for dense in layers] + [dense.bias for dense in layers]\n\n\n";
  return text;
}

}  // namespace

std::string keras_script(const Params& p) {
  const NetworkParams network = script_network(p);
  std::string text = "# Keras 3 on its TensorFlow backend: the gradients are tf.GradientTape's.\n";
  text += script_title(network) + "import os\n\nos.environ['KERAS_BACKEND'] = 'tensorflow'\n";
  text += keras_start(network, "import tensorflow as tf\n" + script_data_import(p));
  text += script_data(p);
  text += keras_parameters(p, network);
  const bool squared = p.loss == TrainingLoss::squared_error;
  const auto by_loss = [squared](std::string_view lines) {
    return squared ? replaced(std::string(lines), "softmax_loss", "squared_error")
                   : std::string(lines);
  };
  text += has_additions(p) ? keras_additions(p) : std::string(keras_forward);
  text += squared ? keras_squared_error() : keras_softmax_loss;
  text += by_loss(keras_evaluation);
  text += script_evaluation();
  text += "\n\n" + script_settings(p);
  text += "first = second = [0.0] * len(params)\n";
  text += has_additions(p)
              ? replaced(by_loss(keras_step_start), "forward(x[rows])", "forward(x[rows], True)")
              : by_loss(keras_step_start);
  text += script_checks(p, "np.isfinite(float(loss) + norm)");
  text += script_update(p);
  text += script_layers("np.std(np.asarray(activations[layer]))",
                        "np.linalg.norm(updates[layer - 1]) / np.linalg.norm(params[layer - 1])");
  text += "    for p, u in zip(params, updates):\n        p.assign_add(u)\n";
  return text;
}

}  // namespace initlab::training
