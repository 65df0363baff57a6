// What the names that people give say about sizes and tensors.
#pragma once

#include <cstdint>
#include <string_view>

namespace initlab::init_code {

// On which side of a layer a size stands.
enum class Side : std::uint8_t { unsaid, in, out, between };

// "n_in", "input_dim", "n_prev" are in; "n_out", "num_classes" are out; "hidden" is between: out
// beside an in, in beside an out. A bare letter says nothing.
Side side_of(std::string_view name);

// Whether the name alone means a fan: "n_in", "in_features", "fan_out", "d_out".
bool is_fan_name(std::string_view name);

// "h2" and "n_1" of their kind: the number at the end, -1 if there is none; `stem` is what is
// before it.
int number_at_end(std::string_view name, std::string_view& stem);

// Of what a tensor, by its name: "self.bn1.weight", "params['b1']".
enum class Role : std::uint8_t { other, weight, bias, normalization, recurrent, convolution };
Role role_of(std::string_view name);

}  // namespace initlab::init_code
