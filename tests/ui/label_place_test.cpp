#include "ui/label_place.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace initlab::ui {
namespace {

TEST(EndLabels, StandApartInsideAndNearTheirLines) {
  // Seventeen lines that end at nearly the same height, and one at each border.
  std::vector<float> wishes = {100.0F, 300.0F};
  for (int i = 0; i < 17; ++i) wishes.push_back(200.0F + static_cast<float>(i));
  wishes.push_back(std::nanf(""));
  const std::vector<PlacedLabel> placed = place_end_labels(wishes, 100.0F, 300.0F, 16.0F, 40.0F);
  ASSERT_GE(placed.size(), 5u);
  EXPECT_LT(placed.size(), 10u) << "80 pixels hold no more";
  for (std::size_t i = 0; i < placed.size(); ++i) {
    EXPECT_GE(placed[i].y, 100.0F);
    EXPECT_LE(placed[i].y, 300.5F);
    EXPECT_LE(std::abs(placed[i].y - wishes[placed[i].index]), 40.0F);
    if (i > 0) {
      EXPECT_GE(placed[i].y, placed[i - 1].y + 16.0F);
    }
  }
  // The first of the wishes are among them.
  for (const std::size_t index : {0u, 1u, 2u}) {
    EXPECT_TRUE(std::any_of(placed.begin(), placed.end(),
                            [index](const PlacedLabel& label) { return label.index == index; }));
  }
  // At the top they can only go down.
  const std::vector<PlacedLabel> high =
      place_end_labels(std::vector<float>{100.0F, 101.0F, 102.0F}, 100.0F, 300.0F, 16.0F, 40.0F);
  ASSERT_EQ(high.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(high[i].y, 100.0F + 16.0F * static_cast<float>(i));
  }
  EXPECT_EQ(place_end_labels(std::vector<float>{150.0F, 250.0F}, 100.0F, 300.0F, 16.0F, 40.0F)[1].y,
            250.0F)
      << "labels with room stay where they are wished";
}

TEST(FreeStrip, RoomsAreWhereNoCurvePasses) {
  FreeStrip strip(10.0F, 110.0F, 50.0F, 60.0F);
  strip.cross(10.0F, 20.0F, 40.0F, 40.0F);   // above
  strip.cross(40.0F, 40.0F, 60.0F, 80.0F);   // through: 45 to 50
  strip.cross(60.0F, 80.0F, 110.0F, 80.0F);  // below
  const std::vector<FreeStrip::Room> rooms = strip.rooms();
  ASSERT_EQ(rooms.size(), 2u);
  EXPECT_EQ(rooms[0].from, 10.0F);
  EXPECT_EQ(rooms[0].to, 45.0F);
  EXPECT_EQ(rooms[1].from, 51.0F);
  EXPECT_EQ(rooms[1].to, 110.0F);
  strip.take(0.0F, 200.0F);
  EXPECT_TRUE(strip.rooms().empty());
  strip.cross(std::nanf(""), 55.0F, 60.0F, 55.0F);
  FreeStrip(10.0F, 10.0F, 0.0F, 1.0F).take(0.0F, 20.0F);  // without a column
}

TEST(FreeStrip, ALabelStandsWhereItIsWishedOrNear) {
  const FreeStrip::Room rooms[] = {{0.0F, 50.0F}, {80.0F, 200.0F}};
  float inside = 0.0F;
  EXPECT_EQ(place_in_rooms(rooms, 40.0F, 100.0F, 180.0F, inside), 100.0F);
  EXPECT_EQ(inside, 40.0F);
  // The wished part is narrower than the label, and the room ends at its right end.
  EXPECT_EQ(place_in_rooms(rooms, 60.0F, 160.0F, 200.0F, inside), 140.0F);
  EXPECT_EQ(inside, 40.0F);
  EXPECT_EQ(place_in_rooms(rooms, 40.0F, 55.0F, 75.0F, inside), 10.0F);
  EXPECT_EQ(inside, 0.0F);
  EXPECT_LT(place_in_rooms(rooms, 150.0F, 100.0F, 180.0F, inside), 0.0F);
  EXPECT_LT(inside, 0.0F);
}

TEST(PointLabels, KeepClearOfMarksAndOfOneAnother) {
  // Units on a diagonal, as the symmetry lab has them: some apart, three on one another.
  const std::vector<MarkedPoint> points = {
      {100.0F, 100.0F, 10.0F}, {112.0F, 88.0F, 10.0F},  {124.0F, 76.0F, 10.0F},
      {52.0F, 148.0F, 10.0F},  {50.0F, 150.0F, 10.0F},  {54.0F, 146.0F, 10.0F},
      {199.0F, 1.0F, 26.0F},   {150.0F, 120.0F, 26.0F},
  };
  const MarkRoom room{0.0F, 0.0F, 200.0F, 200.0F, 6.5F, 12.0F};
  const std::vector<PointLabel> placed = place_point_labels(points, room);
  ASSERT_EQ(placed.size(), points.size());
  const float half = 0.5F * room.label_height;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const PointLabel& label = placed[i];
    const float right = label.x + points[label.index].label_width;
    EXPECT_GE(label.x, room.left) << i;
    EXPECT_LE(right, room.right) << i;
    EXPECT_GE(label.y - half, room.top) << i;
    for (const MarkedPoint& mark : points) {
      const bool beside = mark.x < label.x || mark.x > right;
      EXPECT_TRUE(beside || mark.y < label.y - half || mark.y > label.y + half) << i;
    }
    for (std::size_t j = 0; j < i; ++j) {
      const float other_right = placed[j].x + points[placed[j].index].label_width;
      const bool apart = placed[j].x >= right || label.x >= other_right;
      EXPECT_TRUE(apart || std::abs(placed[j].y - label.y) >= room.label_height) << i << ' ' << j;
    }
    // Near its own mark.
    EXPECT_LT(std::abs(label.y - points[label.index].y), 15.0F);
  }
}

