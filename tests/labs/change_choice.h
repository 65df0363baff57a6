#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "labs/param_visitor.h"

namespace initlab {

/// Changes one choice as a widget would: while it is visited.
class ChangeChoice final : public ParamVisitor {
 public:
  ChangeChoice(std::string_view key, std::string_view word) : key_(key), word_(word) {}
  void integer(const ParamInfo&, int&, IntegerRange) override {}
  void real(const ParamInfo&, double&, RealRange) override {}
  void seed(const ParamInfo&, std::uint64_t&) override {}
  void integers(const ParamInfo&, std::vector<int>&, IntegerRange, int) override {}
  void text(const ParamInfo&, std::string&, int) override {}

 protected:
  void choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) override {
    if (info.key != key_) return;
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [this](const Choice& choice) { return choice.word == word_; });
    ASSERT_NE(found, choices.end());
    index = static_cast<int>(found - choices.begin());
  }
  void choice_indices(const ParamInfo&, std::vector<int>&, std::span<const Choice>) override {}

 private:
  std::string_view key_;
  std::string_view word_;
};

}  // namespace initlab
