// Counts magnitudes into bins of equal width in log10, without a logarithm a value.
#pragma once

#include <cstdint>
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

  void add(double x);  // its sign does not matter
  const LogHistogram& counts() const { return counts_; }

 private:
  double lo_;
  double bins_per_decade_;
  std::vector<double> edges_;  // bins + 1, from the portable exp: the same bits everywhere
  LogHistogram counts_;
};

}  // namespace initlab
