#include "ui/text_field.h"

#include <imgui.h>

namespace initlab::ui {

bool draw_text_field(char* text, std::size_t size) {
  return ImGui::InputText("##edit", text, size,
                          ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
}

}  // namespace initlab::ui
