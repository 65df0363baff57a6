#include "engine/cli.h"

#include <gtest/gtest.h>

#include "json.h"

namespace initlab {
namespace {

using Json = nlohmann::json;

/// The shape of a text: every digit a 0, no minus.
std::string with_digits_as_0(std::string text) {
  std::erase(text, '-');
  for (char& c : text) {
    if (c >= '0' && c <= '9') c = '0';
  }
  return text;
}

TEST(Cli, TextIsTheDefault) {
  const CliOutput output = run_cli({"forward", "depth=2", "width=20", "batch=50"});
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(with_digits_as_0(output.out),
            "input mean 0.00000 and std 0.00000\n"
            "hidden layer 0 had mean 0.00000 and std 0.00000\n"
            "hidden layer 0 had mean 0.00000 and std 0.00000\n");
}

TEST(Cli, JsonAndCsv) {
  const CliOutput json =
      run_cli({"forward", "--json", "depth=2", "width=20", "batch=50", "seed=4"});
  EXPECT_EQ(json.exit_code, 0);
  EXPECT_EQ(Json::parse(json.out)["seed"], 4);
  const CliOutput threads =
      run_cli({"forward", "--json", "--threads", "2", "depth=2", "width=20", "batch=50", "seed=4"});
  EXPECT_EQ(threads.out, json.out);
  EXPECT_TRUE(
      run_cli({"forward", "--csv", "depth=1", "width=3", "batch=5"}).out.starts_with("layer,"));
}

TEST(Cli, WhatWasClampedIsSaidAndInTheJson) {
  const CliOutput output = run_cli({"forward", "--json", "depth=2", "width=0", "batch=50"});
  EXPECT_EQ(output.exit_code, 0);
  const Json notes = Json::parse(output.out)["notes"];
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0]["key"], "width");
  EXPECT_NE(output.err.find(notes[0]["en"].get<std::string>()), std::string::npos);
  EXPECT_FALSE(notes[0]["ko"].get<std::string>().empty());
  const CliOutput plain = run_cli({"forward", "--json", "depth=2", "width=1", "batch=50"});
  EXPECT_EQ(Json::parse(plain.out)["notes"], Json::array());
}

TEST(Cli, BadArgumentsExitWith2AndAMessage) {
  const std::vector<std::vector<std::string_view>> commands = {
      {},
      {"nope"},
      {"forward", "nope=1"},
      {"forward", "depth=ten"},
      {"forward", "act=foo"},
      {"forward", "depth"},
      {"forward", "--xml"},
      {"forward", "--threads"},
      {"forward", "--threads", "0"},
      {"forward", "--threads=9999"},
      {"forward", "forward"},
      {"forward", "width=4096", "depth=200", "batch=8192"},
  };
  for (const auto& command : commands) {
    const CliOutput output = run_cli(command);
    EXPECT_EQ(output.exit_code, 2);
    EXPECT_EQ(output.out, "");
    EXPECT_NE(output.err, "");
  }
}

TEST(Cli, ClampedValuesAreARemark) {
  const CliOutput output = run_cli({"forward", "depth=0", "width=5", "batch=5"});
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_EQ(output.err, "initlab: Depth = 0 is outside 1 to 200; 1 is used.\n");
  const CliOutput idle = run_cli({"forward", "slope=0.5", "depth=1", "width=5", "batch=5"});
  EXPECT_EQ(idle.exit_code, 0);
  EXPECT_NE(idle.err.find("Slope has no effect"), std::string::npos);
}

TEST(Cli, SaysHowCodeIsRead) {
  const CliOutput output = run_cli(
      {"forward", "depth=2", "width=20", "batch=50", "init=code", "code=randn(n, m) / n**0.5"});
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_EQ(output.err, "initlab: code: Read n as fan_in and m as fan_out.\n");
}

TEST(Cli, ADataFileThatIsNotWithinIsAskedFor) {
  const std::vector<std::string_view> small = {"training", "data=fashion", "width=8",
                                               "depth=2",  "steps=2",      "--json"};
  const auto run_with = [&small](std::vector<std::string_view> more) {
    more.insert(more.begin(), small.begin(), small.end());
    return run_cli(more);
  };
  const CliOutput without = run_with({});
  EXPECT_EQ(without.exit_code, 2);
  EXPECT_EQ(without.out, "");
  EXPECT_NE(without.err.find("give it with --data FILE"), std::string::npos) << without.err;
  for (const std::string_view path : {"/nowhere/fashion.bin", "/"}) {
    const CliOutput unread = run_with({"--data", path});
    EXPECT_EQ(unread.exit_code, 2);
    EXPECT_NE(unread.err.find("cannot be read"), std::string::npos) << unread.err;
  }
  // Without an end; no more is read than a data file may have.
  const CliOutput endless = run_with({"--data=/dev/zero"});
  EXPECT_EQ(endless.exit_code, 2);
  EXPECT_NE(endless.err.find("not the one"), std::string::npos) << endless.err;
  EXPECT_EQ(run_with({"--data"}).exit_code, 2);
  const CliOutput given = run_with({"--data", INITLAB_FASHION_FILE});
  ASSERT_EQ(given.exit_code, 0) << given.err;
  EXPECT_EQ(given.err, "");
  const Json json = Json::parse(given.out);
  EXPECT_EQ(json["params"]["data"], "fashion");
  EXPECT_EQ(json["layers"][0]["fan_in"], 784);
  const CliOutput other =
      run_cli({"training", "width=8", "depth=2", "steps=2", "--data", INITLAB_FASHION_FILE});
  EXPECT_EQ(other.exit_code, 2) << "the digits' place";
  const CliOutput unused =
      run_cli({"training", "data=moons", "width=8", "depth=2", "steps=2", "--data", "nothing"});
  EXPECT_EQ(unused.exit_code, 0);
  EXPECT_NE(unused.err.find("--data"), std::string::npos);
}

TEST(Cli, ListAndHelp) {
  EXPECT_TRUE(run_cli({"--list"}).out.starts_with("forward\t"));
  EXPECT_NE(run_cli({"--help"}).out.find("usage"), std::string::npos);
  const CliOutput help = run_cli({"forward", "--help"});
  EXPECT_EQ(help.exit_code, 0);
  for (const char* key : {"preset=", "act=", "widths=", "bins="}) {
    EXPECT_NE(help.out.find(key), std::string::npos) << key;
  }
}

}  // namespace
}  // namespace initlab
