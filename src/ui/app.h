#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "labs/lab.h"
#include "labs/param_reading.h"
#include "labs/summary.h"
#include "ui/fonts.h"
#include "ui/host.h"
#include "ui/lab_view.h"
#include "ui/param_panel.h"
#include "ui/shown_controls.h"
#include "ui/zoom.h"

struct ImGuiContext;

namespace initlab::ui {

/// The application without a window: holds the state, builds ImGui frames, and says when the next
/// one is needed. Knows neither SDL nor the page.
class App {
 public:
  App(HostCallbacks host, ViewFactory make_view);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // From the host. Each of these asks for new frames.
  /// The whole state as a query; what cannot be read keeps its default.
  void set_state(std::string_view query);
  /// How texts of the state are understood.
  void set_readings(ParamReadings);
  /// A frame of the report that belongs to the state; false when it cannot be read.
  bool set_report(std::span<const std::uint8_t> frame);
  void set_report(std::unique_ptr<Report> report);
  /// Another run to compare with, in one of most_pins slots: its name, its query and the frame of
  /// its report; an empty query clears the slot. False when they cannot be read.
  bool set_pinned(int slot, std::string_view name, std::string_view query,
                  std::span<const std::uint8_t> frame);
  /// Another lab's view can be drawn, see HostCallbacks::has_view.
  void view_arrived();
  void set_activity(Activity activity, std::uint64_t done, std::uint64_t total);
  /// What the present run takes of a worker's memory at most, as its plan says; 0 when unknown.
  void set_memory(std::uint64_t bytes);
  void set_page(const PageSettings& page);
  /// A finger is held on the canvas, or no longer.
  void set_pressing(bool pressing);
  /// What an author leaves of the controls: the page's keys `controls` and `hide`, as in a link.
  void set_controls(std::string_view query);
  void set_font(int slot, std::span<const std::uint8_t> bytes);
  void select(int layer);
  /// What the window shows of the canvas, from top to bottom: lists and tooltips open within it.
  /// Alone it asks for no frame.
  void set_seen(float top, float bottom);

  /// What of the picture is shown; whoever changes it calls wake().
  Zoom& zoom() { return zoom_; }

  /// Builds one frame for a canvas of this many CSS pixels. False when there is nothing to draw
  /// yet (fonts on their way): the host then shows background() alone.
  bool draw(float width, float height, float scale);
  ImU32 background() const;

  /// Asks for frames: something has happened that ImGui must see.
  void wake() { frames_due_ = frames_after_change; }
  bool needs_frame() const;
  /// Seconds until a frame is needed though nothing happens; negative when never.
  double next_wake() const;

  /// Whether the keys of a player are the lab's: Space and Home.
  bool plays() const;
  /// Whether a list is open, which takes the keys up, down, Enter and Space.
  bool list_open() const { return list_open_; }

  const Experiment& experiment() const { return *experiment_; }
  std::string query() const;

 private:
  static constexpr int frames_after_change = 3;  // ImGui settles hover and focus in up to three
  static constexpr double progress_delay = 0.2;  // seconds
  static constexpr double stale_delay = 0.25;    // a drag must not flicker

  /// The host lays its input over a field as it is seen.
  void follow_zoom();
  void use_lab(std::string_view id);
  /// Draws the lab, from now on if its view is here.
  void open_view(const Lab& lab);
  bool has_view(std::string_view lab) const { return !host_.has_view || host_.has_view(lab); }
  void draw_panel(const Widgets& ui, float width, float height);
  float draw_presets(const Widgets& ui, ImVec2 at, float width);
  void draw_preset_row(const Widgets& ui, ImVec2 at, float width);
  float draw_more_button(const Widgets& ui, ImVec2 at, float width);
  float draw_reset_and_pin(const Widgets& ui, ImVec2 at, float width);
  /// The kept runs: mark, name and what each has otherwise, and a button that removes it.
  float draw_pins(const Widgets& ui, ImVec2 at, float width);
  float draw_status(const Widgets& ui, ImVec2 at, float width);
  /// The kept runs of the lab that is shown.
  std::vector<PinnedRun> shown_pins() const;
  std::string pinned_settings(const Experiment& pinned) const;
  void draw_result(const Widgets& ui, float x, float width, float height);
  float draw_headline(const Widgets& ui, ImVec2 at, float width);
  void handle_keys();
  void edited();
  void take_view_edits();
  void apply_edit(std::string_view key, std::string_view text);
  std::string status_text(Language language) const;
  std::string size_text(Language language) const;
  /// The page's, as soon as its fonts are here; until then the one that was drawn before.
  Language language() const {
    return fonts_.ready(page_.language) ? fonts_.usable(page_.language) : drawn_language_;
  }
  bool can_draw() const { return has_drawn_ || fonts_.ready(page_.language); }
  bool is_edited() const;  // remembered: it is asked for in every frame
  void forget_edited() { edited_known_ = false; }
  double now() const;
  bool shows_progress() const;
  bool measures_band() const;  // all rows are measured, the seeds are not
  float progress_share() const;
  double stale_from() const;
  float result_opacity() const;
  void notify_selection();

  HostCallbacks host_;
  ViewFactory make_view_;
  ImGuiContext* imgui_ = nullptr;
  Fonts fonts_;
  PageSettings page_;
  Zoom zoom_;
  ShownControls controls_;
  ParamReadings readings_;
  bool has_drawn_ = false;
  Language drawn_language_ = Language::en;

  std::unique_ptr<Experiment> experiment_;
  std::unique_ptr<LabView> view_;
  std::unique_ptr<Report> report_;
  Summary summary_;  // of the report
  struct Pin {
    std::string name;
    std::unique_ptr<Experiment> experiment;  // null: the slot is free
    std::unique_ptr<Report> report;
  };
  std::array<Pin, most_pins> pins_;
  struct PresetSketch {
    std::string_view word;
    std::vector<double> curve;
  };
  std::vector<PresetSketch> sketches_;

  Activity activity_ = Activity::loading;
  std::uint64_t memory_bytes_ = 0;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
  double unsettled_since_ = 0.0;  // when the result stopped being up to date
  double report_time_ = 0.0;      // when the last report came

  FieldEditor editor_;
  bool more_open_ = false;
  bool list_open_ = false;
  float seen_top_ = 0.0F;
  float seen_bottom_ = 0.0F;  // 0 until it is told: all of the canvas
  float chips_scroll_ = 0.0F;
  std::string chips_for_;  // lab and preset whose chip was brought into view
  bool chips_dragged_ = false;
  mutable bool edited_known_ = false;
  mutable bool edited_ = false;
  int frames_due_ = frames_after_change;
  float panel_height_ = 0.0F;
  float result_height_ = 0.0F;
  float seen_height_ = 0.0F;  // of the canvas, when it is not stretched by the panel
  float reported_height_ = -1.0F;
  int reported_layer_ = -1;
  int cursor_ = -2;
  double frame_time_ = 0.0;
};

}  // namespace initlab::ui
