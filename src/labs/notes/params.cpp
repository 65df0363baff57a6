#include "labs/notes/params.h"

#include <iterator>

#include "labs/notes/tables.h"

namespace initlab::notes {
namespace {

constexpr LabPreset presets[] = {{"notes", {"The notes' five", "노트의 다섯 실험"}}};
constexpr Choice choices[] = {{presets[0].word, presets[0].label}};

}  // namespace

void describe(ParamVisitor& visitor, Params& p) {
  visitor.choice(
      {.key = "preset",
       .label = {"Preset", "프리셋"},
       .help = {"Repeats the five experiments of the study notes and puts the notes' "
                "tables beside ours and theory. The notes print five decimals: a "
                "printed number's place in its band is that of the nearest value it may "
                "stand for.",
                "학습 노트의 다섯 실험을 다시 하여 노트의 표를 이 실험실의 결과, 이론과 "
                "비교합니다. 노트는 소수 다섯 자리까지 적었으므로, 노트에 적힌 수의 범위 안 위치는 "
                "반올림하면 그 수가 되는 값 중 범위의 가운데에 가장 가까운 값으로 구합니다."}},
      p.preset, choices);
  visitor.seed({.key = "seed",
                .label = {"Seed", "시드"},
                .help = {"All random numbers of the five experiments follow from it. The notes "
                         "used another generator, so only the spread can agree and not the digits.",
                         "다섯 실험의 모든 난수가 이 값으로 정해집니다. 노트는 다른 난수 생성기를 "
                         "썼으므로 수가 같을 수는 없고 퍼진 정도만 비교할 수 있습니다."}},
               p.seed);
}

Params from_preset(Preset) { return {}; }

std::span<const LabPreset> lab_presets(const Params&) { return presets; }

forward::Params experiment_params(const Params& params, NetworkPreset preset) {
  forward::Params network = forward::from_preset(preset);
  network.seed = params.seed;
  return network;
}

std::uint64_t weight_count(const Params& params) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < experiment_count; ++i) {
    count += weight_count(experiment_params(params, static_cast<NetworkPreset>(i)));
  }
  return count;
}

}  // namespace initlab::notes
