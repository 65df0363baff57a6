#pragma once

#include <span>

#include "text/words.h"
#include "ui/lab_view.h"

namespace initlab::ui {

/// What a report warns of; nothing before there is one.
template <class Report>
std::span<const Sentence> remarks_of(const Report* report) {
  if (report == nullptr) return {};
  return report->warnings;
}

/// Sentences to know a result by, each with a mark; returns their height.
float draw_remarks(const ViewContext&, std::span<const Sentence> remarks, float y,
                   bool measure_only = false);

}  // namespace initlab::ui
