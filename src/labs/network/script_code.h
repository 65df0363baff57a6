#pragma once

#include <string>
#include <string_view>

namespace initlab {

/// The reader's own code (init=code) as a part of a program. One statement becomes an expression;
/// several become a function that is called, so that the names they set stay their own.
struct ScriptCode {
  std::string helper;      // "" or a definition that ends in an empty line
  std::string expression;  // the weights, in fan_in, fan_out, layer, depth and gain
};

/// Comments are left out, and a statement over several lines is joined: what is written stands at
/// any indentation.
ScriptCode script_code(std::string_view code);

}  // namespace initlab
