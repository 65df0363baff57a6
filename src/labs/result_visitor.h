#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace initlab {

/// How a number is written for people. JSON always gets the shortest form that reads back exactly.
/// z_score: with its sign, one decimal; provisional: such a number that may still change.
enum class NumberStyle : std::uint8_t { plain, percent, count, z_score, provisional };

/// `internal` fields travel in binary frames only: what merging needs and nobody reads.
enum class Audience : std::uint8_t { everyone, internal };

struct FieldInfo {
  std::string_view key;
  Words label = {};
  NumberStyle style = NumberStyle::plain;
  Audience audience = Audience::everyone;
  /// An object, or a list of them, that is a row of the result's table: CSV and the text view.
  bool table_row = false;
};

/// Visits the fields of a result in order. The same description writes JSON, CSV and tables, and
/// writes and reads binary frames; a reader fills the references.
class ResultVisitor {
 public:
  virtual ~ResultVisitor() = default;

  virtual void number(const FieldInfo&, double& value) = 0;
  virtual void count(const FieldInfo&, std::uint64_t& value) = 0;
  virtual void flag(const FieldInfo&, bool& value) = 0;
  virtual void sentence(const FieldInfo&, Sentence& value) = 0;
  virtual void sentences(const FieldInfo&, std::vector<Sentence>& values) = 0;
  /// A word in links' sense (an activation, a verdict), as an index into its table.
  virtual void word(const FieldInfo&, int& index, std::span<const std::string_view> words) = 0;
  virtual void counts(const FieldInfo&, std::vector<std::uint64_t>& values) = 0;
  virtual void numbers(const FieldInfo&, std::vector<double>& values) = 0;

  template <class T>
  void object(const FieldInfo& info, T& value) {
    begin_object(info);
    describe(*this, value);
    end_object();
  }

  /// Absent objects are left out of JSON and cost one byte in a frame.
  template <class T>
  void optional_object(const FieldInfo& info, std::optional<T>& value) {
    if (!begin_optional(info, value.has_value())) {
      value.reset();
      return;
    }
    if (!value) value.emplace();
    object(info, *value);
  }

  template <class T>
  void list(const FieldInfo& info, std::vector<T>& values) {
    if (passes_over(info)) return;
    values.resize(begin_list(info, values.size()));
    for (T& value : values) {
      begin_object({.key = {}, .table_row = info.table_row});
      describe(*this, value);
      end_object();
    }
    end_list();
  }

 protected:
  /// Whether a list is not looked at at all.
  virtual bool passes_over(const FieldInfo&) const { return false; }
  virtual void begin_object(const FieldInfo&) = 0;
  virtual void end_object() = 0;
  virtual bool begin_optional(const FieldInfo&, bool present) = 0;
  /// Writers return `size`; a reader returns the size it read, bounded by the bytes that are left.
  virtual std::size_t begin_list(const FieldInfo&, std::size_t size) = 0;
  virtual void end_list() = 0;
};

/// An enumerator, as one of the words of its enumeration.
template <class Enum>
void describe_word(ResultVisitor& visitor, const FieldInfo& info, Enum& value,
                   std::span<const std::string_view> words) {
  int index = static_cast<int>(value);
  visitor.word(info, index, words);
  value = static_cast<Enum>(index);
}

/// A step of a run, 0 to `most`, or none, which travels as -1.
inline void describe_step(ResultVisitor& visitor, std::string_view key,
                          std::optional<std::uint64_t>& step, int most) {
  double wide = step ? static_cast<double>(*step) : -1.0;
  visitor.number({.key = key}, wide);
  step.reset();
  if (wide >= 0.0 && wide <= most) step = static_cast<std::uint64_t>(wide);
}

/// What every report says after its counts.
template <class Report>
void describe_verdict(ResultVisitor& visitor, Report& report,
                      std::span<const std::string_view> words) {
  visitor.flag({.key = "complete"}, report.complete);
  describe_word(visitor, {.key = "verdict"}, report.verdict, words);
  visitor.sentence({.key = "headline"}, report.headline);
  visitor.sentence({.key = "evidence"}, report.evidence);
}

}  // namespace initlab
