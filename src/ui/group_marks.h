#pragma once

#include "ui/painter.h"

namespace initlab::ui {

/// A mark for members of group 0, 1, ...: the shape and the colour change together, so that neither
/// carries the difference alone. 24 groups have a mark of their own; after that they repeat, and a
/// number has to be written beside them. All colours are at least 3:1 on the page.
struct GroupMark {
  Mark shape;
  ImU32 color;
};
GroupMark group_mark(int group, bool dark);

}  // namespace initlab::ui
