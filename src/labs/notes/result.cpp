#include "labs/notes/result.h"

namespace initlab::notes {
namespace {

// In the order of Verdict.
constexpr std::string_view verdict_words[] = {"running", "agrees", "differs"};

void experiment_word(ResultVisitor& visitor, const FieldInfo& info, NetworkPreset& preset) {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> list;
    for (const LabPreset& each : network_presets()) list.push_back(each.word);
    return list;
  }();
  describe_word(visitor, info, preset, words);
}

}  // namespace

void Measurement::merge(const Measurement& next) {
  for (std::size_t i = 0; i < experiments.size(); ++i) experiments[i].merge(next.experiments[i]);
}

void describe(ResultVisitor& visitor, Measurement& measured) {
  for (std::size_t i = 0; i < experiment_count; ++i) {
    visitor.object({.key = network_presets()[i].word}, measured.experiments[i]);
  }
}

void describe(ResultVisitor& visitor, LayerResult& layer) {
  constexpr NumberStyle signed_style = NumberStyle::z_score;
  experiment_word(visitor, {.key = "experiment", .label = {"experiment", "실험"}},
                  layer.experiment);
  visitor.count({.key = "layer", .label = {"layer", "층"}}, layer.layer);
  visitor.number({.key = "std", .label = {"std, ours", "표준편차, 이 실험실"}}, layer.std);
  visitor.number({.key = "notes_std", .label = {"std, notes", "표준편차, 노트"}}, layer.notes_std);
  visitor.number({.key = "theory_std", .label = {"std, theory", "표준편차, 이론"}},
                 layer.theory_std);
  visitor.number({.key = "place",
                  .label = {"place in band, ours", "범위 안 위치, 이 실험실"},
                  .style = signed_style},
                 layer.place);
  visitor.number({.key = "notes_place",
                  .label = {"place in band, notes", "범위 안 위치, 노트"},
                  .style = signed_style},
                 layer.notes_place);
  visitor.number({.key = "mean", .label = {"mean, ours", "평균, 이 실험실"}}, layer.mean);
  visitor.number({.key = "notes_mean", .label = {"mean, notes", "평균, 노트"}}, layer.notes_mean);
  visitor.number({.key = "theory_mean", .label = {"mean, theory", "평균, 이론"}},
                 layer.theory_mean);
  visitor.number({.key = "mean_place",
                  .label = {"place of the mean, ours", "평균의 위치, 이 실험실"},
                  .style = signed_style},
                 layer.mean_place);
  visitor.number({.key = "notes_mean_place",
                  .label = {"place of the mean, notes", "평균의 위치, 노트"},
                  .style = signed_style},
                 layer.notes_mean_place);
  visitor.number({.key = "std_lo"}, layer.std_lo);
  visitor.number({.key = "std_hi"}, layer.std_hi);
  visitor.number({.key = "mean_lo"}, layer.mean_lo);
  visitor.number({.key = "mean_hi"}, layer.mean_hi);
}

void describe(ResultVisitor& visitor, ExperimentResult& experiment) {
  experiment_word(visitor, {.key = "preset"}, experiment.preset);
  visitor.count({.key = "band_seeds"}, experiment.band_seeds);
  visitor.count({.key = "compared"}, experiment.compared);
  visitor.count({.key = "inside"}, experiment.inside);
  visitor.count({.key = "ours_compared"}, experiment.ours_compared);
  visitor.count({.key = "ours_inside"}, experiment.ours_inside);
  visitor.number({.key = "farthest"}, experiment.farthest);
  visitor.number({.key = "ours_farthest"}, experiment.ours_farthest);
  visitor.sentence({.key = "finding"}, experiment.finding);
  visitor.sentences({.key = "remarks"}, experiment.remarks);
}

void describe(ResultVisitor& visitor, Report& report) {
  describe_progress(visitor, report);
  describe_verdict(visitor, report, verdict_words);
  visitor.list({.key = "experiments"}, report.experiments);
  visitor.list({.key = "layers", .table_row = true}, report.layers);
  visitor.sentences({.key = "warnings"}, report.warnings);
}

}  // namespace initlab::notes
