#pragma once

#include "ui/zoom.h"

namespace initlab::platform {

struct TouchHost {
  /// Asks for a frame.
  void (*wake)();
  /// A finger is held, or no longer.
  void (*press)(bool);
  ui::Zoom& (*zoom)();
};

/// Takes the canvas' touch events away from SDL, which would keep the page from scrolling and taps
/// from becoming clicks. A tap reaches ImGui as the browser's own mouse events; a finger that moves
/// sideways drags; one that moves up or down scrolls the page; one that is held shows what is under
/// it. Two fingers zoom the picture; then one finger moves it, and two taps show the whole again.
void listen_to_touch(const TouchHost&);

}  // namespace initlab::platform
