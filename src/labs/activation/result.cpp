#include "labs/activation/result.h"

#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/power_text.h"

namespace initlab::activation {
namespace {

// In the order of Verdict.
constexpr std::string_view verdict_words[] = {"vanishes", "saturated", "partly", "live"};

std::span<const std::string_view> activation_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> list;
    for (const Choice& choice : activation_choices()) list.push_back(choice.word);
    return list;
  }();
  return words;
}

}  // namespace

void Measurement::merge(const Measurement& next) {
  if (samples.empty()) *this = next;  // there is one job
}

void describe(ResultVisitor& visitor, ChainSample& sample) {
  visitor.count({.key = "outside"}, sample.outside);
  visitor.numbers({.key = "median_log"}, sample.median_log);
  visitor.numbers({.key = "mean_log"}, sample.mean_log);
  visitor.numbers({.key = "rms_log"}, sample.rms_log);
  visitor.counts({.key = "zero"}, sample.zero);
}

void describe(ResultVisitor& visitor, Measurement& measured) {
  visitor.count({.key = "chains"}, measured.chains);
  visitor.list({.key = "samples"}, measured.samples);
}

void describe(ResultVisitor& visitor, Facts& facts) {
  visitor.word({.key = "act", .label = {"activation", "함수"}}, facts.act, activation_words());
  visitor.number({.key = "peak", .label = {"max |φ'|", "|φ'| 최댓값"}}, facts.peak);
  visitor.number({.key = "peak_at", .label = {"at z", "그때의 z"}}, facts.peak_at);
  visitor.number({.key = "zone_lo", .label = {"zone from", "구간 시작"}}, facts.zone_lo);
  visitor.number({.key = "zone_hi", .label = {"zone to", "구간 끝"}}, facts.zone_hi);
  visitor.number({.key = "share_outside",
                  .label = {"outside, exact", "구간 밖, 이론"},
                  .style = NumberStyle::percent},
                 facts.share_outside);
  visitor.number({.key = "share_measured",
                  .label = {"outside, measured", "구간 밖, 측정"},
                  .style = NumberStyle::percent},
                 facts.share_measured);
  visitor.number({.key = "share_z", .label = {"z score", "z 점수"}, .style = NumberStyle::z_score},
                 facts.share_z);
  visitor.number(
      {.key = "zero_share", .label = {"exactly 0", "정확히 0"}, .style = NumberStyle::percent},
      facts.zero_share);
  visitor.number({.key = "typical_factor", .label = {"typical factor", "보통의 인수"}},
                 facts.typical_factor);
  visitor.number({.key = "rms_factor", .label = {"rms factor", "rms 인수"}}, facts.rms_factor);
  visitor.number({.key = "bound_log10", .label = {"log₁₀ bound", "log₁₀ 상한"}}, facts.bound);
  visitor.number({.key = "typical_log10", .label = {"log₁₀ typical", "log₁₀ 보통"}}, facts.typical);
  visitor.number({.key = "median_log10", .label = {"log₁₀ median, measured", "log₁₀ 중앙값, 측정"}},
                 facts.median);
  visitor.number({.key = "rms_log10", .label = {"log₁₀ rms", "log₁₀ rms"}}, facts.rms);
  visitor.number({.key = "rms_measured_log10", .label = {"log₁₀ rms, measured", "log₁₀ rms, 측정"}},
                 facts.rms_measured);
}

void describe(ResultVisitor& visitor, Curves& curves) {
  visitor.word({.key = "act"}, curves.act, activation_words());
  visitor.numbers({.key = "phi"}, curves.phi);
  visitor.numbers({.key = "derivative"}, curves.derivative);
  visitor.numbers({.key = "zone_lo"}, curves.zone_lo);
  visitor.numbers({.key = "zone_hi"}, curves.zone_hi);
  visitor.numbers({.key = "bound_log10"}, curves.bound);
  visitor.numbers({.key = "typical_log10"}, curves.typical);
  visitor.numbers({.key = "typical_lo_log10"}, curves.typical_lo);
  visitor.numbers({.key = "typical_hi_log10"}, curves.typical_hi);
  visitor.numbers({.key = "rms_log10"}, curves.rms);
  visitor.numbers({.key = "median_log10"}, curves.median);
  visitor.numbers({.key = "rms_measured_log10"}, curves.rms_measured);
  visitor.numbers({.key = "zero_fraction"}, curves.zero);
}

void describe(ResultVisitor& visitor, Report& report) {
  visitor.count({.key = "chains"}, report.chains);
  describe_verdict(visitor, report, verdict_words);
  visitor.list({.key = "activations", .table_row = true}, report.activations);
  visitor.numbers({.key = "z"}, report.z);
  visitor.numbers({.key = "density"}, report.density);
  visitor.list({.key = "curves"}, report.curves);
  visitor.sentences({.key = "warnings"}, report.warnings);
}

std::string notes_text(const Report& report) {
  std::string text;
  for (const Facts& facts : report.activations) {
    const auto act = static_cast<std::size_t>(facts.act);
    text += std::string(activation_words()[act]) + " had maximum derivative " +
            fixed_number(facts.peak, 5) + ", " + percent_number(facts.share_outside) +
            " % of inputs outside the zone, chain bound " + power_number(facts.bound) +
            ", typical " + power_number(facts.typical) + ", rms " + power_number(facts.rms) + '\n';
  }
  return text;
}

}  // namespace initlab::activation
