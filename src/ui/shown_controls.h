#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace initlab::ui {

/// Which controls a reader is given: keys of parameters, and "lab" (the menu), "preset" (the
/// chips), "reset", "pin". An author of a lesson leaves out what would distract.
class ShownControls {
 public:
  /// Everything.
  ShownControls() = default;
  /// "controls=gain,seed&hide=pin": the named ones only, without the hidden ones. "controls=none"
  /// names none. Other keys are passed over.
  explicit ShownControls(std::string_view query);

  bool shows(std::string_view key) const;
  /// Whether the controls were chosen one by one, so that nothing folds away.
  bool chosen() const { return chosen_; }
  /// Whether no control at all is left.
  bool empty() const { return chosen_ && only_.empty(); }

  bool operator==(const ShownControls&) const = default;

 private:
  bool chosen_ = false;
  std::vector<std::string> only_;
  std::vector<std::string> hidden_;
};

}  // namespace initlab::ui