TEST(PointLabels, AreLeftOutWhereThereIsNoRoom) {
  const std::vector<MarkedPoint> same(20, MarkedPoint{100.0F, 100.0F, 10.0F});
  const std::vector<PointLabel> placed =
      place_point_labels(same, {0.0F, 0.0F, 200.0F, 200.0F, 6.5F, 12.0F});
  EXPECT_GE(placed.size(), 4u);
  EXPECT_LE(placed.size(), 8u);
  EXPECT_EQ(placed.front().index, 0u);
  EXPECT_TRUE(place_point_labels(same, {99.0F, 99.0F, 101.0F, 101.0F, 6.5F, 12.0F}).empty());
  EXPECT_TRUE(place_point_labels({}, {}).empty());
}

TEST(RowsBetween, HaveNoLineThroughThem) {
  const std::vector<float> lines = {13.0F, 60.0F, 75.0F, -5.0F, 500.0F, std::nanf("")};
  const std::vector<float> rows = rows_between(lines, 0.0F, 132.0F, 10.0F);
  EXPECT_EQ(rows, (std::vector<float>{23.0F, 50.0F, 85.0F, 122.0F}));
  EXPECT_EQ(rows_between({}, 0.0F, 20.0F, 10.0F), (std::vector<float>{10.0F, 10.0F}));
  EXPECT_TRUE(rows_between({}, 0.0F, 19.0F, 10.0F).empty());
}

TEST(PlaceAtEnd, TakesTheOutermostRoomThatHoldsTheLabel) {
  // A curve falls through the right half of the strip, and dots stand at its right end.
  FreeStrip strip(0.0F, 200.0F, 90.0F, 110.0F);
  strip.cross(100.0F, 80.0F, 160.0F, 140.0F);
  strip.take(180.0F, 200.0F);
  const std::vector<FreeStrip::Room> rooms = strip.rooms();
  // Between the curve and the dots are 49 pixels.
  EXPECT_EQ(place_at_end(rooms, 40.0F, true), 140.0F);
  EXPECT_EQ(place_at_end(rooms, 60.0F, true), 50.0F);
  EXPECT_EQ(place_at_end(rooms, 60.0F, false), 0.0F);
  EXPECT_LT(place_at_end(rooms, 150.0F, true), 0.0F);
  EXPECT_LT(place_at_end({}, 1.0F, false), 0.0F);
}

}  // namespace
}  // namespace initlab::ui
