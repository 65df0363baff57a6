#include "labs/matrix_product/run.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/matrix/eigenvalues.h"
#include "core/product/product_spectrum.h"

namespace initlab::matrix_product {
namespace {

constexpr int most_samples = 128;  // of the singular values
constexpr int most_eigenvalues = 2048;
constexpr double exponent_budget = 4e8;  // multiply-adds of the QR steps, all trials together
constexpr double sample_budget = 2e8;    // of the Jacobi rotations
constexpr double qr_work = 2.5;          // times N^3 a factor
constexpr double jacobi_work = 12.0;     // times N^3 a sample

double cubed(int n) { return static_cast<double>(n) * n * n; }

std::size_t entry_count(const Params& params) {
  return static_cast<std::size_t>(params.size) * static_cast<std::size_t>(params.size);
}

std::size_t step_count(const Params& params) {
  return static_cast<std::size_t>(factor_count(params)) + 1;
}

std::size_t sample_count(const Params& params) {
  const int every = sampling_interval(params);
  return static_cast<std::size_t>((factor_count(params) + every - 1) / every) + 1;
}

bool is_sampled(const Params& params, int step) {
  return step % sampling_interval(params) == 0 || step == factor_count(params);
}

/// NaN's sign and payload differ between processors.
double canonical(double value) {
  return std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value;
}

void add_eigenvalues(Measurement& measured, std::span<const float> factor, int n) {
  for (const std::complex<double>& value : eigenvalues(factor, n)) {
    measured.eigen_re.push_back(value.real());
    measured.eigen_im.push_back(value.imag());
  }
}

/// What is measured of the first trial alone, factor by factor.
class FirstTrial {
 public:
  FirstTrial(const Params& params, Measurement& measured)
      : params_(&params),
        measured_(&measured),
        product_(params.size, params.size),
        spectrum_(params.size, true),
        single_(NumberFormat::fp32, params.size) {
    sample(0);
  }

  double multiply(std::span<const float> factor, int index) {
    if (index == 0) measured_->first.assign(factor.begin(), factor.end());
    if (index < eigen_factors(*params_)) add_eigenvalues(*measured_, factor, params_->size);
    product_.multiply(factor);
    spectrum_.multiply(factor);
    single_.multiply(factor);
    if (is_sampled(*params_, index + 1)) sample(index + 1);
    return product_.log_norm();
  }

  void finish(Trial& trial) {
    const auto diagonal = spectrum_.log_diagonal();
    trial.log_diagonal.assign(diagonal.begin(), diagonal.end());
    measured_->mantissas.assign(product_.mantissas().begin(), product_.mantissas().end());
    measured_->exponent = static_cast<double>(product_.exponent());
    for (int i = 0; i < params_->size; ++i) {
      for (int j = 0; j < params_->size; ++j) {
        measured_->product_fp32.push_back(canonical(single_.entry(i, j)));
      }
    }
  }

 private:
  const Params* params_;
  Measurement* measured_;
  ScaledProduct product_;
  ProductSpectrum spectrum_;
  FormatProduct single_;

