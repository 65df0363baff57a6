#include "ui/app.h"

#include <imgui_internal.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "io/frame.h"
#include "io/query.h"

namespace initlab::ui {
namespace {

const char* css_cursor(ImGuiMouseCursor cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_Hand:
      return "pointer";
    case ImGuiMouseCursor_TextInput:
      return "text";
    case ImGuiMouseCursor_ResizeEW:
      return "ew-resize";
    default:
      return "default";
  }
}

float panel_width(float width) {
  return width < 1200.0F ? 264.0F : width < 1600.0F ? 296.0F : 320.0F;
}

}  // namespace

App::App(HostCallbacks host, ViewFactory make_view)
    : host_(std::move(host)), make_view_(make_view) {
  IMGUI_CHECKVERSION();
  imgui_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  io.ConfigInputTextCursorBlink = false;  // it would draw for ever
  if (!host_.cursor) io.ConfigFlags &= ~ImGuiConfigFlags_NoMouseCursorChange;
  follow_zoom();
  use_lab(labs().front().id);
}

void App::follow_zoom() {
  if (host_.explain) {
    host_.explain = [this, explain = host_.explain](std::string_view term, float x, float y,
                                                    float width, float height) {
      const ImVec2 at = zoom_.to_canvas({x, y});
      explain(term, at.x, at.y, width * zoom_.scale(), height * zoom_.scale());
    };
  }
  if (!host_.edit) return;
  host_.edit = [this, edit = host_.edit](std::string_view key, float x, float y, float width,
                                         float height, std::string_view text) {
    const ImVec2 at = zoom_.to_canvas({x, y});
    edit(key, at.x, at.y, width * zoom_.scale(), height * zoom_.scale(), text);
  };
}

App::~App() { ImGui::DestroyContext(imgui_); }

void App::use_lab(std::string_view id) {
  const Lab* lab = find_lab(id);
  if (lab == nullptr || (experiment_ && experiment_->lab() == id)) return;
  experiment_ = lab->create();
  report_.reset();
  summary_ = {};
  editor_ = {};
  open_view(*lab);
  forget_edited();
}

void App::open_view(const Lab& lab) {
  view_ = has_view(lab.id) ? make_view_(lab.id) : nullptr;
  sketches_.clear();
  for (const LabPreset& preset : lab.presets) {
    sketches_.push_back(
        {preset.word, view_ ? view_->preset_sketch(preset.word) : std::vector<double>{}});
  }
}

void App::view_arrived() {
  if (view_) return;
  open_view(*find_lab(experiment_->lab()));
  wake();
}

void App::set_state(std::string_view query) {
  State state = read_query(query);
  if (state.experiment->lab() != experiment_->lab()) use_lab(state.experiment->lab());
  experiment_ = std::move(state.experiment);
  forget_edited();
  wake();
}

std::string App::query() const { return write_query(*experiment_); }

bool App::set_report(std::span<const std::uint8_t> frame) {
  if (!has_view(experiment_->lab())) return false;
  std::unique_ptr<Report> read = read_report(*experiment_, frame);
  if (!read) return false;
  set_report(std::move(read));
  return true;
}

void App::set_readings(ParamReadings readings) {
  readings_ = std::move(readings);
  wake();
}

void App::set_report(std::unique_ptr<Report> report) {
  report_ = std::move(report);
  summary_ = report_ ? summary_of(*report_) : Summary{};
  report_time_ = now();
  if (view_ && report_) view_->choose(std::min(view_->chosen(), view_->columns(report_.get()) - 1));
  wake();
}

bool App::set_pinned(int slot, std::string_view name, std::string_view query,
                     std::span<const std::uint8_t> frame) {
  if (slot < 0 || slot >= most_pins) return false;
  Pin& pin = pins_[static_cast<std::size_t>(slot)];
  pin = {};
  wake();
  if (query.empty()) return true;
  std::unique_ptr<Experiment> experiment = std::move(read_query(query).experiment);
  if (!has_view(experiment->lab())) return false;
  std::unique_ptr<Report> report = read_report(*experiment, frame);
  if (!report) return false;
  pin = {std::string(name), std::move(experiment), std::move(report)};
  return true;
}

std::vector<PinnedRun> App::shown_pins() const {
  std::vector<PinnedRun> shown;
  if (!view_ || !view_->compares()) return shown;
  for (int slot = 0; slot < most_pins; ++slot) {
    const Pin& pin = pins_[static_cast<std::size_t>(slot)];
    if (pin.experiment && pin.experiment->lab() == experiment_->lab()) {
      shown.push_back({slot, pin.name, pin.report.get()});
    }
  }
  return shown;
}

