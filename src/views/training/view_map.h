#pragma once

#include <optional>

#include "labs/training/result.h"
#include "ui/lab_view.h"

namespace initlab::training {

/// The map: a square for every gain and depth, and a frame that arrows and presses move.
class MapPicture {
 public:
  struct Place {
    int gain = 0;
    int depth = 0;
  };

  /// Returns the height it took.
  float draw(const ui::ViewContext&, const Report&);
  /// The cell that was asked to be opened since the last call.
  std::optional<Place> take_opened();

 private:
  void take_keys(int gains, int depths);

  std::optional<Place> chosen_;
  std::optional<Place> opened_;
};

}  // namespace initlab::training
