// The contract of the result's JSON, the declarations' JSON, CSV and tables.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/thread_host.h"
#include "io/json_result.h"
#include "io/json_state.h"
#include "io/query.h"
#include "io/tables.h"
#include "json.h"

namespace initlab {
namespace {

using Json = nlohmann::json;

constexpr const char* small_size = "&depth=3&width=24&input_width=20&batch=100&bins=10";

struct Outcome {
  std::unique_ptr<Collector> collector;
  std::unique_ptr<Report> report;
  Json json;
};

Outcome outcome_of(const std::string& query) {
  const State state = read_query(query);
  EXPECT_TRUE(state.notes.empty()) << query;
  Outcome outcome;
  outcome.collector = run_experiment(*state.experiment);
  outcome.report = outcome.collector->report();
  outcome.json = Json::parse(result_json(outcome.collector->experiment(), *outcome.report));
  return outcome;
}

/// A number, or one of the three words for what JSON has no number for.
bool is_number(const Json& value) {
  return value.is_number() || value == "NaN" || value == "Infinity" || value == "-Infinity";
}

TEST(ResultJson, KeepsTheContractForThePresets) {
  for (const char* preset : {"small", "large", "xavier-tanh", "xavier-relu", "he-relu"}) {
    SCOPED_TRACE(preset);
    const Json json = outcome_of("preset=" + std::string(preset) + "&seed=3" + small_size).json;
    EXPECT_EQ(json["lab"], "forward");
    EXPECT_EQ(json["seed"], 3);
    EXPECT_EQ(json["params"]["preset"], preset);
    EXPECT_EQ(json["params"]["depth"], 3);
    EXPECT_TRUE(json["params"]["widths"].is_array());
    EXPECT_TRUE(json["complete"]);
    EXPECT_TRUE(json["warnings"].is_array());
    EXPECT_NEAR(json["input"]["mean"].get<double>(), 0.0, 0.1);
    EXPECT_NEAR(json["input"]["std"].get<double>(), 1.0, 0.1);
    ASSERT_EQ(json["layers"].size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
      const Json& layer = json["layers"][i];
      EXPECT_EQ(layer["layer"], i + 1);
      EXPECT_EQ(layer["fan_in"], i == 0 ? 20 : 24);
      EXPECT_EQ(layer["fan_out"], 24);
      for (const char* key :
           {"mean", "std", "min", "max", "saturated_fraction", "zero_fraction", "dead_fraction"}) {
        EXPECT_TRUE(is_number(layer[key])) << key;
      }
      for (const char* key : {"mean", "std", "std_lo", "std_hi"}) {
        EXPECT_TRUE(layer["theory"][key].is_number()) << key;
      }
      EXPECT_LT(layer["theory"]["std_lo"], layer["theory"]["std_hi"]);
      const Json& histogram = layer["histogram"];
      EXPECT_EQ(histogram["counts"].size(), 10u);
      std::uint64_t all =
          histogram["below"].get<std::uint64_t>() + histogram["above"].get<std::uint64_t>();
      for (const Json& count : histogram["counts"]) all += count.get<std::uint64_t>();
      EXPECT_EQ(all, 100u * 24u);
    }
  }
}

TEST(ResultJson, NotFiniteNumbersAreWords) {
  const Json json = outcome_of(
                        "act=identity&init=normal&std=100&gain=100&depth=30&width=8"
                        "&input_width=8&batch=10")
                        .json;
  const Json& last = json["layers"].back();
  EXPECT_TRUE(last["std"].is_string()) << last["std"];
  EXPECT_TRUE(is_number(last["std"]));
  EXPECT_TRUE(is_number(last["max"]));
  EXPECT_EQ(json["verdict"], "not-finite");
}

TEST(ResultJson, NoTheoryNoKey) {
  const Json json = outcome_of("init=identity" + std::string(small_size)).json;
  EXPECT_FALSE(json["layers"][0].contains("theory"));
}

TEST(LabsJson, DeclaresEveryParameter) {
  for (const Language language : {Language::en, Language::ko}) {
    const Json json = Json::parse(labs_json(language));
    ASSERT_TRUE(json.is_array());
    const Json& lab = json[0];
    EXPECT_EQ(lab["id"], "forward");
    EXPECT_EQ(lab["presets"].size(), 5u);
    for (const Json& param : lab["params"]) {
      SCOPED_TRACE(param["key"]);
      const std::string type = param["type"];
      for (const char* key : {"key", "type", "default", "unit", "label", "help", "tier"}) {
        EXPECT_TRUE(param.contains(key)) << key;
      }
      if (type == "choice") {
        EXPECT_EQ(param["choices"].size(), param["choice_labels"].size());
      } else if (type == "text") {
        EXPECT_TRUE(param.contains("max_bytes"));
      } else {
        EXPECT_TRUE(param.contains("min"));
        EXPECT_TRUE(param.contains("max"));
      }
    }
  }
}

TEST(StateJson, HasTheStateAndItsNotes) {
  const Json json = Json::parse(state_json(read_query("preset=he-relu&depth=999&x=%22%0A"), {}));
  EXPECT_EQ(json["lab"], "forward");
  EXPECT_EQ(json["query"], "lab=forward&preset=he-relu&depth=200");
  EXPECT_EQ(json["preset"], "he-relu");
  EXPECT_TRUE(json["edited"]);
  EXPECT_EQ(json["params"]["depth"], 200);
  EXPECT_FALSE(json["relevant"]["slope"]);
  EXPECT_TRUE(json["relevant"]["fan"]);
  EXPECT_EQ(json["notes"].size(), 2u);
  EXPECT_EQ(json["notes"][0]["key"], "depth");
}

TEST(PlanJson, SaysWhyAndWhatFits) {
  const Json fine = Json::parse(plan_json(plan_of(*read_query("").experiment)));
  EXPECT_EQ(fine["shards"], 16);
  EXPECT_FALSE(fine.contains("refusal"));
  const Json refused =
      Json::parse(plan_json(plan_of(*read_query("width=4096&depth=200&batch=8192").experiment)));
  EXPECT_EQ(refused["refusal"]["key"], "width");
  EXPECT_FALSE(refused["refusal"]["reason"]["ko"].get<std::string>().empty());
}

TEST(Tables, HaveTheInputAndEveryLayer) {
  const Outcome outcome = outcome_of("preset=he-relu" + std::string(small_size));
  const Json json = Json::parse(tables_json(*outcome.report));
  EXPECT_EQ(json["rows"].size(), 4u);
  for (const Json& row : json["rows"]) EXPECT_EQ(row.size(), json["columns"].size());
  for (const Json& column : json["columns"]) EXPECT_FALSE(column["ko"].get<std::string>().empty());
  EXPECT_EQ(json["columns"][0]["key"], "layer");
  EXPECT_EQ(json["rows"][0][0], "0");
  EXPECT_FALSE(json["headline"]["en"].get<std::string>().empty());
  EXPECT_EQ(json.dump().find("−1"), std::string::npos) << "numbers of tables are ASCII";
}

TEST(Tables, HaveTheVerdictAndTheMarkOfTheResult) {
  const std::string small = small_size;
  for (const std::string& query :
       {"preset=he-relu" + small, "lab=backward" + small, std::string("lab=symmetry&steps=20")}) {
    const Outcome outcome = outcome_of(query);
    const Json tables = Json::parse(tables_json(*outcome.report));
    const Json& result = outcome.json;
    EXPECT_EQ(tables["verdict"], result["verdict"]);
    EXPECT_FALSE(tables["verdict"].get<std::string>().empty());
    EXPECT_EQ(tables.value("gain_mark", Json()), result.value("gain_mark", Json())) << query;
  }
}

TEST(Csv, HasAHeaderAndARowALayer) {
  const Outcome outcome = outcome_of("preset=large" + std::string(small_size));
  const std::string text = csv(*outcome.report);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 5);
  EXPECT_TRUE(text.starts_with("layer,fan_in,fan_out,mean,std,theory.mean,theory.std,"));
  EXPECT_NE(text.find("histogram.counts.9"), std::string::npos);
  const auto columns =
      std::count(text.begin(), text.begin() + static_cast<long>(text.find('\n')), ',');
  EXPECT_EQ(std::count(text.begin(), text.end(), ','), 5 * columns);
}

}  // namespace
}  // namespace initlab
