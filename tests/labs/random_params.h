#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "labs/lab.h"

namespace initlab {

/// Sets every parameter to a random value that its declaration allows.
class RandomParams final : public ParamVisitor {
 public:
  explicit RandomParams(unsigned seed) : generator_(seed) {}

  void integer(const ParamInfo&, int& value, IntegerRange range) override {
    value = whole(range.min, range.max);
  }
  void real(const ParamInfo&, double& value, RealRange range) override {
    if (whole(0, 3) == 0) return;  // keeps some defaults, which a query must leave out
    const double part = std::uniform_real_distribution<double>(0.0, 1.0)(generator_);
    value = range.spacing == Spacing::linear ? range.min + part * (range.max - range.min)
                                             : range.min * std::pow(range.max / range.min, part);
    value = std::fmin(std::fmax(value, range.min), range.max);
  }
  void seed(const ParamInfo&, std::uint64_t& value) override {
    value = (std::uint64_t{generator_()} << 32) | generator_();
  }
  void integers(const ParamInfo&, std::vector<int>& value, IntegerRange range,
                int max_count) override {
    value.resize(static_cast<std::size_t>(whole(0, max_count)));
    for (int& number : value) number = whole(range.min, range.max);
  }
  /// Printable characters, those that links must encode among them; nothing to trim at the ends.
  void text(const ParamInfo&, std::string& value, int max_bytes) override {
    if (whole(0, 1) == 0) return;
    constexpr std::string_view characters = "abz019 +-*/().,=&%#?가";
    value = "x";
    while (whole(0, 20) != 0 && value.size() + 5 < static_cast<std::size_t>(max_bytes)) {
      const int i = whole(0, 20);
      value +=
          i == 20 ? std::string("가") : std::string(1, characters[static_cast<std::size_t>(i)]);
    }
    value += "x";
  }

 protected:
  void choice_index(const ParamInfo&, int& index, std::span<const Choice> choices) override {
    index = whole(0, static_cast<int>(choices.size()) - 1);
  }
  void choice_indices(const ParamInfo&, std::vector<int>& indices,
                      std::span<const Choice> choices) override {
    indices.resize(choices.size());
    std::iota(indices.begin(), indices.end(), 0);
    std::shuffle(indices.begin(), indices.end(), generator_);
    indices.resize(static_cast<std::size_t>(whole(0, static_cast<int>(choices.size()))));
  }

 private:
  std::mt19937 generator_;

  int whole(int min, int max) { return std::uniform_int_distribution<int>(min, max)(generator_); }
};

/// Sets one parameter, by its place, to the smallest or the largest that its declaration allows.
class EdgeParam final : public ParamVisitor {
 public:
  EdgeParam(std::size_t place, bool largest) : place_(place), largest_(largest) {}

  void integer(const ParamInfo&, int& value, IntegerRange range) override {
    if (is_here()) value = largest_ ? range.max : range.min;
  }
  void real(const ParamInfo&, double& value, RealRange range) override {
    if (is_here()) value = largest_ ? range.max : range.min;
  }
  void seed(const ParamInfo&, std::uint64_t& value) override {
    if (is_here()) value = largest_ ? ~std::uint64_t{0} : 0;
  }
  void integers(const ParamInfo&, std::vector<int>& value, IntegerRange range, int) override {
    if (is_here()) value.assign(1, largest_ ? range.max : range.min);
  }
  void text(const ParamInfo&, std::string& value, int max_bytes) override {
    if (is_here()) value.assign(largest_ ? static_cast<std::size_t>(max_bytes) : 0, '(');
  }

 protected:
  void choice_index(const ParamInfo&, int& index, std::span<const Choice> choices) override {
    if (is_here()) index = largest_ ? static_cast<int>(choices.size()) - 1 : 0;
  }
  void choice_indices(const ParamInfo&, std::vector<int>& indices,
                      std::span<const Choice> choices) override {
    if (!is_here()) return;
    indices.resize(largest_ ? choices.size() : 0);
    std::iota(indices.begin(), indices.end(), 0);
  }

 private:
  std::size_t place_;
  bool largest_;
  std::size_t seen_ = 0;

  bool is_here() { return seen_++ == place_; }
};

}  // namespace initlab
