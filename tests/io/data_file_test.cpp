#include "io/data_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/embedded_data.h"

namespace initlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t header_bytes = 32;

/// The header's numbers in their order.
Bytes file_of(std::vector<std::uint32_t> numbers, const Bytes& body) {
  ByteWriter out(header_bytes + body.size());
  for (const char c : std::string("INITDATA")) out.u8(static_cast<std::uint8_t>(c));
  for (const std::uint32_t number : numbers) out.u32(number);
  out.bytes.insert(out.bytes.end(), body.begin(), body.end());
  return out.bytes;
}

/// Three rows of 2 x 2 grey levels up to 4, two of them to learn from, of three classes.
const std::vector<std::uint32_t> small_numbers = {1, 3, 2, 2, 4, 3};
const Bytes small_body = {0, 1, 2, 3, 4, 3, 2, 1, 0, 0, 4, 4, 2, 0, 1};

TEST(DataFile, IsRead) {
  const auto data = read_data_file(file_of(small_numbers, small_body));
  ASSERT_TRUE(data);
  EXPECT_EQ(data->rows(), 3);
  EXPECT_EQ(data->train_rows, 2);
  EXPECT_EQ(data->features, 4);
  EXPECT_EQ(data->classes, 3);
  EXPECT_EQ(data->picture_width, 2);
  EXPECT_EQ(data->levels, 4);
  EXPECT_EQ(data->pictures, Bytes(small_body.begin(), small_body.begin() + 12));
  EXPECT_EQ(data->labels, (Bytes{2, 0, 1}));
}

TEST(DataFile, EveryOtherLengthIsRefused) {
  Bytes file = file_of(small_numbers, small_body);
  for (std::size_t size = 0; size < file.size(); ++size) {
    EXPECT_FALSE(read_data_file(std::span(file).first(size))) << size;
  }
  file.push_back(0);
  EXPECT_FALSE(read_data_file(file));
  EXPECT_FALSE(read_data_file(Bytes(max_data_file + 1)));
}

TEST(DataFile, HostileNumbersAreRefused) {
  for (std::size_t field = 0; field < small_numbers.size(); ++field) {
    for (const std::uint32_t value : {0u, 257u, 0x10000u, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFFu}) {
      std::vector<std::uint32_t> numbers = small_numbers;
      numbers[field] = value;
      EXPECT_FALSE(read_data_file(file_of(numbers, small_body))) << field << ": " << value;
    }
  }
  // No row to be tested with.
  EXPECT_FALSE(read_data_file(file_of({1, 3, 3, 2, 4, 3}, small_body)));
}

TEST(DataFile, LevelsAndLabelsAreWithinTheirRanges) {
  Bytes body = small_body;
  body[3] = 5;
  EXPECT_FALSE(read_data_file(file_of(small_numbers, body)));
  body = small_body;
  body.back() = 3;
  EXPECT_FALSE(read_data_file(file_of(small_numbers, body)));
}

TEST(DataFile, HashIsFnv1a) {
  const std::string text = "foobar";  // a test vector of the function's authors
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  EXPECT_EQ(data_hash({bytes, text.size()}), 0x85944171f73967e8u);
}

TEST(DataFile, TheDigitsAreWithinThisProgram) {
  const Dataset* const digits = embedded_data_files().find("digits");
  ASSERT_NE(digits, nullptr);
  EXPECT_EQ(digits->rows(), 1797);
  EXPECT_EQ(digits->test_rows(), 297);
  EXPECT_EQ(digits->features, 64);
  EXPECT_EQ(digits->classes, 10);
}

/// As the build made it; empty where it has not.
Bytes fashion_file() {
  std::ifstream file(INITLAB_FASHION_FILE, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(DataFile, FashionIsTheFileThatTheBuildMakes) {
  const Bytes bytes = fashion_file();
  ASSERT_EQ(bytes.size(), header_bytes + 2500 * 785);
  DataFiles files;
  for (const std::size_t place : {std::size_t{9}, header_bytes + 1000, bytes.size() - 1}) {
    Bytes changed = bytes;
    changed[place] ^= 1;
    const auto fault = add_data_file("fashion", changed, files);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->en, "The file is not the one this lab was tested with.");
  }
  EXPECT_TRUE(add_data_file("fashion", std::span(bytes).first(bytes.size() - 1), files));
  EXPECT_TRUE(add_data_file("fashion", embedded_digits(), files)) << "one for the other";
  EXPECT_TRUE(add_data_file("digits", bytes, files));
  EXPECT_EQ(files.find("fashion"), nullptr);
  ASSERT_FALSE(add_data_file("fashion", bytes, files));
  const Dataset* const data = files.find("fashion");
  ASSERT_NE(data, nullptr);
  EXPECT_EQ(data->rows(), 2500);
  EXPECT_EQ(data->test_rows(), 500);
  EXPECT_EQ(data->features, 784);
  EXPECT_EQ(data->levels, 255);
  // Nearly balanced: of 10 classes no test class has fewer than 40 of the 500.
  std::vector<int> counts(10, 0);
  for (int row = 2000; row < 2500; ++row) ++counts[data->labels[static_cast<std::size_t>(row)]];
  for (const int count : counts) EXPECT_GE(count, 40);
}

TEST(DataFile, WhatIsMissingIsNamedWithAWayOut) {
  for (const KnownDataFile& file : known_data_files) {
    const Sentence sentence = missing_data(file.name);
    EXPECT_NE(sentence.en.find(std::string(file.name) + " did not arrive"), std::string::npos);
    EXPECT_NE(sentence.ko.find(file.name), std::string::npos);
    EXPECT_NE(sentence.en.find("spirals"), std::string::npos);
    EXPECT_EQ(sentence.en.find("only the digits") == std::string::npos, file.carried);
  }
}

TEST(DataFile, OnlyThoseThatAreKnownAreTaken) {
  DataFiles files;
  const auto expect_refused = [&files](std::string_view name, const Bytes& bytes) {
    const auto reason = add_data_file(name, bytes, files);
    ASSERT_TRUE(reason) << name;
    EXPECT_FALSE(reason->en.empty());
    EXPECT_FALSE(reason->ko.empty());
    EXPECT_EQ(files.find(name), nullptr);
  };
  const std::span<const std::uint8_t> digits = embedded_digits();
  Bytes changed(digits.begin(), digits.end());
  changed.back() ^= 1;
  expect_refused("digits", changed);
  expect_refused("digits", file_of(small_numbers, small_body));
  expect_refused("letters", Bytes(digits.begin(), digits.end()));
  expect_refused("", {});
  EXPECT_FALSE(add_data_file("digits", digits, files));
  const Dataset* const first = files.find("digits");
  ASSERT_NE(first, nullptr);
  const float* const inputs = first->inputs.data();
  EXPECT_FALSE(add_data_file("digits", digits, files)) << "once more";
  EXPECT_EQ(files.find("digits")->inputs.data(), inputs) << "a job may be reading them";
}

}  // namespace
}  // namespace initlab
