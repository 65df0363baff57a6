#pragma once

namespace initlab::platform {

/// Takes the canvas' touch events away from SDL, which would keep the page from scrolling and taps
/// from becoming clicks. A tap reaches ImGui as the browser's own mouse events; a finger that moves
/// sideways drags; one that moves up or down scrolls the page; one that is held shows what is under
/// it. `wake` asks for a frame, `press` tells that a finger is held, or no longer.
void listen_to_touch(void (*wake)(), void (*press)(bool));

}  // namespace initlab::platform
