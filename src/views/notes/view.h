#pragma once

#include <memory>

#include "ui/lab_view.h"

namespace initlab::ui {

std::unique_ptr<LabView> make_notes_view();

}  // namespace initlab::ui
