#include "labs/backward/script.h"
#include "labs/network/script.h"
#include "labs/network/script_norm.h"
#include "text/number_format.h"

namespace initlab::backward {
namespace {

/// What is differentiated, still on the tape.
std::string_view keras_loss(Loss loss) {
  switch (loss) {
    case Loss::random:
      return "";
    case Loss::mse:
      return "    targets = np.random.randn(*a.shape).astype('float32')\n"
             "    loss = 0.5 * keras.ops.mean(keras.ops.square(a - targets))\n";
    case Loss::cross_entropy:
      return "    labels = np.random.randint(a.shape[1], size=a.shape[0])\n"
             "    loss = keras.ops.mean(keras.losses.sparse_categorical_crossentropy(\n"
             "        labels, a, from_logits=True))\n";
  }
  return "";
}

}  // namespace

std::string keras_script(const Params& p) {
  const bool residual = p.residual == ResidualConnections::on;
  std::string text = "# Keras 3 on its TensorFlow backend: the gradients are tf.GradientTape's.\n";
  text += script_title(p) + "import os\n\nos.environ['KERAS_BACKEND'] = 'tensorflow'\n";
  text += keras_start(p, "import tensorflow as tf\n");
  text += "phi = keras.activations.get(" + keras_activation(p) + ")\n";
  if (residual) text += "branch = " + shortest(p.branch_scale) + "\n";
  text += "a = keras.ops.convert_to_tensor(\n    np.random.randn(" + std::to_string(p.batch) +
          ", widths[0]).astype('float32'))\n";
  text += "zs, kernels = [], []\n";
  text += "with tf.GradientTape() as tape:\n";
  text += "    for layer in range(1, depth + 1):\n";
  text += "        fan_in, fan_out = widths[layer - 1], widths[layer]\n";
  text += keras_dense(p, "        ", "");
  text += "        z = dense(a)\n";
  text += indented(keras_norm(p.norm));
  text += residual ? "        a = a + branch * phi(n) if fan_in == fan_out else phi(n)\n"
                   : "        a = phi(n)\n";
  text += "        zs.append(z)\n        kernels.append(dense.kernel)\n";
  text += keras_loss(p.loss);
  text += '\n';
  if (p.loss == Loss::random) {
    text += "cotangent = tf.convert_to_tensor(np.random.randn(*a.shape).astype('float32'))\n";
    text += "grads = tape.gradient(a, zs + kernels, output_gradients=cotangent)\n";
  } else {
    text += "grads = tape.gradient(loss, zs + kernels)\n";
  }
  text += "for layer in range(depth, 0, -1):\n";
  text += "    dz, dW = (np.asarray(g) for g in (grads[layer - 1], grads[depth + layer - 1]))\n";
  text +=
      "    print(f\"hidden layer {layer} had gradient rms {np.sqrt((dz**2).mean()):.5g} \"\n"
      "          f\"and weight gradient norm {np.linalg.norm(dW):.5g}\")\n";
  return text;
}

}  // namespace initlab::backward
