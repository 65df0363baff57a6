#pragma once

#include <memory>
#include <string_view>

#include "ui/lab_view.h"

namespace initlab::ui {

/// The view of a lab of the registry; null when there is none.
std::unique_ptr<LabView> make_view(std::string_view lab);

}  // namespace initlab::ui
