// Every lab, in the order of the page's menu. A table and not self-registration: the wasm linker
// drops objects that nothing refers to.
#include "labs/adapter.h"
#include "labs/forward/lab.h"
#include "labs/notes/lab.h"

namespace initlab {

std::span<const Lab> labs() {
  static const Lab table[] = {
      make_lab<ForwardLab>(),
      make_lab<NotesLab>(),
  };
  return table;
}

const Lab* find_lab(std::string_view id) {
  for (const Lab& lab : labs()) {
    if (lab.id == id) return &lab;
  }
  return nullptr;
}

}  // namespace initlab
