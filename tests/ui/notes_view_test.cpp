#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "labs/notes/lab.h"
#include "numbers.h"
#include "ui/headless.h"
#include "views/notes/view_parts.h"

namespace initlab::ui {
namespace {

/// Of every layer the notes' numbers; the rest is `value`.
notes::Report filled_with(double value, std::size_t layers = notes::layer_count) {
  notes::Report report;
  report.rows = report.rows_total = 5000;
  report.complete = true;
  report.verdict = notes::Verdict::agrees;
  report.headline = {"Made up.", "지어낸 결과입니다."};
  report.evidence = {"Evidence that is made up.", "지어낸 근거입니다."};
  report.warnings.assign(4, {"The notes say something here that is not quite so, at some length.",
                             "노트의 이 설명은 조금 길지만 정확하지는 않습니다."});
  for (std::size_t i = 0; i < notes::experiment_count; ++i) {
    const auto preset = static_cast<NetworkPreset>(i);
    notes::ExperimentResult& experiment = report.experiments.emplace_back();
    experiment.preset = preset;
    experiment.finding = {"all 20 numbers within ±2 sd", "수 20개 모두 ±2 sd 안"};
    for (std::size_t l = 0; l <= layers; ++l) {
      notes::LayerResult layer;
      layer.experiment = preset;
      layer.layer = l;
      layer.notes_std = l <= notes::layer_count ? notes::table_of(preset)[l].std : value;
      layer.notes_mean = l <= notes::layer_count ? notes::table_of(preset)[l].mean : value;
      layer.std = layer.theory_std = layer.std_lo = layer.std_hi = value;
      layer.mean = layer.theory_mean = layer.mean_lo = layer.mean_hi = value;
      layer.place = layer.notes_place = layer.mean_place = layer.notes_mean_place = value;
      report.layers.push_back(layer);
    }
  }
  return report;
}

void show_notes(Headless& headless, notes::Report report) {
  headless.app.set_report(std::make_unique<ReportOf<notes::Report>>(std::move(report)));
  headless.app.set_activity(Activity::up_to_date, 5000, 5000);
}

TEST(NotesView, DrawsWithAndWithoutAReport) {
  Headless headless;
  headless.app.set_state("lab=notes");
  headless.app.select(3);
  draw_everywhere(headless);
  show_notes(headless, {});
  draw_everywhere(headless);
  show_notes(headless, filled_with(0.5));
  draw_everywhere(headless);
  EXPECT_EQ(headless.app.query(), "lab=notes");
}

TEST(NotesView, DrawsDegenerateReports) {
  for (const double value :
       {0.0, 1.0, -1.0, 1e-45, 5e-324, 1e300, -1e300, infinity, -infinity, nan_value}) {
    for (const std::size_t layers : {std::size_t{0}, std::size_t{10}, std::size_t{200}}) {
      SCOPED_TRACE(testing::Message() << value << " layers " << layers);
      Headless headless;
      headless.app.set_state("lab=notes");
      show_notes(headless, filled_with(value, layers));
      headless.app.select(10);
      for (const CanvasSize& size : {canvas_sizes[0], canvas_sizes[3]}) {
        for (int frame = 0; frame < 3; ++frame) headless.draw(size.width, size.height, size.scale);
      }
      EXPECT_LT(headless.most_vertices, most_vertices_allowed);
    }
  }
}

TEST(NotesView, WantsTheSameHeightWhateverItIsGiven) {
  for (const float width : {390.0F, 1280.0F, 1920.0F}) {
    float wanted = 0.0F;
    for (const float height : {500.0F, 800.0F, 1400.0F}) {
      Headless headless;
      headless.app.set_state("lab=notes");
      show_notes(headless, filled_with(0.5));
      for (int frame = 0; frame < 4; ++frame) headless.draw(width, height);
      if (wanted == 0.0F) wanted = headless.content_height;
      EXPECT_EQ(headless.content_height, wanted) << width << " x " << height;
    }
    EXPECT_GT(wanted, 300.0F);
  }
}

TEST(NotesView, ALayerOfAnExperimentCanBeChosen) {
  Headless headless;
  headless.app.set_state("lab=notes");
  show_notes(headless, filled_with(0.5));
  for (int i = 0; i < 3; ++i) headless.draw(1280, 752);
  // The second of three columns: 296 of panel, 24 of margin, 28 between, 46 of gutter.
  const float column = (960.0F - 24.0F - 2.0F * 28.0F) / 3.0F;
  const float layer = (column - 46.0F) / 11.0F;
  const float x = 296.0F + 24.0F + column + 28.0F + 46.0F + layer * 4.5F;
  headless.click(x, 180.0F, 1280, 752);
  EXPECT_EQ(headless.selected, 4);
  headless.click(x, 180.0F, 1280, 752);
  EXPECT_EQ(headless.selected, -1);
}

TEST(NotesView, SmallNumbersKeepTheirDigits) {
  EXPECT_EQ(notes::number_text(0.627512), "0.62751");
  EXPECT_EQ(notes::number_text(-0.0013), "−0.00130");
  EXPECT_EQ(notes::number_text(3.1234e-7), "3.12e−7");
  EXPECT_EQ(notes::number_text(0.0), "0.00000");
}

}  // namespace
}  // namespace initlab::ui
