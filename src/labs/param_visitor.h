#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace initlab {

/// One word a choice can take: what travels in links and JSON, and what people read.
struct Choice {
  std::string_view word;
  Words label;
  Words help = {};  // where the words of a choice need one each
};

/// `basic` controls are always on the page; `advanced` ones fold away.
enum class Tier : std::uint8_t { basic, advanced };

/// The one declaration of a parameter. Widgets, HTML controls, links, JSON, the command line, the
/// documentation and the property tests all read it from here.
struct ParamInfo {
  std::string_view key;
  Words label;
  Words help;
  std::string_view unit = "";
  Tier tier = Tier::basic;
  /// The one number to try first: it has a slider of its own, docked on a phone.
  bool featured = false;
  /// False when the other parameters make this one meaningless (std while init=zeros): it is then
  /// hidden, but kept and still read from links.
  bool relevant = true;
};

enum class Spacing : std::uint8_t { linear, logarithmic };

struct IntegerRange {
  int min;
  int max;
  Spacing spacing = Spacing::linear;
};

struct RealRange {
  double min;
  double max;
  Spacing spacing = Spacing::linear;  // logarithmic needs min > 0
};

/// Visits the parameters of a lab in the order they are shown. A reader writes through the
/// references, a writer reads them; both see the same declaration.
class ParamVisitor {
 public:
  virtual ~ParamVisitor() = default;
  virtual void integer(const ParamInfo&, int& value, IntegerRange) = 0;
  virtual void real(const ParamInfo&, double& value, RealRange) = 0;
  virtual void seed(const ParamInfo&, std::uint64_t& value) = 0;
  /// A list of at most max_count integers, each within the range; written "300,200,100".
  virtual void integers(const ParamInfo&, std::vector<int>& value, IntegerRange, int max_count) = 0;

  /// Text of at most max_bytes bytes of UTF-8, of any number of lines; no control characters but
  /// line ends.
  virtual void text(const ParamInfo&, std::string& value, int max_bytes) = 0;

  template <class Enum>
  void choice(const ParamInfo& info, Enum& value, std::span<const Choice> choices) {
    int index = static_cast<int>(value);
    choice_index(info, index, choices);
    value = static_cast<Enum>(index);
  }

  /// Any of the choices, each at most once, in the reader's order; written "tanh,relu".
  template <class Enum>
  void choices(const ParamInfo& info, std::vector<Enum>& value, std::span<const Choice> choices) {
    std::vector<int> indices;
    indices.reserve(value.size());
    for (const Enum word : value) indices.push_back(static_cast<int>(word));
    choice_indices(info, indices, choices);
    value.clear();
    for (const int index : indices) value.push_back(static_cast<Enum>(index));
  }

 protected:
  /// `index` is within `choices`, before and after.
  virtual void choice_index(const ParamInfo&, int& index, std::span<const Choice> choices) = 0;
  /// Every index is within `choices`, and none is there twice, before and after.
  virtual void choice_indices(const ParamInfo&, std::vector<int>& indices,
                              std::span<const Choice> choices) = 0;
};

}  // namespace initlab
