#include "labs/vocabulary.h"

namespace initlab {
namespace {

constexpr Choice activations[] = {
    {"identity", {"Identity", "항등"}},
    {"sigmoid", {"Sigmoid", "시그모이드"}},
    {"tanh", {"tanh", "tanh"}},
    {"hard-tanh", {"Hard tanh", "하드 tanh"}},
    {"relu", {"ReLU", "ReLU"}},
    {"leaky-relu", {"Leaky ReLU", "Leaky ReLU"}},
    {"prelu", {"PReLU", "PReLU"}},
    {"elu", {"ELU", "ELU"}},
    {"selu", {"SELU", "SELU"}},
    {"gelu", {"GELU (erf)", "GELU (erf)"}},
    {"gelu-tanh", {"GELU (tanh)", "GELU (tanh)"}},
    {"silu", {"SiLU", "SiLU"}},
    {"softplus", {"Softplus", "소프트플러스"}},
    {"mish", {"Mish", "Mish"}},
    {"softsign", {"Softsign", "소프트사인"}},
    {"erf", {"erf", "erf"}},
    {"sin", {"sin", "sin"}},
};
static_assert(std::size(activations) == activation_count);

constexpr Choice initializers[] = {
    {"zeros",
     {"Zeros", "모두 0"},
     {"W = 0: every output is φ(0) and no unit can learn to differ from another. For biases only.",
      "W = 0입니다. 모든 출력이 φ(0)이고 유닛들이 서로 달라지지 못합니다. 편향에만 씁니다."}},
    {"constant",
     {"Constant", "상수"},
     {"W = c: all units of a layer compute the same number, and training keeps them equal.",
      "W = c입니다. 한 층의 유닛이 모두 같은 값을 계산하고, 학습해도 계속 같습니다."}},
    {"normal",
     {"Normal", "정규분포"},
     {"N(0, σ²) with the same σ at every layer, whatever the fans. The notes' small and large "
      "random numbers.",
      "fan과 관계없이 모든 층에서 N(0, σ²)입니다. 노트의 작은 난수와 큰 난수입니다."}},
    {"uniform",
     {"Uniform", "균등분포"},
     {"U(−b, b) with the same bound at every layer; σ = b/√3.",
      "모든 층에서 한계가 같은 U(−b, b)입니다. σ = b/√3입니다."}},
    {"xavier-normal",
     {"Xavier/Glorot normal", "Xavier/Glorot 정규"},
     {"N(0, 2/(fan_in + fan_out)). Glorot & Bengio 2010; for tanh and identity.",
      "N(0, 2/(fan_in + fan_out)). Glorot & Bengio 2010. tanh와 항등 함수에 씁니다."}},
    {"xavier-uniform",
     {"Xavier/Glorot uniform", "Xavier/Glorot 균등"},
     {"U(−b, b), b = √(6/(fan_in + fan_out)). Glorot & Bengio 2010; for tanh and identity.",
      "U(−b, b), b = √(6/(fan_in + fan_out)). Glorot & Bengio 2010. tanh와 항등 함수에 씁니다."}},
    {"he-normal",
     {"He/Kaiming normal", "He/Kaiming 정규"},
     {"N(0, 2/fan). He et al. 2015; for ReLU and its leaky relatives.",
      "N(0, 2/fan). He 외 2015. ReLU와 Leaky ReLU 계열에 씁니다."}},
    {"he-uniform",
     {"He/Kaiming uniform", "He/Kaiming 균등"},
     {"U(−b, b), b = √(6/fan). He et al. 2015; for ReLU and its leaky relatives.",
      "U(−b, b), b = √(6/fan). He 외 2015. ReLU와 Leaky ReLU 계열에 씁니다."}},
    {"lecun-normal",
     {"LeCun normal", "LeCun 정규"},
     {"N(0, 1/fan). LeCun et al. 1998; for tanh and SELU. What the notes call Xavier.",
      "N(0, 1/fan). LeCun 외 1998. tanh와 SELU에 씁니다. 노트가 Xavier라고 부르는 것입니다."}},
    {"lecun-uniform",
     {"LeCun uniform", "LeCun 균등"},
     {"U(−b, b), b = √(3/fan). LeCun et al. 1998; for tanh and SELU.",
      "U(−b, b), b = √(3/fan). LeCun 외 1998. tanh와 SELU에 씁니다."}},
    {"truncated-normal",
     {"Truncated normal", "절단 정규분포"},
     {"N(0, σ²) without what lies beyond 2σ, which leaves a std of 0.88σ.",
      "N(0, σ²)에서 2σ 바깥을 잘라 냅니다. 표준편차는 0.88σ가 됩니다."}},
    {"variance-scaling",
     {"Variance scaling", "분산 스케일링"},
     {"Any distribution of variance scale/fan: Keras' VarianceScaling, of which Xavier, He and "
      "LeCun are cases.",
      "분산이 스케일/fan인 분포입니다. Keras의 VarianceScaling으로, Xavier, He, LeCun을 모두 "
      "포함합니다."}},
    {"orthogonal",
     {"Orthogonal", "직교 행렬"},
     {"Q of the QR decomposition of a Gaussian matrix. Saxe et al. 2013; for deep linear and tanh "
      "networks.",
      "원소가 정규분포인 행렬을 QR 분해해 얻은 Q입니다. Saxe 외 2013. 깊은 선형 신경망과 tanh에 "
      "씁니다."}},
    {"identity",
     {"Identity", "단위 행렬"},
     {"W = I: with ReLU a deep or recurrent network starts as a copy (IRNN). Le et al. 2015; for "
      "square layers.",
      "W = I입니다. ReLU와 쓰면 깊은 신경망이나 순환 신경망이 입력의 복사로 시작합니다(IRNN). Le "
      "외 2015. 입력과 출력의 크기가 같은 층에 씁니다."}},
    {"sparse",
     {"Sparse", "희소"},
     {"15 incoming weights a unit from N(0, 1/15), the rest 0. Martens 2010, with the scale that "
      "keeps the size; for tanh.",
      "유닛마다 들어오는 가중치 15개만 N(0, 1/15)에서 뽑고 나머지는 0입니다. Martens 2010의 방법에 "
      "크기를 유지하는 스케일을 썼습니다. tanh에 씁니다."}},
    {"lsuv",
     {"LSUV", "LSUV"},
     {"Orthogonal, then each layer divided by the std of its output on a batch, so that the "
      "variance of z is 1. Mishkin & Matas 2016; for any activation.",
      "직교 행렬로 시작해, 배치에서 잰 출력의 표준편차로 층마다 나누어 z의 분산을 1로 만듭니다. "
      "Mishkin & Matas 2016. 어떤 활성화 함수에나 씁니다."}},
    {"random-walk",
     {"Random walk", "무작위 행보"},
     {"g·N(0, 1/fan_in), g = √2·exp(1.2/(max(fan_in, 6) − 2.4)): keeps the mean of the log of the "
      "norm, which matters in narrow deep networks. Sussillo & Abbott 2015; for ReLU.",
      "g·N(0, 1/fan_in), g = √2·exp(1.2/(max(fan_in, 6) − 2.4)). 노름의 로그 평균을 유지하므로 "
      "좁고 깊은 신경망에 알맞습니다. Sussillo & Abbott 2015. ReLU에 씁니다."}},
    {"looks-linear",
     {"Looks linear", "선형처럼 보이기"},
     {"W = [O, −O; −O, O] with O orthogonal: pairs of ReLU units carry h and −h, so the network "
      "starts linear. Balduzzi et al. 2017; for ReLU and even widths.",
      "O가 직교 행렬일 때 W = [O, −O; −O, O]입니다. ReLU 유닛 두 개가 h와 −h를 나르므로 신경망이 "
      "선형으로 시작합니다. Balduzzi 외 2017. ReLU와 짝수 너비에 씁니다."}},
    {"fixup",
     {"Fixup", "Fixup"},
     {"He normal times L^(−1/2), Fixup's factor for branches of two layers (Zhang et al. 2019). "
      "The whole of Fixup also starts the last layer of each branch at 0. For ReLU with residual "
      "connections.",
      "He 정규에 L^(−1/2)을 곱합니다. 두 층짜리 가지에 쓰는 Fixup의 배율입니다(Zhang 외 2019). "
      "본래의 "
      "Fixup은 가지마다 마지막 층도 0에서 시작합니다. 잔차 연결이 있는 ReLU에 씁니다."}},
    {"rezero",
     {"ReZero/SkipInit", "ReZero/SkipInit"},
     {"Each residual branch starts at 0, so that a layer starts as a copy of its input. "
      "Bachlechner et al. 2020, De & Smith 2020; only with residual connections.",
      "잔차 가지가 0에서 시작하므로 층이 입력을 그대로 내보냅니다. Bachlechner 외 2020, De & Smith "
      "2020. 잔차 연결이 있을 때만 씁니다."}},
    {"deepnorm",
     {"DeepNorm", "DeepNorm"},
     {"Xavier normal times (8L)^(−1/4); the skip is to be scaled by (2L)^(1/4) before LayerNorm. "
      "Wang et al. 2022; for transformers of up to 1000 layers.",
      "Xavier 정규에 (8L)^(−1/4)을 곱합니다. 건너뛰는 연결에는 LayerNorm 앞에서 (2L)^(1/4)을 "
      "곱합니다. Wang 외 2022. 1000층까지의 트랜스포머에 씁니다."}},
    {"torch-linear",
     {"PyTorch Linear", "PyTorch Linear"},
     {"U(−b, b), b = 1/√fan_in: kaiming_uniform with a = √5, PyTorch's default, of variance "
      "1/(3·fan_in). A plain deep network shrinks with it.",
      "U(−b, b), b = 1/√fan_in입니다. a = √5인 kaiming_uniform으로 PyTorch의 기본값이며 분산은 "
      "1/(3·fan_in)입니다. 깊은 신경망에서는 신호가 줄어듭니다."}},
    {"keras-dense",
     {"Keras Dense", "Keras Dense"},
     {"Xavier uniform with zero biases: the default of Keras' Dense.",
      "Keras Dense의 기본값인 Xavier 균등이며 편향은 0입니다."}},
    {"code",
     {"Your own code", "직접 쓴 코드"},
     {"A line of NumPy or PyTorch that makes W, for every layer.",
      "층마다 W를 만드는 NumPy나 PyTorch 한 줄입니다."}},
};
static_assert(std::size(initializers) == initializer_count);

constexpr Choice fans[] = {
    {"in", {"fan_in", "fan_in"}},
    {"out", {"fan_out", "fan_out"}},
    {"average", {"average of both", "둘의 평균"}},
};

constexpr Choice distributions[] = {
    {"normal", {"Normal", "정규분포"}},
    {"uniform", {"Uniform", "균등분포"}},
    {"truncated-normal", {"Truncated normal", "절단 정규분포"}},
};

constexpr Choice number_formats[] = {
    {"fp64", {"fp64", "fp64"}},
    {"fp32", {"fp32", "fp32"}},
    {"bf16", {"bf16", "bf16"}},
    {"fp16", {"fp16", "fp16"}},
    {"fp8-e4m3", {"fp8 E4M3", "fp8 E4M3"}},
    {"fp8-e5m2", {"fp8 E5M2", "fp8 E5M2"}},
};
static_assert(std::size(number_formats) == number_format_count);

}  // namespace

std::span<const Choice> activation_choices() { return activations; }
std::span<const Choice> initializer_choices() { return initializers; }
std::span<const Choice> fan_choices() { return fans; }
std::span<const Choice> distribution_choices() { return distributions; }
std::span<const Choice> number_format_choices() { return number_formats; }

bool takes_slope(Activation act) {
  return act == Activation::leaky_relu || act == Activation::prelu || act == Activation::elu;
}

void describe_slope(ParamVisitor& visitor, Activation act, double& slope) {
  visitor.real(
      {.key = "slope",
       .label = {"Slope", "음수 쪽 계수"},
       .help = {"φ(z) = slope × z for z < 0 (leaky ReLU 0.01, PReLU 0.25); for ELU the α in "
                "φ(z) = α(exp z − 1), usually 1.",
                "z < 0일 때 φ(z) = 계수 × z입니다(leaky ReLU 0.01, PReLU 0.25). ELU에서는 "
                "φ(z) = α(exp z − 1)의 α이며 보통 1입니다."},
       .relevant = takes_slope(act)},
      slope, {0.0, 2.0});
}

}  // namespace initlab
