#pragma once

#include <span>
#include <string_view>

#include "ui/curve_plot.h"
#include "ui/lab_view.h"

namespace initlab::ui {

/// What has been computed over time.
struct Course {
  std::span<const double> steps;  // of the moments that can be shown, rising
  double total = 0.0;             // the last step there will be
  bool growing = false;           // more moments are to come

  int last() const { return static_cast<int>(steps.size()) - 1; }
  int nearest(double step) const;
};

/// The player of a lab whose columns are the moments of a course: buttons, slider, Space and Home.
/// What it chooses is the view's chosen column. With none chosen the last moment is shown, also
/// when more of them come.
class Transport {
 public:
  explicit Transport(LabView& view) : view_(view) {}

  bool playing() const { return playing_; }
  /// The index of the moment that is shown; -1 where there is none.
  int shown(const Course&) const;

  /// First thing in a frame: goes on where it is playing, and takes the keys.
  void advance(const ViewContext&, const Course&);
  /// The row of buttons, and the slider beside or below it.
  static float height(const ViewContext&);
  void draw(const ViewContext&, const Course&, float y);
  /// A press or a drag over curves chooses the moment under it.
  void scrub(const ViewContext&, const Course&, const CurveArea&, std::string_view id);

 private:
  void show(const Course&, int moment);
  void play(const Course&, bool reduced_motion);
  void toggle_playing(const Course&, bool reduced_motion);
  void draw_buttons(const ViewContext&, const Course&, ImVec2 at, float press);

  LabView& view_;
  bool playing_ = false;
  float position_ = 0.0F;  // while playing, in moments
  int played_ = -1;        // what playing chose last: another choice stops it
};

}  // namespace initlab::ui
