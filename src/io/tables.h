#pragma once

#include <string>
#include <vector>

#include "labs/lab.h"

namespace initlab {

/// The rows of a result: objects marked table_row, one column a field. Objects inside a row add
/// their key to the column's: "theory.std".
struct Table {
  struct Column {
    std::string key;
    Words label;
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // each as long as columns; empty: no such field
};

/// Numbers for people; only fields that have a label.
Table text_table(Report&);

/// Every field, numbers in shortest round-trip form; a list of counts is a column for each.
Table full_table(Report&);

/// The text view's JSON: {headline, evidence, warnings, verdict, mark, columns, rows}.
std::string tables_json(Report&);

/// The full table as RFC 4180 text.
std::string csv(Report&);

}  // namespace initlab
