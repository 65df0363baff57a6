#include "io/data_file.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr std::string_view magic = "INITDATA";
constexpr std::uint32_t version = 1;
constexpr std::size_t header_bytes = 32;
constexpr std::uint64_t max_width = 256;
constexpr std::uint64_t max_byte = 255;

struct DataHeader {
  std::uint64_t rows;
  std::uint64_t train_rows;
  std::uint64_t width;
  std::uint64_t levels;
  std::uint64_t classes;

  std::uint64_t pixels() const { return rows * width * width; }
};

DataHeader read_header(ByteReader& in) {
  for (const char c : magic) {
    if (in.u8() != static_cast<std::uint8_t>(c)) in.fail();
  }
  if (in.u32() != version) in.fail();
  DataHeader header{};
  for (std::uint64_t* const field :
       {&header.rows, &header.train_rows, &header.width, &header.levels, &header.classes}) {
    *field = in.u32();
  }
  return header;
}

/// Of the numbers alone; there are rows of both kinds.
bool is_possible(const DataHeader& header) {
  return header.train_rows >= 1 && header.train_rows < header.rows && header.width >= 1 &&
         header.width <= max_width && header.levels >= 1 && header.levels <= max_byte &&
         header.classes >= 2 && header.classes <= max_byte + 1;
}

std::vector<std::uint8_t> copied(std::span<const std::uint8_t> bytes) {
  return {bytes.begin(), bytes.end()};
}

/// Null where there is none of that name.
const KnownDataFile* known_file(std::string_view name) {
  const auto* const known =
      std::find_if(std::begin(known_data_files), std::end(known_data_files),
                   [name](const KnownDataFile& file) { return file.name == name; });
  return known == std::end(known_data_files) ? nullptr : known;
}

}  // namespace

std::optional<Dataset> read_data_file(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > max_data_file) return std::nullopt;
  ByteReader in(bytes);
  const DataHeader header = read_header(in);
  if (in.failed() || !is_possible(header) || header.pixels() + header.rows != in.left()) {
    return std::nullopt;
  }
  const auto pixels = bytes.subspan(header_bytes, static_cast<std::size_t>(header.pixels()));
  const auto labels = bytes.subspan(header_bytes + pixels.size());
  const auto below = [](std::uint64_t limit) {
    return [limit](std::uint8_t byte) { return byte < limit; };
  };
  if (!std::all_of(pixels.begin(), pixels.end(), below(header.levels + 1)) ||
      !std::all_of(labels.begin(), labels.end(), below(header.classes))) {
    return std::nullopt;
  }
  return picture_dataset(static_cast<int>(header.width), static_cast<int>(header.levels),
                         static_cast<int>(header.classes), static_cast<int>(header.train_rows),
                         copied(pixels), copied(labels));
}

std::optional<Sentence> add_data_file(std::string_view name, std::span<const std::uint8_t> bytes,
                                      DataFiles& files) {
  const KnownDataFile* const known = known_file(name);
  if (known == nullptr) return fill(strings::error_data_unknown, {{"name", name}});
  // A job that is on its way may be reading it.
  if (files.find(name) != nullptr) return std::nullopt;
  if (data_hash(bytes) != known->hash) return fill(strings::error_data_other, {});
  std::optional<Dataset> data = read_data_file(bytes);
  if (!data) return fill(strings::error_data_other, {});
  files.put(name, std::move(*data));
  return std::nullopt;
}

bool lacks_data(const Plan& plan, const DataFiles& files) {
  return !plan.data_file.empty() && files.find(plan.data_file) == nullptr;
}

Sentence missing_data(std::string_view name) {
  const KnownDataFile* const known = known_file(name);
  const bool carried = known == nullptr || known->carried;
  return fill(carried ? strings::error_data_missing : strings::error_data_not_carried,
              {{"name", name}});
}

}  // namespace initlab
