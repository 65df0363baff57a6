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
/// The initializer as an expression of NumPy in fan_in, fan_out, layer, depth and a (the layer's
/// input), without the gain; what it needs besides NumPy is defined by numpy_helpers().
std::string numpy_weights(const NetworkParams&);
/// Definitions that numpy_weights() uses: "" or lines that end in an empty one.
std::string numpy_helpers(const NetworkParams&);
/// "gain * (...)": nothing where the gain is 1, or where code has it already.
std::string with_gain(const NetworkParams&, const std::string& expression);
/// The first lines of every program: what it is.
std::string script_title(const NetworkParams&);
/// phi(z) as an expression of NumPy.
std::string numpy_activation(const NetworkParams&);
/// A program of NumPy up to the input `a`: imports, helpers, seed, widths, depth, gain.
std::string numpy_start(const NetworkParams&);

std::string torch_script(const NetworkParams&);
std::string keras_script(const NetworkParams&);

}  // namespace initlab
