#pragma once

#include <cstddef>

namespace initlab::ui {

/// ImGui's own input at the cursor; true when Enter was pressed.
bool draw_text_field(char* text, std::size_t size);

}  // namespace initlab::ui
