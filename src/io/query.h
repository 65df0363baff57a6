#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/param_reader.h"
#include "labs/lab.h"

namespace initlab {

/// Longest query that is read, in bytes.
inline constexpr std::size_t max_query_bytes = 8192;

/// Notes beyond this many are only counted.
inline constexpr std::size_t max_notes = 16;

struct State {
  std::unique_ptr<Experiment> experiment;  // never null
  std::vector<Note> notes;
  /// Set when a lab was named that does not exist; the experiment is then another lab's.
  std::optional<std::string> unknown_lab;
};

/// Who wrote the query. A link has keys of the page too, which are passed over. A script's query is
/// the lab, which comes first, and parameters: every other key is noted.
enum class Door : std::uint8_t { link, script };

/// The state a query describes, after a patch is laid on top of it. Any bytes are allowed; what
/// cannot be taken is noted. Without lab=... it is the first lab.
State read_query(std::string_view base, std::string_view patch = {}, Door door = Door::link);

/// The shortest query with this state: the lab, the preset unless it is the default, and what
/// differs from the preset, in the order of the declarations.
std::string write_query(const Experiment&);

/// Whether anything but seeds differs from the preset.
bool is_edited(const Experiment&);

/// The pairs of a query, decoded; of a link, keys of the page (v, lang, ...) are left out.
std::vector<Pair> split_query(std::string_view query, std::vector<Note>&, Door door = Door::link);

}  // namespace initlab
