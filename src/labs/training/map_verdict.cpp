#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "labs/network/params.h"
#include "labs/training/verdict.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::training {
namespace {

constexpr double map_halfway = 0.5;
constexpr double map_above_chance = 0.1;

double share_of_way(const Report& report, const MapRow& row) {
  return (row.train_accuracy - report.chance_accuracy) / (1.0 - report.chance_accuracy);
}

/// The deepest depth at which some run learned, with its rows by gain.
std::vector<const MapRow*> deepest_learned(const Report& report) {
  std::vector<const MapRow*> rows;
  std::uint64_t depth = 0;
  for (const MapRow& row : report.rows) {
    if (map_learned(report, row)) depth = std::max(depth, row.depth);
  }
  for (const MapRow& row : report.rows) {
    if (row.depth == depth) rows.push_back(&row);
  }
  return rows;
}

/// The gain beside those that learned whose run did not, rather one at chance: below first, for
/// there theory has its border.
const MapRow* beside(const Report& report, const std::vector<const MapRow*>& rows, double from,
                     double to) {
  const MapRow* found = nullptr;
  for (const MapRow* row : rows) {
    if (row->gain >= from || (found != nullptr && !map_at_chance(report, *row))) continue;
    found = row;
  }
  if (found != nullptr && map_at_chance(report, *found)) return found;
  for (const MapRow* row : rows) {
    if (row->gain <= to) continue;
    if (map_at_chance(report, *row)) return row;
    if (found == nullptr) found = row;
  }
  return found;
}

Sentence some_learned(const Report& report) {
  const std::vector<const MapRow*> rows = deepest_learned(report);
  double from = 0.0;
  double to = 0.0;
  bool any = false;
  for (const MapRow* row : rows) {
    if (!map_learned(report, *row)) continue;
    if (!any) from = row->gain;
    to = row->gain;
    any = true;
  }
  const std::string depth = std::to_string(rows.front()->depth);
  const std::string a = shortest(from);
  const std::string b = shortest(to);
  const MapRow* other = beside(report, rows, from, to);
  if (other == nullptr) {
    return fill(
        from == to ? strings::training_map_one_none_deeper : strings::training_map_none_deeper,
        {{"d", depth}, {"a", a}, {"b", b}});
  }
  const Words& learned =
      from == to
          ? (report.complete ? strings::training_map_one : strings::training_map_one_so_far)
          : (report.complete ? strings::training_map_some : strings::training_map_some_so_far);
  Sentence text = fill(learned, {{"d", depth}, {"a", a}, {"b", b}});
  append(text, fill(map_at_chance(report, *other) ? strings::training_map_chance
                                                  : strings::training_map_little,
                    {{"c", shortest(other->gain)}, {"p", percent_number(other->train_accuracy)}}));
  return text;
}

Sentence evidence_of_map(const Params& params, const Report& report) {
  Sentence text = fill(strings::training_map_evidence,
                       {{"n", std::to_string(report.steps_total)},
                        {"w", std::to_string(params.width)},
                        {"r", shortest(params.rate)},
                        {"k", std::to_string(report.rows.size())},
                        {"N", std::to_string(report.map_gains.size() * report.map_depths.size())}});
  const bool theory = std::any_of(report.map_scales.begin(), report.map_scales.end(),
                                  [](double scale) { return std::isfinite(scale); });
  append(text, fill(theory ? strings::training_map_theory : strings::training_map_no_theory, {}));
  return text;
}

}  // namespace

bool map_learned(const Report& report, const MapRow& row) {
  return share_of_way(report, row) >= map_halfway;
}

bool map_at_chance(const Report& report, const MapRow& row) {
  return share_of_way(report, row) < map_above_chance;
}

void judge_map(const Params& params, Report& report) {
  if (report.rows.empty()) return;
  const auto learned =
      std::count_if(report.rows.begin(), report.rows.end(),
                    [&report](const MapRow& row) { return map_learned(report, row); });
  const std::string count = std::to_string(report.rows.size());
  if (learned == 0) {
    report.verdict = Verdict::guessing;
    report.headline =
        fill(report.complete ? strings::training_map_none : strings::training_map_none_so_far,
             {{"n", count}});
  } else if (learned == static_cast<std::ptrdiff_t>(report.rows.size())) {
    report.verdict = Verdict::learned;
    report.headline =
        fill(report.complete ? strings::training_map_all : strings::training_map_all_so_far,
             {{"n", count}});
  } else {
    report.verdict = Verdict::partly;
    report.headline = some_learned(report);
  }
  if (!report.complete) report.verdict = Verdict::running;
  report.evidence = evidence_of_map(params, report);
}

}  // namespace initlab::training
