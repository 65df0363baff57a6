#include "labs/network/script.h"
#include "text/number_format.h"

namespace initlab {
namespace {

std::string returned(const std::string& expression) { return "    return " + expression + "\n"; }

/// 1 where z > 0, `below` elsewhere.
std::string by_sign(const std::string& below) { return "np.where(z > 0, 1.0, " + below + ")"; }

}  // namespace

std::string numpy_slope(const NetworkParams& p) {
  const std::string sigmoid = "    s = 1 / (1 + np.exp(-z))\n";
  const std::string slope = shortest(p.slope);
  switch (p.act) {
    case Activation::identity:
      return returned("np.ones_like(z)");
    case Activation::sigmoid:
      return sigmoid + returned("s * (1 - s)");
    case Activation::tanh:
      return returned("1 - np.tanh(z)**2");
    case Activation::hard_tanh:
      return returned("np.where(np.abs(z) < 1, 1.0, 0.0)");
    case Activation::relu:
      return returned(by_sign("0.0"));
    case Activation::leaky_relu:
    case Activation::prelu:
      return returned(by_sign(slope));
    case Activation::elu:
      return returned(by_sign(slope + " * np.exp(np.minimum(z, 0))"));
    case Activation::selu:
      return returned("1.0507009873554805 * " +
                      by_sign("1.6732632423543772 * np.exp(np.minimum(z, 0))"));
    case Activation::gelu:
      return returned(
          "0.5 * (1 + erf(z / np.sqrt(2))) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)");
    case Activation::gelu_tanh:
      return "    t = np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))\n"
             "    dt = (1 - t**2) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z**2)\n" +
             returned("0.5 * (1 + t) + 0.5 * z * dt");
    case Activation::silu:
      return sigmoid + returned("s * (1 + z * (1 - s))");
    case Activation::softplus:
      return returned("1 / (1 + np.exp(-z))");
    case Activation::mish:
      return sigmoid + "    t = np.tanh(np.logaddexp(0, z))\n" + returned("t + z * (1 - t**2) * s");
    case Activation::softsign:
      return returned("1 / (1 + np.abs(z))**2");
    case Activation::erf:
      return returned("2 / np.sqrt(np.pi) * np.exp(-(z**2))");
    case Activation::sin:
      return returned("np.cos(z)");
  }
  return returned("np.ones_like(z)");
}

}  // namespace initlab
