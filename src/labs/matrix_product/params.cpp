#include "labs/matrix_product/params.h"

#include <algorithm>
#include <cmath>

#include "core/numbers/scaled_number.h"
#include "core/product/product_theory.h"

namespace initlab::matrix_product {
namespace {

// In the order of Preset.
constexpr LabPreset presets[] = {
    {"notes", {"The notes", "학습 노트"}}, {"critical", {"Critical std", "임계 표준편차"}},
    {"scaled", {"1/√N", "1/√N"}},          {"orthogonal", {"Orthogonal", "직교 행렬"}},
    {"small", {"Small 0.3", "작게 0.3"}},
};

// In the order of FactorEntries.
constexpr Choice entry_choices[] = {
    {"gaussian", {"Gaussian", "정규분포"}},
    {"uniform", {"Uniform", "균등분포"}},
    {"orthogonal", {"Orthogonal", "직교 행렬"}},
};

constexpr Choice scaling_choices[] = {
    {"none", {"none", "없음"}},
    {"sqrt-n", {"1/√N", "1/√N"}},
};

constexpr Choice show_choices[] = {
    {"typical", {"typical norm", "보통의 노름"}},
    {"mean", {"mean square", "제곱평균"}},
};

/// critical_scale(gaussian, 4) to ten digits: a literal, so that the preset is the same everywhere.
constexpr double critical_std_of_4 = 0.5723722241;

std::span<const Choice> preset_choices() {
  static const std::vector<Choice> choices = choices_of(presets);
  return choices;
}

void describe_entries(ParamVisitor& visitor, Params& p) {
  visitor.choice(
      {.key = "entries",
       .label = {"Entries", "원소"},
       .help =
           {"How the entries of every matrix are drawn: independent Gaussian or uniform numbers "
            "of mean 0, or a random orthogonal matrix, which keeps every length.",
            "모든 행렬의 원소를 뽑는 방법입니다. 평균이 0인 독립 정규분포나 균등분포, 또는 "
            "모든 길이를 유지하는 무작위 직교 행렬입니다."}},
      p.entries, std::span<const Choice>(entry_choices));
  visitor.choice(
      {.key = "scaling",
       .label = {"Scaling", "스케일링"},
       .help = {"With 1/√N every entry is divided by √N, so that at std 1 a matrix keeps the mean "
                "square of a vector.",
                "1/√N을 고르면 모든 원소를 √N으로 나눕니다. 표준편차가 1이면 벡터의 제곱평균이 "
                "유지됩니다."},
       .relevant = p.entries != FactorEntries::orthogonal},
      p.scaling, std::span<const Choice>(scaling_choices));
  visitor.real(
      {.key = "std",
       .label = {"Entry std", "원소 표준편차"},
       .help = {"Standard deviation of an entry, before the scaling. An orthogonal matrix is "
                "multiplied by this number instead.",
                "스케일링하기 전 원소의 표준편차입니다. 직교 행렬에는 이 수를 그대로 곱합니다."},
       .featured = true},
      p.std, {0.01, 100.0, Spacing::logarithmic});
}

}  // namespace

void describe(ParamVisitor& visitor, Params& p) {
  const Preset before = p.preset;
  visitor.choice({.key = "preset",
                  .label = {"Preset", "프리셋"},
                  .help = {"The notes' experiment or one of its relatives. Choosing one replaces "
                           "all other settings.",
                           "학습 노트의 실험과 그 변형입니다. 하나를 고르면 다른 설정이 모두 그 "
                           "실험의 값으로 바뀝니다."}},
                 p.preset, preset_choices());
  if (p.preset != before) p = from_preset(p.preset);

  describe_entries(visitor, p);
  visitor.integer({.key = "size",
                   .label = {"Size N", "크기 N"},
                   .help = {"Every matrix is N × N.", "모든 행렬은 N × N입니다."}},
                  p.size, {1, max_size, Spacing::logarithmic});
  visitor.integer({.key = "count",
                   .label = {"Factors", "곱하는 수"},
                   .help = {"How many matrices the first one is multiplied by, one after another.",
                            "첫 행렬에 차례로 곱하는 행렬의 수입니다."}},
                  p.count, {1, max_count, Spacing::logarithmic});
  visitor.integer(
      {.key = "trials",
       .label = {"Trials", "시행"},
       .help = {"Products that are drawn anew, each with its own matrices. Matrices and "
                "singular values are shown for the first.",
                "행렬을 새로 뽑아 반복하는 횟수입니다. 행렬과 특잇값은 첫 시행의 것을 "
                "보여 줍니다."}},
      p.trials, {1, max_trials});
  visitor.choice(
      {.key = "show",
       .label = {"Show", "보기"},
       .help = {"The typical norm grows by exp(mean of the log) a factor; the mean square is ruled "
                "by rare, huge products. Conserving one does not conserve the other.",
                "보통의 노름은 행렬마다 exp(로그의 평균)배가 됩니다. 제곱평균은 드물게 나오는 아주 "
                "큰 곱이 좌우합니다. 하나를 유지해도 다른 하나는 유지되지 않습니다."}},
      p.show, std::span<const Choice>(show_choices));
  visitor.seed({.key = "seed",
                .label = {"Seed", "시드"},
                .help = {"The same seed draws the same matrices, everywhere and for ever.",
                         "시드가 같으면 언제 어디서나 같은 행렬을 뽑습니다."}},
               p.seed);
}

Params from_preset(Preset preset) {
  Params p;
  p.preset = preset;
  switch (preset) {
    case Preset::notes:
      break;
    case Preset::critical:
      p.std = critical_std_of_4;
      break;
    case Preset::scaled:
      p.scaling = Scaling::sqrt_n;
      p.show = Show::mean;
      break;
    case Preset::orthogonal:
      p.entries = FactorEntries::orthogonal;
      break;
    case Preset::small:
      p.std = 0.3;
      break;
  }
  return p;
}

std::vector<double> sketch_of(Preset preset) {
  const Params params = from_preset(preset);
  const double growth = product_theory(factor_spec(params)).growth();
  // A chip shows the decades from -4 to 0.6: its line starts in the middle, and 26 decades of the
  // product are half the height.
  constexpr double middle = -1.7;
  constexpr double half = 2.2;
  const double decades = growth * factor_count(params) / ln_10;
  const double rise = std::clamp(decades / 26.0, -1.0, 1.0) * half;
  std::vector<double> curve;
  for (int step = 0; step <= 4; ++step) {
    curve.push_back(std::pow(10.0, middle + 0.25 * step * rise));
  }
  return curve;
}

std::span<const LabPreset> lab_presets(const Params&) { return presets; }

double factor_scale(const Params& params) {
  const bool scaled =
      params.scaling == Scaling::sqrt_n && params.entries != FactorEntries::orthogonal;
  return scaled ? 1.0 / std::sqrt(static_cast<double>(params.size)) : 1.0;
}

FactorSpec factor_spec(const Params& params) {
  return {params.entries, params.size, params.std * factor_scale(params), params.seed};
}

std::uint64_t weight_count(const Params& params) {
  const auto size = static_cast<std::uint64_t>(params.size);
  return size * size * static_cast<std::uint64_t>(factor_count(params));
}

}  // namespace initlab::matrix_product
