#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/network/forward.h"
#include "engine/collector.h"

namespace initlab {

/// The calls of the `engine` module (the table in src/engine/README.md), apart from how they are
/// exported. Each returns the number of bytes in output(), or a negative fault with {"en", "ko"}
/// there.
class EngineCalls {
 public:
  static constexpr int bad_input = -1;
  static constexpr int refused = -2;
  static constexpr int out_of_memory = -3;
  static constexpr int data_is_missing = -4;

  /// Longest input, in bytes: far above any frame.
  static constexpr std::size_t max_input = std::size_t{16} << 20;

  /// A buffer of at least `size` bytes; null when that is over the limit.
  std::uint8_t* input(std::size_t size);
  /// Ends in a zero byte that is not counted.
  const std::uint8_t* output() const { return output_.data(); }
  std::string_view output_text() const;

  int version();
  int labs(int language);
  /// door: a Door; a script's query with a lab that does not exist is refused.
  int resolve(std::size_t base_size, std::size_t size, int door);
  int plan(std::size_t size);
  /// A data file: its name, then its bytes; no bytes where it did not arrive. It stays for the jobs
  /// whose plan names it.
  int data(std::size_t name_size, std::size_t size);
  int run(std::size_t size, int job);
  /// The same for a thread with other things to do: begin() and then step() until it returns other
  /// than 0, which is what run() would have. Another run or begin gives up the one that is begun.
  int begin(std::size_t size, int job);
  int step();
  /// What the begun job of a plan that streams has measured since the last call, as a frame; 0
  /// where there is nothing.
  int part();
  int collect(std::size_t size);
  /// 1: keeps the collection while another one is made; 0: takes it back in the place of that one.
  int set_aside(int aside);
  int add(std::size_t size, int job);       // returns the number of jobs merged
  int add_part(std::size_t size, int job);  // likewise
  int progress();
  int report(int format);
  /// The collection as CSV, and in the notes' own words.
  int csv();
  int notes_text();
  /// SVG of the collection: the first `most` plots, all for 0; manner: an SvgManner. The input is
  /// the link that a whole one names; empty for the query.
  int figures(std::size_t size, int language, int most, int manner);
  /// The collection's first plot for a presenter's screen, of this many units (io/svg.h).
  int room_figure(int language, double width, double height);
  /// The missions, and how far the collection is from the one whose id is the input.
  int missions();
  int mission(std::size_t size);
  /// QR code of a text: {"size", "path"} with the dark modules as an SVG path, the quiet zone
  /// within.
  int qr_code(std::size_t size);
  int script(std::size_t size, int language);

 private:
  std::vector<std::uint8_t> input_;
  std::vector<std::uint8_t> output_ = {0};
  Workspace workspace_;
  DataFiles data_;
  std::unique_ptr<Collector> collector_;
  std::unique_ptr<Collector> aside_;
  // The experiment of the query that was run last: jobs come in rows with the same one.
  std::string last_query_;
  std::unique_ptr<Experiment> last_experiment_;
  // The job that is begun: refers to the experiment, the workspace, the data and what it measures.
  struct Begun {
    int job = 0;
    bool streams = false;
    std::unique_ptr<Measurement> measured;
    Steps steps;
  };
  std::unique_ptr<Begun> begun_;

  bool has_input(std::size_t size) const { return size <= input_.size(); }
  std::string_view text(std::size_t first, std::size_t size) const;
  int answer(std::string_view text);
  int answer(std::vector<std::uint8_t> bytes);
  int fail(int code, const Sentence& message);
  using Merge = bool (Collector::*)(int job, std::unique_ptr<Measurement>);
  int merge(std::size_t size, int job, Merge);
};

}  // namespace initlab
