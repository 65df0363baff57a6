#include "labs/activation/params.h"

#include <algorithm>

#include "labs/vocabulary.h"

namespace initlab::activation {
namespace {

constexpr double max_range = 100.0;
constexpr double min_range = 0.1;
constexpr double max_step = 10.0;

void describe_functions(ParamVisitor& visitor, Params& p) {
  static const std::vector<Choice> presets = choices_of(lab_presets(Params{}));
  const Preset preset_before = p.preset;
  visitor.choice(
      {.key = "preset",
       .label = {"Preset", "프리셋"},
       .help =
           {"The sigmoid of the study notes, or another function. Choosing one replaces all "
            "other settings.",
            "학습 노트의 시그모이드나 다른 함수입니다. 하나를 고르면 다른 설정이 모두 그 값으로 "
            "바뀝니다."}},
      p.preset, std::span<const Choice>(presets));
  if (p.preset != preset_before) p = from_preset(p.preset);

  const Activation act_before = p.act;
  visitor.choice({.key = "act",
                  .label = {"Activation", "활성화 함수"},
                  .help = {"The function φ that the verdict and the chain are about.",
                           "판정과 연쇄 곱의 대상이 되는 함수 φ입니다."}},
                 p.act, activation_choices());
  if (p.act != act_before) p.slope = make_activation(p.act).slope;
  visitor.real({.key = "std",
                .label = {"Std of z", "z의 표준편차"},
                .help = {"Standard deviation √q of the pre-activations, z ~ N(0, q). Small weights "
                         "make it small, large ones push z into the flat ends.",
                         "활성화 함수에 들어가는 z ~ N(0, q)의 표준편차 √q입니다. 가중치가 작으면 "
                         "작아지고, 크면 z가 평평한 양 끝으로 밀려납니다."},
                .featured = true},
               p.std, {0.05, 20.0, Spacing::logarithmic});
  describe_slope(visitor, p.act, p.slope);
  visitor.choices({.key = "with",
                   .label = {"Compare", "비교할 함수"},
                   .help = {"Other functions to compare, each with its usual slope.",
                            "함께 비교할 함수들입니다. 기울기는 함수마다 기본값을 씁니다."}},
                  p.with, activation_choices());
}

void describe_chain(ParamVisitor& visitor, Params& p) {
  visitor.real(
      {.key = "threshold",
       .label = {"Threshold", "기준값"},
       .help = {"Where |φ'(z)| is below this, little gradient passes. What is left is the "
                "zone in which a unit learns.",
                "|φ'(z)|가 이 값보다 작은 곳에서는 기울기가 거의 전달되지 않습니다. 나머지가 "
                "유닛이 학습하는 구간입니다."}},
      p.threshold, {1e-6, 1.0, Spacing::logarithmic});
  visitor.integer(
      {.key = "depth",
       .label = {"Factors", "인수의 수"},
       .help = {"Length L of the chain φ'(z₁) φ'(z₂) … of independent factors, one a "
                "layer; the weights are left aside.",
                "서로 독립인 인수의 곱 φ'(z₁) φ'(z₂) …의 길이 L입니다. 층마다 하나씩이며 "
                "가중치는 제외합니다."}},
      p.depth, {1, max_chain_depth, Spacing::logarithmic});
  visitor.seed({.key = "seed",
                .label = {"Seed", "시드"},
                .help = {"Where the random pre-activations start. The same seed gives the same "
                         "result, bit for bit, in every browser.",
                         "z를 만드는 난수의 출발점입니다. 시드가 같으면 어느 브라우저에서나 마지막 "
                         "비트까지 같은 결과가 나옵니다."}},
               p.seed);
}

void describe_grid(ParamVisitor& visitor, Params& p) {
  visitor.real({.key = "lo",
                .label = {"z from", "z 시작"},
                .help = {"Left end of the curves.", "곡선의 왼쪽 끝입니다."},
                .tier = Tier::advanced},
               p.lo, {-max_range, max_range});
  visitor.real({.key = "hi",
                .label = {"z to", "z 끝"},
                .help = {"Right end of the curves.", "곡선의 오른쪽 끝입니다."},
                .tier = Tier::advanced},
               p.hi, {-max_range, max_range});
  if (p.hi < p.lo + min_range) {
    p.lo = std::min(p.lo, max_range - min_range);
    p.hi = p.lo + min_range;
  }
  visitor.real(
      {.key = "step",
       .label = {"Step of z", "z 간격"},
       .help = {"Distance between two points of the curves; at most 1001 points are drawn.",
                "곡선의 두 점 사이 간격입니다. 점은 1001개까지 그립니다."},
       .tier = Tier::advanced},
      p.step, {0.001, max_step, Spacing::logarithmic});
  p.step = std::clamp(p.step, (p.hi - p.lo) / (max_grid_points - 1), p.hi - p.lo);
  p.step = std::min(p.step, max_step);
  visitor.integer({.key = "chains",
                   .label = {"Chains", "연쇄의 수"},
                   .help = {"Chains of factors that are drawn and measured.",
                            "뽑아서 측정하는 연쇄 곱의 수입니다."},
                   .tier = Tier::advanced},
                  p.chains, {100, max_chains, Spacing::logarithmic});
}

}  // namespace

void describe(ParamVisitor& visitor, Params& params) {
  describe_functions(visitor, params);
  describe_chain(visitor, params);
  describe_grid(visitor, params);
}

}  // namespace initlab::activation
