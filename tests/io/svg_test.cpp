#include "io/svg.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "engine/thread_host.h"
#include "io/param_text.h"
#include "io/query.h"
#include "io/svg_parts.h"
#include "numbers.h"

namespace initlab {
namespace {

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

Figure dots(std::vector<double> y) {
  Figure figure{.title = {"title", "제목"}, .x_label = {"x", "x"}};
  FigureLine line{{"measured", "측정"}, FigureRole::measured, {}, std::move(y)};
  for (std::size_t i = 0; i < line.y.size(); ++i) line.x.push_back(static_cast<double>(i));
  figure.lines.push_back(line);
  return figure;
}

TEST(Svg, ADotForEveryNumberThatHasAPlace) {
  const Figure figure = dots({1.0, nan_value, INFINITY, 2.0, -1e300});
  EXPECT_EQ(count(svg({&figure, 1}, {}), "r=\"4.5\"/>"), 3u + 1u);  // and one in the legend
  Figure logarithmic = dots({1.0, 0.0, -1.0, 1e-9});
  logarithmic.logarithmic = true;
  EXPECT_EQ(count(svg({&logarithmic, 1}, {}), "r=\"4.5\"/>"), 2u + 1u);
}

TEST(Svg, NothingToDrawIsDrawnToo) {
  const Figure none = dots({});
  EXPECT_TRUE(svg({&none, 1}, {}).ends_with("</svg>\n"));
  EXPECT_TRUE(svg({}, {}).ends_with("</svg>\n"));
}

TEST(Svg, TextCannotBecomeMarkup) {
  const Figure figure = dots({1.0});
  SvgPage page;
  page.headline = {"a < b & \"c\"", "a"};
  page.settings = "code=W=<script>";
  const std::string text = svg({&figure, 1}, page);
  EXPECT_NE(text.find("a &lt; b &amp; &quot;c&quot;"), std::string::npos);
  EXPECT_EQ(text.find("<script>"), std::string::npos);
}

TEST(Svg, APictureNamesEverySettingThatMattersAndTheLink) {
  const State state = read_query(
      "lab=forward&depth=3&width=16&input_width=16&batch=16&seeds=0&init=variance-scaling");
  const auto collector = run_experiment(*state.experiment);
  const auto report = collector->report();
  const std::string link =
      "https://example.org/lab/#v=1&lab=forward&depth=3&seed=1&x=" + std::string(300, 'a');
  for (const Language language : {Language::en, Language::ko}) {
    const std::string picture =
        report_svg(*state.experiment, *report, language, 0, SvgManner::whole, link);
    std::string words;  // of all lines, as one
    for (std::size_t at = picture.find("class=\"s\">"); at != std::string::npos;
         at = picture.find("class=\"s\">", at + 1)) {
      const std::string line = picture.substr(at + 10, picture.find('<', at) - at - 10);
      EXPECT_LE(svg_text_width(line, 11.0), 872.0 + 40.0) << line;
      words += line;
    }
    for (const ParamText& param : param_texts(*state.experiment)) {
      if (param.key == "preset" || param.text.empty()) continue;
      const std::string label(param.label.in(language));
      const bool named = words.find(label + ' ') != std::string::npos;
      // In Korean one label ends as another does.
      if (param.relevant || language == Language::en) {
        EXPECT_EQ(named, param.relevant) << label;
      }
    }
    EXPECT_NE(words.find(svg_escaped(link)), std::string::npos) << words;
  }
  // Without one, what the link would hold.
  const std::string picture =
      report_svg(*state.experiment, *report, Language::en, 0, SvgManner::whole);
  EXPECT_NE(picture.find("lab=forward&amp;"), std::string::npos);
}

TEST(Svg, ALongHeadlineStaysWithinThePicture) {
  const Figure figure = dots({1.0});
  SvgPage page;
  const std::string sentence = "A sentence of some words that goes on and on. ";
  page.headline = {sentence + sentence + sentence + sentence, "가"};
  const std::string text = svg({&figure, 1}, page);
  EXPECT_GE(count(text, "class=\"h\""), 2u);
}

TEST(Svg, ForARoomTypeAndLinesAreLargeAndColoursThePages) {
  Figure figure = dots({1.0, 2.0, 3.0});
  figure.lines.push_back({{"theory", "이론"}, FigureRole::theory, {0.0, 2.0}, {1.0, 3.0}});
  const std::string text = room_svg(figure, {1440.0, 720.0}, Language::en);
  EXPECT_EQ(count(text, " r=\"14\"/>"), 3u + 1u);
  EXPECT_EQ(count(text, "stroke-width=\"5\""), 1u + 1u);
  EXPECT_EQ(count(text, "<style"), 0u);
  EXPECT_EQ(count(text, "style="), 0u);
  EXPECT_NE(text.find("viewBox=\"0 0 1440 720\""), std::string::npos);
  EXPECT_NE(text.find("class=\"e\">3</text>"), std::string::npos) << "the value at the line's end";
}

TEST(Svg, ForARoomAnySizeIsBroughtIntoRange) {
  const Figure figure = dots({1.0, 2.0});
  for (const double size : {-1.0, 0.0, 1e9, double{INFINITY}, nan_value}) {
    const std::string text = room_svg(figure, {size, size}, Language::ko);
    EXPECT_EQ(text.find("nan"), std::string::npos) << size;
    EXPECT_EQ(text.find("NaN"), std::string::npos) << size;
    EXPECT_EQ(text.find("Infinity"), std::string::npos) << size;
  }
}

TEST(Svg, ForARoomALongLegendLeavesThePlotItsRoom) {
  Figure figure = dots({1.0, 2.0});
  for (int i = 0; i < 20; ++i) {
    figure.lines.push_back({{"a function of some name", "이름이 있는 함수"},
                            FigureRole::other,
                            {0.0, 1.0},
                            {1.0, 2.0}});
  }
  const std::string text = room_svg(figure, least_room, Language::ko);
  EXPECT_GE(count(text, "class=\"o\""), 20u) << "every line is drawn";
  const std::size_t axis = text.find("class=\"a\" d=\"M132 ");
  ASSERT_NE(axis, std::string::npos);
  double top = 0.0;
  double bottom = 0.0;
  ASSERT_EQ(std::sscanf(text.c_str() + axis, "class=\"a\" d=\"M132 %lfL132 %lf", &top, &bottom), 2);
  EXPECT_GT(bottom - top, 80.0);
  EXPECT_LT(bottom, least_room.height);
}

TEST(Svg, ForAPhoneNothingStandsOutsideItsWidth) {
  Figure figure = dots({1.0, 1e-3, 1e-9});
  figure.logarithmic = true;
  for (int i = 0; i < 2; ++i) {
    figure.lines.push_back({{"a function of some name", "이름이 있는 함수"},
                            FigureRole::theory,
                            {0.0, 2.0},
                            {1.0, 1e-8}});
  }
  SvgPage page;
  page.manner = SvgManner::narrow_plots;
  const std::string text = svg({&figure, 1}, page);
  EXPECT_TRUE(text.find("viewBox=\"0 0 360 ") != std::string::npos);
  EXPECT_NE(text.find("text{font-size:14px}"), std::string::npos);
  for (std::size_t at = text.find("<text x=\""); at != std::string::npos;
       at = text.find("<text x=\"", at + 1)) {
    const double x = std::atof(text.c_str() + at + 9);
    const std::size_t from = text.find('>', at) + 1;
    const std::string words = text.substr(from, text.find('<', from) - from);
    const double width = svg_text_width(words, 14.0);
    const std::string tag = text.substr(at, from - at);
    const double before = tag.find("\"end\"") != std::string::npos      ? width
                          : tag.find("\"middle\"") != std::string::npos ? 0.5 * width
                                                                        : 0.0;
    EXPECT_GE(x - before, 0.0) << words;
    EXPECT_LE(x - before + width, 360.0) << words;
  }
}

TEST(Svg, EveryLabHasFiguresInBothLanguages) {
  for (const Lab& lab : labs()) {
    const std::unique_ptr<Experiment> experiment = lab.create();
    const std::unique_ptr<Report> empty = experiment->empty_report();
    for (const Language language : {Language::en, Language::ko}) {
      for (const SvgManner manner : {SvgManner::whole, SvgManner::plots, SvgManner::narrow_plots}) {
        const std::string text = report_svg(*experiment, *empty, language, 1, manner);
        EXPECT_TRUE(text.starts_with("<svg ")) << lab.id;
        EXPECT_EQ(text.find("nan"), std::string::npos) << lab.id;
      }
      const SvgSize room{1440.0, 720.0};
      EXPECT_TRUE(report_room_svg(*experiment, *empty, language, room).starts_with("<svg "));
    }
  }
}

}  // namespace
}  // namespace initlab
