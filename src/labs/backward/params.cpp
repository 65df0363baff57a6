#include "labs/backward/params.h"

#include "labs/network/quartiles.h"
#include "labs/vocabulary.h"

namespace initlab::backward {
namespace {

constexpr Choice losses[] = {
    {"random", {"Random cotangent", "무작위 기울기"}},
    {"mse", {"Mean squared error", "평균제곱오차"}},
    {"cross-entropy", {"Cross-entropy", "교차 엔트로피"}},
};

constexpr double least_range = 1.0;  // decades of the histogram
constexpr double most_decades = 300.0;

void describe_gradient(ParamVisitor& visitor, Params& p) {
  visitor.choice(
      {.key = "loss",
       .label = {"Loss", "손실"},
       .help = {"What is differentiated. Random cotangent: the gradient at the last layer is "
                "drawn from N(0, 1). The others average over the batch: squared error against "
                "random targets N(0, 1), or softmax cross-entropy with random labels.",
                "미분할 대상입니다. 무작위 기울기는 마지막 층의 기울기를 N(0, 1)에서 뽑습니다. "
                "나머지는 배치 평균으로, N(0, 1)에서 뽑은 목표값과의 제곱오차이거나 무작위 "
                "레이블에 대한 소프트맥스 교차 엔트로피입니다."}},
      p.loss, std::span<const Choice>(losses));
  visitor.choice(
      {.key = "format",
       .label = {"Format", "수 형식"},
       .help =
           {"The number format of the gradients: each ∂L/∂z is rounded to it. Weights, activations "
            "and sums stay fp32, as in mixed-precision training; with fp64 the whole way back "
            "is in double.",
            "기울기의 수 형식으로, ∂L/∂z를 하나하나 이 형식으로 반올림합니다. 가중치, 활성값, 합은 "
            "혼합 "
            "정밀도 학습처럼 fp32로 계산합니다. fp64를 고르면 역전파 전체를 배정밀도로 "
            "계산합니다."}},
      p.format, number_format_choices());
  visitor.integer(
      {.key = "loss_scale",
       .label = {"Loss scale", "손실 스케일"},
       .help = {"The gradient starts multiplied by 2 to this power, which lifts small numbers into "
                "the range of a short format. It is divided out again in all that is reported.",
                "기울기에 2의 거듭제곱을 곱하고 시작해, 작은 수를 짧은 형식의 범위 안으로 "
                "끌어올립니다. 표시하는 값에서는 다시 나눕니다."},
       .unit = "log₂",
       .relevant = p.format != NumberFormat::fp64},
      p.loss_scale, {0, max_loss_scale});
}

void describe_histogram(ParamVisitor& visitor, Params& p) {
  visitor.real(
      {.key = "hist_lo",
       .label = {"Histogram from, log₁₀", "히스토그램 시작, log₁₀"},
       .help = {"Lower end of the histograms, as a power of ten; what is smaller is counted apart.",
                "히스토그램의 아래 끝을 10의 거듭제곱 지수로 적습니다. 더 작은 값은 따로 셉니다."},
       .tier = Tier::advanced},
      p.hist_lo, {-most_decades, most_decades - least_range});
  visitor.real(
      {.key = "hist_hi",
       .label = {"Histogram to, log₁₀", "히스토그램 끝, log₁₀"},
       .help = {"Upper end of the histograms, as a power of ten; what is larger is counted apart.",
                "히스토그램의 위 끝을 10의 거듭제곱 지수로 적습니다. 더 큰 값은 따로 셉니다."},
       .tier = Tier::advanced},
      p.hist_hi, {-most_decades, most_decades});
  if (p.hist_hi < p.hist_lo + least_range) p.hist_hi = p.hist_lo + least_range;
  describe_bins(visitor,
                {"Bars of each histogram, of equal width on the logarithmic axis.",
                 "히스토그램마다 그리는 막대의 수입니다. 로그축에서 폭이 모두 같습니다."},
                max_gradient_bins, p.bins);
}

}  // namespace

void describe(ParamVisitor& visitor, Params& p) {
  const NetworkPreset preset_before = p.preset;
  describe_network_preset(visitor, p.preset);
  if (p.preset != preset_before) p = from_preset(p.preset);

  describe_activation(visitor, p);
  describe_initializer(visitor, p);
  describe_architecture(visitor, p.norm, p.residual, p.branch_scale);
  describe_gradient(visitor, p);
  describe_size(visitor, p);
  describe_widths(visitor, p);
  describe_histogram(visitor, p);
  describe_seeds(
      visitor,
      {"Runs the experiment with this many other seeds on the whole batch each, and shows "
       "the median and the quartiles of every layer's rms gradient.",
       "다른 시드로 실험을 이만큼 더 하고(각각 배치 전체) 층마다 rms 기울기의 중앙값과 "
       "사분위수를 보여 줍니다."},
      p.seeds);
}

}  // namespace initlab::backward
