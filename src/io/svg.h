#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "labs/figure.h"
#include "labs/lab.h"

namespace initlab {

/// Plots with the verdict above and the settings below, 920 wide; plots alone for a column of text,
/// 720 wide; and those for a phone, 360 wide with larger type (14 instead of 13).
enum class SvgManner : std::uint8_t { whole, plots, narrow_plots };

/// What stands around the plots.
struct SvgPage {
  Sentence headline;     // may be empty
  std::string settings;  // of the experiment, in small letters below; may be empty
  std::string link;      // below them; may be empty
  Language language = Language::en;
  SvgManner manner = SvgManner::whole;
};

/// The figures one below the other as an SVG 1.1 document, in the page's colours and, where the
/// viewer asks for it, in those of the dark theme. Text is text; nothing refers to other files.
std::string svg(std::span<const Figure>, const SvgPage&);

/// A report's plots: the first `most`, all for 0. As a whole they name every setting that matters,
/// and the link; without one, the query.
std::string report_svg(const Experiment&, Report&, Language, int most, SvgManner,
                       std::string_view link = {});

struct SvgSize {
  double width = 0.0;
  double height = 0.0;
};
inline constexpr SvgSize least_room{480.0, 360.0};
inline constexpr double most_room = 8192.0;

/// One figure for a presenter's screen: large type (32 units), thick lines, and nothing but classes
/// for colours, so that it takes those of the page it is put into (web/styles/presenter.css; a
/// style of its own would need a weaker content security policy). The size is brought into range.
std::string room_svg(const Figure&, SvgSize, Language);

/// The first of a report's plots in that manner; empty where it has none.
std::string report_room_svg(const Experiment&, const Report&, Language, SvgSize);

}  // namespace initlab
