#pragma once

namespace initlab::platform {

/// Opens the window (desktop) or takes the page's canvas (web). On the desktop it returns when the
/// window is closed; on the web at once, and the exported functions do the rest. 0 on success.
int run_lab(int argc, char** argv);

}  // namespace initlab::platform
