// Reads the reference tables in tests/reference. INITLAB_REFERENCE_DIR names the folder, natively
// and in Node alike.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#define JSON_NOEXCEPTION 1
#include <nlohmann/json.hpp>

namespace initlab::test {

inline nlohmann::json read_reference(const std::string& name) {
  std::ifstream file(std::string(INITLAB_REFERENCE_DIR) + "/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return nlohmann::json::parse(text.str(), nullptr, /*allow_exceptions=*/false);
}

}  // namespace initlab::test
