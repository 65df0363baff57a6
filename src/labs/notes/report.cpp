#include <algorithm>
#include <limits>
#include <string>

#include "labs/forward/run.h"
#include "labs/network/band_place.h"
#include "labs/notes/run.h"
#include "labs/notes/verdict.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::notes {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

LayerResult compared(const forward::LayerResult& ours, const Row& printed, bool all_rows) {
  LayerResult layer;
  layer.layer = ours.layer;
  layer.mean = ours.mean;
  layer.std = ours.std;
  layer.notes_mean = printed.mean;
  layer.notes_std = printed.std;
  forward::LayerTheory none;
  none.mean = none.std = none.place = unknown;
  none.std_lo = none.std_hi = none.mean_lo = none.mean_hi = unknown;
  const forward::LayerTheory theory = ours.theory.value_or(none);
  layer.theory_mean = theory.mean;
  layer.theory_std = theory.std;
  layer.std_lo = theory.std_lo;
  layer.std_hi = theory.std_hi;
  layer.mean_lo = theory.mean_lo;
  layer.mean_hi = theory.mean_hi;
  layer.place = theory.place;
  // The band is that of the whole batch, which the notes' numbers are of; a preview is not.
  layer.mean_place = all_rows ? place_in_band(ours.mean, theory.mean_lo, theory.mean_hi) : unknown;
  layer.notes_place = place_of_printed(printed.std, table_rounding, theory.std_lo, theory.std_hi);
  layer.notes_mean_place =
      place_of_printed(printed.mean, table_rounding, theory.mean_lo, theory.mean_hi);
  return layer;
}

void add_layers(NetworkPreset preset, const forward::Report& ours, Report& report) {
  const Table& printed = table_of(preset);
  const bool all_rows = ours.rows == ours.rows_total;
  const auto add = [&](const forward::LayerResult& layer) {
    const auto row = static_cast<std::size_t>(layer.layer);
    if (row >= printed.size()) return;
    report.layers.push_back(compared(layer, printed[row], all_rows));
    report.layers.back().experiment = preset;
  };
  if (ours.layers.empty()) return;
  add(ours.input);
  for (const forward::LayerResult& layer : ours.layers) add(layer);
}

/// Each remark once, after the names of the experiments it is about.
std::vector<Sentence> named_remarks(const std::vector<ExperimentResult>& experiments) {
  std::vector<Sentence> seen;
  std::vector<Sentence> names;
  for (const ExperimentResult& experiment : experiments) {
    const Words& label = network_presets()[static_cast<std::size_t>(experiment.preset)].label;
    for (const Sentence& remark : experiment.remarks) {
      const auto found = std::find(seen.begin(), seen.end(), remark);
      if (found == seen.end()) {
        seen.push_back(remark);
        names.push_back({std::string(label.en), std::string(label.ko)});
      } else {
        Sentence& name = names[static_cast<std::size_t>(found - seen.begin())];
        name.en.append(", ").append(label.en);
        name.ko.append(", ").append(label.ko);
      }
    }
  }
  std::vector<Sentence> list;
  list.reserve(seen.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    list.push_back(fill(strings::notes_remark,
                        {{"names", names[i].en, names[i].ko}, {"remark", seen[i].en, seen[i].ko}}));
  }
  return list;
}

}  // namespace

Report report(const Params& params, const Measurement& measured) {
  Report all;
  all.sweep_total = static_cast<std::uint64_t>(plan(params).sweep);
  all.complete = true;
  for (std::size_t i = 0; i < experiment_count; ++i) {
    const auto preset = static_cast<NetworkPreset>(i);
    const forward::Report ours = report(experiment_params(params, preset), measured.experiments[i]);
    all.rows += ours.rows;
    all.rows_total += ours.rows_total;
    all.sweep_done = std::max(all.sweep_done, ours.sweep_done);
    all.complete = all.complete && ours.complete;
    add_layers(preset, ours, all);
    ExperimentResult experiment;
    experiment.preset = preset;
    experiment.band_seeds = ours.sweep_total;
    experiment.remarks = ours.warnings;
    all.experiments.push_back(std::move(experiment));
  }
  all.warnings = named_remarks(all.experiments);
  judge(params, all);
  return all;
}

}  // namespace initlab::notes
