#include "labs/training/additions.h"

namespace initlab::training {
namespace {

// In the order of the enumerations.
constexpr Choice loss_choices[] = {
    {"cross-entropy", {"Cross-entropy", "교차 엔트로피"}},
    {"squared-error", {"Squared error", "제곱오차"}},
};
constexpr Choice output_bias_choices[] = {
    {"zero", {"Zero", "0"}},
    {"log-odds", {"Log odds", "로그 확률"}},
};

constexpr double most_dropout = 0.9;

}  // namespace

void describe_additions(ParamVisitor& visitor, Params& p) {
  describe_architecture(visitor, p.norm, p.residual, p.branch_scale);
  visitor.real(
      {.key = "dropout",
       .label = {"Dropout", "드롭아웃"},
       .help = {"Probability that a hidden unit is left out, drawn anew for each row and step; the "
                "others are divided by 1 − it. 0 turns dropout off. Losses over all rows are "
                "measured without it.",
                "은닉 유닛을 뺄 확률로, 행과 단계마다 새로 뽑습니다. 남은 유닛은 1 − 확률로 "
                "나눕니다. 0이면 쓰지 않습니다. 전체 데이터의 손실은 드롭아웃 없이 잽니다."},
       .tier = Tier::advanced,
       .relevant = p.depth > 1},
      p.dropout, {0.0, most_dropout});
}

void describe_objective(ParamVisitor& visitor, Params& p) {
  visitor.choice(
      {.key = "loss",
       .label = {"Loss", "손실"},
       .help = {"What is made small, as a mean over the rows: softmax cross-entropy, or half the "
                "squared distance between the outputs and 1 for the class, 0 for the others.",
                "줄이려는 값으로, 행에 대한 평균입니다. 소프트맥스 교차 엔트로피, 또는 출력과 "
                "원핫 목표값(정답 클래스만 1) 사이 거리 제곱의 절반입니다."},
       .tier = Tier::advanced},
      p.loss, std::span<const Choice>(loss_choices));
  visitor.choice(
      {.key = "output_bias",
       .label = {"Output bias", "출력 편향"},
       .help = {"Where the last layer's biases start. Log odds: at the logarithm of each class's "
                "share of the training rows, so that the first loss is that of guessing by it.",
                "마지막 층의 편향이 출발하는 값입니다. 로그 확률을 고르면 학습 데이터에서 각 "
                "클래스가 차지하는 비율의 로그에서 출발하므로, 첫 손실이 그 비율로 추측할 때의 "
                "손실이 됩니다."},
       .tier = Tier::advanced,
       .relevant = p.loss == TrainingLoss::cross_entropy},
      p.output_bias, std::span<const Choice>(output_bias_choices));
}

void set_additions(const Params& params, DeepTrainingSpec& spec) {
  spec.network.norm = params.norm;
  spec.network.residual = params.residual == ResidualConnections::on;
  spec.network.branch_scale = params.branch_scale;
  spec.network.dropout = params.dropout;
  spec.loss = params.loss;
  spec.log_odds_bias = starts_at_log_odds(params);
}

bool starts_at_log_odds(const Params& params) {
  return params.output_bias == OutputBias::log_odds && params.loss == TrainingLoss::cross_entropy;
}

double guessing_loss(const Params& params) {
  return initlab::guessing_loss(params.loss, classes_of(params.data));
}

}  // namespace initlab::training
