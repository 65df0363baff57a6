#pragma once

#include "ui/host.h"

namespace initlab::platform {

/// Callbacks that call the host* properties of the module object; a missing one is passed over.
ui::HostCallbacks page_callbacks();

/// Keeps a mouse drag that leaves the canvas on the canvas.
void capture_pointer();

}  // namespace initlab::platform