void App::set_activity(Activity activity, std::uint64_t done, std::uint64_t total) {
  const auto settled = [](Activity a) {
    return a == Activity::up_to_date || a == Activity::loading;
  };
  if (settled(activity_) && !settled(activity)) unsettled_since_ = now();
  activity_ = activity;
  done_ = done;
  total_ = total;
  wake();
}

void App::set_memory(std::uint64_t bytes) {
  memory_bytes_ = bytes;
  wake();
}

void App::set_page(const PageSettings& page) {
  if (page == page_) return;
  page_ = page;
  wake();
}

void App::set_pressing(bool pressing) {
  page_.pressing = pressing;
  wake();
}

void App::set_controls(std::string_view query) {
  controls_ = ShownControls(query);
  wake();
}

void App::set_font(int slot, std::span<const std::uint8_t> bytes) {
  fonts_.set(slot, bytes);
  wake();
}

void App::select(int layer) {
  if (view_) view_->choose(std::clamp(layer, -1, view_->columns(report_.get()) - 1));
  reported_layer_ = view_ ? view_->chosen() : -1;
  wake();
}

void App::set_seen(float top, float bottom) {
  seen_top_ = top;
  seen_bottom_ = bottom;
}

double App::now() const {
  if (host_.now) return host_.now();
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(since).count();
}

ImU32 App::background() const { return palette(page_.dark).page; }

bool App::plays() const { return view_ && view_->plays(); }

bool App::needs_frame() const {
  if (frames_due_ > 0) return true;
  // Presses and releases that arrive together are handed to ImGui one frame at a time.
  return can_draw() && (imgui_->InputEventsQueue.Size > 0 || (view_ && view_->animating()));
}

double App::next_wake() const {
  if (activity_ == Activity::up_to_date || activity_ == Activity::loading) return -1.0;
  const double time = now();
  double next = -1.0;
  for (double due : {unsettled_since_ + progress_delay, stale_from()}) {
    if (due > time && (next < 0.0 || due - time < next)) next = due - time;
  }
  return next;
}

bool App::shows_progress() const {
  return (activity_ == Activity::running || activity_ == Activity::stale) && total_ > 0 &&
         now() - unsettled_since_ >= progress_delay;
}

bool App::measures_band() const {
  if (activity_ != Activity::running || !view_ || !report_) return false;
  const ReportProgress progress = view_->progress(*report_);
  return !progress.preview && progress.band_done < progress.band_total;
}

float App::progress_share() const {
  std::uint64_t done = done_;
  std::uint64_t total = total_;
  if (measures_band()) {
    const ReportProgress progress = view_->progress(*report_);
    done = progress.band_done;
    total = progress.band_total;
  }
  if (total == 0) return 0.0F;
  return static_cast<float>(static_cast<double>(std::min(done, total)) /
                            static_cast<double>(total));
}

/// During a drag every preview is news: the result is old only when none has come for a while.
double App::stale_from() const { return std::max(unsettled_since_, report_time_) + stale_delay; }

float App::result_opacity() const {
  const bool stale = activity_ == Activity::stale && now() >= stale_from();
  return activity_ == Activity::refused || stale ? 0.4F : 1.0F;
}

bool App::is_edited() const {
  if (!edited_known_) {
    edited_ = initlab::is_edited(*experiment_);
    edited_known_ = true;
  }
  return edited_;
}

void App::edited() {
  forget_edited();
  if (host_.state_changed) host_.state_changed(query());
  wake();
}

void App::apply_edit(std::string_view key, std::string_view text) {
  std::vector<Note> notes;
  read_params(*experiment_, {{std::string(key), std::string(text)}}, notes);
  edited();
}

void App::take_view_edits() {
  std::vector<Pair> pairs;
  for (const auto& [key, text] : view_->take_edits())
    pairs.push_back({key, text, Pair::Fault::none});
  if (pairs.empty()) return;
  std::vector<Note> notes;
  read_params(*experiment_, pairs, notes);
  edited();
}

void App::handle_keys() {
  if (!view_ || ImGui::GetIO().WantTextInput ||
      ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup))
    return;
  const int columns = view_->columns(report_.get());
  const int before = view_->chosen();
  int chosen = before;
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) chosen = std::min(before + 1, columns - 1);
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow))
    chosen = before < 0 ? columns - 1 : std::max(before - 1, 0);
  if (ImGui::IsKeyPressed(ImGuiKey_Escape)) chosen = -1;
  view_->choose(chosen);
}

