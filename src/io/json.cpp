#include "io/json.h"

#include <cmath>

#include "text/number_format.h"

namespace initlab {
namespace {

constexpr std::uint64_t largest_exact = std::uint64_t{1} << 53;

void append_escaped(std::string& text, std::string_view value) {
  constexpr char digits[] = "0123456789abcdef";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (c == '\n') {
      text += "\\n";
    } else if (byte < 0x20) {
      text += "\\u00";
      text += digits[byte / 16];
      text += digits[byte % 16];
    } else {
      text += c;
    }
  }
}

}  // namespace

void JsonText::value_starts() {
  if (!first_ && !after_key_) text_ += ',';
  first_ = false;
  after_key_ = false;
}

void JsonText::key(std::string_view name) {
  string(name);
  text_ += ':';
  after_key_ = true;
}

void JsonText::string(std::string_view value) {
  value_starts();
  text_ += '"';
  append_escaped(text_, value);
  text_ += '"';
}

void JsonText::number(double value) {
  if (!std::isfinite(value)) {
    string(shortest(value));
    return;
  }
  value_starts();
  text_ += shortest(value);
}

void JsonText::whole(std::uint64_t value) {
  if (value > largest_exact) {
    string(std::to_string(value));
    return;
  }
  value_starts();
  text_ += std::to_string(value);
}

void JsonText::boolean(bool value) {
  value_starts();
  text_ += value ? "true" : "false";
}

void JsonText::words(const Words& value) {
  open('{');
  member("en", value.en);
  member("ko", value.ko);
  close('}');
}

void JsonText::sentence(const Sentence& value) { words({value.en, value.ko}); }

}  // namespace initlab
