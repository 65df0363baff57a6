#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "labs/lab.h"

namespace initlab {

/// One parameter as it is written in a link.
struct ParamText {
  std::string_view key;
  std::string text;
  Words label = {};
  bool relevant = true;
  bool is_seed = false;

  bool operator==(const ParamText& other) const {
    return key == other.key && text == other.text && relevant == other.relevant &&
           is_seed == other.is_seed;
  }
};

/// All parameters, in the order of their declaration.
std::vector<ParamText> param_texts(const Experiment&);

/// "300,200,100".
std::string written_integers(const std::vector<int>&);

/// "tanh,relu".
std::string written_choices(const std::vector<int>& indices, std::span<const Choice>);

}  // namespace initlab