void App::notify_selection() {
  const int chosen = view_ ? view_->chosen() : -1;
  if (chosen == reported_layer_) return;
  reported_layer_ = chosen;
  if (host_.select) host_.select(chosen);
  wake();
}

bool App::draw(float width, float height, float scale) {
  if (frames_due_ > 0) --frames_due_;
  if (!can_draw() || width < 1.0F || height < 1.0F) return false;
  drawn_language_ = language();
  has_drawn_ = true;
  ImGui::SetCurrentContext(imgui_);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width, height};
  const float sharpness = scale * zoom_.density();
  io.DisplayFramebufferScale = {sharpness, sharpness};
  const double time = now();
  io.DeltaTime = std::clamp(static_cast<float>(time - frame_time_), 1e-4F, 0.1F);
  frame_time_ = time;

  const bool narrow = width < 720.0F;
  const Metrics sizes = metrics(page_.coarse_pointer, narrow);
  const Palette& colors = palette(page_.dark);
  apply_style(colors, sizes);
  fonts_.update();
  ImGui::GetStyle().FontSizeBase = fonts_.size(sizes.text);

  ImGui::NewFrame();
  zoom_.keep_within({width, height});
  ImGuiViewport* viewport = ImGui::GetMainViewport();
  const float top = std::clamp(seen_top_, 0.0F, height);
  const float bottom = seen_bottom_ > top ? std::min(seen_bottom_, height) : height;
  const ImVec2 seen_from = zoom_.to_picture({0.0F, top});
  const ImVec2 seen_to = zoom_.to_picture({width, bottom});
  viewport->WorkPos = seen_from;
  viewport->WorkSize = {seen_to.x - seen_from.x, seen_to.y - seen_from.y};
  handle_keys();
  const bool has_panel = !narrow && !page_.panel_hidden && !controls_.empty();
  const float left = has_panel ? panel_width(width) : 0.0F;
  // A panel that opens makes the canvas longer, but must not stretch the plots beside it.
  if (!has_panel || height > panel_height_ || seen_height_ == 0.0F) seen_height_ = height;

  constexpr ImGuiWindowFlags flags =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
      ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus |
      ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0.0F, 0.0F));
  ImGui::SetNextWindowPos({left, 0.0F});
  ImGui::SetNextWindowSize({width - left, height});
  if (ImGui::Begin("result", nullptr, flags)) {
    fonts_.sharpen();
    const Painter paint(ImGui::GetWindowDrawList(), fonts_, colors, scale);
    paint.fill({left, 0.0F}, {width, height}, colors.page);
    draw_result({paint, sizes, fonts_, page_.coarse_pointer}, left, width - left, seen_height_);
  }
  ImGui::End();
  if (has_panel) {
    ImGui::SetNextWindowPos({0.0F, 0.0F});
    ImGui::SetNextWindowSize({left, height});
    if (ImGui::Begin("panel", nullptr, flags)) {
      const Painter paint(ImGui::GetWindowDrawList(), fonts_, colors, scale);
      paint.fill({0.0F, 0.0F}, {left, height}, colors.panel);
      paint.vertical(left - 1.0F, 0.0F, height, colors.separator);
      draw_panel({paint, sizes, fonts_, page_.coarse_pointer}, left, height);
    }
    ImGui::End();
  }
  ImGui::PopStyleVar();
  list_open_ = ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup);
  notify_selection();

  const int cursor = ImGui::GetMouseCursor();
  if (cursor != cursor_ && host_.cursor) host_.cursor(css_cursor(cursor));
  cursor_ = cursor;
  ImGui::Render();
  ImDrawData* data = ImGui::GetDrawData();
  data->DisplayPos = zoom_.origin();
  // The backend cuts the product of size and scale to whole pixels: it must not lose one.
  constexpr float hair = 1.0F + 1e-6F;
  data->DisplaySize = {hair * width / zoom_.scale(), hair * height / zoom_.scale()};
  data->FramebufferScale = {scale * zoom_.scale(), scale * zoom_.scale()};

  const float wanted = std::ceil(std::max(has_panel ? panel_height_ : 0.0F, result_height_));
  if (wanted != reported_height_ && host_.content_height) host_.content_height(wanted);
  reported_height_ = wanted;
  return true;
}

}  // namespace initlab::ui
