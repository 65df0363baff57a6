// The training lab's data files of pictures: what is known of them before they come, and
// Fashion-MNIST from its file to verdict and programs.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "io/data_file.h"
#include "labs/change_choice.h"
#include "labs/training/lab.h"
#include "labs/training/picture_data.h"
#include "labs/training/verdict.h"
#include "labs/training_run.h"

namespace initlab::training {
namespace {

Params quick_fashion() { return quick_params(Data::fashion, 2, 10); }

/// Noise in the shape of the file, with fewer rows.
Dataset noise_clothes(const PictureData& shape) {
  constexpr std::size_t rows = 60;
  std::mt19937 random(2);
  const auto pixels = static_cast<std::size_t>(shape.width * shape.width);
  std::vector<std::uint8_t> pictures(rows * pixels);
  for (std::uint8_t& grey : pictures) grey = static_cast<std::uint8_t>(random() % 256);
  std::vector<std::uint8_t> labels(rows);
  for (std::uint8_t& label : labels) label = static_cast<std::uint8_t>(random() % 10);
  return picture_dataset(shape.width, 255, shape.classes, 40, pictures, labels);
}

TEST(TrainingData, IsKnownBeforeItsFileComes) {
  const PictureData* const digits = picture_data(Data::digits);
  const PictureData* const fashion = picture_data(Data::fashion);
  ASSERT_NE(digits, nullptr);
  ASSERT_NE(fashion, nullptr);
  EXPECT_EQ(digits->rows - digits->train_rows, 297);
  EXPECT_EQ(fashion->rows - fashion->train_rows, 500);
  EXPECT_EQ(features_of(Data::fashion), 784);
  EXPECT_EQ(classes_of(Data::fashion), 10);
  EXPECT_EQ(rows_of(Data::moons), 800);
  ASSERT_EQ(fashion->class_names.size(), 10u);
  EXPECT_EQ(fashion->class_names[9].en, "Boot");
  EXPECT_EQ(picture_data(Data::gauss), nullptr);
  // Every data file that is named is one that the reader of files knows.
  for (const KnownDataFile& file : known_data_files) {
    EXPECT_TRUE(file.name == digits->file || file.name == fashion->file) << file.name;
  }
}

TEST(TrainingData, FashionIsPlannedWithItsFile) {
  const Plan digits = plan(Params());
  Params params;
  ChangeChoice visitor("data", "fashion");
  describe(visitor, params);
  ASSERT_EQ(params.data, Data::fashion);
  const Plan clothes = plan(params);
  EXPECT_EQ(clothes.data_file, "fashion");
  EXPECT_FALSE(clothes.refusal);
  EXPECT_EQ(clothes.weights, 784u * 100 + 8u * 100 * 100 + 100u * 10);
  // 2500 pictures of 784 numbers, as floats and twice as bytes, are 11.8 MB; the rest are the first
  // layer's weights, as the optimizer and the evaluations keep them.
  EXPECT_GT(clothes.memory_bytes, digits.memory_bytes + 11'000'000);
  EXPECT_LT(clothes.memory_bytes, digits.memory_bytes + 18'000'000);
}

TEST(TrainingData, FashionIsMeasuredAsPictures) {
  const Params params = quick_fashion();
  DataFiles files;
  EXPECT_FALSE(run_job(params, 0, files).finished) << "without its file";
  files.put("fashion", noise_clothes(*picture_data(Data::digits)));
  EXPECT_FALSE(run_job(params, 0, files).finished) << "pictures of another size";

  DataFiles right;
  right.put("fashion", noise_clothes(*picture_data(Data::fashion)));
  const Measurement measured = run_job(params, 0, right);
  ASSERT_TRUE(measured.finished);
  EXPECT_TRUE(accepts(params, measured));
  const Report got = report(params, measured);
  ASSERT_EQ(got.samples.size(), 20u);
  EXPECT_EQ(got.samples[3].pixels.size(), 784u);
  EXPECT_EQ(got.samples[3].pixels[700], right.find("fashion")->pictures[43 * 784 + 700] / 255.0);
  EXPECT_EQ(got.snapshots.back().first_weights.size(), 784u * 8);
  EXPECT_EQ(got.layers.front().fan_in, 784u);
  EXPECT_EQ(got.classes, 10u);
  Params digits = params;
  digits.data = Data::digits;
  EXPECT_FALSE(accepts(digits, measured));
}

TEST(TrainingData, VerdictsSpeakOfPictures) {
  Params params;
  params.data = Data::fashion;
  for (const double accuracy : {0.95, 0.7, 0.3}) {
    for (const bool complete : {true, false}) {
      Report got;
      got.complete = complete;
      got.classes = 10;
      got.guessing_loss = 2.302585;
      got.chance_accuracy = 0.1;
      got.steps_total = 300;
      got.history = {{0, 2.3, 0.1, 2.3, 0.1}, {300, 0.9, accuracy, 0.9, accuracy}};
      got.layers.resize(2);
      judge(params, got);
      EXPECT_NE(got.headline.en.find("of the test pictures"), std::string::npos) << got.headline.en;
      EXPECT_NE(got.headline.ko.find("시험 그림의"), std::string::npos) << got.headline.ko;
    }
  }
}

TEST(TrainingData, ProgramsReadTheVeryRows) {
  for (const ScriptLanguage language :
       {ScriptLanguage::numpy, ScriptLanguage::pytorch, ScriptLanguage::keras}) {
    const std::string text = script(quick_fashion(), language);
    for (const char* line : {"import gzip\nimport hashlib\n", "widths = [784, 8, 10]\n",
                             "t10k-images-idx3-ubyte.gz", ")[:2500]\n", "labels[order], 2000\n"}) {
      EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
    }
    EXPECT_EQ(text.find("sklearn"), std::string::npos);
  }
}

}  // namespace
}  // namespace initlab::training
