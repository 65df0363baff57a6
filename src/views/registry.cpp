#include "views/registry.h"

#include "views/activation/view.h"
#include "views/backward/view.h"
#include "views/forward/view.h"
#include "views/log_domain/view.h"
#include "views/matrix_product/view.h"
#include "views/notes/view.h"
#include "views/symmetry/view.h"
#include "views/training/view.h"

namespace initlab::ui {

std::unique_ptr<LabView> make_view(std::string_view lab) {
  if (lab == "forward") return forward::make_view();
  if (lab == "backward") return backward::make_view();
  if (lab == "activation") return activation::make_view();
  if (lab == "matrix-product") return matrix_product::make_view();
  if (lab == "log-domain") return log_domain::make_view();
  if (lab == "symmetry") return symmetry::make_view();
  if (lab == "training") return training::make_view();
  if (lab == "notes") return notes::make_view();
  return nullptr;
}

}  // namespace initlab::ui
