#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "ui/app.h"

struct SDL_Window;

namespace initlab::platform {

/// The canvas of the page. Frames are drawn on request and never in a running loop.
class Canvas {
 public:
  Canvas();

  bool start();
  void request_frame();
  void set_size(double width, double height, double scale);
  void set_visible(bool visible);
  void lose_context();
  void restore_context();

  ui::App app;
  std::vector<std::uint8_t> input;
  int frames = 0;

  std::span<const std::uint8_t> bytes(std::size_t size) const {
    return {input.data(), std::min(size, input.size())};
  }

 private:
  static bool on_frame(double, void* lab);
  static void on_timeout(void* lab);
  bool can_draw() const { return !context_lost_ && visible_ && width_ >= 1.0F && height_ >= 1.0F; }
  void draw();
  void apply_size();
  void schedule();

  SDL_Window* window_ = nullptr;
  float width_ = 0.0F;
  float height_ = 0.0F;
  float scale_ = 1.0F;
  bool visible_ = true;
  bool context_lost_ = false;
  bool frame_requested_ = false;
  bool timeout_set_ = false;
  bool drawing_ = false;
  bool size_changed_ = false;
};

/// The page's one canvas; null before main() has succeeded.
extern std::unique_ptr<Canvas> lab;

}  // namespace initlab::platform
