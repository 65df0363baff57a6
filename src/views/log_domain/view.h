#pragma once

#include <memory>

#include "ui/lab_view.h"

namespace initlab::log_domain {

std::unique_ptr<ui::LabView> make_view();

}  // namespace initlab::log_domain
