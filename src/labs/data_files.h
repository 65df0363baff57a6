#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/training/dataset.h"

namespace initlab {

/// The data files that have arrived, by name.
class DataFiles {
 public:
  /// Null when it has not arrived.
  const Dataset* find(std::string_view name) const {
    const auto place = files_.find(name);
    return place == files_.end() ? nullptr : &place->second;
  }
  void put(std::string_view name, Dataset&& data) {
    files_.insert_or_assign(std::string(name), std::move(data));
  }

 private:
  std::map<std::string, Dataset, std::less<>> files_;
};

}  // namespace initlab
