#include "labs/network/script.h"

#include <string_view>
#include <variant>

#include "core/initializer/code/init_code.h"
#include "labs/vocabulary.h"
#include "text/number_format.h"

namespace initlab {
namespace {

std::string fan_expression(Fan fan) {
  switch (fan) {
    case Fan::in:
      return "fan_in";
    case Fan::out:
      return "fan_out";
    case Fan::average:
      return "((fan_in + fan_out) / 2)";
  }
  return "fan_in";
}

const std::string normal = "np.random.randn(fan_in, fan_out)";

/// U(-bound, bound); the bound is an expression.
std::string uniform(const std::string& bound) {
  return "np.random.uniform(-1, 1, (fan_in, fan_out)) * " + bound;
}

std::string scaled_variance(const NetworkParams& p) {
  const std::string variance = shortest(p.scale) + " / " + fan_expression(p.fan);
  switch (p.distribution) {
    case Distribution::normal:
      return normal + " * np.sqrt(" + variance + ")";
    case Distribution::uniform:
      return uniform("np.sqrt(3 * " + variance + ")");
    case Distribution::truncated_normal:
      return "truncated_normal(fan_in, fan_out) * np.sqrt(" + variance + ") / 0.8796256610342398";
  }
  return normal;
}

constexpr std::string_view truncated_normal_helper = R"(def truncated_normal(fan_in, fan_out):
    x = np.random.randn(fan_in, fan_out)
    while (np.abs(x) >= 2).any():
        x = np.where(np.abs(x) < 2, x, np.random.randn(fan_in, fan_out))
    return x

)";

constexpr std::string_view orthogonal_helper = R"(def orthogonal(fan_in, fan_out):
    m, n = max(fan_in, fan_out), min(fan_in, fan_out)
    q, r = np.linalg.qr(np.random.randn(m, n))
    q = q * np.sign(np.diag(r))
    return q if fan_in >= fan_out else q.T

)";

constexpr std::string_view sparse_helper = R"(def sparse(fan_in, fan_out):
    k = min(15, fan_in)
    W = np.zeros((fan_in, fan_out))
    for j in range(fan_out):
        W[np.random.permutation(fan_in)[:k], j] = np.random.randn(k) / np.sqrt(k)
    return W

)";

constexpr std::string_view lsuv_helper = R"(def lsuv(a, fan_in, fan_out):
    W = orthogonal(fan_in, fan_out)
    return W / (a[:64] @ W).std()

)";

constexpr std::string_view looks_linear_helper = R"(def looks_linear(layer, fan_in, fan_out):
    rows, cols = fan_in if layer == 1 else fan_in // 2, fan_out // 2
    block = orthogonal(rows, cols)
    W = np.zeros((fan_in, fan_out))
    W[:rows, :cols], W[:rows, cols:2 * cols] = block, -block
    if layer > 1:
        W[rows:2 * rows, :cols], W[rows:2 * rows, cols:2 * cols] = -block, block
    return W

)";

constexpr std::string_view truncated_helper = R"(def truncated(shape, mean, std, low, high):
    x = np.random.normal(mean, std, shape)
    while ((x < low) | (x > high)).any():
        x = np.where((x < low) | (x > high), np.random.normal(mean, std, shape), x)
    return x

)";

constexpr std::string_view sparse_rows_helper = R"(def sparse_rows(shape, sparsity, std):
    W = np.random.normal(0, std, shape)
    for row in W:
        row[np.random.permutation(shape[1])[:int(np.ceil(sparsity * shape[1]))]] = 0
    return W

)";

/// The pasted code as it was read: one expression of fan_in and fan_out, whatever its statements.
std::string own_code(const NetworkParams& p) {
  const auto compiled = InitCode::compile(p.code, p.code_order);
  const InitCode* const code = std::get_if<InitCode>(&compiled);
  return code == nullptr ? "np.zeros((fan_in, fan_out))" : code->numpy(shortest);
}

std::string own_code_helpers(const NetworkParams& p) {
  const std::string code = own_code(p);
  std::string helpers;
  if (code.find("truncated(") != std::string::npos) helpers += truncated_helper;
  if (code.find("sparse_rows(") != std::string::npos) helpers += sparse_rows_helper;
  if (code.find("orthogonal(") != std::string::npos) helpers += orthogonal_helper;
  return helpers;
}

