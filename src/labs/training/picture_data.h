#pragma once

#include <span>
#include <string_view>

#include "labs/training/params.h"
#include "text/words.h"

namespace initlab::training {

/// A data file of pictures: what is known of it before it has come.
struct PictureData {
  std::string_view file;  // its name
  int width;              // of a picture, which is square
  int rows;
  int train_rows;  // the first ones
  int classes;
  Words test_rows;                     // "test digits"
  std::span<const Words> class_names;  // empty where the class is its number
};

/// Null for points in the plane.
const PictureData* picture_data(Data);

/// All rows, of pictures and of points.
int rows_of(Data);

}  // namespace initlab::training
