#pragma once

#include <memory>

#include "ui/lab_view.h"

namespace initlab::training {

std::unique_ptr<ui::LabView> make_view();

}  // namespace initlab::training
