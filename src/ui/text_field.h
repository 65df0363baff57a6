#pragma once

#include <cstddef>

namespace initlab::ui {

/// ImGui's own input at the cursor, as wide as its next item; true when Enter was pressed. One with
/// a height is for lines: there Enter makes one, and Ctrl+Enter is told.
bool draw_text_field(char* text, std::size_t size, float height);

}  // namespace initlab::ui