std::string numpy_script(const NetworkParams& p) {
  std::string text = numpy_start(p) + numpy_input(p);
  text += "print(f\"input mean {a.mean():.5f} and std {a.std():.5f}\")\n";
  text += "for layer in range(1, depth + 1):\n";
  text += "    fan_in, fan_out = widths[layer - 1], widths[layer]\n";
  text += "    W = " + with_gain(p, numpy_weights(p)) + "\n";
  text += "    z = a @ W";
  text += numpy_bias(p);
  text += "\n    a = " + numpy_activation(p) + "\n";
  text += "    print(f\"hidden layer {layer} had mean {a.mean():.5f} and std {a.std():.5f}\")\n";
  return text;
}

}  // namespace

std::string script_title(const NetworkParams& p) {
  const auto word = [](std::span<const Choice> choices, auto value) {
    return std::string(choices[static_cast<std::size_t>(value)].word);
  };
  return "# initlab: act=" + word(activation_choices(), p.act) +
         " init=" + word(initializer_choices(), p.init) + "\n";
}

std::string numpy_activation(const NetworkParams& p) {
  const std::string slope = shortest(p.slope);
  switch (p.act) {
    case Activation::identity:
      return "z";
    case Activation::sigmoid:
      return "1 / (1 + np.exp(-z))";
    case Activation::tanh:
      return "np.tanh(z)";
    case Activation::hard_tanh:
      return "np.clip(z, -1, 1)";
    case Activation::relu:
      return "np.maximum(z, 0)";
    case Activation::leaky_relu:
    case Activation::prelu:
      return "np.where(z > 0, z, " + slope + " * z)";
    case Activation::elu:
      return "np.where(z > 0, z, " + slope + " * np.expm1(np.minimum(z, 0)))";
    case Activation::selu:
      return "1.0507009873554805 * np.where(z > 0, z, 1.6732632423543772 * "
             "np.expm1(np.minimum(z, 0)))";
    case Activation::gelu:
      return "0.5 * z * (1 + erf(z / np.sqrt(2)))";
    case Activation::gelu_tanh:
      return "0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))";
    case Activation::silu:
      return "z / (1 + np.exp(-z))";
    case Activation::softplus:
      return "np.logaddexp(0, z)";
    case Activation::mish:
      return "z * np.tanh(np.logaddexp(0, z))";
    case Activation::softsign:
      return "z / (1 + np.abs(z))";
    case Activation::erf:
      return "erf(z)";
    case Activation::sin:
      return "np.sin(z)";
  }
  return "z";
}

std::string numpy_start(const NetworkParams& p, const std::string& more) {
  std::string text = script_title(p) + "import numpy as np\n" + more;
  if (p.act == Activation::gelu || p.act == Activation::erf) {
    text += "from math import erf as scalar_erf\n\nerf = np.vectorize(scalar_erf)\n";
  }
  text += "\n" + numpy_helpers(p);
  text += "np.random.seed(" + script_seed(p) + ")\n";
  text += "widths = " + script_widths(p) + "\n";
  text += "depth = len(widths) - 1\n";
  text += "gain = " + shortest(p.gain) + "\n\n";
  return text;
}

std::string numpy_input(const NetworkParams& p) {
  return "a = np.random.randn(" + std::to_string(p.batch) + ", widths[0])\n";
}

std::string numpy_bias(const NetworkParams& p) {
  if (p.bias_std > 0.0) return " + " + shortest(p.bias_std) + " * np.random.randn(fan_out)";
  if (!network_spec(p).has_library_bias) return {};
  return " + np.random.uniform(-1, 1, fan_out) / np.sqrt(fan_in)";
}

std::string torch_bias(const NetworkParams& p) {
  if (p.bias_std > 0.0) return " + " + shortest(p.bias_std) + " * torch.randn(fan_out)";
  if (!network_spec(p).has_library_bias) return {};
  return " + torch.empty(fan_out).uniform_(-1, 1) / fan_in**0.5";
}

