#pragma once

#include "labs/adapter.h"
#include "labs/notes/params.h"
#include "labs/notes/result.h"
#include "labs/notes/run.h"

namespace initlab::notes {

struct Lab {
  static constexpr std::string_view id = "notes";
  static constexpr Words title = {"Check the notes", "노트와 비교"};
  using Params = notes::Params;
  using Measurement = notes::Measurement;
  using Report = notes::Report;
  static constexpr auto from_preset = notes::from_preset;
};

}  // namespace initlab::notes
