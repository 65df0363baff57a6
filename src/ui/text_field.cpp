#include "ui/text_field.h"

#include <imgui.h>

namespace initlab::ui {

bool draw_text_field(char* text, std::size_t size, float height) {
  if (height > 0.0F) {
    return ImGui::InputTextMultiline("##edit", text, size, {ImGui::CalcItemWidth(), height},
                                     ImGuiInputTextFlags_EnterReturnsTrue);
  }
  return ImGui::InputText("##edit", text, size,
                          ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
}

}  // namespace initlab::ui
