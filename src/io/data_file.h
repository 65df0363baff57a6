#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "io/bytes.h"
#include "labs/computation.h"
#include "labs/data_files.h"

namespace initlab {

/// Data files hold pictures with their classes. The build makes them, a page fetches them.
///
///   bytes 0-7    "INITDATA"
///   bytes 8-31   version (1), rows, rows to learn from, width of a picture, largest grey level,
///                classes: 32 bits each
///   then         grey levels, a byte each: width * width a row, the rows to learn from first
///   then         labels, a byte a row
///
/// All little endian. A reader believes nothing.
inline constexpr std::size_t max_data_file = 5'000'000;  // bytes

struct KnownDataFile {
  std::string_view name;
  std::uint64_t hash;  // data_hash() of its bytes
  bool carried;        // by programs, and by the page in one file
};
inline constexpr KnownDataFile known_data_files[] = {{"digits", 0x4165961e4997ae1bu, true},
                                                     {"fashion", 0x68c7e931f106e9d4u, false}};

/// Nothing when it is damaged.
std::optional<Dataset> read_data_file(std::span<const std::uint8_t>);

/// Puts a file that this build knows among the others, where it is not there yet. Any other one is
/// refused, with the reason.
std::optional<Sentence> add_data_file(std::string_view name, std::span<const std::uint8_t>,
                                      DataFiles&);

/// Whether the plan needs a file that is not among these.
bool lacks_data(const Plan&, const DataFiles&);
Sentence missing_data(std::string_view name);

}  // namespace initlab
