#include <algorithm>

#include "io/table_file.h"
#include "io/table_parts.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view trimmed_field(std::string_view text) {
  constexpr std::string_view blank = " \r";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

char separator_of(std::string_view line) {
  for (const char c : {'\t', ';'}) {
    if (line.find(c) != std::string_view::npos) return c;
  }
  return ',';
}

/// Without their quotes; a separator within quotes separates nothing. No more than one too many.
std::vector<std::string_view> fields_of(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  std::size_t first = 0;
  bool quoted = false;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    if (at < line.size() && line[at] == '"') quoted = !quoted;
    if (at < line.size() && (quoted || line[at] != separator)) continue;
    std::string_view field = trimmed_field(line.substr(first, at - first));
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
      field = trimmed_field(field.substr(1, field.size() - 2));
    }
    fields.push_back(field);
    first = at + 1;
    if (fields.size() > most_table_columns) break;
  }
  return fields;
}

bool is_header(std::span<const std::string_view> features) {
  return std::any_of(features.begin(), features.end(),
                     [](std::string_view field) { return !parse_real(field); });
}

std::string as_class(std::string_view field) {
  const std::optional<double> number = parse_real(field);
  return number ? shortest(*number == 0.0 ? 0.0 : *number) : std::string(field);
}

}  // namespace

std::optional<Sentence> read_csv(std::string_view text, TableRows& rows) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  char separator = 0;
  std::size_t columns = 0;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (trimmed_field(line).empty()) continue;
    const bool first = columns == 0;
    if (first) separator = separator_of(line);
    const std::vector<std::string_view> fields = fields_of(line, separator);
    const std::string where = std::to_string(number);
    const auto features = std::span(fields).first(fields.size() - 1);
    if (first) {
      columns = fields.size();
      if (auto fault = table_size_fault(least_table_rows, columns)) return fault;
      rows.features = features.size();
      if (is_header(features)) continue;
    }
    if (fields.size() != columns) {
      return fill(
          strings::table_uneven,
          {{"n", where}, {"k", std::to_string(fields.size())}, {"m", std::to_string(columns)}});
    }
    if (rows.classes.size() == most_table_rows) {
      return table_size_fault(most_table_rows + 1, columns);
    }
    for (std::size_t c = 0; c < features.size(); ++c) {
      const std::optional<double> value = parse_real(features[c]);
      if (!value || !is_table_number(*value)) {
        return fill(strings::table_not_number, {{"n", where}, {"c", std::to_string(c + 1)}});
      }
      rows.numbers.push_back(*value);
    }
    if (fields.back().empty()) return fill(strings::table_no_class, {{"n", where}});
    rows.classes.push_back(as_class(fields.back()));
  }
  return std::nullopt;
}

}  // namespace initlab
