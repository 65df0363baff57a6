#include "text/korean.h"

#include <gtest/gtest.h>

#include <string>

#include "core/reference.h"
#include "text/sentence.h"

namespace initlab {
namespace {

TEST(KoreanParticles, FollowTheReadingOfTheValue) {
  const nlohmann::json table = test::read_reference("korean_particles.json");
  ASSERT_GT(table["cases"].size(), 40u);
  for (const nlohmann::json& row : table["cases"]) {
    const auto value = row[0].get<std::string>();
    const auto written = row[1].get<std::string>();
    const auto right = row[2].get<std::string>();
    const KoreanParticle chosen = korean_particle(value, written + " 그");
    const std::string text = std::string(chosen.particle) + written.substr(chosen.replaces);
    EXPECT_EQ(text, right) << value;
    // What is right already stays.
    const KoreanParticle again = korean_particle(value, right);
    EXPECT_EQ(std::string(again.particle) + right.substr(again.replaces), right) << value;
  }
  for (const nlohmann::json& row : table["untouched"]) {
    const auto value = row[0].get<std::string>();
    EXPECT_EQ(korean_particle(value, row[1].get<std::string>()).replaces, 0u) << value;
  }
}

TEST(KoreanParticles, AreChosenByFill) {
  const Words words{"{x} and {y}", "{x}와 {y}은 {x}로"};
  EXPECT_EQ(fill(words, {{"x", "0.93"}, {"y", "2"}}).ko, "0.93과 2는 0.93으로");
  EXPECT_EQ(fill(words, {{"x", "0.92"}, {"y", "3"}}).ko, "0.92와 3은 0.92로");
  EXPECT_EQ(fill(words, {{"x", "0.93"}, {"y", "2"}}).en, "0.93 and 2");
}

}  // namespace
}  // namespace initlab
