#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/training/deep_loss.h"
#include "core/training/deep_training.h"
#include "core/training/plane_task.h"
#include "labs/lab.h"
#include "labs/network/architecture.h"
#include "labs/network/params.h"
#include "labs/param_visitor.h"

namespace initlab::training {

/// The five experiments of the notes, and what else is worth seeing.
enum class Preset : std::uint8_t {
  small,
  large,
  xavier_tanh,
  xavier_relu,
  he_relu,
  sigmoid,
  deep,  // He + ReLU, 50 layers
  deep_residual,
  deep_norm,  // with residual connections: a norm alone leaves 50 layers slow
  dying,      // a rate so large that units die
  explodes,   // He + ReLU at rate 1
  clipped,    // the same, rescued by clipping
  constant,   // equal units
  adam,       // small weights, with Adam
  map         // tanh at many gains and depths
};

/// Whether the experiment is made at many gains and depths (map.h).
enum class Map : std::uint8_t { off, on };

enum class Data : std::uint8_t { digits, fashion, moons, spirals, circles, xor_clusters, gauss };

/// Where the last layer's biases start: as those of the others, or at the log of the classes'
/// shares.
enum class OutputBias : std::uint8_t { zero, log_odds };

/// The training lab's parameters. The defaults are the notes' Xavier + tanh, narrower: 64 grey
/// levels of a digit through nine layers of 100 units to ten classes.
struct Params : NetworkParams {
  Params() {
    width = 100;
    batch = 100;
  }

  Preset preset = Preset::xavier_tanh;
  Data data = Data::digits;
  OptimizerKind optimizer = OptimizerKind::sgd;
  double rate = 0.01;
  double clip = 0.0;  // largest norm of the gradient; 0: not clipped
  double decay = 0.0;
  int warmup = 0;
  int steps = 300;
  Normalization norm = Normalization::none;
  ResidualConnections residual = ResidualConnections::off;
  double branch_scale = 1.0;
  double dropout = 0.0;
  TrainingLoss loss = TrainingLoss::cross_entropy;
  OutputBias output_bias = OutputBias::zero;
  Map map = Map::off;

  bool operator==(const Params&) const = default;
};

inline constexpr int most_depth = 60;
inline constexpr int most_width = 512;
inline constexpr int most_batch = 1500;
inline constexpr int most_steps = 5000;

/// A new preset replaces everything; a new optimizer brings its usual rate in the place of the
/// usual one of that before.
void describe(ParamVisitor&, Params&);

Params from_preset(Preset);

/// Name of the data file that is needed; empty for what is made here.
std::string_view data_file(const Params&);
/// What is known of the data without it: numbers of a row, classes.
int features_of(Data);
int classes_of(Data);
bool is_picture(Data);
/// Of what is made here.
Dataset plane_data(const Params&);

DeepTrainingSpec training_spec(const Params&);
std::uint64_t weight_count(const Params&);

// What ExperimentOf asks for.
std::span<const LabPreset> lab_presets(const Params&);

}  // namespace initlab::training
