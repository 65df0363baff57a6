// Every lab, in the order of the page's menu. A table and not self-registration: the wasm linker
// drops objects that nothing refers to.
#include "labs/activation/lab.h"
#include "labs/adapter.h"
#include "labs/backward/lab.h"
#include "labs/forward/lab.h"
#include "labs/log_domain/lab.h"
#include "labs/matrix_product/lab.h"
#include "labs/notes/lab.h"
#include "labs/symmetry/lab.h"

namespace initlab {

std::span<const Lab> labs() {
  static const Lab table[] = {
      make_lab<ForwardLab>(),       make_lab<BackwardLab>(),  make_lab<ActivationLab>(),
      make_lab<MatrixProductLab>(), make_lab<LogDomainLab>(), make_lab<SymmetryLab>(),
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
