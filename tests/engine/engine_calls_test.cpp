#include "engine/engine_calls.h"

#include <gtest/gtest.h>

#include <cstring>

#include "engine/embedded_data.h"
#include "engine/thread_host.h"
#include "io/json_result.h"
#include "io/query.h"
#include "json.h"

namespace initlab {
namespace {

using Json = nlohmann::json;

/// The calls as a host makes them: write the input, call, copy the output.
class Host {
 public:
  EngineCalls calls;

  std::size_t put(std::string_view text) {
    std::uint8_t* buffer = calls.input(text.size());
    EXPECT_NE(buffer, nullptr);
    if (!text.empty()) std::memcpy(buffer, text.data(), text.size());
    return text.size();
  }
  std::string output(int size) {
    EXPECT_GE(size, 0);
    EXPECT_EQ(static_cast<std::size_t>(size), calls.output_text().size());
    EXPECT_EQ(calls.output()[calls.output_text().size()], 0);
    return std::string(calls.output_text());
  }
  void expect_fault(int code, int expected) {
    EXPECT_EQ(code, expected);
    const Json message = Json::parse(calls.output_text());
    EXPECT_FALSE(message["en"].get<std::string>().empty());
    EXPECT_FALSE(message["ko"].get<std::string>().empty());
  }
};

const char* const tiny = "depth=2&width=8&input_width=8&batch=100";

TEST(EngineCalls, RunCollectAndReport) {
  Host page;
  Host worker;
  const Json plan = Json::parse(page.output(page.calls.plan(page.put(tiny))));
  const int jobs = plan["shards"].get<int>() + plan["sweep"].get<int>();
  EXPECT_EQ(page.calls.collect(page.put(tiny)), 0);
  for (int job = 0; job < jobs; ++job) {
    const std::string frame = worker.output(worker.calls.run(worker.put(tiny), job));
    EXPECT_EQ(page.calls.add(page.put(frame), job), job + 1);
  }
  EXPECT_TRUE(Json::parse(page.output(page.calls.progress()))["complete"]);
  const auto direct = run_experiment(*read_query(tiny).experiment);
  EXPECT_EQ(page.output(page.calls.report(0)),
            result_json(direct->experiment(), *direct->report()));
  EXPECT_TRUE(page.output(page.calls.report(1)).starts_with("ILF1"));
  EXPECT_TRUE(page.output(page.calls.csv()).starts_with("layer,"));
  EXPECT_TRUE(page.output(page.calls.notes_text()).starts_with("input mean"));
  EXPECT_TRUE(Json::parse(page.output(page.calls.report(2))).contains("rows"));
}

TEST(EngineCalls, AStateSaysHowItsCodeIsRead) {
  Host page;
  for (const char* lab : {"forward", "backward"}) {
    const std::string query =
        "lab=" + std::string(lab) + "&init=code&code=randn(n_out,%20n_in)%20/%20n_in**0.5";
    const Json state = Json::parse(page.output(page.calls.resolve(0, page.put(query), 0)));
    ASSERT_EQ(state["readings"].size(), 1u) << lab;
    EXPECT_EQ(state["readings"][0]["key"], "code");
    EXPECT_EQ(state["readings"][0]["en"], "Read n_in as fan_in and n_out as fan_out; transposed.");
    EXPECT_EQ(state["readings"][0]["swap"]["key"], "code_order");
    EXPECT_EQ(state["readings"][0]["swap"]["value"], "in-out");
  }
  const Json plain = Json::parse(page.output(page.calls.resolve(0, page.put(tiny), 0)));
  EXPECT_EQ(plain["readings"], Json::array());
}

/// Small experiments of every lab, and of what a job may wait for: a calibration, a base.
const char* const small_experiments[] = {
    "lab=forward&depth=2&width=8&input_width=8&batch=100&init=lsuv",
    "lab=backward&depth=2&width=8&input_width=8&batch=200&norm=layer",
    "lab=backward&depth=2&width=8&input_width=8&batch=200&format=fp64&seeds=2",
    "lab=activation&depth=3&chains=1000",
    "lab=matrix-product&size=3&trials=2",
    "lab=log-domain",
    "lab=symmetry&steps=50",
    "lab=notes"};

TEST(EngineCalls, StepsGiveTheFrameOfARunWithOtherCallsBetweenThem) {
  for (const char* query : small_experiments) {
    Host whole;
    Host stepping;
    const Json plan = Json::parse(whole.output(whole.calls.plan(whole.put(query))));
    const int jobs = plan["shards"].get<int>() + plan["sweep"].get<int>();
    for (const int job : {0, jobs - 1}) {
      const std::string frame = whole.output(whole.calls.run(whole.put(query), job));
      EXPECT_EQ(stepping.calls.begin(stepping.put(query), job), 0) << query;
      int steps = 1;
      int size = 0;
      for (; (size = stepping.calls.step()) == 0; ++steps) {
        stepping.output(stepping.calls.plan(stepping.put("lab=symmetry")));
      }
      EXPECT_EQ(stepping.output(size), frame) << query << ", job " << job;
      EXPECT_GT(steps, 1) << query;
    }
  }
}

TEST(EngineCalls, AJobGivenUpHalfwayLeavesNoTrace) {
  for (const char* query : small_experiments) {
    Host fresh;
    const std::string frame = fresh.output(fresh.calls.run(fresh.put(query), 0));
    for (int steps_done = 0; steps_done < 6; ++steps_done) {
      Host host;
      EXPECT_EQ(host.calls.begin(host.put(query), 0), 0);
      for (int i = 0; i < steps_done && host.calls.step() == 0; ++i) {
      }
      EXPECT_EQ(host.output(host.calls.run(host.put(query), 0)), frame)
          << query << " after " << steps_done;
    }
  }
}

TEST(EngineCalls, AStepNeedsAJobThatIsBegun) {
  Host host;
  host.expect_fault(host.calls.step(), EngineCalls::bad_input);
  EXPECT_EQ(host.calls.begin(host.put(tiny), 0), 0);
  host.expect_fault(host.calls.begin(host.put(tiny), 1 << 30), EngineCalls::bad_input);
  host.expect_fault(host.calls.step(), EngineCalls::bad_input);
}

TEST(EngineCalls, AJobThatStreamsHandsOutPartsThatAreMerged) {
  const char* const query = "lab=training&data=spirals&width=8&depth=2&batch=50&steps=40";
  Host page;
  Host worker;
  const Json plan = Json::parse(page.output(page.calls.plan(page.put(query))));
  EXPECT_EQ(plan["streams"], true);
  EXPECT_EQ(plan["data_file"], "");
  EXPECT_EQ(page.calls.collect(page.put(query)), 0);
  worker.expect_fault(worker.calls.part(), EngineCalls::bad_input);
  EXPECT_EQ(worker.calls.begin(worker.put(query), 0), 0);
  EXPECT_EQ(worker.calls.part(), 0) << "nothing is measured yet";
  int size = 0;
  int before = 0;
  while ((size = worker.calls.step()) == 0) {
    const std::string part = worker.output(worker.calls.part());
    if (part.empty()) continue;
    EXPECT_EQ(page.calls.add_part(page.put(part), 0), 0) << "no job has ended";
    const Json progress = Json::parse(page.output(page.calls.progress()));
    EXPECT_GE(progress["rows"], before);
    before = progress["rows"];
  }
  EXPECT_GT(before, 0);
  EXPECT_EQ(page.calls.add(page.put(worker.output(size)), 0), 1);
  const auto direct = run_experiment(*read_query(query).experiment);
  EXPECT_EQ(page.output(page.calls.report(0)),
            result_json(direct->experiment(), *direct->report()));
}

TEST(EngineCalls, WhatDoesNotStreamHasNoParts) {
  Host host;
  const Json plan = Json::parse(host.output(host.calls.plan(host.put(tiny))));
  EXPECT_EQ(plan["streams"], false);
  EXPECT_EQ(host.calls.begin(host.put(tiny), 0), 0);
  EXPECT_EQ(host.calls.step(), 0);
  EXPECT_EQ(host.calls.part(), 0);
  const std::string frame = host.output(host.calls.run(host.put(tiny), 0));
  EXPECT_EQ(host.calls.collect(host.put(tiny)), 0);
  host.expect_fault(host.calls.add_part(host.put(frame), 0), EngineCalls::bad_input);
}

TEST(EngineCalls, AJobWaitsForItsDataFile) {
  const char* const query = "lab=training&width=8&depth=2&steps=1";
  const std::string name = "digits";
  const std::string bytes(embedded_digits().begin(), embedded_digits().end());
  Host host;
  const Json plan = Json::parse(host.output(host.calls.plan(host.put(query))));
  EXPECT_EQ(plan["data_file"], name);
  host.expect_fault(host.calls.run(host.put(query), 0), EngineCalls::data_is_missing);
  const auto give = [&](const std::string& file, const std::string& content) {
    return host.calls.data(file.size(), host.put(file + content));
  };
  host.expect_fault(give(name, ""), EngineCalls::data_is_missing);
  host.expect_fault(give(name, bytes.substr(1)), EngineCalls::bad_input);
  host.expect_fault(give("letters", bytes), EngineCalls::bad_input);
  host.expect_fault(host.calls.data(7, 6), EngineCalls::bad_input);
  host.expect_fault(host.calls.run(host.put(query), 0), EngineCalls::data_is_missing);
  EXPECT_EQ(give(name, bytes), 0);
  EXPECT_GT(host.calls.run(host.put(query), 0), 0);
}

TEST(EngineCalls, ResolveLaysThePatchOnTop) {
  Host host;
  const std::string both = "depth=3depth=4";
  const Json state = Json::parse(host.output(host.calls.resolve(7, host.put(both), 0)));
  EXPECT_EQ(state["params"]["depth"], 4);
}

TEST(EngineCalls, AScriptsUnknownLabIsAnErrorAndItsEveryKeyIsAParameter) {
  Host host;
  const std::string nowhere = "lab=nope";
  EXPECT_EQ(Json::parse(host.output(host.calls.resolve(8, host.put(nowhere), 0)))["lab"],
            "forward");
  host.expect_fault(host.calls.resolve(8, host.put(nowhere), 1), EngineCalls::bad_input);
  host.expect_fault(host.calls.resolve(4, host.put("lab="), 1), EngineCalls::bad_input);
  const std::string patched = "lab=forwarddept=50&theme=dark&lab=backward&depth=9";
  const Json state = Json::parse(host.output(host.calls.resolve(11, host.put(patched), 1)));
  EXPECT_EQ(state["lab"], "forward");
  EXPECT_EQ(state["params"]["depth"], 9);
  std::vector<std::string> keys;
  for (const Json& note : state["notes"]) keys.push_back(note["key"]);
  EXPECT_EQ(keys, (std::vector<std::string>{"dept", "theme", "lab"}));
}

TEST(EngineCalls, TextsAndDeclarations) {
  Host host;
  EXPECT_FALSE(host.output(host.calls.version()).empty());
  EXPECT_NE(Json::parse(host.output(host.calls.labs(0))),
            Json::parse(host.output(host.calls.labs(1))));
}

TEST(EngineCalls, FaultsAreSentences) {
  Host host;
  host.expect_fault(host.calls.report(0), EngineCalls::bad_input);  // nothing collected
  host.expect_fault(host.calls.add(0, 0), EngineCalls::bad_input);
  host.expect_fault(host.calls.run(host.put(tiny), -1), EngineCalls::bad_input);
  host.expect_fault(host.calls.run(host.put(tiny), 1 << 30), EngineCalls::bad_input);
  const char* huge = "width=4096&depth=200&batch=8192";
  host.expect_fault(host.calls.run(host.put(huge), 0), EngineCalls::refused);
  host.expect_fault(host.calls.collect(host.put(huge)), EngineCalls::refused);
  host.expect_fault(host.calls.plan(EngineCalls::max_input), EngineCalls::bad_input);
  host.expect_fault(host.calls.resolve(9, 3, 0), EngineCalls::bad_input);
  EXPECT_EQ(host.calls.input(EngineCalls::max_input + 1), nullptr);
  EXPECT_EQ(host.calls.collect(host.put(tiny)), 0);
  host.expect_fault(host.calls.add(host.put("rubbish"), 0), EngineCalls::bad_input);
  host.expect_fault(host.calls.report(9), EngineCalls::bad_input);
}

}  // namespace
}  // namespace initlab
