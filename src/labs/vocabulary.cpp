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
    {"zeros", {"Zeros", "모두 0"}},
    {"constant", {"Constant", "상수"}},
    {"normal", {"Normal", "정규분포"}},
    {"uniform", {"Uniform", "균등분포"}},
    {"xavier-normal", {"Xavier/Glorot normal", "Xavier/Glorot 정규"}},
    {"xavier-uniform", {"Xavier/Glorot uniform", "Xavier/Glorot 균등"}},
    {"he-normal", {"He/Kaiming normal", "He/Kaiming 정규"}},
    {"he-uniform", {"He/Kaiming uniform", "He/Kaiming 균등"}},
    {"lecun-normal", {"LeCun normal", "LeCun 정규"}},
    {"lecun-uniform", {"LeCun uniform", "LeCun 균등"}},
    {"truncated-normal", {"Truncated normal", "절단 정규분포"}},
    {"variance-scaling", {"Variance scaling", "분산 스케일링"}},
    {"orthogonal", {"Orthogonal", "직교 행렬"}},
    {"identity", {"Identity", "단위 행렬"}},
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

}  // namespace initlab
