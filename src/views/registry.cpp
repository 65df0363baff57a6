#include "views/registry.h"

#include "views/activation/view.h"
#include "views/backward/view.h"
#include "views/forward/view.h"
#include "views/log_domain/view.h"
#include "views/matrix_product/view.h"
#include "views/notes/view.h"
#include "views/symmetry/view.h"

namespace initlab::ui {

std::unique_ptr<LabView> make_view(std::string_view lab) {
  if (lab == "forward") return make_forward_view();
  if (lab == "backward") return make_backward_view();
  if (lab == "activation") return make_activation_view();
  if (lab == "matrix-product") return make_matrix_product_view();
  if (lab == "log-domain") return make_log_domain_view();
  if (lab == "symmetry") return make_symmetry_view();
  if (lab == "notes") return make_notes_view();
  return nullptr;
}

}  // namespace initlab::ui
