#include "labs/network/architecture.h"

#include <span>

namespace initlab {
namespace {

constexpr Choice norms[] = {
    {"none", {"None", "없음"}},
    {"batch", {"BatchNorm", "BatchNorm"}},
    {"layer", {"LayerNorm", "LayerNorm"}},
    {"rms", {"RMSNorm", "RMSNorm"}},
};

constexpr Choice residuals[] = {
    {"off", {"Off", "없음"}},
    {"on", {"On", "있음"}},
};

}  // namespace

void describe_architecture(ParamVisitor& visitor, Normalization& norm,
                           ResidualConnections& residual, double& branch_scale) {
  visitor.choice(
      {.key = "norm",
       .label = {"Norm", "정규화"},
       .help = {"Applied to z before the activation, without learned scale and shift: BatchNorm "
                "over the rows of the batch, LayerNorm and RMSNorm over the units of a layer.",
                "활성화 함수 앞의 z에 적용하며, 학습되는 스케일과 이동은 없습니다. BatchNorm은 "
                "배치의 행에 대해, LayerNorm과 RMSNorm은 한 층의 유닛에 대해 정규화합니다."}},
      norm, std::span<const Choice>(norms));
  visitor.choice(
      {.key = "residual",
       .label = {"Residual", "잔차 연결"},
       .help = {"a = a of the layer before + branch scale × φ, at every layer whose fan_in and "
                "fan_out are equal. The gradient then has a second way back.",
                "fan_in과 fan_out이 같은 모든 층에서 a = 앞 층의 a + 가지 스케일 × φ입니다. "
                "기울기가 되돌아가는 길이 하나 더 생깁니다."}},
      residual, std::span<const Choice>(residuals));
  visitor.real({.key = "branch_scale",
                .label = {"Branch scale", "가지 스케일"},
                .help = {"Multiplies φ where it is added to the activations of the layer before.",
                         "앞 층의 활성값에 더해지는 φ에 곱하는 수입니다."},
                .unit = "×",
                .relevant = residual == ResidualConnections::on},
               branch_scale, {0.01, 2.0, Spacing::logarithmic});
}

}  // namespace initlab
