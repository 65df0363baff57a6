#include "labs/missions.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "engine/thread_host.h"
#include "io/mission_json.h"
#include "io/query.h"

namespace initlab {
namespace {

MissionState state_of(const Mission& mission, std::string_view query) {
  const std::unique_ptr<Experiment> experiment = read_query(query).experiment;
  return mission_state(mission, *experiment, *run_experiment(*experiment)->report());
}

/// One way to reach each, with the mission's controls alone.
const std::map<std::string_view, std::string_view> solutions{
    {"relu-stds", "gain=1.41"},   {"even-stds", "gain=2.6"},   {"unsaturate", "gain=0.06"},
    {"gradient", "gain=6"},       {"derivative", "std=1"},     {"product", "std=0.572"},
    {"underflow", "format=fp64"}, {"symmetry", "dropout=0.2"}, {"learn", "init=he-normal"},
    {"rescue", "clip=1"},
};

class Missions : public testing::TestWithParam<std::size_t> {
 protected:
  const Mission& mission() const { return missions()[GetParam()]; }
};

TEST_P(Missions, IsNotReachedAtItsStartAndCanBe) {
  const MissionState start = state_of(mission(), mission().start);
  EXPECT_FALSE(start.reached) << mission().id << ": " << start.measure.en;
  EXPECT_FALSE(start.measure.empty());
  const std::string solved =
      std::string(mission().start) + '&' + std::string(solutions.at(mission().id));
  const MissionState end = state_of(mission(), solved);
  EXPECT_TRUE(end.reached) << mission().id << ": " << end.measure.en;
  EXPECT_NE(end.measure, start.measure);
}

TEST_P(Missions, OtherControlsDoNotCount) {
  const std::string solved =
      std::string(mission().start) + '&' + std::string(solutions.at(mission().id)) + "&seed=12345";
  const std::unique_ptr<Experiment> experiment = read_query(solved).experiment;
  const Mission always{.id = mission().id,
                       .lab = mission().lab,
                       .start = mission().start,
                       .controls = mission().controls,
                       .goal = mission().goal,
                       .check = [](const Report&) { return MissionState{true, {}}; }};
  const std::unique_ptr<Report> report = experiment->empty_report();
  EXPECT_FALSE(mission_state(always, *experiment, *report).reached) << mission().id;
  EXPECT_FALSE(mission_state(always, *experiment, *report).measure.empty());
  const std::unique_ptr<Experiment> kept = read_query(mission().start).experiment;
  EXPECT_TRUE(mission_state(always, *kept, *report).reached) << mission().id;
}

TEST_P(Missions, StartsFromAStateThatIsReadWithoutNotes) {
  const State state = read_query(mission().start);
  EXPECT_TRUE(state.notes.empty());
  EXPECT_EQ(state.experiment->lab(), mission().lab);
  EXPECT_FALSE(mission().goal.en.empty());
  EXPECT_FALSE(mission().goal.ko.empty());
  // Every control is a parameter: a patch of it is taken.
  for (const std::string_view key :
       {solutions.at(mission().id).substr(0, solutions.at(mission().id).find('='))}) {
    EXPECT_NE((',' + std::string(mission().controls) + ',').find(',' + std::string(key) + ','),
              std::string::npos);
  }
}

TEST_P(Missions, AnEmptyReportIsNotReached) {
  const MissionState state = mission().check(*find_lab(mission().lab)->create()->empty_report());
  EXPECT_FALSE(state.reached) << mission().id;
}

INSTANTIATE_TEST_SUITE_P(All, Missions, testing::Range(std::size_t{0}, missions().size()));

TEST(MissionTable, IdsAreWordsAndDiffer) {
  std::set<std::string_view> ids;
  for (const Mission& mission : missions()) {
    EXPECT_TRUE(ids.insert(mission.id).second) << mission.id;
    EXPECT_EQ(mission.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string_view::npos);
    EXPECT_EQ(find_mission(mission.id), &mission);
  }
  EXPECT_EQ(find_mission("nonsense"), nullptr);
}

}  // namespace
}  // namespace initlab
