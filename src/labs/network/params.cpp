#include "labs/network/params.h"

#include <algorithm>

#include "core/initializer/code/init_code.h"
#include "labs/network/quartiles.h"
#include "labs/vocabulary.h"

namespace initlab {
namespace {

constexpr Choice width_rules[] = {
    {"equal", {"Equal", "모두 같게"}},
    {"listed", {"Listed", "직접 지정"}},
    {"random", {"Random", "무작위"}},
};

constexpr Choice library_biases[] = {{"off", {"Off", "끔"}}, {"on", {"On", "켬"}}};

constexpr Choice code_orders[] = {
    {"auto", {"As the names say", "이름을 보고"}},
    {"in-out", {"(fan_in, fan_out)", "(fan_in, fan_out)"}},
    {"out-in", {"(fan_out, fan_in)", "(fan_out, fan_in)"}},
};

bool has_fan(Initializer init) {
  switch (init) {
    case Initializer::he_normal:
    case Initializer::he_uniform:
    case Initializer::lecun_normal:
    case Initializer::lecun_uniform:
    case Initializer::variance_scaling:
      return true;
    default:
      return false;
  }
}

}  // namespace

void describe_network_preset(ParamVisitor& visitor, NetworkPreset& preset) {
  visitor.choice(
      {.key = "preset",
       .label = {"Preset", "프리셋"},
       .help = {"One of the five experiments of the study notes. Choosing one replaces "
                "all other settings.",
                "학습 노트의 다섯 가지 실험입니다. 하나를 고르면 다른 설정이 모두 그 실험의 "
                "값으로 바뀝니다."}},
      preset, network_preset_choices());
}

void describe_activation(ParamVisitor& visitor, NetworkParams& p) {
  const Activation act_before = p.act;
  visitor.choice(
      {.key = "act",
       .label = {"Activation", "활성화 함수"},
       .help = {"φ in a = φ(z), applied to every pre-activation z. Changing it also sets "
                "its usual slope and histogram range.",
                "a = φ(z)의 φ로, 모든 층의 z에 적용됩니다. 바꾸면 기울기와 히스토그램 "
                "범위도 그 함수의 기본값으로 바뀝니다."}},
      p.act, activation_choices());
  if (p.act != act_before) p.slope = make_activation(p.act).slope;
  describe_slope(visitor, p.act, p.slope);
}

void describe_initializer(ParamVisitor& visitor, NetworkParams& p, bool one_gain) {
  visitor.choice({.key = "init",
                  .label = {"Initializer", "초기화 방법"},
                  .help = {"How the weights are drawn. The standard deviation σ is √(2/(fan_in + "
                           "fan_out)) for Xavier/Glorot, √(2/fan) for He/Kaiming and √(1/fan) for "
                           "LeCun.",
                           "가중치를 뽑는 방법입니다. 표준편차 σ는 Xavier/Glorot에서 √(2/(fan_in + "
                           "fan_out)), He/Kaiming에서 √(2/fan), LeCun에서 √(1/fan)입니다."}},
                 p.init, initializer_choices());
  const Initializer init = p.init;
  visitor.real({.key = "std",
                .label = {"Weight std", "가중치 σ"},
                .help = {"Standard deviation σ of one weight, before the gain; for the truncated "
                         "normal, of the normal before its tails beyond 2σ are cut off.",
                         "게인을 곱하기 전 가중치 하나의 표준편차 σ입니다. 절단 정규분포에서는 2σ "
                         "바깥을 잘라 내기 전의 값입니다."},
                .relevant = init == Initializer::normal || init == Initializer::truncated_normal},
               p.std, {1e-6, 100.0, Spacing::logarithmic});
  visitor.real(
      {.key = "bound",
       .label = {"Bound", "한계"},
       .help = {"Weights are uniform between −bound and +bound, so that σ = bound/√3.",
                "가중치를 −한계와 +한계 사이에서 고르게 뽑습니다. 따라서 σ = 한계/√3입니다."},
       .relevant = init == Initializer::uniform},
      p.bound, {1e-6, 100.0, Spacing::logarithmic});
  visitor.real({.key = "value",
                .label = {"Constant", "상수"},
                .help = {"The value of every weight. All units of a layer then compute the same "
                         "number.",
                         "모든 가중치의 값입니다. 한 층의 유닛이 모두 같은 값을 계산하게 됩니다."},
                .relevant = init == Initializer::constant},
               p.value, {-10.0, 10.0});
  visitor.real({.key = "scale",
                .label = {"Scale", "스케일"},
                .help = {"The variance of a weight is scale/fan, whatever its distribution.",
                         "분포와 관계없이 가중치의 분산은 스케일/fan입니다."},
                .relevant = init == Initializer::variance_scaling},
               p.scale, {1e-3, 1e3, Spacing::logarithmic});
  visitor.choice(
      {.key = "fan",
       .label = {"Fan", "fan"},
       .help = {"The number the variance is divided by: fan_in keeps the size of the "
                "signal, fan_out that of the gradient.",
                "분산을 나누는 수입니다. fan_in은 신호의 크기를, fan_out은 기울기의 크기를 "
                "유지합니다."},
       .relevant = has_fan(init)},
      p.fan, fan_choices());
  visitor.choice(
      {.key = "distribution",
       .label = {"Distribution", "분포"},
       .help = {"Shape of the distribution that the weights are drawn from; its variance "
                "is the same for all three.",
                "가중치를 뽑는 분포의 모양입니다. 분산은 세 가지 모두 같습니다."},
       .relevant = init == Initializer::variance_scaling},
      p.distribution, distribution_choices());
  visitor.text(
      {.key = "code",
       .label = {"Code", "코드"},
       .help = {"Draws the weights of a layer: paste the lines you have, in the words of NumPy, "
                "PyTorch, TensorFlow, Keras or JAX. Known: fan_in, fan_out, layer, depth, gain.",
                "층의 가중치를 뽑는 코드입니다. NumPy, PyTorch, TensorFlow, Keras, JAX로 쓴 줄을 "
                "그대로 붙여 넣으십시오. fan_in, fan_out, layer, depth, gain을 쓸 수 있습니다."},
       .relevant = init == Initializer::code},
      p.code, max_code_bytes);
  visitor.choice(
      {.key = "code_order",
       .label = {"Sizes in the code", "코드의 크기 순서"},
       .help = {"Which size of a matrix counts the inputs, where the code does not say fan_in and "
                "fan_out itself.",
                "코드에 fan_in, fan_out이라는 이름이 없을 때 행렬의 어느 크기가 입력 수인지 "
                "정합니다."},
       .tier = Tier::advanced,
       .relevant = init == Initializer::code},
      p.code_order, std::span<const Choice>(code_orders));
  visitor.real(
      {.key = "gain",
       .label = {"Gain", "게인"},
       .help = {"Multiplies every weight of every layer, and so the initializer's standard "
                "deviation.",
                "모든 층의 모든 가중치에 곱하는 수입니다. 초기화의 표준편차도 그만큼 커집니다."},
       .unit = "×",
       .featured = true,
       .relevant = one_gain && init != Initializer::zeros && init != Initializer::rezero},
      p.gain, {0.01, 100.0, Spacing::logarithmic});
}

void describe_size(ParamVisitor& visitor, NetworkParams& p) {
  // The rule is shown further down, but what it makes irrelevant is known here.
  const bool listed = p.width_rule == WidthRule::listed && !p.widths.empty();
  visitor.integer({.key = "depth",
                   .label = {"Depth", "깊이"},
                   .help = {"Number of weight layers.", "가중치가 있는 층의 수입니다."},
                   .relevant = !listed},
                  p.depth, {1, max_depth, Spacing::logarithmic});
  visitor.integer({.key = "width",
                   .label = {"Width", "너비"},
                   .help = {"Units of every layer, when the widths are equal.",
                            "너비가 모두 같을 때 각 층의 유닛 수입니다."},
                   .relevant = !listed && p.width_rule != WidthRule::random},
                  p.width, {1, max_width, Spacing::logarithmic});
  visitor.integer(
      {.key = "batch",
       .label = {"Batch", "배치"},
       .help = {"Rows of input sent through the network; each is drawn from N(0, 1).",
                "신경망에 통과시키는 입력의 행 수입니다. 각 값은 N(0, 1)에서 뽑습니다."}},
      p.batch, {1, max_batch, Spacing::logarithmic});
  visitor.seed(
      {.key = "seed",
       .label = {"Seed", "시드"},
       .help = {"Where the random numbers of inputs and weights start. The same seed gives "
                "the same result, bit for bit, in every browser.",
                "입력과 가중치를 만드는 난수의 출발점입니다. 시드가 같으면 어느 브라우저에서나 "
                "마지막 비트까지 같은 결과가 나옵니다."}},
      p.seed);
}

void describe_bins(ParamVisitor& visitor, const Words& help, int most, int& bins) {
  visitor.integer(
      {.key = "bins", .label = {"Bins", "막대 수"}, .help = help, .tier = Tier::advanced}, bins,
      {1, most});
}

void describe_seeds(ParamVisitor& visitor, const Words& help, int& seeds) {
  visitor.integer(
      {.key = "seeds", .label = {"Other seeds", "다른 시드"}, .help = help, .tier = Tier::advanced},
      seeds, {0, max_seeds});
}

void describe_widths(ParamVisitor& visitor, NetworkParams& p) {
  const WidthRule rule_before = p.width_rule;
  visitor.choice(
      {.key = "width_rule",
       .label = {"Widths", "너비 정하기"},
       .help = {"How many units each layer has: the same number everywhere, a list, or a "
                "random number for each layer.",
                "각 층의 유닛 수를 정하는 방법입니다. 모두 같게 하거나, 목록으로 주거나, "
                "층마다 무작위로 정합니다."},
       .tier = Tier::advanced},
      p.width_rule, std::span<const Choice>(width_rules));
  if (p.width_rule == WidthRule::listed && p.width_rule != rule_before && p.widths.empty()) {
    p.widths.assign(static_cast<std::size_t>(p.depth), p.width);
  }
  visitor.integers(
      {.key = "widths",
       .label = {"List of widths", "너비 목록"},
       .help = {"Units of layers 1, 2, …, separated by commas; their count is the depth.",
                "1층부터 차례로 유닛 수를 쉼표로 구분해 적습니다. 적은 개수가 깊이가 "
                "됩니다."},
       .tier = Tier::advanced,
       .relevant = p.width_rule == WidthRule::listed},
      p.widths, {1, max_width}, max_depth);
  const bool random = p.width_rule == WidthRule::random;
  visitor.integer({.key = "width_min",
                   .label = {"Smallest width", "최소 너비"},
                   .help = {"Random widths are whole numbers from here on.",
                            "무작위 너비의 가장 작은 값입니다."},
                   .tier = Tier::advanced,
                   .relevant = random},
                  p.width_min, {1, max_width, Spacing::logarithmic});
  visitor.integer({.key = "width_max",
                   .label = {"Largest width", "최대 너비"},
                   .help = {"Random widths are whole numbers up to this one.",
                            "무작위 너비의 가장 큰 값입니다."},
                   .tier = Tier::advanced,
                   .relevant = random},
                  p.width_max, {1, max_width, Spacing::logarithmic});
  p.width_max = std::max(p.width_max, p.width_min);
  visitor.seed({.key = "widths_seed",
                .label = {"Seed of the widths", "너비의 시드"},
                .help = {"Draws the random widths; the weights keep their own seed.",
                         "무작위 너비를 뽑는 시드입니다. 가중치의 시드와는 따로입니다."},
                .tier = Tier::advanced,
                .relevant = random},
               p.widths_seed);
  visitor.integer({.key = "input_width",
                   .label = {"Input width", "입력 너비"},
                   .help = {"Numbers in one row of input: fan_in of layer 1.",
                            "입력 한 행의 값 개수로, 1층의 fan_in입니다."},
                   .tier = Tier::advanced},
                  p.input_width, {1, max_width, Spacing::logarithmic});
  describe_biases(visitor, p);
}

void describe_biases(ParamVisitor& visitor, NetworkParams& p) {
  visitor.real(
      {.key = "bias_std",
       .label = {"Bias std", "편향 표준편차"},
       .help = {"Biases are drawn from N(0, bias std²), one a unit; 0 means no biases.",
                "편향을 유닛마다 N(0, 편향 표준편차²)에서 뽑습니다. 0이면 편향이 없습니다."},
       .unit = "σ",
       .tier = Tier::advanced},
      p.bias_std, {0.0, 10.0});
  visitor.choice(
      {.key = "library_bias",
       .label = {"PyTorch's biases", "PyTorch의 편향"},
       .help = {"nn.Linear draws its biases too, uniformly within ±1/√fan_in. Off: no biases, as "
                "with the other initializers.",
                "nn.Linear는 편향도 ±1/√fan_in 안에서 고르게 뽑습니다. 끄면 다른 초기화 방법처럼 "
                "편향이 없습니다."},
       .tier = Tier::advanced,
       .relevant = p.init == Initializer::torch_linear && p.bias_std == 0.0},
      p.library_bias, std::span<const Choice>(library_biases));
}

}  // namespace initlab
