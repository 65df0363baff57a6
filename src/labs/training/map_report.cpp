#include "labs/training/map_report.h"

#include <cmath>
#include <iterator>
#include <span>

#include "core/numbers/sort_few.h"
#include "labs/training/map.h"
#include "labs/training/verdict.h"

namespace initlab::training {

void add_map(const Params& params, const Measurement& measured, Report& report) {
  report.complete = measured.cells.size() == map_cell_count;
  report.steps_total = static_cast<std::uint64_t>(map_steps(params));
  report.map_gains = map_gains(params);
  report.map_depths.assign(std::begin(map_depths), std::end(map_depths));
  report.map_scales = measured.map_scales;
  for (const MapCell& cell : measured.cells) {
    const MapPlace place = map_place(static_cast<int>(cell.job));
    const auto gain = static_cast<std::size_t>(place.gain);
    MapRow row;
    row.gain = report.map_gains[gain];
    row.depth = static_cast<std::uint64_t>(map_depths[place.depth]);
    row.train_accuracy = cell.train_accuracy;
    row.test_accuracy = cell.test_accuracy;
    row.train_loss = cell.train_loss;
    row.diverged_step = cell.diverged_step;
    if (gain < report.map_scales.size() && std::isfinite(report.map_scales[gain])) {
      row.theory = MapTheory{report.map_scales[gain]};
    }
    report.rows.push_back(row);
  }
  sort_few(std::span(report.rows), [](const MapRow& a, const MapRow& b) {
    return a.depth != b.depth ? a.depth < b.depth : a.gain < b.gain;
  });
  judge_map(params, report);
}

}  // namespace initlab::training
