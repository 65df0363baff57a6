#include "io/table_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace initlab {
namespace {

using TableBytes = std::vector<std::uint8_t>;

TableBytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

std::variant<Dataset, Sentence> read_text(std::string_view text) {
  return read_table_file(bytes_of(text));
}

/// Rows 0 .. rows-1 of the row's number, ten times it, and its remainder by 3.
std::string lines_of(int rows, char separator = ',') {
  std::string text;
  for (int row = 0; row < rows; ++row) {
    text += std::to_string(row) + separator + std::to_string(10 * row) + ".5" + separator +
            std::to_string(row % 3) + '\n';
  }
  return text;
}

std::string fault_of(const std::variant<Dataset, Sentence>& read) {
  const auto* const fault = std::get_if<Sentence>(&read);
  if (fault == nullptr) return "none";
  EXPECT_FALSE(fault->ko.empty());
  EXPECT_EQ(fault->en.find_first_of("{}"), std::string::npos) << fault->en;
  EXPECT_EQ(fault->ko.find_first_of("{}"), std::string::npos) << fault->ko;
  return fault->en;
}

void expect_whole(const Dataset& data) {
  EXPECT_EQ(data.inputs.size(), static_cast<std::size_t>(data.rows() * data.features));
  EXPECT_GE(data.train_rows, 1);
  EXPECT_GE(data.test_rows(), 1);
  for (const float x : data.inputs) EXPECT_TRUE(std::isfinite(x));
  for (const std::uint8_t label : data.labels) EXPECT_LT(label, data.classes);
}

/// Of version 1, with a header as NumPy writes it.
TableBytes npy_of(const std::string& kind, int rows, int columns, const TableBytes& body) {
  std::string header = "{'descr': '" + kind + "', 'fortran_order': False, 'shape': (" +
                       std::to_string(rows) + ", " + std::to_string(columns) + "), }";
  while ((10 + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  TableBytes bytes = bytes_of("\x93NUMPY");
  bytes.insert(bytes.end(), {1, 0, static_cast<std::uint8_t>(header.size() & 255U),
                             static_cast<std::uint8_t>(header.size() >> 8U)});
  bytes.insert(bytes.end(), header.begin(), header.end());
  bytes.insert(bytes.end(), body.begin(), body.end());
  return bytes;
}

TEST(TableFile, ReadsCsvWithAndWithoutAHeader) {
  const auto plain = read_text(lines_of(20));
  ASSERT_EQ(fault_of(plain), "none");
  const Dataset& data = std::get<Dataset>(plain);
  EXPECT_EQ(data.rows(), 20);
  EXPECT_EQ(data.train_rows, 16);
  EXPECT_EQ(data.features, 2);
  EXPECT_EQ(data.classes, 3);
  EXPECT_EQ(data.picture_width, 0);
  expect_whole(data);
  for (const std::string& text :
       {"a,b,class\n" + lines_of(20), "\xEF\xBB\xBF\"a, or b\",\"b\",c\r\n" + lines_of(20),
        lines_of(20, ';'), lines_of(20, '\t'), "\n" + lines_of(20) + "\n\n"}) {
    const auto read = read_text(text);
    ASSERT_EQ(fault_of(read), "none") << text;
    EXPECT_EQ(std::get<Dataset>(read).inputs, data.inputs);
    EXPECT_EQ(std::get<Dataset>(read).labels, data.labels);
  }
}

TEST(TableFile, StandardizesEachFeatureByTheTrainingRows) {
  const Dataset data = std::get<Dataset>(read_text(lines_of(50)));
  for (int feature = 0; feature < 2; ++feature) {
    double sum = 0.0;
    double squares = 0.0;
    for (int row = 0; row < data.train_rows; ++row) {
      const double x = data.input(row)[static_cast<std::size_t>(feature)];
      sum += x;
      squares += x * x;
    }
    EXPECT_NEAR(sum / data.train_rows, 0.0, 1e-6);  // float32's rounding
    EXPECT_NEAR(squares / data.train_rows, 1.0, 1e-6);
  }
  // The second feature is the first one, scaled and moved.
  for (int row = 0; row < data.rows(); ++row) {
    EXPECT_NEAR(data.input(row)[0], data.input(row)[1], 1e-6);
  }
  std::string constant;
  for (int row = 0; row < 20; ++row) constant += "0.1,1e100," + std::to_string(row % 2) + "\n";
  const auto read = read_text(constant);
  for (const float x : std::get<Dataset>(read).inputs) EXPECT_EQ(x, 0.0F);
}

TEST(TableFile, ClassesAreNumberedInTheirOrder) {
  std::string numbers;
  std::string words;
  for (int row = 0; row < 12; ++row) {
    // The feature says which class it is, so that the mixing does not matter.
    numbers += std::to_string(row % 3) + (row % 3 == 0   ? ",-1.0\n"
                                          : row % 3 == 1 ? ",9\n"
                                                         : ",10\n");
    words += std::to_string(row % 3) + (row % 3 == 0   ? ",ant\n"
                                        : row % 3 == 1 ? ",bee\n"
                                                       : ",cow\n");
  }
  for (const std::string& text : {numbers, words}) {
    const auto read = read_text(text);
    ASSERT_EQ(fault_of(read), "none");
    const Dataset& data = std::get<Dataset>(read);
    EXPECT_EQ(data.classes, 3);
    for (int a = 0; a < data.rows(); ++a) {
      for (int b = 0; b < data.rows(); ++b) {
        const bool below = data.input(a)[0] < data.input(b)[0];
        EXPECT_EQ(below, data.labels[static_cast<std::size_t>(a)] <
                             data.labels[static_cast<std::size_t>(b)]);
      }
    }
  }
}

TEST(TableFile, ReadsNpyOfEveryKind) {
  TableBytes as_int8;
  TableBytes as_int16;
  for (int row = 0; row < 10; ++row) {
    for (const int value : {row - 5, 3 * row, row % 2 == 0 ? -1 : 1}) {
      as_int8.push_back(static_cast<std::uint8_t>(value & 255));
      as_int16.push_back(static_cast<std::uint8_t>(value & 255));
      as_int16.push_back(static_cast<std::uint8_t>((value >> 8) & 255));
    }
  }
  const auto narrow = read_table_file(npy_of("|i1", 10, 3, as_int8));
  const auto wide = read_table_file(npy_of("<i2", 10, 3, as_int16));
  ASSERT_EQ(fault_of(narrow), "none");
  ASSERT_EQ(fault_of(wide), "none");
  expect_whole(std::get<Dataset>(narrow));
  EXPECT_EQ(std::get<Dataset>(narrow).inputs, std::get<Dataset>(wide).inputs);
  EXPECT_EQ(std::get<Dataset>(narrow).classes, 2);
  // 0.5 and 1.0 as float32 and float64.
  TableBytes floats;
  TableBytes doubles;
  for (int i = 0; i < 20; ++i) {
    const std::uint8_t high = i % 3 == 0 ? 0x00 : 0x80;
    floats.insert(floats.end(), {0, 0, high, 0x3F});
    doubles.insert(doubles.end(),
                   {0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(high == 0 ? 0xE0 : 0xF0), 0x3F});
  }
  const auto single = read_table_file(npy_of("<f4", 10, 2, floats));
  const auto twice = read_table_file(npy_of("<f8", 10, 2, doubles));
  ASSERT_EQ(fault_of(single), "none");
  ASSERT_EQ(fault_of(twice), "none");
  EXPECT_EQ(std::get<Dataset>(single).inputs, std::get<Dataset>(twice).inputs);
  EXPECT_EQ(std::get<Dataset>(single).labels, std::get<Dataset>(twice).labels);
}

TEST(TableFile, SaysWhatIsWrong) {
  const auto says = [](const std::variant<Dataset, Sentence>& read, std::string_view words) {
    EXPECT_NE(fault_of(read).find(words), std::string::npos) << fault_of(read);
  };
  says(read_text(""), "at least two columns");
  says(read_text("1\n2\n3\n"), "at least two columns");
  says(read_text(lines_of(9)), "at least 10 rows");
  says(read_text(lines_of(9) + "1,2\n"), "Line 10 has 2 columns, the first one 3");
  says(read_text(lines_of(9) + "1,x,2\n"), "Row 10, column 2");
  says(read_text(lines_of(9) + "1,1e101,2\n"), "Row 10, column 2");
  says(read_text(lines_of(9) + "nan,1,2\n"), "Row 10, column 1");
  says(read_text(lines_of(9) + "1,1,\n"), "Line 10 has no class");
  std::string many;
  std::string one;
  for (int row = 0; row < 300; ++row) {
    many += "1," + std::to_string(row) + "\n";
    one += std::to_string(row) + ",a\n";
  }
  says(read_text(many), "300 different values");
  says(read_text(one), "1 different values");
  std::string long_text;
  for (std::size_t row = 0; row <= most_table_rows; ++row) long_text += "1,2\n";
  says(read_text(long_text), "at most 50,000 rows");
  std::string wide = "1";
  for (std::size_t i = 0; i < most_table_columns; ++i) wide += ",1";
  says(read_text(wide), "at most 50,000 rows and 1,025 columns");
  says(read_table_file(TableBytes(max_table_file + 1, '1')), "at most 5 MB");
  says(read_table_file(npy_of("<f2", 10, 2, TableBytes(40))), "no table of float32");
  says(read_table_file(npy_of(">f4", 10, 2, TableBytes(80))), "no table of float32");
  says(read_table_file(npy_of("|O8", 10, 2, TableBytes(160))), "no table of float32");
  says(read_table_file(npy_of("<f4", 10, 2, TableBytes(79))), "damaged");
  says(read_table_file(npy_of("<f4", 2000000000, 2000000000, TableBytes(80))), "at most");
}

/// Whatever comes, there are data that are whole or a sentence.
TEST(TableFile, DamagedFilesAreReadOrRefused) {
  TableBytes body(240);
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<std::uint8_t>(i % 4);
  const std::vector<TableBytes> files = {bytes_of("a,\"b\",c\n" + lines_of(30)),
                                         npy_of("|u1", 80, 3, body), npy_of("<i4", 20, 3, body)};
  std::mt19937 random(7);
  for (const TableBytes& file : files) {
    for (std::size_t size = 0; size < file.size(); ++size) {
      const auto read = read_table_file(std::span(file).first(size));
      if (fault_of(read) == "none") expect_whole(std::get<Dataset>(read));
    }
    for (int round = 0; round < 1000; ++round) {
      TableBytes changed = file;
      for (unsigned i = 0; i <= random() % 4; ++i) {
        changed[random() % changed.size()] = static_cast<std::uint8_t>(random() % 256);
      }
      const auto read = read_table_file(changed);
      if (fault_of(read) == "none") expect_whole(std::get<Dataset>(read));
    }
  }
}

}  // namespace
}  // namespace initlab
