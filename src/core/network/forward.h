// The forward pass: a batch through the network, statistics of every layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "core/matrix/block_rows.h"
#include "core/network/network.h"
#include "core/steps/steps.h"

namespace initlab {

// Base weights that earlier calls made, so that shards and slider moves do not draw them again.
// Owned by the caller, used by one thread at a time. Holds at most `limit` bytes, and once a
// network is prepared what kept_base_bytes() says of it: the least recently used go first. It never
// changes a result, only the time taken.
class Workspace {
 public:
  static constexpr std::size_t default_limit = std::size_t{128} << 20;

  explicit Workspace(std::size_t limit = default_limit) : limit_(limit), kept_limit_(limit) {}

  // From now on bases are kept for this network alone, and for its `other_seeds` where that pays.
  void prepare(const NetworkSpec& spec, int other_seeds);

  std::size_t bytes() const { return bytes_; }  // held by cached bases
  void clear();

  // The base of layer `layer` of `spec`, packed for gemm.h. Valid until the next call.
  const std::vector<float>& packed_base(const NetworkSpec& spec, int layer);
  Steps find_base(const NetworkSpec& spec, int layer, const std::vector<float>*& base);

  // What layer `layer` multiplies its base by: base_scale, and for lsuv (Mishkin & Matas 2016,
  // arXiv:1511.06422) gain over the standard deviation of the base's products, layer after layer
  // on the first `calibration_rows` rows of the input.
  float weight_scale(const NetworkSpec& spec, int layer);
  // What weight_scale needs to have measured.
  Steps calibrate(const NetworkSpec& spec);

  // Scratch that `forward_pass` reuses between calls; holds nothing that matters.
  std::vector<float> activations;
  std::vector<float> packed_rows;

 private:
  struct Key {
    std::uint64_t seed = 0;
    std::uint32_t layer = 0;
    int fan_in = 0;
    int fan_out = 0;
    BaseKind kind = BaseKind::zeros;
    // What else code looks at; empty and 0 for the other kinds.
    std::string code;
    int depth = 0;
    double gain = 0;

    bool operator==(const Key&) const = default;
  };
  struct Entry {
    Key key;
    std::vector<float> packed;
  };

  bool keeps(const NetworkSpec& spec, std::size_t packed_bytes) const;

  std::size_t limit_;
  std::size_t kept_limit_;  // of the network that is prepared, not over limit_
  std::size_t bytes_ = 0;
  std::optional<std::uint64_t> kept_seed_;  // the only one whose bases are kept
  std::list<Entry> entries_;                // most recently used first
  std::vector<float> passing_;              // one that is not kept
  std::optional<NetworkSpec> calibrated_;   // whose scales these are
  std::vector<float> calibrated_scales_;
};

// Statistics of the input (index 0) and of layers 1..depth for rows first_row .. first_row+rows-1
// of the batch. Row r is the same whatever range it is part of: the input is element-addressed (row
// r is elements r * width .. of the input stream) and every product is summed in one fixed order,
// so counts of shards add up exactly and mean and m2 to rounding. float32, scale applied after the
// product. An empty range or spec gives empty statistics.
std::vector<LayerStatistics> forward_pass(const NetworkSpec& spec, int first_row, int rows,
                                          Workspace& workspace);

// The same in steps: fills `statistics`, which is empty.
Steps forward_steps(const NetworkSpec& spec, int first_row, int rows, Workspace& workspace,
                    std::vector<LayerStatistics>& statistics);

}  // namespace initlab
