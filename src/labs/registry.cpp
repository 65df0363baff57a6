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
#include "labs/training/lab.h"

namespace initlab {

std::span<const Lab> labs() {
  static const Lab table[] = {
      make_lab<forward::Lab>(),        make_lab<backward::Lab>(),   make_lab<activation::Lab>(),
      make_lab<matrix_product::Lab>(), make_lab<log_domain::Lab>(), make_lab<symmetry::Lab>(),
      make_lab<notes::Lab>(),          make_lab<training::Lab>(),
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
