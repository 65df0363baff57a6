#include "engine/embedded_data.h"

#include "io/data_file.h"

namespace initlab {

const DataFiles& embedded_data_files() {
  static const DataFiles files = [] {
    DataFiles read;
    add_data_file("digits", embedded_digits(), read);  // tests/io/data_file_test.cpp: it is taken
    return read;
  }();
  return files;
}

}  // namespace initlab
