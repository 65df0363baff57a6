#include "labs/network/measured_parts.h"

#include "labs/network/params.h"

namespace initlab {
namespace {

/// As a double in the frame; every float is one.
void single(ResultVisitor& visitor, std::string_view key, float& value) {
  double wide = value;
  visitor.number({.key = key}, wide);
  value = static_cast<float>(wide);
}

void describe(ResultVisitor& visitor, RowMoments& rows) {
  visitor.count({.key = "rows"}, rows.rows);
  visitor.number({.key = "mean1"}, rows.mean1);
  visitor.number({.key = "mean2"}, rows.mean2);
  visitor.number({.key = "c11"}, rows.c11);
  visitor.number({.key = "c12"}, rows.c12);
  visitor.number({.key = "c22"}, rows.c22);
}

}  // namespace

void describe(ResultVisitor& visitor, LayerStatistics& layer) {
  visitor.count({.key = "count"}, layer.count);
  visitor.number({.key = "mean"}, layer.mean);
  visitor.number({.key = "m2"}, layer.m2);
  single(visitor, "min", layer.min);
  single(visitor, "max", layer.max);
  visitor.count({.key = "saturated"}, layer.saturated);
  visitor.count({.key = "saturated_above"}, layer.saturated_above);
  visitor.count({.key = "zero"}, layer.zero);
  visitor.count({.key = "nan"}, layer.nan);
  visitor.count({.key = "infinite"}, layer.infinite);
  visitor.counts({.key = "bins"}, layer.bins);
  visitor.count({.key = "below"}, layer.below);
  visitor.count({.key = "above"}, layer.above);
  visitor.counts({.key = "alive"}, layer.alive);
  std::uint64_t units = static_cast<std::uint64_t>(layer.units);
  visitor.count({.key = "units"}, units);
  layer.units = units <= max_width ? static_cast<int>(units) : 0;
  describe(visitor, layer.rows);
}

void describe(ResultVisitor& visitor, MeanFieldLayer& layer) {
  visitor.number({.key = "q"}, layer.q);
  visitor.number({.key = "mean"}, layer.mean);
  visitor.number({.key = "std"}, layer.std);
  visitor.number({.key = "chi"}, layer.chi);
}

void describe(ResultVisitor& visitor, Band& band) {
  visitor.number({.key = "std_lo"}, band.std_lo);
  visitor.number({.key = "std_hi"}, band.std_hi);
  visitor.number({.key = "mean_lo"}, band.mean_lo);
  visitor.number({.key = "mean_hi"}, band.mean_hi);
}

void describe(ResultVisitor& visitor, SweepLayer& layer) {
  visitor.number({.key = "mean"}, layer.mean);
  visitor.number({.key = "std"}, layer.std);
  visitor.number({.key = "row_variance_log_std"}, layer.row_variance_log_std);
  visitor.number({.key = "row_variance_mean"}, layer.row_variance_mean);
}

void describe(ResultVisitor& visitor, SweepRun& run) {
  visitor.list({.key = "layers"}, run.layers);
}

}  // namespace initlab
