#include "labs/notes/verdict.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::notes {
namespace {

// A layer inherits the last one's luck, so what strays does so together: of a table's numbers this
// share must lie within +-2 sd, and none beyond 3.5, as in tests/core/network/presets_test.cpp. A
// band measured over 20 seeds is itself off by chance: what 3.5 is to a normal, 4.2 is to Student's
// t with 19 degrees of freedom.
constexpr double least_inside = 0.8;
constexpr double beyond = 3.5;
constexpr double beyond_measured = 4.2;
// Ours depend on the reader's seed; one that is merely unlucky does not go as far as this.
constexpr double ours_beyond = 5.5;

/// The notes' number that lies farthest from the centre of its band.
struct Farthest {
  const LayerResult* layer = nullptr;
  bool is_mean = false;
  double place = 0.0;
};

void count(double place, std::uint64_t& compared, std::uint64_t& inside, double& farthest) {
  if (!std::isfinite(place)) return;
  ++compared;
  if (std::abs(place) <= 2.0) ++inside;
  farthest = std::max(farthest, std::abs(place));
}

Farthest count_layers(Report& report) {
  Farthest farthest;
  for (const LayerResult& layer : report.layers) {
    if (layer.layer == 0) continue;
    const auto index = static_cast<std::size_t>(layer.experiment);
    if (index >= report.experiments.size()) continue;
    ExperimentResult& experiment = report.experiments[index];
    for (const bool is_mean : {false, true}) {
      const double place = is_mean ? layer.notes_mean_place : layer.notes_place;
      count(place, experiment.compared, experiment.inside, experiment.farthest);
      count(is_mean ? layer.mean_place : layer.place, experiment.ours_compared,
            experiment.ours_inside, experiment.ours_farthest);
      if (std::abs(place) > std::abs(farthest.place)) farthest = {&layer, is_mean, place};
    }
  }
  return farthest;
}

Sentence finding(const ExperimentResult& experiment) {
  if (experiment.compared == 0) return fill(strings::notes_finding_pending, {});
  const std::string all = std::to_string(experiment.compared);
  if (experiment.inside == experiment.compared) {
    return fill(strings::notes_finding_all, {{"m", all}});
  }
  return fill(strings::notes_finding, {{"n", std::to_string(experiment.inside)}, {"m", all}});
}

bool agrees(const ExperimentResult& experiment) {
  const double limit = experiment.band_seeds > 0 ? beyond_measured : beyond;
  return static_cast<double>(experiment.inside) >=
             least_inside * static_cast<double>(experiment.compared) &&
         experiment.farthest <= limit && experiment.ours_farthest <= ours_beyond;
}

Sentence evidence(const Params& params, std::uint64_t ours_inside, const Farthest& farthest) {
  const std::string ours = std::to_string(ours_inside);
  const std::string seed = std::to_string(params.seed);
  if (farthest.layer == nullptr) {
    return fill(strings::notes_evidence, {{"k", ours}, {"s", seed}});
  }
  const auto index = static_cast<std::size_t>(farthest.layer->experiment);
  const Words& name = network_presets()[index].label;
  const Words& what = farthest.is_mean ? strings::label_mean : strings::label_std;
  return fill(strings::notes_evidence_farthest,
              {{"k", ours},
               {"s", seed},
               {"e", name.en, name.ko},
               {"l", std::to_string(farthest.layer->layer)},
               {"q", what.en, what.ko},
               {"p", sentence_number(signed_number(farthest.place))}});
}

}  // namespace

void judge(const Params& params, Report& report) {
  const Farthest farthest = count_layers(report);
  std::uint64_t compared = 0;
  std::uint64_t inside = 0;
  std::uint64_t ours_inside = 0;
  bool all_agree = true;
  for (ExperimentResult& experiment : report.experiments) {
    experiment.finding = finding(experiment);
    compared += experiment.compared;
    inside += experiment.inside;
    ours_inside += experiment.ours_inside;
    all_agree = all_agree && agrees(experiment);
  }
  if (!report.complete || compared == 0) {
    report.verdict = Verdict::running;
    report.headline = fill(strings::notes_running, {});
    report.evidence = fill(strings::notes_running_evidence, {});
    return;
  }
  report.verdict = all_agree ? Verdict::agrees : Verdict::differs;
  const Words& pattern = all_agree ? strings::notes_agrees : strings::notes_differs;
  report.headline = fill(pattern, {{"n", std::to_string(inside)},
                                   {"m", std::to_string(compared)},
                                   {"k", std::to_string(ours_inside)}});
  report.evidence = evidence(params, ours_inside, farthest);
}

}  // namespace initlab::notes
