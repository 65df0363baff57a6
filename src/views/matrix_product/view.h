#pragma once

#include <memory>

#include "ui/lab_view.h"

namespace initlab::matrix_product {

std::unique_ptr<ui::LabView> make_view();

}  // namespace initlab::matrix_product
