#pragma once

#include <memory>

#include "engine/collector.h"

namespace initlab {

/// Computes in the background for the desktop program: the newest request wins.
class Background {
 public:
  struct Update {
    std::unique_ptr<Experiment> experiment;  // that the report belongs to
    std::unique_ptr<Report> report;          // null when refused
    Progress progress;
    std::optional<Plan::Refusal> refusal;
  };

  explicit Background(int threads);
  ~Background();  // stops and waits
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// Takes the place of what is running. A request that is being computed shows its first answer
  /// before it gives way, so that a drag moves the picture.
  void request(std::unique_ptr<Experiment>);

  /// The newest update since the last call; null when nothing has changed. Never waits.
  std::unique_ptr<Update> poll();

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;
};

}  // namespace initlab
