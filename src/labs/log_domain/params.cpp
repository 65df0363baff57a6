#include "labs/log_domain/params.h"

#include <vector>

#include "labs/vocabulary.h"

namespace initlab::log_domain {
namespace {

// In the order of Preset.
constexpr LabPreset presets[] = {
    {"half", {"Halves", "1/2의 곱"}},
    {"uniform", {"Uniform", "균등분포"}},
    {"tokens", {"100 tokens", "토큰 100개"}},
    {"sigmoid", {"Sigmoid chain", "시그모이드 연쇄"}},
    {"confident", {"Close to 1", "1에 가까운 값"}},
    {"bf16-sum", {"bf16 sum", "bf16 합"}},
};

// In the order of ProbabilityLaw.
constexpr Choice laws[] = {
    {"constant", {"All equal p", "모두 p"}},
    {"uniform", {"Uniform 0 to 1", "균등 0~1"}},
    {"beta", {"Beta with mean p", "평균 p인 베타"}},
};

void describe_product(ParamVisitor& visitor, Params& p) {
  static const std::vector<Choice> words = choices_of(presets);
  const Preset preset_before = p.preset;
  visitor.choice(
      {.key = "preset",
       .label = {"Preset", "프리셋"},
       .help = {"A product to start from. Choosing one replaces all other settings.",
                "처음에 볼 곱입니다. 하나를 고르면 다른 설정이 모두 그 값으로 바뀝니다."}},
      p.preset, std::span<const Choice>(words));
  if (p.preset != preset_before) p = from_preset(p.preset);
  visitor.choice(
      {.key = "distribution",
       .label = {"Probabilities", "확률의 분포"},
       .help = {"Where the factors come from: all the same, evenly spread, or spread about p with "
                "density proportional to a power of x.",
                "곱할 확률을 정하는 방법입니다. 모두 같게 하거나, 고르게 뽑거나, 밀도가 x의 "
                "거듭제곱인 분포에서 평균이 p가 되게 뽑습니다."}},
      p.law, std::span<const Choice>(laws));
  visitor.real({.key = "p",
                .label = {"p", "p"},
                .help = {"Each factor, or the mean of the factors.",
                         "인수 하나의 값, 또는 인수들의 평균입니다."},
                .featured = true,
                .relevant = p.law != ProbabilityLaw::uniform},
               p.p, {1e-6, 0.9999, Spacing::logarithmic});
  visitor.integer({.key = "count",
                   .label = {"Factors", "인수의 수"},
                   .help = {"How many probabilities are multiplied.", "곱하는 확률의 수입니다."}},
                  p.count, {1, max_probabilities, Spacing::logarithmic});
  visitor.choice({.key = "format",
                  .label = {"Format", "수 형식"},
                  .help = {"The number format that the verdict and the curves are about; the table "
                           "has all of them.",
                           "판정과 곡선에 쓰는 수 형식입니다. 표에는 모든 형식이 있습니다."}},
                 p.format, number_format_choices());
  visitor.seed(
      {.key = "seed",
       .label = {"Seed", "시드"},
       .help = {"Where the random probabilities start. The same seed gives the same "
                "result, bit for bit, in every browser.",
                "확률을 뽑는 난수의 출발점입니다. 시드가 같으면 어느 브라우저에서나 마지막 "
                "비트까지 같은 결과가 나옵니다."}},
      p.seed);
}

void describe_sums(ParamVisitor& visitor, Params& p) {
  visitor.real({.key = "offset",
                .label = {"Log of largest term", "가장 큰 항의 로그"},
                .help = {"The sum of the terms exp(a), exp(a − 1), … has this a. Far below 0 every "
                         "exp underflows, far above it overflows.",
                         "합하는 항 exp(a), exp(a − 1), …의 a입니다. 0보다 훨씬 작으면 exp가 모두 "
                         "0이 되고, 훨씬 크면 범위를 넘습니다."},
                .tier = Tier::advanced},
               p.offset, {-10000.0, 10000.0});
  visitor.integer(
      {.key = "terms",
       .label = {"Terms", "항의 수"},
       .help = {"How many terms the logsumexp adds.", "logsumexp에서 더하는 항의 수입니다."},
       .tier = Tier::advanced},
      p.terms, {1, 1000, Spacing::logarithmic});
  visitor.real(
      {.key = "rate",
       .label = {"Learning rate", "학습률"},
       .help = {"If the product were a gradient, rate × product would be added to a weight "
                "of 1.",
                "곱을 기울기로 볼 때, 크기가 1인 가중치에 학습률 × 곱을 더합니다."},
       .tier = Tier::advanced},
      p.rate, {1e-6, 1.0, Spacing::logarithmic});
}

}  // namespace

void describe(ParamVisitor& visitor, Params& params) {
  describe_product(visitor, params);
  describe_sums(visitor, params);
}

Params from_preset(Preset preset) {
  Params p;
  p.preset = preset;
  switch (preset) {
    case Preset::half:
      break;
    case Preset::uniform:
      p.law = ProbabilityLaw::uniform;
      break;
    case Preset::tokens:  // a vocabulary of ten thousand, nothing known
      p.p = 1e-4;
      p.count = 100;
      break;
    case Preset::sigmoid:  // its largest derivative, layer by layer
      p.p = 0.25;
      p.count = 100;
      p.format = NumberFormat::fp16;
      break;
    case Preset::confident:
      p.p = 0.9;
      p.count = 2000;
      break;
    case Preset::bfloat:
      p.law = ProbabilityLaw::uniform;
      p.format = NumberFormat::bf16;
      break;
  }
  return p;
}

std::span<const LabPreset> lab_presets(const Params&) { return presets; }

}  // namespace initlab::log_domain
