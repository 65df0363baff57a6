#include "labs/matrix_product/result.h"

namespace initlab::matrix_product {
namespace {

// In the order of the enumerations.
constexpr std::string_view verdict_words[] = {"vanishes", "fades", "keeps", "grows", "explodes"};
constexpr std::string_view format_words[] = {"fp64", "fp32",     "bf16",
                                             "fp16", "fp8-e4m3", "fp8-e5m2"};
constexpr std::string_view end_words[] = {"finite", "infinite", "nan", "zero"};

}  // namespace

void describe(ResultVisitor& visitor, Trial& trial) {
  visitor.count({.key = "trial"}, trial.trial);
  visitor.numbers({.key = "log_norm"}, trial.log_norm);
  visitor.numbers({.key = "log_diagonal"}, trial.log_diagonal);
}

void describe(ResultVisitor& visitor, Singular& singular) {
  visitor.count({.key = "step"}, singular.step);
  visitor.numbers({.key = "logs"}, singular.logs);
}

void describe(ResultVisitor& visitor, FormatRun& run) {
  describe_word(visitor, {.key = "format"}, run.format, format_words);
  describe_word(visitor, {.key = "end"}, run.end, end_words);
  visitor.count({.key = "step"}, run.step);
}

void describe(ResultVisitor& visitor, Measurement& measured) {
  visitor.list({.key = "trials"}, measured.trials);
  visitor.list({.key = "formats"}, measured.formats);
  visitor.list({.key = "singular"}, measured.singular);
  visitor.numbers({.key = "first"}, measured.first);
  visitor.numbers({.key = "mantissas"}, measured.mantissas);
  visitor.number({.key = "exponent"}, measured.exponent);
  visitor.numbers({.key = "product_fp32"}, measured.product_fp32);
  visitor.numbers({.key = "eigen_re"}, measured.eigen_re);
  visitor.numbers({.key = "eigen_im"}, measured.eigen_im);
}

void describe(ResultVisitor& visitor, Step& step) {
  visitor.count({.key = "step", .label = {"factors", "행렬 수"}}, step.step);
  visitor.number({.key = "log10_norm", .label = {"log₁₀ norm, trial 1", "log₁₀ 노름, 시행 1"}},
                 step.log10_norm);
  visitor.number({.key = "mean", .label = {"mean, theory", "평균, 이론"}}, step.mean);
  visitor.number({.key = "lo", .label = {"−2 sd", "−2 sd"}}, step.lo);
  visitor.number({.key = "hi", .label = {"+2 sd", "+2 sd"}}, step.hi);
  visitor.number({.key = "rms", .label = {"log₁₀ rms over trials", "log₁₀ rms, 전체 시행"}},
                 step.rms);
  visitor.number({.key = "rms_theory", .label = {"rms, theory", "rms, 이론"}}, step.rms_theory);
  visitor.numbers({.key = "trials"}, step.trials);
}

void describe(ResultVisitor& visitor, Exponent& exponent) {
  visitor.count({.key = "k"}, exponent.k);
  visitor.number({.key = "measured"}, exponent.measured);
  visitor.number({.key = "predicted"}, exponent.predicted);
  visitor.number({.key = "sd"}, exponent.sd);
  visitor.number({.key = "z"}, exponent.z);
}

void describe(ResultVisitor& visitor, Format& format) {
  describe_word(visitor, {.key = "format"}, format.format, format_words);
  describe_word(visitor, {.key = "end"}, format.end, end_words);
  visitor.count({.key = "step"}, format.step);
  visitor.number({.key = "expected_step"}, format.expected);
}

void describe(ResultVisitor& visitor, SingularRow& row) {
  visitor.count({.key = "step"}, row.step);
  visitor.numbers({.key = "log10"}, row.log10);
}

void describe(ResultVisitor& visitor, Mark& mark) {
  visitor.number({.key = "std"}, mark.std);
  visitor.sentence({.key = "label"}, mark.label);
}

void describe(ResultVisitor& visitor, Report& report) {
  visitor.count({.key = "trials"}, report.trials);
  visitor.count({.key = "trials_total"}, report.trials_total);
  describe_verdict(visitor, report, verdict_words);
  visitor.optional_object({.key = "std_mark"}, report.std_mark);
  visitor.count({.key = "size"}, report.size);
  visitor.count({.key = "factors"}, report.factors);
  visitor.flag({.key = "mean_mode"}, report.mean_mode);
  visitor.flag({.key = "exact"}, report.exact);
  visitor.number({.key = "growth"}, report.growth);
  visitor.number({.key = "mean_square_growth"}, report.mean_square_growth);
  visitor.list({.key = "formats"}, report.formats);
  visitor.list({.key = "exponents"}, report.exponents);
  visitor.list({.key = "singular"}, report.singular);
  visitor.numbers({.key = "first"}, report.first);
  visitor.numbers({.key = "product"}, report.product);
  visitor.number({.key = "product_exponent"}, report.product_exponent);
  visitor.numbers({.key = "product_fp32"}, report.product_fp32);
  visitor.number({.key = "radius"}, report.radius);
  visitor.number({.key = "outside"}, report.outside);
  visitor.numbers({.key = "eigen_re"}, report.eigen_re);
  visitor.numbers({.key = "eigen_im"}, report.eigen_im);
  visitor.list({.key = "steps", .table_row = true}, report.steps);
  visitor.sentences({.key = "warnings"}, report.warnings);
}

}  // namespace initlab::matrix_product
