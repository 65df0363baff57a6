#include "text/strings.h"

namespace initlab::strings {
namespace {

constexpr Entry entries[] = {
#define INITLAB_STRING(name, en, ko) {#name, {en, ko}},
#include "text/strings.def"
#undef INITLAB_STRING
};

}  // namespace

std::span<const Entry> all() { return entries; }

}  // namespace initlab::strings
