#include "labs/training/params.h"

#include <cstddef>

#include "labs/network/result_parts.h"
#include "labs/training/additions.h"
#include "labs/training/picture_data.h"

namespace initlab::training {
namespace {

// In the order of the enumerations.
constexpr Choice data_choices[] = {
    {"digits", {"Handwritten digits", "손글씨 숫자"}},
    {"fashion", {"Fashion-MNIST", "옷 그림(Fashion)"}},
    {"moons", {"Two moons", "두 초승달"}},
    {"spirals", {"Spirals", "나선"}},
    {"circles", {"Circles", "동심원"}},
    {"xor", {"XOR, four clusters", "XOR, 네 무리"}},
    {"gauss", {"Two clusters", "두 무리"}},
};
constexpr Choice optimizer_choices[] = {
    {"sgd", {"Gradient descent", "경사 하강법"}},
    {"momentum", {"Momentum 0.9", "모멘텀 0.9"}},
    {"adam", {"Adam", "Adam"}},
    {"nesterov", {"Nesterov 0.9", "네스테로프 0.9"}},
    {"adamw", {"AdamW", "AdamW"}},
};

constexpr Choice map_choices[] = {{"off", {"One run", "한 번"}}, {"on", {"Map", "지도"}}};

constexpr int shown_bins = 30;

double usual_rate(OptimizerKind kind) {
  return kind == OptimizerKind::adam || kind == OptimizerKind::adamw ? 0.001 : 0.01;
}

void describe_data(ParamVisitor& visitor, Params& p) {
  visitor.choice(
      {.key = "data",
       .label = {"Data", "데이터"},
       .help = {"What is learned: 1500 pictures of handwritten digits, with 297 more to test; 2000 "
                "of clothes, larger ones, with 500 more, a file of 2 MB that is fetched when they "
                "are chosen; or 600 points of two classes in the plane, with 200 more.",
                "배울 것을 고릅니다. 손글씨 숫자 그림 1500장(시험용 297장), 더 큰 옷 그림 2000장"
                "(시험용 500장, 고를 때 받는 2 MB 파일), 또는 평면 위 두 클래스의 점 600개(시험용 "
                "200개)입니다."}},
      p.data, std::span<const Choice>(data_choices));
}

void describe_map(ParamVisitor& visitor, Params& p) {
  visitor.choice(
      {.key = "map",
       .label = {"Runs", "실행"},
       .help = {"One run, or a map of many: short runs at nine gains about the critical one and at "
                "depths from 3 to 48, by how much of the training data they get right.",
                "한 번 실행하거나, 임계 게인 둘레의 게인 아홉 가지와 깊이 3~48에서 짧게 여러 번 "
                "실행해 학습 데이터를 얼마나 맞히는지 지도로 그립니다."}},
      p.map, std::span<const Choice>(map_choices));
}

void describe_size_here(ParamVisitor& visitor, Params& p) {
  visitor.integer(
      {.key = "depth",
       .label = {"Depth", "깊이"},
       .help = {"Number of weight layers; the last one gives a number for each class.",
                "가중치가 있는 층의 수입니다. 마지막 층은 클래스마다 수 하나를 냅니다."},
       .relevant = p.map == Map::off},
      p.depth, {1, most_depth, Spacing::logarithmic});
  visitor.integer({.key = "width",
                   .label = {"Width", "너비"},
                   .help = {"Units of every hidden layer.", "은닉층마다 있는 유닛 수입니다."},
                   .relevant = p.depth > 1 || p.map == Map::on},
                  p.width, {1, most_width, Spacing::logarithmic});
}

void describe_steps(ParamVisitor& visitor, Params& p) {
  const OptimizerKind before = p.optimizer;
  visitor.choice(
      {.key = "optimizer",
       .label = {"Optimizer", "옵티마이저"},
       .help = {"How a gradient moves the weights, in PyTorch's conventions. Changing it also sets "
                "its usual rate.",
                "기울기로 가중치를 고치는 방법으로, PyTorch의 정의를 따릅니다. 바꾸면 학습률도 그 "
                "방법의 기본값으로 바뀝니다."}},
      p.optimizer, std::span<const Choice>(optimizer_choices));
  if (p.optimizer != before && p.rate == usual_rate(before)) p.rate = usual_rate(p.optimizer);
  visitor.real({.key = "rate",
                .label = {"Learning rate", "학습률"},
                .help = {"The size of a step. Large ones make the training diverge.",
                         "한 단계의 크기입니다. 너무 크면 학습이 발산합니다."}},
               p.rate, {1e-6, 100.0, Spacing::logarithmic});
  visitor.real(
      {.key = "clip",
       .label = {"Clip at norm", "클리핑 노름"},
       .help = {"The gradient of all weights and biases together is made this long where it is "
                "longer; 0 leaves it as it is.",
                "모든 가중치와 편향의 기울기를 합친 노름이 이보다 크면 이만큼으로 줄입니다. 0이면 "
                "그대로 둡니다."}},
      p.clip, {0.0, 1000.0});
  visitor.integer({.key = "batch",
                   .label = {"Batch", "배치"},
                   .help = {"Rows of a step, taken in turn from the training data.",
                            "한 단계에 쓰는 행의 수로, 학습 데이터에서 차례로 돌아가며 씁니다."}},
                  p.batch, {1, most_batch, Spacing::logarithmic});
  visitor.integer({.key = "steps",
                   .label = {"Steps", "단계"},
                   .help = {"Updates of the weights; about 300 of them are kept to be played.",
                            "가중치를 고치는 횟수입니다. 그중 300개쯤을 남겨 재생합니다."}},
                  p.steps, {1, most_steps, Spacing::logarithmic});
  visitor.real(
      {.key = "decay",
       .label = {"Weight decay", "가중치 감쇠"},
       .help = {"AdamW shrinks the weights by rate × decay at each step; the others add decay × "
                "weight to the gradient.",
                "AdamW는 단계마다 가중치를 학습률 × 감쇠만큼 줄입니다. 다른 방법은 감쇠 × 가중치를 "
                "기울기에 더합니다."},
       .tier = Tier::advanced},
      p.decay, {0.0, 1.0});
  visitor.integer({.key = "warmup",
                   .label = {"Warm-up", "워밍업"},
                   .help = {"Steps over which the rate grows evenly to its value; 0 for none.",
                            "학습률이 제 값까지 고르게 커지는 단계 수입니다. 0이면 쓰지 않습니다."},
                   .tier = Tier::advanced},
                  p.warmup, {0, most_steps});
}

PlaneTask plane_task_of(Data data) {
  return static_cast<PlaneTask>(static_cast<int>(data) - static_cast<int>(Data::moons));
}

}  // namespace

void describe(ParamVisitor& visitor, Params& p) {
  static const std::vector<Choice> presets = choices_of(lab_presets(Params{}));
  const Preset preset_before = p.preset;
  visitor.choice({.key = "preset",
                  .label = {"Preset", "프리셋"},
                  .help = {"A way to start; the first five are those of the study notes. Choosing "
                           "one replaces all other settings.",
                           "시작하는 방법입니다. 처음 다섯 가지는 학습 노트의 실험입니다. 하나를 "
                           "고르면 다른 설정이 모두 바뀝니다."}},
                 p.preset, std::span<const Choice>(presets));
  if (p.preset != preset_before) p = from_preset(p.preset);
  describe_map(visitor, p);
  describe_data(visitor, p);
  describe_activation(visitor, p);
  describe_initializer(visitor, p, p.map == Map::off);
  describe_size_here(visitor, p);
  describe_additions(visitor, p);
  describe_steps(visitor, p);
  describe_objective(visitor, p);
  visitor.seed(
      {.key = "seed",
       .label = {"Seed", "시드"},
       .help = {"Draws the weights, and the points in the plane. The same seed gives the same "
                "result, bit for bit, in every browser.",
                "가중치와 평면 위의 점을 뽑습니다. 시드가 같으면 어느 브라우저에서나 마지막 "
                "비트까지 같은 결과가 나옵니다."}},
      p.seed);
  describe_biases(visitor, p);
}

std::string_view data_file(const Params& params) {
  const PictureData* const pictures = picture_data(params.data);
  return pictures != nullptr ? pictures->file : std::string_view{};
}

bool is_picture(Data data) { return picture_data(data) != nullptr; }
int features_of(Data data) {
  const PictureData* const pictures = picture_data(data);
  return pictures != nullptr ? pictures->width * pictures->width : 2;
}
int classes_of(Data data) {
  const PictureData* const pictures = picture_data(data);
  return pictures != nullptr ? pictures->classes : 2;
}

Dataset plane_data(const Params& params) {
  return make_plane_task(plane_task_of(params.data), params.seed);
}

DeepTrainingSpec training_spec(const Params& params) {
  DeepTrainingSpec spec;
  static_cast<NetworkSpec&>(spec.network) = network_spec(params);
  spec.network.widths.assign(static_cast<std::size_t>(params.depth) + 1, params.width);
  spec.network.widths.front() = features_of(params.data);
  spec.network.widths.back() = classes_of(params.data);
  const ValueRange range = usual_range(params.act);
  spec.network.histogram = {range.lo, range.hi, shown_bins};
  set_additions(params, spec);
  spec.optimizer = params.optimizer;
  spec.rate = params.rate;
  spec.decay = params.decay;
  spec.clip_norm = params.clip;
  spec.warmup = params.warmup;
  spec.batch = params.batch;
  spec.steps = params.steps;
  return spec;
}

std::uint64_t weight_count(const Params& params) {
  if (params.map == Map::on) return 0;  // of many networks
  return multiply_adds(training_spec(params).network, 1);
}

}  // namespace initlab::training