std::string script_seed(const NetworkParams& p) { return std::to_string(p.seed % 4294967296U); }

std::string script_widths(const NetworkParams& p) {
  std::string text;
  for (const int width : layer_widths(p)) {
    text += (text.empty() ? "[" : ", ") + std::to_string(width);
  }
  return text + "]";
}

std::string with_gain(const NetworkParams& p, const std::string& expression) {
  if (p.gain == 1.0) return expression;
  if (p.init == Initializer::code) {
    const auto compiled = InitCode::compile(p.code, p.code_order);
    const InitCode* const code = std::get_if<InitCode>(&compiled);
    if (code != nullptr && code->uses_gain()) return expression;
  }
  return "gain * (" + expression + ")";
}

std::string numpy_weights(const NetworkParams& p, const std::string& input) {
  const std::string xavier = "np.sqrt(2 / (fan_in + fan_out))";
  const std::string fan = fan_expression(p.fan);
  switch (p.init) {
    case Initializer::zeros:
    case Initializer::rezero:
      return "np.zeros((fan_in, fan_out))";
    case Initializer::constant:
      return "np.full((fan_in, fan_out), " + shortest(p.value) + ")";
    case Initializer::normal:
      return normal + " * " + shortest(p.std);
    case Initializer::uniform:
      return uniform(shortest(p.bound));
    case Initializer::xavier_normal:
      return normal + " * " + xavier;
    case Initializer::xavier_uniform:
    case Initializer::keras_dense:
      return uniform("np.sqrt(6 / (fan_in + fan_out))");
    case Initializer::he_normal:
      return normal + " / np.sqrt(" + fan + " / 2)";
    case Initializer::he_uniform:
      return uniform("np.sqrt(6 / " + fan + ")");
    case Initializer::lecun_normal:
      return normal + " / np.sqrt(" + fan + ")";
    case Initializer::lecun_uniform:
      return uniform("np.sqrt(3 / " + fan + ")");
    case Initializer::truncated_normal:
      return "truncated_normal(fan_in, fan_out) * " + shortest(p.std);
    case Initializer::variance_scaling:
      return scaled_variance(p);
    case Initializer::orthogonal:
      return "orthogonal(fan_in, fan_out)";
    case Initializer::identity:
      return "np.eye(fan_in, fan_out)";
    case Initializer::sparse:
      return "sparse(fan_in, fan_out)";
    case Initializer::lsuv:
      return "lsuv(" + input + ", fan_in, fan_out)";
    case Initializer::random_walk:
      return normal + " * np.sqrt(2 / fan_in) * np.exp(1.2 / (max(fan_in, 6) - 2.4))";
    case Initializer::looks_linear:
      return "looks_linear(layer, fan_in, fan_out)";
    case Initializer::fixup:
      return normal + " * np.sqrt(2 / fan_in) / np.sqrt(depth)";
    case Initializer::deepnorm:
      return normal + " * " + xavier + " * (8 * depth)**-0.25";
    case Initializer::torch_linear:
      return uniform("np.sqrt(1 / fan_in)");
    case Initializer::code:
      return own_code(p);
  }
  return normal;
}

std::string numpy_helpers(const NetworkParams& p) {
  switch (p.init) {
    case Initializer::truncated_normal:
      return std::string(truncated_normal_helper);
    case Initializer::variance_scaling:
      return p.distribution == Distribution::truncated_normal ? std::string(truncated_normal_helper)
                                                              : std::string();
    case Initializer::orthogonal:
      return std::string(orthogonal_helper);
    case Initializer::sparse:
      return std::string(sparse_helper);
    case Initializer::lsuv:
      return std::string(orthogonal_helper) + std::string(lsuv_helper);
    case Initializer::looks_linear:
      return std::string(orthogonal_helper) + std::string(looks_linear_helper);
    case Initializer::code:
      return own_code_helpers(p);
    default:
      return {};
  }
}

std::string network_script(const NetworkParams& p, ScriptLanguage language) {
  return script_in(
      language, [&p] { return numpy_script(p); }, [&p] { return torch_script(p); },
      [&p] { return keras_script(p); });
}

}  // namespace initlab
