#pragma once

#include <string>

#include "labs/training/params.h"

namespace initlab::training {

// Runnable programs of the whole training, in float32: the same data but for the points of the
// plane, which are other draws of the same distribution. They print in notes_text()'s words.

/// The way back and the optimizer by hand.
std::string numpy_script(const Params&);
/// By autograd and torch.optim, whose conventions the lab follows.
std::string torch_script(const Params&);
/// By TensorFlow's GradientTape and the optimizer by hand: Keras' own ones decay the weights and
/// place epsilon in other ways.
std::string keras_script(const Params&);

// Parts that the languages share.

/// The network with its widths listed, as the writers of labs/network/script.h read it.
NetworkParams script_network(const Params&);
/// The lines that import what script_data() needs besides NumPy.
std::string script_data_import(const Params&);
/// Lines that make x and y, arrays of NumPy, and `train`, the rows to learn from.
std::string script_data(const Params&);
/// Lines that set batch, steps, rate and what else is used of clip, decay and warmup.
std::string script_settings(const Params&);
/// The rate of an update, an expression.
std::string script_rate(const Params&);
/// Lines within the loop over steps, which turn `grads` and `norm` into `updates` of `params`;
/// `first` and `second` are the optimizer's own. Of NumPy's arrays or TensorFlow's tensors.
std::string script_update(const Params&);
/// Lines within the loop: the end where `value` is not finite, then the evaluation where one is.
std::string script_checks(const Params&, const std::string& is_finite);
/// The line that prints `loss` and `accuracy`, inside evaluate(step).
std::string script_evaluation();
/// Lines within the loop that print every layer after the last step; std and ratio are expressions
/// of `layer`, 1..depth.
std::string script_layers(const std::string& std, const std::string& ratio);

}  // namespace initlab::training
