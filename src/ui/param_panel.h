#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/lab.h"
#include "labs/param_reading.h"
#include "ui/lab_view.h"
#include "ui/shown_controls.h"
#include "ui/widgets.h"

namespace initlab::ui {

/// A field that is being edited in place (where the host has no real inputs).
struct FieldEditor {
  std::string key;  // empty: none
  char text[4096] = {};
  bool opened = false;  // the keyboard focus has been given to it
};

/// What the panel has to tell: at most one of these a frame.
struct PanelEvents {
  bool changed = false;  // a parameter was moved by a widget
  struct Edit {
    std::string key;
    std::string text;
  };
  std::optional<Edit> edit;  // a field's text was entered in place
};

/// Draws a control for every parameter of a lab, from its declaration. One pass draws the rows of
/// one tier below one another.
class ParamPanel final : public ParamVisitor {
 public:
  enum class Pass { basic, advanced, seed };

  ParamPanel(const Widgets& ui, Language language, const HostCallbacks& host,
             const ShownControls& controls, const ParamReadings& readings, FieldEditor& editor)
      : ui_(ui),
        language_(language),
        host_(host),
        controls_(controls),
        readings_(readings),
        editor_(editor) {}

  /// Draws from `at` downwards; returns the y below the last row.
  float draw(Experiment&, Pass pass, ImVec2 at, float width, const LabView* view,
             const Report* report);
  /// Makes the column of labels as wide as this lab's rows need, whichever of them are shown: it
  /// must not move when a row appears.
  void measure_labels(Experiment&);
  const PanelEvents& events() const { return events_; }

  void integer(const ParamInfo&, int& value, IntegerRange) override;
  void real(const ParamInfo&, double& value, RealRange) override;
  void seed(const ParamInfo&, std::uint64_t& value) override;
  void integers(const ParamInfo&, std::vector<int>& value, IntegerRange, int max_count) override;
  void text(const ParamInfo&, std::string& value, int max_bytes) override;

 private:
  void choice_index(const ParamInfo&, int& index, std::span<const Choice> choices) override;
  void choice_indices(const ParamInfo&, std::vector<int>& indices,
                      std::span<const Choice> choices) override;
  void reading(const ParamReading&);

  /// Whether this pass draws the parameter.
  bool shows(const ParamInfo&);
  /// `more` stands below the help in the tooltip.
  void label(const ParamInfo&, float room, bool featured = false, std::string_view more = {});
  std::optional<double> slider_row(const ParamInfo&, double value, double min, double max,
                                   bool logarithmic, const std::string& shown,
                                   const std::string& exact);
  void field(std::string_view key, ImVec2 min, ImVec2 size, const std::string& shown,
             const std::string& exact, Align align, bool has_lines = false);
  float row_height() const { return ui_.sizes.control + ui_.sizes.gap; }
  float label_width() const { return label_width_; }

  const Widgets& ui_;
  Language language_;
  const HostCallbacks& host_;
  const ShownControls& controls_;
  const ParamReadings& readings_;
  FieldEditor& editor_;
  PanelEvents events_;

  std::string_view lab_;
  Pass pass_ = Pass::basic;
  bool measuring_ = false;
  ImVec2 at_{};
  float width_ = 0.0F;
  float label_width_ = 84.0F;
  const LabView* view_ = nullptr;
  const Report* report_ = nullptr;
};

/// "1.00", "0.01", "1.414", "1e-5".
std::string field_number(double value);

}  // namespace initlab::ui
