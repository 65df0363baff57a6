#include <algorithm>
#include <bit>
#include <cmath>

#include "io/table_file.h"
#include "io/table_parts.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr std::string_view npy_magic = "\x93NUMPY";

struct NpyHeader {
  char kind = 0;          // f, i, u
  std::size_t bytes = 0;  // of a number
  std::size_t rows = 0;
  std::size_t columns = 0;
};

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

/// What stands after 'key': in the header's dictionary; empty where it has none.
std::string_view entry_of(std::string_view header, std::string_view key) {
  const std::size_t at = header.find(key);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = without_blanks(header.substr(at + key.size()));
  return rest.starts_with(':') ? without_blanks(rest.substr(1)) : std::string_view{};
}

std::optional<std::size_t> take_count(std::string_view& text) {
  text = without_blanks(text);
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  bool overflow = false;
  const auto count = parse_unsigned(text.substr(0, end), overflow);
  if (!count || overflow) return std::nullopt;
  text = without_blanks(text.substr(end));
  return static_cast<std::size_t>(*count);
}

bool take_sign(std::string_view& text, char sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(1);
  return true;
}

/// Of a table of numbers that can be read; nothing of another.
std::optional<NpyHeader> read_npy_header(std::string_view text) {
  NpyHeader header;
  const std::string_view kind = entry_of(text, "'descr'");
  if (kind.size() < 5 || kind[0] != '\'' || kind[4] != '\'') return std::nullopt;
  header.kind = kind[2];
  header.bytes = static_cast<std::size_t>(kind[3] - '0');
  const bool whole = header.kind == 'i' || header.kind == 'u';
  const bool known = (header.kind == 'f' && header.bytes >= 4) || whole;
  if (!known || !std::has_single_bit(header.bytes) || header.bytes > 8) return std::nullopt;
  if (kind[1] != '<' && !(kind[1] == '|' && header.bytes == 1)) return std::nullopt;
  if (!entry_of(text, "'fortran_order'").starts_with("False")) return std::nullopt;
  std::string_view shape = entry_of(text, "'shape'");
  if (!take_sign(shape, '(')) return std::nullopt;
  const auto rows = take_count(shape);
  if (!rows || !take_sign(shape, ',')) return std::nullopt;
  const auto columns = take_count(shape);
  if (!columns) return std::nullopt;
  take_sign(shape, ',');
  if (!take_sign(shape = without_blanks(shape), ')')) return std::nullopt;
  header.rows = *rows;
  header.columns = *columns;
  return header;
}

double npy_number(const NpyHeader& header, const std::uint8_t* from) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < header.bytes; ++i) bits |= std::uint64_t{from[i]} << (8 * i);
  if (header.kind == 'f') {
    return header.bytes == 8 ? std::bit_cast<double>(bits)
                             : std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  }
  if (header.kind == 'u') return static_cast<double>(bits);
  const auto unused = static_cast<int>(64 - 8 * header.bytes);
  return static_cast<double>(std::bit_cast<std::int64_t>(bits << unused) >> unused);
}

}  // namespace

bool is_npy(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= npy_magic.size() &&
         std::equal(npy_magic.begin(), npy_magic.end(), bytes.begin(),
                    [](char c, std::uint8_t byte) { return static_cast<std::uint8_t>(c) == byte; });
}

std::optional<Sentence> read_npy(std::span<const std::uint8_t> bytes, TableRows& rows) {
  const auto damaged = [] { return fill(strings::table_npy_damaged, {}); };
  constexpr std::size_t before_length = 8;  // magic and version
  if (bytes.size() < before_length + 4) return damaged();
  const std::uint8_t version = bytes[6];
  if (version != 1 && version != 2) return fill(strings::table_npy_kind, {});
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  std::size_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length |= std::size_t{bytes[before_length + i]} << (8 * i);
  }
  const std::size_t start = before_length + length_bytes;
  if (length > bytes.size() - start) return damaged();
  const std::string text(bytes.begin() + static_cast<std::ptrdiff_t>(start),
                         bytes.begin() + static_cast<std::ptrdiff_t>(start + length));
  const std::optional<NpyHeader> header = read_npy_header(text);
  if (!header) return fill(strings::table_npy_kind, {});
  if (auto fault = table_size_fault(header->rows, header->columns)) return fault;
  const std::span<const std::uint8_t> body = bytes.subspan(start + length);
  if (body.size() != header->rows * header->columns * header->bytes) return damaged();
  rows.features = header->columns - 1;
  rows.numbers.reserve(header->rows * rows.features);
  const std::uint8_t* from = body.data();
  for (std::size_t row = 0; row < header->rows; ++row) {
    for (std::size_t column = 0; column < header->columns; ++column, from += header->bytes) {
      const double value = npy_number(*header, from);
      if (!is_table_number(value)) {
        return fill(strings::table_not_number,
                    {{"n", std::to_string(row + 1)}, {"c", std::to_string(column + 1)}});
      }
      if (column < rows.features) {
        rows.numbers.push_back(value);
      } else {
        rows.classes.push_back(shortest(value == 0.0 ? 0.0 : value));
      }
    }
  }
  return std::nullopt;
}

}  // namespace initlab
