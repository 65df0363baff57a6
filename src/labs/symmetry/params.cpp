#include "labs/symmetry/params.h"

#include <vector>

namespace initlab::symmetry {
namespace {

// In the order of the enumerations.
constexpr Choice init_choices[] = {
    {"zero", {"Zero", "모두 0"}},
    {"constant", {"Constant", "상수"}},
    {"constant-noise", {"Constant + noise", "상수 + 잡음"}},
    {"normal", {"Normal", "정규분포"}},
    {"xavier-normal", {"Xavier/Glorot normal", "Xavier/Glorot 정규"}},
    {"he-normal", {"He/Kaiming normal", "He/Kaiming 정규"}},
};
constexpr Choice optimizer_choices[] = {
    {"sgd", {"Gradient descent", "경사 하강법"}},
    {"momentum", {"Momentum 0.9", "모멘텀 0.9"}},
    {"adam", {"Adam", "Adam"}},
};
constexpr Choice task_choices[] = {
    {"xor", {"XOR, four clusters", "XOR, 네 무리"}},
    {"moons", {"Two moons", "두 초승달"}},
    {"sine", {"Sine, regression", "사인, 회귀"}},
};
constexpr Choice act_choices[] = {
    {"tanh", {"tanh", "tanh"}},
    {"sigmoid", {"Sigmoid", "시그모이드"}},
    {"relu", {"ReLU", "ReLU"}},
    {"silu", {"SiLU", "SiLU"}},
};

void describe_init(ParamVisitor& visitor, Params& p) {
  visitor.choice({.key = "init",
                  .label = {"Initializer", "초기화 방법"},
                  .help = {"How hidden and output weights start. The biases start at 0.",
                           "은닉층과 출력층의 가중치를 시작하는 방법입니다. 편향은 0에서 "
                           "시작합니다."}},
                 p.init, std::span<const Choice>(init_choices));
  const bool fixed = p.init == TinyInit::constant || p.init == TinyInit::constant_noise;
  visitor.real(
      {.key = "value",
       .label = {"Constant", "상수"},
       .help = {"The value that every weight starts at.", "모든 가중치가 시작하는 값입니다."},
       .relevant = fixed},
      p.value, {-2.0, 2.0});
  visitor.real({.key = "epsilon",
                .label = {"Noise", "잡음"},
                .help = {"Standard deviation of the noise that is added to the constant.",
                         "상수에 더하는 잡음의 표준편차입니다."},
                .relevant = p.init == TinyInit::constant_noise},
               p.epsilon, {1e-12, 1.0, Spacing::logarithmic});
  visitor.real({.key = "std",
                .label = {"Weight std", "가중치 σ"},
                .help = {"Standard deviation σ of a weight; the mean is 0.",
                         "가중치 하나의 표준편차 σ입니다. 평균은 0입니다."},
                .relevant = p.init == TinyInit::normal},
               p.std, {1e-6, 10.0, Spacing::logarithmic});
}

void describe_training(ParamVisitor& visitor, Params& p) {
  visitor.real(
      {.key = "dropout",
       .label = {"Dropout", "드롭아웃"},
       .help = {"Probability that a hidden unit is left out, drawn anew for each point and "
                "step; 0 turns dropout off. Losses are measured without it.",
                "은닉 유닛을 뺄 확률로, 점과 단계마다 새로 뽑습니다. 0이면 쓰지 않습니다. "
                "손실은 드롭아웃 없이 잽니다."}},
      p.dropout, {0.0, 0.9});
  visitor.choice({.key = "optimizer",
                  .label = {"Optimizer", "옵티마이저"},
                  .help = {"How a gradient moves the weights. Each treats all weights alike.",
                           "기울기로 가중치를 고치는 방법입니다. 어느 것이나 모든 가중치를 똑같이 "
                           "다룹니다."}},
                 p.optimizer, std::span<const Choice>(optimizer_choices));
  visitor.real({.key = "rate",
                .label = {"Learning rate", "학습률"},
                .help = {"The size of a step. Large ones make the training diverge.",
                         "한 단계의 크기입니다. 너무 크면 학습이 발산합니다."},
                .featured = true},
               p.rate, {1e-4, 100.0, Spacing::logarithmic});
  visitor.integer({.key = "hidden",
                   .label = {"Hidden units", "은닉 유닛"},
                   .help = {"Units of the one hidden layer; swapping two changes nothing.",
                            "하나뿐인 은닉층의 유닛 수입니다. 둘을 맞바꾸어도 달라지는 것이 "
                            "없습니다."}},
                  p.hidden, {1, max_hidden});
  visitor.integer({.key = "steps",
                   .label = {"Steps", "단계"},
                   .help = {"Updates of the weights; about 200 of them are kept to be played.",
                            "가중치를 고치는 횟수입니다. 그중 200개쯤을 남겨 재생합니다."}},
                  p.steps, {1, max_steps, Spacing::logarithmic});
}

void describe_task(ParamVisitor& visitor, Params& p) {
  visitor.choice(
      {.key = "task",
       .label = {"Task", "과제"},
       .help = {"64 points in the plane. XOR and moons have 40 points of one class and 24 of the "
                "other, with logistic loss; the sine is fitted with squared error.",
                "평면 위의 점 64개입니다. XOR와 초승달은 한 클래스가 40개, 다른 클래스가 24개이며 "
                "로지스틱 손실을 씁니다. 사인은 제곱오차로 맞춥니다."},
       .tier = Tier::advanced},
      p.task, std::span<const Choice>(task_choices));
  visitor.choice({.key = "act",
                  .label = {"Activation", "활성화 함수"},
                  .help = {"φ of the hidden units. Of these only the sigmoid is not 0 at 0.",
                           "은닉 유닛의 φ입니다. 이 가운데 시그모이드만 0에서 0이 아닙니다."},
                  .tier = Tier::advanced},
                 p.act, std::span<const Choice>(act_choices));
  visitor.integer({.key = "batch",
                   .label = {"Batch", "배치"},
                   .help = {"Points of one step, taken in turn; 64 are all of them. A minibatch "
                            "does not tell equal units apart.",
                            "한 단계에 쓰는 점의 수로, 차례로 돌아가며 씁니다. 64개면 전부입니다. "
                            "미니배치는 같은 유닛을 구별하지 못합니다."},
                   .tier = Tier::advanced},
                  p.batch, {1, toy_points});
  visitor.seed({.key = "seed",
                .label = {"Seed", "시드"},
                .help = {"Draws the points, the weights of both networks and the dropout. The same "
                         "seed gives the same bits in every browser.",
                         "점과 두 신경망의 가중치, 드롭아웃을 뽑습니다. 시드가 같으면 어느 "
                         "브라우저에서나 같은 결과가 나옵니다."}},
               p.seed);
}

}  // namespace

void describe(ParamVisitor& visitor, Params& params) {
  static const std::vector<Choice> presets = choices_of(lab_presets(Params{}));
  const Preset before = params.preset;
  visitor.choice({.key = "preset",
                  .label = {"Preset", "프리셋"},
                  .help = {"A way to start. Choosing one replaces all other settings.",
                           "시작하는 방법입니다. 하나를 고르면 다른 설정이 모두 바뀝니다."}},
                 params.preset, std::span<const Choice>(presets));
  if (params.preset != before) params = from_preset(params.preset);
  describe_init(visitor, params);
  describe_training(visitor, params);
  describe_task(visitor, params);
}

TinyTrainingSpec training_spec(const Params& params) {
  TinyTrainingSpec spec;
  spec.task = params.task;
  spec.act = params.act;
  spec.init = {params.init, params.value, params.epsilon, params.std};
  spec.hidden = params.hidden;
  spec.steps = params.steps;
  spec.batch = params.batch;
  spec.dropout = params.dropout;
  spec.optimizer = params.optimizer;
  spec.rate = params.rate;
  spec.seed = params.seed;
  return spec;
}

std::uint64_t weight_count(const Params& params) {
  return static_cast<std::uint64_t>(tiny_size(params.hidden));
}

}  // namespace initlab::symmetry
