#include "labs/forward/view.h"
#include "labs/notes/view.h"
#include "ui/lab_view.h"

namespace initlab::ui {

std::unique_ptr<LabView> make_view(std::string_view lab) {
  if (lab == "forward") return make_forward_view();
  if (lab == "notes") return make_notes_view();
  return nullptr;
}

}  // namespace initlab::ui
