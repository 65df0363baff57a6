#include "io/tables.h"

#include <algorithm>

#include "io/json.h"
#include "labs/network/result_parts.h"
#include "labs/summary.h"
#include "text/number_format.h"

namespace initlab {
namespace {

std::string for_people(NumberStyle style, double value) {
  switch (style) {
    case NumberStyle::percent:
      return percent_number(value, 1000.0) + " %";
    case NumberStyle::z_score:
      return signed_number(value);
    case NumberStyle::provisional:
      return provisional_number(value);
    case NumberStyle::count:
    case NumberStyle::plain:
      break;
  }
  return table_number(value);
}

class TableWriter final : public ResultVisitor {
 public:
  Table table;
  std::vector<Sentence> warnings;
  bool has_mark = false;
  GainMark mark;

  explicit TableWriter(bool everything) : everything_(everything) {}

  void number(const FieldInfo& info, double& value) override {
    if (in_mark_) mark.gain = value;
    add(info, everything_ ? shortest(value) : for_people(info.style, value));
  }
  void count(const FieldInfo& info, std::uint64_t& value) override {
    add(info, std::to_string(value));
  }
  void flag(const FieldInfo& info, bool& value) override { add(info, value ? "true" : "false"); }
  void word(const FieldInfo& info, int& index, std::span<const std::string_view> words) override {
    add(info, std::string(words[static_cast<std::size_t>(index)]));
  }
  void counts(const FieldInfo& info, std::vector<std::uint64_t>& values) override {
    if (!shows(info)) return;
    for (std::size_t i = 0; i < values.size(); ++i) add_item(info, i, std::to_string(values[i]));
  }
  void numbers(const FieldInfo& info, std::vector<double>& values) override {
    if (!shows(info)) return;
    for (std::size_t i = 0; i < values.size(); ++i) add_item(info, i, shortest(values[i]));
  }
  void sentence(const FieldInfo&, Sentence& value) override {
    if (in_mark_) mark.label = value;
  }
  void sentences(const FieldInfo& info, std::vector<Sentence>& values) override {
    if (info.key == "warnings") warnings = values;
  }

 protected:
  void begin_object(const FieldInfo& info) override {
    in_mark_ = info.key == "gain_mark";
    has_mark = has_mark || in_mark_;
    if (info.table_row) {
      in_row_ = true;
      prefixes_.clear();
      table.rows.emplace_back();
    }
    prefixes_.push_back(info.table_row ? "" : prefix() + std::string(info.key) + '.');
    row_levels_.push_back(info.table_row);
  }
  void end_object() override {
    in_mark_ = false;
    if (row_levels_.back()) in_row_ = false;
    row_levels_.pop_back();
    prefixes_.pop_back();
  }
  bool begin_optional(const FieldInfo&, bool present) override { return present; }
  std::size_t begin_list(const FieldInfo&, std::size_t size) override { return size; }
  void end_list() override {}

 private:
  bool everything_;
  bool in_row_ = false;
  bool in_mark_ = false;
  std::vector<bool> row_levels_;
  std::vector<std::string> prefixes_;

  std::string prefix() const { return prefixes_.empty() ? std::string() : prefixes_.back(); }

  bool shows(const FieldInfo& info) const {
    if (!in_row_ || info.audience == Audience::internal) return false;
    return everything_ || !info.label.en.empty();
  }

  void add_item(const FieldInfo& info, std::size_t index, std::string text) {
    const std::string key = std::string(info.key) + '.' + std::to_string(index);
    FieldInfo item = info;
    item.key = key;
    add(item, std::move(text));
  }

  void add(const FieldInfo& info, std::string text) {
    if (!shows(info)) return;
    const std::string key = prefix() + std::string(info.key);
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(),
                     [&key](const Table::Column& column) { return column.key == key; });
    const auto column = static_cast<std::size_t>(found - table.columns.begin());
    if (found == table.columns.end()) table.columns.push_back({key, info.label});
    std::vector<std::string>& row = table.rows.back();
    if (row.size() <= column) row.resize(column + 1);
    row[column] = std::move(text);
  }
};

TableWriter written(Report& report, bool everything) {
  TableWriter writer(everything);
  report.describe_fields(writer);
  for (std::vector<std::string>& row : writer.table.rows) {
    row.resize(writer.table.columns.size());
  }
  return writer;
}

void append_cell(std::string& text, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    text += cell;
    return;
  }
  text += '"';
  for (const char c : cell) {
    if (c == '"') text += '"';
    text += c;
  }
  text += '"';
}

}  // namespace

Table text_table(Report& report) { return written(report, false).table; }

Table full_table(Report& report) { return written(report, true).table; }

std::string tables_json(Report& report) {
  const TableWriter writer = written(report, false);
  const Summary summary = summary_of(report);
  JsonText json;
  json.open('{');
  json.key("headline");
  json.sentence(summary.headline);
  json.key("evidence");
  json.sentence(summary.evidence);
  json.key("warnings");
  json.open('[');
  for (const Sentence& warning : writer.warnings) json.sentence(warning);
  json.close(']');
  json.member("verdict", summary.verdict);
  json.member("mark", word_of(summary.mark));
  if (writer.has_mark) {
    json.key("gain_mark");
    json.open('{');
    json.key("gain");
    json.number(writer.mark.gain);
    json.key("label");
    json.sentence(writer.mark.label);
    json.close('}');
  }
  json.key("columns");
  json.open('[');
  for (const Table::Column& column : writer.table.columns) {
    json.open('{');
    json.member("key", column.key);
    json.member("en", column.label.en);
    json.member("ko", column.label.ko);
    json.close('}');
  }
  json.close(']');
  json.key("rows");
  json.open('[');
  for (const std::vector<std::string>& row : writer.table.rows) {
    json.open('[');
    for (const std::string& cell : row) json.string(cell);
    json.close(']');
  }
  json.close(']');
  json.close('}');
  return json.take();
}

std::string csv(Report& report) {
  const Table table = full_table(report);
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) text += ',';
    append_cell(text, table.columns[i].key);
  }
  text += '\n';
  for (const std::vector<std::string>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      append_cell(text, row[i]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace initlab
