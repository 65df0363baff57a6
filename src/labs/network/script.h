#pragma once

#include <string>

#include "labs/computation.h"
#include "labs/network/params.h"

namespace initlab {

/// A runnable Python program of the forward pass of this network: the same distributions, widths
/// and activation, with the library's own generator. It prints a line a layer, in the notes' words.
/// ASCII, lines that end in '\n'.
std::string network_script(const NetworkParams&, ScriptLanguage);

// Parts that the languages share.

/// "[500, 500, 500]", input first.
std::string script_widths(const NetworkParams&);
/// The initializer as an expression of NumPy in fan_in, fan_out, layer, depth and `input` (the
/// layer's, an array of NumPy), without the gain; what it needs besides NumPy is defined by
/// numpy_helpers().
std::string numpy_weights(const NetworkParams&, const std::string& input = "a");
/// Definitions that numpy_weights() uses: "" or lines that end in an empty one.
std::string numpy_helpers(const NetworkParams&);
/// "gain * (...)": nothing where the gain is 1, or where code has it already.
std::string with_gain(const NetworkParams&, const std::string& expression);
/// " + 0.1 * np.random.randn(fan_out)": the biases as NumPy and PyTorch add them to z, "" for none.
std::string numpy_bias(const NetworkParams&);
std::string torch_bias(const NetworkParams&);
/// The first lines of every program: what it is.
std::string script_title(const NetworkParams&);
/// What the writer for that library writes.
template <class Numpy, class Torch, class Keras>
std::string script_in(ScriptLanguage language, Numpy numpy, Torch torch, Keras keras) {
  switch (language) {
    case ScriptLanguage::numpy:
      return numpy();
    case ScriptLanguage::pytorch:
      return torch();
    case ScriptLanguage::keras:
      return keras();
  }
  return {};
}
/// phi(z) as an expression of NumPy.
std::string numpy_activation(const NetworkParams&);
/// The body of a function that returns phi'(z): indented lines of NumPy.
std::string numpy_slope(const NetworkParams&);
/// A program of NumPy from its title up to the widths: imports, helpers, seed, widths, depth, gain.
/// `more` follows the imports.
std::string numpy_start(const NetworkParams&, const std::string& more = {});
/// The line that draws the input `a`.
std::string numpy_input(const NetworkParams&);

/// "3", what NumPy and PyTorch take as a seed.
std::string script_seed(const NetworkParams&);

std::string torch_script(const NetworkParams&);
/// phi(z) as an expression of PyTorch.
std::string torch_activation(const NetworkParams&);
/// A program of PyTorch up to the widths: imports, helpers, seeds, widths, depth, gain. `more`
/// follows the imports, NumPy's among them if it `uses_numpy`.
std::string torch_start(const NetworkParams&, const std::string& more = {},
                        bool uses_numpy = false);
/// Lines that make W, fan_out x fan_in, the gain included; `a` is the layer's input.
std::string torch_weights(const NetworkParams&, const std::string& indent);

std::string keras_script(const NetworkParams&);
/// What Keras takes as an activation: a name, None or a function.
std::string keras_activation(const NetworkParams&);
/// A program of Keras from its imports up to the widths: helpers, seed, widths, depth, gain. `more`
/// follows the imports.
std::string keras_start(const NetworkParams&, const std::string& more = {});
/// Lines that make `dense`, its weights with the gain; `a` is the layer's input, `activation` an
/// argument of Dense or nothing, and `no_bias` the argument where no biases are drawn.
std::string keras_dense(const NetworkParams&, const std::string& indent,
                        const std::string& activation,
                        const std::string& no_bias = "use_bias=False");

}  // namespace initlab
