#pragma once

#include <algorithm>
#include <cstdint>

#include "core/initializer/code/code_error.h"

namespace initlab::init_code {

// Adds up what a program takes.
class Meter {
 public:
  void work(double multiply_adds) { work_ += multiply_adds; }
  void take(const CodeShape& shape) {
    live_ += bytes(shape);
    peak_ = std::max(peak_, live_);
  }
  void give_back(const CodeShape& shape) { live_ -= bytes(shape); }

  double total_work() const { return work_; }
  std::uint64_t peak_bytes() const { return peak_; }

 private:
  static std::uint64_t bytes(const CodeShape& shape) {
    return sizeof(float) * static_cast<std::uint64_t>(shape.rows) *
           static_cast<std::uint64_t>(shape.cols);
  }

  double work_ = 0;
  std::uint64_t live_ = 0;
  std::uint64_t peak_ = 0;
};

}  // namespace initlab::init_code
