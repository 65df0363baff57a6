#include "core/initializer/code/spelling.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/initializer/code/characters.h"
#include "core/initializer/code/functions.h"

namespace initlab::init_code {
namespace {

int allowed_distance(std::string_view word) {
  return word.size() < 3 ? 0 : std::max(1, static_cast<int>(word.size()) / 3);
}

// Other names in use for what this language calls by one.
struct Synonym {
  std::string_view word;
  std::string_view name;
};
constexpr Synonym synonyms[] = {
    {"n_in", "fan_in"},
    {"n_out", "fan_out"},
    {"nin", "fan_in"},
    {"nout", "fan_out"},
    {"in_features", "fan_in"},
    {"out_features", "fan_out"},
    {"input_dim", "fan_in"},
    {"output_dim", "fan_out"},
    {"d_in", "fan_in"},
    {"d_out", "fan_out"},
    {"in_dim", "fan_in"},
    {"out_dim", "fan_out"},
    {"l", "layer"},
    {"L", "depth"},
    {"num_layers", "depth"},
    {"n_layers", "depth"},
    {"gaussian", "np.random.normal"},
    {"he_normal", "nn.init.kaiming_normal_"},
    {"he_uniform", "nn.init.kaiming_uniform_"},
    {"glorot_normal", "nn.init.xavier_normal_"},
    {"glorot_uniform", "nn.init.xavier_uniform_"},
    {"truncated_normal", "nn.init.trunc_normal_"},
};

}  // namespace

int spelling_distance(std::string_view a, std::string_view b) {
  // Three rows of the table of optimal string alignment.
  std::vector<int> before(b.size() + 1);
  std::vector<int> last(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replaced = last[j - 1] + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool is_swap = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (is_swap) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string_view closest(std::string_view word, std::span<const std::string_view> words) {
  std::string_view best;
  int least = allowed_distance(word) + 1;
  for (const std::string_view candidate : words) {
    const int distance = spelling_distance(word, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string closest_name(std::string_view text) {
  const std::string_view word = split(text).name;
  for (const Synonym& synonym : synonyms) {
    if (synonym.word == word) return std::string(synonym.name);
  }
  std::string best;
  int least = allowed_distance(word) + 1;
  const auto consider = [&](const auto& entry) {
    const int distance = spelling_distance(word, entry.name);
    if (distance >= least) return;
    least = distance;
    best = full_name(entry);
  };
  for (const NamedConstant& constant : constants()) consider(constant);
  for (const Function& function : functions()) consider(function);
  return best;
}

}  // namespace initlab::init_code
