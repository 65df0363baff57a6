#include <algorithm>
#include <limits>

#include "views/training/view_parts.h"

namespace initlab::training {

double value_at(std::span<const double> values, int index) {
  if (index < 0 || index >= static_cast<int>(values.size())) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return values[static_cast<std::size_t>(index)];
}

bool Scene::plane() const {
  if (report != nullptr && !report->points.empty()) return true;
  if (report != nullptr && !report->samples.empty()) return false;
  return !is_picture(params.data);
}

double Scene::shown_step() const {
  return report == nullptr || shown < 0 ? 0.0 : value_at(report->steps, shown);
}

const LayerCourse* Scene::layer(int column) const {
  if (report == nullptr || column < 1 || column > static_cast<int>(report->courses.size())) {
    return nullptr;
  }
  return &report->courses[static_cast<std::size_t>(column - 1)];
}

int Scene::entry() const {
  if (report == nullptr || shown < 0) return -1;
  const std::vector<HistoryEntry>& history = report->history;
  const auto later = std::find_if(
      history.begin(), history.end(),
      [this](const HistoryEntry& entry) { return static_cast<double>(entry.step) > shown_step(); });
  return static_cast<int>(later - history.begin()) - 1;
}

const HistoryEntry* Scene::evaluation() const {
  const int index = entry();
  return index < 0 ? nullptr : &report->history[static_cast<std::size_t>(index)];
}

const Snapshot* Scene::snapshot() const {
  const int index = entry();
  if (index < 0 || index >= static_cast<int>(report->snapshots.size())) return nullptr;
  return &report->snapshots[static_cast<std::size_t>(index)];
}

}  // namespace initlab::training
