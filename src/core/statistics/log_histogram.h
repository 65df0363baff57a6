// Counts magnitudes into bins of equal width in log10, without a logarithm a value.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace initlab {

// Bins between 10^lo and 10^hi, |lo| and |hi| <= 300.
struct LogHistogramSpec {
  double lo = -12;
  double hi = 6;
  int bins = 36;

  bool operator==(const LogHistogramSpec&) const = default;
};

struct LogHistogram {
  std::vector<std::uint64_t> counts;  // bin i is [10^edge_i, 10^edge_(i+1)), the last one closed
  std::uint64_t below = 0;
  std::uint64_t above = 0;
  std::uint64_t zero = 0;
  std::uint64_t infinite = 0;
  std::uint64_t nan = 0;
};

class LogHistogramCounter {
 public:
  explicit LogHistogramCounter(const LogHistogramSpec& spec);

  void add(double x) { add(std::span<const double>(&x, 1), 1.0); }  // its sign does not matter
  template <class Real>
  void add(std::span<const Real> values, double factor);
  LogHistogram counts() const;

 private:
  void add_outside(double magnitude);

  // Slots: 0 below, 1..bins, bins + 1 above. Slot s holds edges_[s - 1] <= x < edges_[s], the last
  // edge being infinite; from the portable exp, the same bits everywhere.
  std::vector<double> edges_;
  std::vector<std::uint64_t> slots_;
  // Numbers of equal first bits begin in one slot, and end at most a few later.
  std::uint64_t first_cell_ = 0;
  std::vector<std::uint16_t> slot_of_cell_;
  std::uint64_t zero_ = 0;
  std::uint64_t infinite_ = 0;
  std::uint64_t nan_ = 0;
};

}  // namespace initlab
