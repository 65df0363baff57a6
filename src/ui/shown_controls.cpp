#include "ui/shown_controls.h"

#include <algorithm>

namespace initlab::ui {
namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::vector<std::string> keys_of(std::string_view list) {
  std::vector<std::string> keys;
  for (const std::string_view key : split(list, ',')) {
    if (!key.empty() && key != "none") keys.emplace_back(key);
  }
  return keys;
}

bool contains(const std::vector<std::string>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

ShownControls::ShownControls(std::string_view query) {
  for (const std::string_view pair : split(query, '&')) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view key = pair.substr(0, equals);
    const std::string_view list = pair.substr(std::min(equals + 1, pair.size()));
    if (key == "controls" && !list.empty()) {
      chosen_ = true;
      only_ = keys_of(list);
    } else if (key == "hide") {
      hidden_ = keys_of(list);
    }
  }
  std::erase_if(only_, [this](const std::string& key) { return contains(hidden_, key); });
}

bool ShownControls::shows(std::string_view key) const {
  return chosen_ ? contains(only_, key) : !contains(hidden_, key);
}

}  // namespace initlab::ui
