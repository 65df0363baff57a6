#pragma once

#include <optional>
#include <string>
#include <vector>

#include "labs/lab.h"

namespace initlab {

/// What a parameter could not be taken as: shown beside it.
struct Note {
  std::string key;
  Sentence text;
  /// It could not be read at all, rather than clamped or adjusted.
  bool fault = false;
};

/// One key=value of a query, decoded. No value: it could not be decoded, or was too long.
struct Pair {
  enum class Fault : std::uint8_t { none, damaged, too_long };
  std::string key;
  std::string value;
  Fault fault = Fault::none;
};

/// Longest key=value that is read, in bytes.
inline constexpr std::size_t max_pair_bytes = 6144;

/// Lays the pairs over the experiment's parameters; the last of several with one key counts. Values
/// that are not readable keep what is there, values out of range are clamped; each with a note.
/// Keys that are no parameters are noted. A pair preset=... first replaces all parameters.
void read_params(Experiment&, const std::vector<Pair>&, std::vector<Note>&);

}  // namespace initlab
