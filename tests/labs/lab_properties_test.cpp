// What every lab promises whatever its parameters are: it ends, and what it gives travels. The
// numbers that only make it larger are held small.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/embedded_data.h"
#include "engine/thread_host.h"
#include "io/data_file.h"
#include "io/frame.h"
#include "io/json_result.h"
#include "io/param_text.h"
#include "io/query.h"
#include "io/tables.h"
#include "json.h"
#include "labs/random_params.h"
#include "text/terms.h"

namespace initlab {
namespace {

/// What only makes an experiment larger, and has tests of its own at its largest.
void keep_small(Experiment& experiment) {
  static const std::vector<Pair> sizes = {
      {"depth", "4", {}},     {"width", "9", {}},  {"widths", "7,5,9", {}},  {"width_min", "3", {}},
      {"width_max", "9", {}}, {"batch", "7", {}},  {"input_width", "8", {}}, {"seeds", "2", {}},
      {"size", "5", {}},      {"count", "30", {}}, {"trials", "2", {}},      {"chains", "40", {}},
      {"n", "300", {}},       {"steps", "5", {}},  {"hidden", "4", {}},      {"points", "10", {}}};
  std::vector<Pair> known;
  for (const ParamText& param : param_texts(experiment)) {
    for (const Pair& size : sizes) {
      if (size.key == param.key) known.push_back(size);
    }
  }
  std::vector<Note> notes;
  read_params(experiment, known, notes);
}

/// The parameters of a result's JSON, as a script would send them back.
std::vector<Pair> pairs_of(const nlohmann::json& params) {
  std::vector<Pair> pairs;
  for (const auto& [key, value] : params.items()) {
    std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (value.is_array()) {
      text.clear();
      for (const nlohmann::json& item : value) {
        if (!text.empty()) text += ',';
        text += item.is_string() ? item.get<std::string>() : item.dump();
      }
    }
    pairs.push_back({key, text, Pair::Fault::none});
  }
  return pairs;
}

/// Those within this program, and those that only the site has.
const DataFiles& all_data_files() {
  static const DataFiles files = [] {
    DataFiles read;
    add_data_file("digits", embedded_digits(), read);
    std::ifstream stream(INITLAB_FASHION_FILE, std::ios::binary);
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_FALSE(add_data_file("fashion", bytes, read));
    return read;
  }();
  return files;
}

void expect_ends_and_travels(const Lab& lab, const Experiment& experiment) {
  const std::string query = write_query(experiment);
  SCOPED_TRACE(query);
  EXPECT_EQ(write_query(*read_query(query).experiment), query);
  const Plan plan = plan_of(experiment);
  if (plan.refusal) {
    EXPECT_FALSE(plan.refusal->reason.en.empty());
    EXPECT_FALSE(plan.refusal->reason.ko.empty());
    return;
  }
  RunOptions options;
  options.data = &all_data_files();
  const auto collector = run_experiment(experiment, options);
  const auto report = collector->report();
  const std::string json = result_json(experiment, *report);
  const auto parsed = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  ASSERT_FALSE(parsed.is_discarded());
  EXPECT_EQ(parsed["lab"], std::string(lab.id));
  EXPECT_TRUE(parsed.contains("verdict"));

  const auto again = lab.create();
  std::vector<Note> notes;
  read_params(*again, pairs_of(parsed["params"]), notes);
  EXPECT_EQ(param_texts(*again), param_texts(experiment));

  const auto read = read_report(experiment, write_report(experiment, *report));
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(result_json(experiment, *read), json);
  EXPECT_FALSE(csv(*report).empty());
  for (const Table::Column& column : text_table(*report).columns) {
    EXPECT_NE(column_term(lab.id, column.key), nullptr)
        << lab.id << ": " << column.key << " needs a term in src/text/terms.def";
  }
  EXPECT_FALSE(computation_of(experiment).text(*report).empty());
}

/// The notes' lab has no parameter but its seed, and always its full size.
bool runs_small(const Lab& lab) { return lab.id != "notes"; }

TEST(LabProperties, RandomParametersEndAndTravel) {
  constexpr unsigned draws = 40;
  for (const Lab& lab : labs()) {
    if (!runs_small(lab)) continue;
    for (unsigned seed = 0; seed < draws; ++seed) {
      const auto experiment = lab.create();
      RandomParams random(seed);
      experiment->describe_params(random);
      keep_small(*experiment);
      expect_ends_and_travels(lab, *experiment);
    }
  }
}

TEST(LabProperties, EveryEdgeEndsAndTravels) {
  for (const Lab& lab : labs()) {
    if (!runs_small(lab)) continue;
    const std::size_t count = param_texts(*lab.create()).size();
    for (std::size_t param = 0; param < count; ++param) {
      for (const bool largest : {false, true}) {
        const auto experiment = lab.create();
        keep_small(*experiment);
        EdgeParam edge(param, largest);
        experiment->describe_params(edge);
        if (param == 0) keep_small(*experiment);  // a preset has replaced the rest
        // Only sizes can make it long: those edges are the plan's to bound, not ours to wait for.
        if (plan_of(*experiment).multiply_adds > 10'000'000) {
          EXPECT_TRUE(largest) << lab.id << ' ' << param;
          continue;
        }
        expect_ends_and_travels(lab, *experiment);
      }
    }
  }
}

}  // namespace
}  // namespace initlab
