#pragma once

#include <span>
#include <string>

#include "labs/figure.h"
#include "labs/lab.h"

namespace initlab {

/// What stands around the plots.
struct SvgPage {
  Sentence headline;     // may be empty
  std::string settings;  // the experiment's query, in small letters below; may be empty
  Language language = Language::en;
};

/// The figures one below the other as an SVG 1.1 document, 920 wide, in the page's colours and,
/// where the viewer asks for it, in those of the dark theme. Text is text; nothing refers to other
/// files.
std::string svg(std::span<const Figure>, const SvgPage&);

/// A report's plots: the first `most`, all for 0; with verdict and settings, or without.
std::string report_svg(const Experiment&, Report&, Language, int most, bool captions);

}  // namespace initlab
