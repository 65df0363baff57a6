#include "labs/forward/params.h"

#include "labs/vocabulary.h"

namespace initlab::forward {
namespace {

constexpr double min_range = 0.001;  // smallest width of the histogram
constexpr double max_range = 1e6;

void describe_histogram(ParamVisitor& visitor, Params& p) {
  visitor.real({.key = "hist_lo",
                .label = {"Histogram from", "히스토그램 시작"},
                .help = {"Lower end of the histograms; values below it are counted apart.",
                         "히스토그램의 아래 끝입니다. 그보다 작은 값은 따로 셉니다."},
                .tier = Tier::advanced},
               p.hist_lo, {-max_range, max_range});
  visitor.real({.key = "hist_hi",
                .label = {"Histogram to", "히스토그램 끝"},
                .help = {"Upper end of the histograms; values above it are counted apart.",
                         "히스토그램의 위 끝입니다. 그보다 큰 값은 따로 셉니다."},
                .tier = Tier::advanced},
               p.hist_hi, {-max_range, max_range});
  if (p.hist_hi < p.hist_lo + min_range) p.hist_hi = p.hist_lo + min_range;
  describe_bins(visitor,
                {"Bars of each histogram, of equal width.",
                 "히스토그램마다 그리는 막대의 수입니다. 폭은 모두 같습니다."},
                max_bins, p.bins);
}

}  // namespace

void describe(ParamVisitor& visitor, Params& p) {
  const NetworkPreset preset_before = p.preset;
  describe_network_preset(visitor, p.preset);
  if (p.preset != preset_before) p = from_preset(p.preset);

  const Activation act_before = p.act;
  describe_activation(visitor, p);
  if (p.act != act_before && ValueRange{p.hist_lo, p.hist_hi} == usual_range(act_before)) {
    const ValueRange range = usual_range(p.act);
    p.hist_lo = range.lo;
    p.hist_hi = range.hi;
  }
  describe_initializer(visitor, p);
  describe_size(visitor, p);
  describe_widths(visitor, p);
  describe_histogram(visitor, p);
  describe_seeds(
      visitor,
      {"Runs the experiment with this many other seeds on at most 256 rows each, and shows "
       "the median and the quartiles of every layer's std.",
       "다른 시드로 실험을 이만큼 더 하고(각각 최대 256행) 층마다 표준편차의 중앙값과 "
       "사분위수를 보여 줍니다."},
      p.seeds);
}

}  // namespace initlab::forward
