#include "labs/log_domain/result.h"

#include "labs/vocabulary.h"
#include "text/number_format.h"

namespace initlab::log_domain {
namespace {

// In the order of Verdict.
constexpr std::string_view verdict_words[] = {"zero", "stuck", "subnormal", "normal"};

std::span<const std::string_view> format_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> list;
    for (const Choice& choice : number_format_choices()) list.push_back(choice.word);
    return list;
  }();
  return words;
}

}  // namespace

void Measurement::merge(const Measurement& next) {
  if (runs.empty()) *this = next;  // there is one job
}

void describe(ResultVisitor& visitor, Run& run) {
  visitor.number({.key = "product", .label = {"product", "곱"}}, run.product);
  visitor.number({.key = "log_sum", .label = {"sum of logs", "로그의 합"}}, run.log_sum);
  visitor.count({.key = "idle_at", .label = {"weight still from", "가중치가 멈춘 인수"}},
                run.idle_at);
  visitor.count({.key = "subnormal_at", .label = {"subnormal from", "비정규 시작"}},
                run.subnormal_at);
  visitor.count({.key = "zero_at", .label = {"zero from", "0이 된 인수"}}, run.zero_at);
  visitor.count({.key = "log_stalled_at"}, run.log_stalled_at);
  visitor.number({.key = "lse_naive", .label = {"logsumexp, naive", "logsumexp 그대로"}},
                 run.naive);
  visitor.number({.key = "lse_shifted", .label = {"logsumexp, shifted", "logsumexp 옮긴 뒤"}},
                 run.shifted);
}

void describe(ResultVisitor& visitor, Measurement& measured) {
  visitor.count({.key = "count"}, measured.count);
  visitor.number({.key = "log_sum"}, measured.log_sum);
  visitor.list({.key = "runs"}, measured.runs);
  visitor.numbers({.key = "product"}, measured.product);
  visitor.numbers({.key = "log_sums"}, measured.log_sums);
}

void describe(ResultVisitor& visitor, Format& row) {
  visitor.word({.key = "format", .label = {"format", "형식"}}, row.format, format_words());
  visitor.number({.key = "smallest", .label = {"smallest", "최솟값"}}, row.smallest);
  describe(visitor, row.run);
  visitor.number({.key = "idle_predicted"}, row.idle_predicted);
  visitor.number({.key = "subnormal_predicted"}, row.subnormal_predicted);
  visitor.number({.key = "zero_predicted", .label = {"zero, predicted", "0, 예측"}},
                 row.zero_predicted);
  visitor.number({.key = "zero_sd", .label = {"its sd", "그 표준편차"}}, row.zero_sd);
  visitor.number({.key = "log_error", .label = {"error of the sum", "합의 오차"}}, row.log_error);
  visitor.number({.key = "lse_shifted_error", .label = {"error, shifted", "옮긴 뒤 오차"}},
                 row.shifted_error);
  visitor.number({.key = "least_change"}, row.least_change);
}

void describe(ResultVisitor& visitor, Report& report) {
  describe_verdict(visitor, report, verdict_words);
  visitor.number({.key = "log_sum"}, report.log_sum);
  visitor.number({.key = "log10_product"}, report.log10_product);
  visitor.number({.key = "log_predicted"}, report.log_predicted);
  visitor.number({.key = "log_predicted_sd"}, report.log_predicted_sd);
  visitor.number({.key = "lse_exact"}, report.lse_exact);
  visitor.list({.key = "formats", .table_row = true}, report.formats);
  visitor.numbers({.key = "steps"}, report.steps);
  visitor.numbers({.key = "product_log10"}, report.product);
  visitor.numbers({.key = "log_sum_log10"}, report.log_sums);
  visitor.numbers({.key = "theory_log10"}, report.theory);
  visitor.numbers({.key = "theory_lo_log10"}, report.theory_lo);
  visitor.numbers({.key = "theory_hi_log10"}, report.theory_hi);
  visitor.sentences({.key = "warnings"}, report.warnings);
}

std::string notes_text(const Report& report) {
  std::string text;
  for (const Format& row : report.formats) {
    text += std::string(format_words()[static_cast<std::size_t>(row.format)]) + " product " +
            brief_number(row.run.product, 4) + ", ";
    text +=
        row.run.zero_at == 0 ? "never zero" : "zero at factor " + std::to_string(row.run.zero_at);
    text += ", sum of logs " + brief_number(row.run.log_sum, 6) + '\n';
  }
  return text;
}

}  // namespace initlab::log_domain