  void sample(int step) {
    measured_->singular.push_back(
        {static_cast<std::uint64_t>(step), spectrum_.log_singular_values()});
  }
};

Steps first_trial(const Params& params, Measurement& measured, Trial& trial) {
  const FactorSpec spec = factor_spec(params);
  std::vector<float> factor(entry_count(params));
  trial.log_norm.push_back(0.0);
  FirstTrial first(params, measured);
  for (int i = 0; i < factor_count(params); ++i) {
    draw_factor(spec, 0, i, factor);
    trial.log_norm.push_back(first.multiply(factor, i));
    co_yield Pause{};
  }
  first.finish(trial);
}

Steps other_trial(const Params& params, int index, Trial& trial) {
  const FactorSpec spec = factor_spec(params);
  std::vector<float> factor(entry_count(params));
  trial.trial = static_cast<std::uint64_t>(index);
  trial.log_norm.push_back(0.0);
  ScaledProduct vector(params.size, 1);
  ProductSpectrum spectrum(params.size, false);
  const bool has_exponents = index < exponent_trials(params);
  for (int i = 0; i < factor_count(params); ++i) {
    draw_factor(spec, index, i, factor);
    vector.multiply(factor);
    trial.log_norm.push_back(vector.log_norm());
    if (has_exponents) spectrum.multiply(factor);
    co_yield Pause{};
  }
  if (has_exponents) {
    const auto diagonal = spectrum.log_diagonal();
    trial.log_diagonal.assign(diagonal.begin(), diagonal.end());
  }
}

Steps format_run(const Params& params, NumberFormat format, FormatRun& result) {
  const FactorSpec spec = factor_spec(params);
  std::vector<float> factor(entry_count(params));
  FormatProduct product(format, params.size);
  result = {format, ProductEnd::finite, 0};
  for (int i = 0; i < factor_count(params) && result.end == ProductEnd::finite; ++i) {
    draw_factor(spec, 0, i, factor);
    product.multiply(factor);
    result.end = product.end();
    result.step = static_cast<std::uint64_t>(i) + 1;
    co_yield Pause{};
  }
}

}  // namespace

int sampling_interval(const Params& params) {
  const double affordable = sample_budget / (jacobi_work * cubed(params.size));
  const int samples = static_cast<int>(std::clamp(affordable, 8.0, double{most_samples}));
  return std::max(1, (factor_count(params) + samples - 1) / samples);
}

int eigen_factors(const Params& params) {
  return std::clamp(most_eigenvalues / params.size, 1, factor_count(params));
}

int exponent_trials(const Params& params) {
  const double one = qr_work * cubed(params.size) * factor_count(params);
  return static_cast<int>(std::clamp(exponent_budget / one, 1.0, double(params.trials)));
}

void Measurement::merge(const Measurement& next) {
  trials.insert(trials.end(), next.trials.begin(), next.trials.end());
  formats.insert(formats.end(), next.formats.begin(), next.formats.end());
  if (!singular.empty() || next.singular.empty()) return;
  singular = next.singular;
  first = next.first;
  mantissas = next.mantissas;
  exponent = next.exponent;
  product_fp32 = next.product_fp32;
  eigen_re = next.eigen_re;
  eigen_im = next.eigen_im;
}

Plan plan(const Params& params) {
  Plan plan;
  plan.shards = plan.rows = params.trials;
  plan.rows_per_shard = 1;
  const std::uint64_t entries = entry_count(params);
  const auto factors = static_cast<std::uint64_t>(factor_count(params));
  plan.weights = weight_count(params);
  // One product in six forms, the vectors of the other trials, and QR steps.
  const double work =
      6.0 * cubed(params.size) * static_cast<double>(factors) +
      static_cast<double>(plan.weights) * params.trials +
      qr_work * cubed(params.size) * static_cast<double>(factors) * exponent_trials(params);
  plan.multiply_adds = static_cast<std::uint64_t>(work);
  const auto size = static_cast<std::uint64_t>(params.size);
  const auto eigenvalues = size * static_cast<std::uint64_t>(eigen_factors(params));
  // Matrices of the forms of the product; what is measured, and its frame, which doubles as it
  // grows.
  const std::uint64_t numbers =
      14 * entries + 3 * step_count(params) + 3 * sample_count(params) * size + 6 * eigenvalues;
  plan.memory_bytes = numbers * sizeof(double);
  return plan;
}

Steps run(const Params& params, int job, Workspace&, Measurement& measured) {
  if (job < 0 || job >= params.trials) co_return;
  Trial& trial = measured.trials.emplace_back();
  Steps steps = job == 0 ? first_trial(params, measured, trial) : other_trial(params, job, trial);
  co_await steps;
  int index = 0;
  for (const NumberFormat format : product_formats) {
    if (index++ % params.trials != job) continue;
    FormatRun& end = measured.formats.emplace_back();
    co_await format_run(params, format, end);
  }
}

bool accepts(const Params& params, const Measurement& measured) {
  const std::size_t n = static_cast<std::size_t>(params.size);
  const std::size_t entries = entry_count(params);
  const std::size_t steps = step_count(params);
  const auto fits = [&](const Trial& trial) {
    return trial.log_norm.size() == steps &&
           (trial.log_diagonal.empty() || trial.log_diagonal.size() == n);
  };
  const auto sampled = [&](const Singular& row) {
    return row.logs.size() == n && row.step < steps;
  };
  const auto whole = [&](const std::vector<double>& matrix) {
    return matrix.empty() || matrix.size() == entries;
  };
  const std::size_t most_eigen = n * static_cast<std::size_t>(eigen_factors(params));
  return measured.trials.size() <= static_cast<std::size_t>(params.trials) &&
         measured.formats.size() <= std::size(product_formats) &&
         (measured.singular.empty() || measured.singular.size() == sample_count(params)) &&
         std::all_of(measured.trials.begin(), measured.trials.end(), fits) &&
         std::all_of(measured.singular.begin(), measured.singular.end(), sampled) &&
         whole(measured.first) && whole(measured.mantissas) && whole(measured.product_fp32) &&
         measured.eigen_re.size() == measured.eigen_im.size() &&
         measured.eigen_re.size() <= most_eigen;
}

}  // namespace initlab::matrix_product
