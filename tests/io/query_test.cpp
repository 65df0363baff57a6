#include "io/query.h"

#include <gtest/gtest.h>

#include "io/json_state.h"
#include "io/param_text.h"
#include "json.h"
#include "labs/random_params.h"

namespace initlab {
namespace {

std::string text_of(const State& state, std::string_view key) {
  for (const ParamText& param : param_texts(*state.experiment)) {
    if (param.key == key) return param.text;
  }
  ADD_FAILURE() << "no parameter " << key;
  return "";
}

/// The one note the query gets.
Note only_note(const State& state) {
  EXPECT_EQ(state.notes.size(), 1u);
  return state.notes.empty() ? Note{} : state.notes.front();
}

TEST(Query, RandomParametersSurviveTheRoundTrip) {
  for (const Lab& lab : labs()) {
    for (unsigned seed = 0; seed < 500; ++seed) {
      const auto experiment = lab.create();
      RandomParams random(seed);
      experiment->describe_params(random);
      const std::string query = write_query(*experiment);
      const State state = read_query(query);
      EXPECT_TRUE(state.notes.empty()) << query;
      EXPECT_EQ(param_texts(*state.experiment), param_texts(*experiment)) << query;
      EXPECT_EQ(write_query(*state.experiment), query);
      EXPECT_LE(query.size(), max_query_bytes);
    }
  }
}

TEST(Query, OnlyWhatDiffersFromThePresetIsWritten) {
  EXPECT_EQ(write_query(*read_query("").experiment), "lab=forward");
  EXPECT_EQ(write_query(*read_query("lab=forward&act=tanh&gain=1.0&depth=10").experiment),
            "lab=forward");
  EXPECT_EQ(write_query(*read_query("preset=he-relu&depth=20").experiment),
            "lab=forward&preset=he-relu&depth=20");
  EXPECT_EQ(write_query(*read_query("act=prelu").experiment), "lab=forward&act=prelu");
  EXPECT_EQ(write_query(*read_query("act=prelu&slope=.5&seed=7").experiment),
            "lab=forward&act=prelu&slope=0.5&seed=7");
  EXPECT_EQ(write_query(*read_query("width_rule=listed&widths=3,4,5").experiment),
            "lab=forward&width_rule=listed&widths=3,4,5");
}

TEST(Query, OrderDoesNotMatter) {
  EXPECT_EQ(write_query(*read_query("slope=0.5&act=prelu&depth=3&preset=he-relu").experiment),
            write_query(*read_query("preset=he-relu&depth=3&act=prelu&slope=0.5").experiment));
}

TEST(Query, APatchIsLaidOnTop) {
  const State state = read_query("preset=small&depth=20&seed=5", "depth=30");
  EXPECT_EQ(text_of(state, "depth"), "30");
  EXPECT_EQ(text_of(state, "seed"), "5");
  EXPECT_EQ(text_of(state, "preset"), "small");
  // The preset of a patch replaces everything, the same one too.
  const State reset = read_query("preset=small&depth=20&seed=5", "preset=small");
  EXPECT_EQ(write_query(*reset.experiment), "lab=forward&preset=small");
  const State both = read_query("preset=small&depth=20", "gain=2&preset=large");
  EXPECT_EQ(write_query(*both.experiment), "lab=forward&preset=large&gain=2");
}

TEST(Query, SeedsAloneAreNoEdit) {
  EXPECT_FALSE(is_edited(*read_query("preset=small").experiment));
  EXPECT_FALSE(is_edited(*read_query("preset=small&seed=123").experiment));
  EXPECT_TRUE(is_edited(*read_query("preset=small&depth=11").experiment));
  EXPECT_FALSE(is_edited(*read_query("preset=small&depth=10").experiment));
}

TEST(Query, KeysOfThePageArePassedOver) {
  const State state = read_query("#v=1&lang=ko&theme=dark&hide=seed&embed=1&controls=0&depth=3");
  EXPECT_TRUE(state.notes.empty());
  EXPECT_EQ(text_of(state, "depth"), "3");
}

TEST(Query, TheLastOfSeveralCounts) {
  EXPECT_EQ(text_of(read_query("depth=3&depth=4"), "depth"), "4");
}

TEST(Query, OutOfRangeIsClampedAndNoted) {
  const State state = read_query("depth=201");
  EXPECT_EQ(text_of(state, "depth"), "200");
  const Note note = only_note(state);
  EXPECT_EQ(note.key, "depth");
  EXPECT_EQ(note.text.en, "Depth = 201 is outside 1 to 200; 200 is used.");
  EXPECT_FALSE(note.fault);
  for (const char* width : {"0", "-1", "-0"}) {
    const State low = read_query(std::string("width=") + width);
    EXPECT_EQ(text_of(low, "width"), "1") << width;
    EXPECT_EQ(low.notes.size(), 1u) << width;
  }
  for (const char* width : {"2147483648", "1e9", "1e309", "99999999999999999999999"}) {
    const State high = read_query(std::string("width=") + width);
    EXPECT_EQ(text_of(high, "width"), "4096") << width;
    EXPECT_EQ(high.notes.size(), 1u) << width;
  }
  EXPECT_EQ(text_of(read_query("gain=1e-400"), "gain"), "0.01");
  EXPECT_EQ(text_of(read_query("seed=-5"), "seed"), "0");
  EXPECT_EQ(text_of(read_query("seed=1e30"), "seed"), "18446744073709551615");
}

TEST(Query, WholeNumbersMayBeWrittenAsReals) {
  EXPECT_EQ(text_of(read_query("batch=1e3"), "batch"), "1000");
  EXPECT_EQ(text_of(read_query("seed=2e3"), "seed"), "2000");
  EXPECT_EQ(text_of(read_query("depth=7.0"), "depth"), "7");
  EXPECT_TRUE(only_note(read_query("depth=7.5")).fault);
}

TEST(Query, SeedsBeyondTwoToThe53StayExact) {
  EXPECT_EQ(text_of(read_query("seed=9007199254740993"), "seed"), "9007199254740993");
  const std::string json = state_json(read_query("seed=9007199254740993"), {});
  EXPECT_NE(json.find("\"seed\":\"9007199254740993\""), std::string::npos);
}

TEST(Query, ValuesThatCannotBeReadKeepTheDefault) {
  for (const char* value :
       {"", "NaN", "Infinity", "-Infinity", "0x10", "1%2C2%2C5", "1%202", "%00", "%E0%A4%A",
        "%ED%A0%80", "%C0%80", "%FF", "%", "%2", "%zz", "__proto__", "constructor", "1e", "ten"}) {
    for (const char* key : {"depth", "gain", "seed", "act"}) {
      const State state = read_query(std::string(key) + "=" + value);
      const Note note = only_note(state);
      EXPECT_EQ(note.key, key) << value;
      EXPECT_TRUE(note.fault) << key << '=' << value;
      EXPECT_FALSE(note.text.ko.empty());
      EXPECT_EQ(write_query(*state.experiment), "lab=forward") << key << '=' << value;
    }
  }
}

TEST(Query, UnknownKeysAndLabsAreNoted) {
  EXPECT_EQ(only_note(read_query("__proto__=1")).key, "__proto__");
  EXPECT_EQ(only_note(read_query("constructor")).key, "constructor");
  const State state = read_query("lab=nope&depth=3");
  EXPECT_EQ(only_note(state).key, "lab");
  EXPECT_EQ(text_of(state, "depth"), "3");
  EXPECT_EQ(only_note(read_query("preset=nope")).key, "preset");
}

TEST(Query, ValuesMovedByOthersAreNoted) {
  const State state = read_query("hist_lo=3&hist_hi=2");
  EXPECT_EQ(only_note(state).key, "hist_hi");
  EXPECT_EQ(text_of(state, "hist_hi"), "3.001");
  EXPECT_TRUE(read_query("width_min=2000").notes.empty());
  EXPECT_EQ(only_note(read_query("width_min=2000&width_max=5")).key, "width_max");
}

TEST(Query, NumbersAsPeopleTypeThem) {
  for (const char* gain :
       {"0,5", "0.5%20", "%E2%80%830.5", "50%20%25", "Gain%20%3D%200.5", "%C3%970.5",
        "0.5%20%C3%97", "5e-1%20", "5%20%C3%97%2010%E2%81%BB%C2%B9", "5*10^-1"}) {
    const State state = read_query(std::string("gain=") + gain);
    EXPECT_EQ(text_of(state, "gain"), "0.5") << gain;
    EXPECT_TRUE(state.notes.empty()) << gain;
  }
  for (const char* width : {"1,000", "1%20000", "1%C2%A0000", "1'000", "1_000", "1000%20units",
                            "1000%EA%B0%9C", "1e3", "%EF%BC%91%EF%BC%90%EF%BC%90%EF%BC%90"}) {
    const State state = read_query(std::string("width=") + width);
    EXPECT_EQ(text_of(state, "width"), "1000") << width;
    EXPECT_TRUE(state.notes.empty()) << width;
  }
  EXPECT_EQ(text_of(read_query("hist_lo=%E2%88%922,5"), "hist_lo"), "-2.5");
  EXPECT_EQ(text_of(read_query("seed=1,000,000"), "seed"), "1000000");
  for (const char* widths : {"[300, 200, 100]", "300 200 100", "300; 200; 100", "(300,200,100)"}) {
    EXPECT_EQ(text_of(read_query(std::string("widths=") + widths), "widths"), "300,200,100");
  }
}

TEST(Query, NumbersThatCouldBeTwoAreRefusedWithBoth) {
  const State state = read_query("gain=1,234");
  const Note note = only_note(state);
  EXPECT_TRUE(note.fault);
  EXPECT_EQ(text_of(state, "gain"), "1");
  EXPECT_EQ(note.text.en,
            "Gain = 1,234 can be read as 1.234 or as 1234: write it without separators of "
            "thousands. 1 is used.");
  EXPECT_EQ(note.text.ko.find("gain"), std::string::npos) << note.text.ko;
}

TEST(Query, NotesNameTheControlAndNotItsKey) {
  for (const Lab& lab : labs()) {
    const std::unique_ptr<Experiment> experiment = lab.create();
    for (const ParamText& param : param_texts(*experiment)) {
      const State state =
          read_query("lab=" + std::string(lab.id) + "&" + std::string(param.key) + "=%FF");
      const Note note = only_note(state);
      EXPECT_EQ(note.key, param.key);
      EXPECT_NE(note.text.en.find(param.label.en), std::string::npos) << note.text.en;
      EXPECT_NE(note.text.ko.find(param.label.ko), std::string::npos) << note.text.ko;
      EXPECT_EQ(note.text.en.find(std::string(param.key) + '='), std::string::npos);
    }
  }
}

TEST(Query, Lists) {
  EXPECT_EQ(text_of(read_query("widths=3,%204,5"), "widths"), "3,4,5");
  EXPECT_EQ(text_of(read_query("widths="), "widths"), "");
  EXPECT_EQ(text_of(read_query("widths=0,99999"), "widths"), "1,4096");
  for (const char* bad : {"3,,4", "3,", ",3", "a", "3,4.5"}) {
    EXPECT_TRUE(only_note(read_query(std::string("widths=") + bad)).fault) << bad;
  }
  std::string many = "widths=1";
  for (int i = 0; i < 300; ++i) many += ",1";
  const State state = read_query(many);
  EXPECT_EQ(only_note(state).key, "widths");
  EXPECT_EQ(text_of(state, "widths").size(), 2u * 200u - 1u);
}

TEST(Query, SetsOfWords) {
  const auto with = [](const std::string& value) {
    return text_of(read_query("lab=activation&with=" + value), "with");
  };
  EXPECT_EQ(with("tanh,relu"), "tanh,relu");
  EXPECT_EQ(with("relu,%20tanh"), "relu,tanh") << "in the reader's order";
  EXPECT_EQ(with(""), "");
  EXPECT_EQ(with("tanh,relu,tanh,tanh"), "tanh,relu") << "a repeated word counts once";
  EXPECT_TRUE(read_query("lab=activation&with=tanh,tanh").notes.empty());
  EXPECT_EQ(write_query(*read_query("lab=activation&with=relu,tanh").experiment),
            "lab=activation&with=relu,tanh");
  // A preset's set can be emptied again.
  EXPECT_EQ(with("&preset=compare"), "");
  EXPECT_EQ(write_query(*read_query("lab=activation&preset=compare&with=").experiment),
            "lab=activation&preset=compare&with=");

  const Note unknown = only_note(read_query("lab=activation&with=tanh,swish"));
  EXPECT_EQ(unknown.key, "with");
  EXPECT_TRUE(unknown.fault);
  EXPECT_EQ(unknown.text.en, "Compare = swish is not one of its words; nothing is used.");
  EXPECT_EQ(unknown.text.ko, "비교할 함수 = swish: 고를 수 있는 값이 아니므로 빈 값을 씁니다.");
  EXPECT_EQ(with("tanh,swish"), "");
  EXPECT_EQ(only_note(read_query("lab=activation&preset=compare&with=none")).text.en,
            "Compare = none is not one of its words; tanh,relu is used.");
  for (const char* bad : {"tanh,", ",tanh", "tanh,,relu", ",", "TANH", "tanh relu"}) {
    EXPECT_TRUE(only_note(read_query("lab=activation&with=" + std::string(bad))).fault) << bad;
    EXPECT_EQ(with(bad), "") << bad;
  }
}

TEST(Query, SetsOfWordsInJson) {
  const auto state =
      nlohmann::json::parse(state_json(read_query("lab=activation&with=relu,tanh"), {}));
  EXPECT_EQ(state["params"]["with"], nlohmann::json({"relu", "tanh"}));
  const auto none = nlohmann::json::parse(state_json(read_query("lab=activation"), {}));
  EXPECT_EQ(none["params"]["with"], nlohmann::json::array());
  for (const auto& lab : nlohmann::json::parse(labs_json(Language::ko))) {
    if (lab["id"] != "activation") continue;
    const auto& params = lab["params"];
    const auto param = std::find_if(params.begin(), params.end(),
                                    [](const auto& one) { return one["key"] == "with"; });
    ASSERT_NE(param, params.end());
    EXPECT_EQ((*param)["type"], "choices");
    EXPECT_EQ((*param)["default"], nlohmann::json::array());
    EXPECT_EQ((*param)["choices"].size(), 17u);
    EXPECT_EQ((*param)["choice_labels"][1], "시그모이드");
  }
}

TEST(Query, LengthIsBounded) {
  std::string million = "widths=1";
  for (int i = 0; i < 1'000'000; ++i) million += ",1";
  EXPECT_EQ(read_query(million).notes.size(), 1u);  // cut off whole
  EXPECT_EQ(read_query(std::string(1 << 20, 'a')).notes.size(), 1u);
  EXPECT_EQ(only_note(read_query("widths=" + std::string(3000, '1'))).key, "widths");
  EXPECT_EQ(read_query(std::string(5000, 'k') + "=1").notes.size(), 1u);
  // What comes before the limit still counts.
  const State state = read_query("depth=3&" + std::string(9000, 'x'));
  EXPECT_EQ(text_of(state, "depth"), "3");
}

TEST(Query, NotesAreBounded) {
  std::string query;
  for (int i = 0; i < 1000; ++i) query += "k" + std::to_string(i) + "=1&";
  const State state = read_query(query);
  EXPECT_EQ(state.notes.size(), max_notes + 1);
}

TEST(Query, AnyBytesAreSurvived) {
  std::mt19937 generator(3);
  const std::string alphabet =
      "act=depth&%0123456789ABCDEFe+-.,widths\xED\xA0\x80\x00\xFF#?;{}\"<>";
  for (int i = 0; i < 5000; ++i) {
    std::string query;
    const auto size = generator() % 60;
    for (unsigned long k = 0; k < size; ++k) query += alphabet[generator() % alphabet.size()];
    const State state = read_query(query, query);
    EXPECT_TRUE(read_query(write_query(*state.experiment)).notes.empty());
    EXPECT_FALSE(state_json(state, {}).empty());
  }
}

}  // namespace
}  // namespace initlab
