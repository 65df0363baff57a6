#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "labs/lab.h"
#include "text/strings.h"
#include "ui/host.h"
#include "ui/painter.h"
#include "ui/pins.h"

namespace initlab::ui {

/// What a view draws with, and where: `min` is the top left corner, `height` what is left of the
/// visible canvas below it.
struct ViewContext {
  const Painter& paint;
  const Metrics& sizes;
  const PageSettings& page;
  const Fonts& fonts;
  Language language;  // one that can be drawn
  ImVec2 min;
  float width;
  float height;
  bool narrow;    // one column, layers as rows
  float opacity;  // 0.4 while the result belongs to older settings
  ImU32 background;
  const HostCallbacks* host = nullptr;
  std::span<const PinnedRun> pinned = {};  // other runs of the same lab, kept for comparison
};

/// A value worth marking on a parameter's slider.
struct SliderMark {
  double value;
  std::string_view label;
};

/// How far a result has come: rows first, then the seeds of the band.
struct ReportProgress {
  bool preview = false;  // not all rows yet
  std::uint64_t band_done = 0;
  std::uint64_t band_total = 0;
};

/// How a lab shows its results: one subclass a lab, in views/<id>/view.cpp. It is only ever given
/// experiments and reports of its own lab. It computes nothing that a test would want to check.
class LabView {
 public:
  virtual ~LabView() = default;

  /// Draws everything below the headline; `report` is null before the first one. Returns the
  /// height it needs at least, whatever the height it was given.
  virtual float draw(const ViewContext&, const Experiment&, const Report* report) = 0;

  /// The number of layers or steps that can be chosen, and the chosen one: 0 is the input, -1 none.
  virtual int columns(const Report*) const = 0;
  virtual ReportProgress progress(const Report&) const { return {}; }
  /// What is counted while a run is on its way, with {done} and {total}.
  virtual const Words& progress_words() const { return strings::status_preview; }
  /// Whether Space plays the columns and Home goes to the first one.
  virtual bool plays() const { return false; }
  /// True while frames are wanted though nothing happens: only after the reader pressed play, and
  /// not for ever.
  virtual bool animating() const { return false; }
  int chosen() const { return chosen_; }
  void choose(int column) { chosen_ = column; }

  virtual std::optional<SliderMark> mark(const Report&, std::string_view /*key*/, Language) const {
    return std::nullopt;
  }
  /// Parameters that a press in the view asks for since the last call, keys and texts: the
  /// application lays them on the experiment as an edit by hand.
  virtual std::vector<std::pair<std::string, std::string>> take_edits() { return {}; }
  /// Whether pinned runs can be drawn beside the present one.
  virtual bool compares() const { return false; }
  /// The curve on a preset's chip, any unit; empty for none.
  virtual std::vector<double> preset_sketch(std::string_view) const { return {}; }

 protected:
  int chosen_ = -1;
};

/// Makes the view of a lab; null when there is none (views/registry.h).
using ViewFactory = std::unique_ptr<LabView> (*)(std::string_view lab);

}  // namespace initlab::ui
