#include "labs/training/picture_data.h"

#include "core/training/plane_task.h"
#include "text/strings.h"

namespace initlab::training {
namespace {

// In the order of Fashion-MNIST's labels.
constexpr Words fashion_classes[] = {
    {"T-shirt", "티셔츠"}, {"Trouser", "바지"}, {"Pullover", "풀오버"}, {"Dress", "원피스"},
    {"Coat", "코트"},      {"Sandal", "샌들"},  {"Shirt", "셔츠"},      {"Sneaker", "운동화"},
    {"Bag", "가방"},       {"Boot", "부츠"}};

constexpr PictureData digits_data{.file = "digits",
                                  .width = 8,
                                  .rows = 1797,
                                  .train_rows = 1500,
                                  .classes = 10,
                                  .test_rows = strings::training_view_digits,
                                  .class_names = {}};
constexpr PictureData fashion_data{.file = "fashion",
                                   .width = 28,
                                   .rows = 2500,
                                   .train_rows = 2000,
                                   .classes = 10,
                                   .test_rows = strings::training_view_pictures,
                                   .class_names = fashion_classes};

}  // namespace

const PictureData* picture_data(Data data) {
  switch (data) {
    case Data::digits:
      return &digits_data;
    case Data::fashion:
      return &fashion_data;
    case Data::moons:
    case Data::spirals:
    case Data::circles:
    case Data::xor_clusters:
    case Data::gauss:
      break;
  }
  return nullptr;
}

int rows_of(Data data) {
  const PictureData* const pictures = picture_data(data);
  return pictures != nullptr ? pictures->rows : plane_train_rows + plane_test_rows;
}

}  // namespace initlab::training
