#pragma once

#include "labs/adapter.h"
#include "labs/notes/params.h"
#include "labs/notes/result.h"
#include "labs/notes/run.h"

namespace initlab {

struct NotesLab {
  static constexpr std::string_view id = "notes";
  static constexpr Words title = {"Check the notes", "노트와 비교"};
  using Params = NotesParams;
  using Measurement = NotesMeasurement;
  using Report = NotesReport;
};

}  // namespace initlab
