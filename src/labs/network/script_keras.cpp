#include "labs/network/script.h"
#include "text/number_format.h"

namespace initlab {
namespace {

std::string scaling(double scale, std::string_view mode, std::string_view distribution) {
  return "keras.initializers.VarianceScaling(" + shortest(scale) + ", '" + std::string(mode) +
         "', '" + std::string(distribution) + "')";
}

/// A Keras initializer that does the same, the gain included; empty where there is none.
std::string initializer(const NetworkParams& p) {
  const double square = p.gain * p.gain;
  const std::string_view mode = p.fan == Fan::in    ? "fan_in"
                                : p.fan == Fan::out ? "fan_out"
                                                    : "fan_avg";
  constexpr std::string_view untruncated = "untruncated_normal";
  switch (p.init) {
    case Initializer::zeros:
    case Initializer::rezero:
      return "keras.initializers.Zeros()";
    case Initializer::constant:
      return "keras.initializers.Constant(" + shortest(p.gain * p.value) + ")";
    case Initializer::normal:
      return "keras.initializers.RandomNormal(0, " + shortest(p.gain * p.std) + ")";
    case Initializer::uniform: {
      const std::string bound = shortest(p.gain * p.bound);
      return "keras.initializers.RandomUniform(-" + bound + ", " + bound + ")";
    }
    case Initializer::xavier_normal:
      return scaling(square, "fan_avg", untruncated);
    case Initializer::xavier_uniform:
    case Initializer::keras_dense:
      return scaling(square, "fan_avg", "uniform");
    case Initializer::he_normal:
      return scaling(2.0 * square, mode, untruncated);
    case Initializer::he_uniform:
      return scaling(2.0 * square, mode, "uniform");
    case Initializer::lecun_normal:
      return scaling(square, mode, untruncated);
    case Initializer::lecun_uniform:
      return scaling(square, mode, "uniform");
    case Initializer::truncated_normal:
      return "keras.initializers.TruncatedNormal(0, " + shortest(p.gain * p.std) + ")";
    case Initializer::variance_scaling:
      return scaling(p.scale * square, mode,
                     p.distribution == Distribution::normal    ? untruncated
                     : p.distribution == Distribution::uniform ? "uniform"
                                                               : "truncated_normal");
    case Initializer::orthogonal:
      return "keras.initializers.Orthogonal(" + shortest(p.gain) + ")";
    case Initializer::torch_linear:
      return scaling(square / 3.0, "fan_in", "uniform");
    default:
      return "";
  }
}

}  // namespace

std::string keras_activation(const NetworkParams& p) {
  switch (p.act) {
    case Activation::identity:
      return "None";
    case Activation::sigmoid:
      return "'sigmoid'";
    case Activation::tanh:
      return "'tanh'";
    case Activation::hard_tanh:
      return "'hard_tanh'";
    case Activation::relu:
      return "'relu'";
    case Activation::leaky_relu:
    case Activation::prelu:
      return "lambda z: keras.ops.leaky_relu(z, " + shortest(p.slope) + ")";
    case Activation::elu:
      return "lambda z: keras.ops.elu(z, " + shortest(p.slope) + ")";
    case Activation::selu:
      return "'selu'";
    case Activation::gelu:
      return "lambda z: keras.ops.gelu(z, approximate=False)";
    case Activation::gelu_tanh:
      return "lambda z: keras.ops.gelu(z, approximate=True)";
    case Activation::silu:
      return "'silu'";
    case Activation::softplus:
      return "'softplus'";
    case Activation::mish:
      return "'mish'";
    case Activation::softsign:
      return "'softsign'";
    case Activation::erf:
      return "keras.ops.erf";
    case Activation::sin:
      return "keras.ops.sin";
  }
  return "None";
}

std::string keras_start(const NetworkParams& p, const std::string& more) {
  std::string text = "import keras\nimport numpy as np\n" + more + "\n";
  if (initializer(p).empty()) text += numpy_helpers(p);
  text += "keras.utils.set_random_seed(" + script_seed(p) + ")\n";
  text += "widths = " + script_widths(p) + "\n";
  text += "depth = len(widths) - 1\n";
  text += "gain = " + shortest(p.gain) + "\n\n";
  return text;
}

namespace {

std::string keras_bias(const NetworkParams& p, const std::string& no_bias) {
  const std::string initializers = "bias_initializer=keras.initializers.";
  if (p.bias_std > 0.0) return initializers + "RandomNormal(0, " + shortest(p.bias_std) + ")";
  if (!network_spec(p).has_library_bias) return no_bias;
  return initializers + "RandomUniform(-1 / fan_in**0.5, 1 / fan_in**0.5)";
}

}  // namespace

std::string keras_dense(const NetworkParams& p, const std::string& indent,
                        const std::string& activation, const std::string& no_bias) {
  const std::string known = initializer(p);
  std::string text = indent + "dense = keras.layers.Dense(\n";
  const std::string argument = indent + "    ";
  text += argument + "fan_out,\n";
  if (!activation.empty()) text += argument + "activation=" + activation + ",\n";
  if (!known.empty()) text += argument + "kernel_initializer=" + known + ",\n";
  text += argument;
  text += keras_bias(p, no_bias) + ",\n";
  text += indent + ")\n";
  if (known.empty()) {
    text += indent + "dense.build((None, fan_in))\n";
    text +=
        indent + "dense.kernel.assign(" + with_gain(p, numpy_weights(p, "np.asarray(a)")) + ")\n";
  }
  return text;
}

std::string keras_script(const NetworkParams& p) {
  std::string text = script_title(p) + keras_start(p);
  text += "a = np.random.randn(" + std::to_string(p.batch) + ", widths[0]).astype('float32')\n";
  text += "for layer in range(1, depth + 1):\n";
  text += "    fan_in, fan_out = widths[layer - 1], widths[layer]\n";
  text += keras_dense(p, "    ", keras_activation(p));
  text += "    a = keras.ops.convert_to_numpy(dense(a))\n";
  text += "    print(f\"hidden layer {layer} had mean {a.mean():.5f} and std {a.std():.5f}\")\n";
  return text;
}

}  // namespace initlab
