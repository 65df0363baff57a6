#include "engine/engine_calls.h"

#include <cstdlib>
#include <optional>

#include "engine/version.h"
#include "io/data_file.h"
#include "io/frame.h"
#include "io/json.h"
#include "io/json_result.h"
#include "io/json_state.h"
#include "io/mission_json.h"
#include "io/qr_code.h"
#include "io/query.h"
#include "io/svg.h"
#include "io/tables.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr std::uint64_t worth_asking = std::uint64_t{32} << 20;

/// Without exceptions a failed allocation ends the module, so a large one is tried first.
bool is_available(std::uint64_t bytes) {
  if (bytes < worth_asking) return true;
  void* volatile block = std::malloc(static_cast<std::size_t>(bytes));
  const bool available = block != nullptr;
  std::free(block);
  return available;
}

/// As the module's interface counts them.
Language language_of(int language) { return language == 1 ? Language::ko : Language::en; }

std::string lab_list() {
  std::string list;
  for (const Lab& lab : labs()) list += (list.empty() ? "" : ", ") + std::string(lab.id);
  return list;
}

std::string progress_json(const Progress& progress) {
  JsonText json;
  json.open('{');
  const auto number = [&json](std::string_view key, int value) {
    json.key(key);
    json.number(value);
  };
  number("jobs_merged", progress.jobs_merged);
  number("rows", progress.rows);
  number("rows_total", progress.rows_total);
  number("sweep_done", progress.sweep_done);
  number("sweep_total", progress.sweep_total);
  json.key("complete");
  json.boolean(progress.complete);
  json.close('}');
  return json.take();
}

}  // namespace

std::uint8_t* EngineCalls::input(std::size_t size) {
  if (size > max_input) return nullptr;
  if (input_.size() < size || input_.empty()) input_.resize(size + 1);
  return input_.data();
}

std::string_view EngineCalls::output_text() const {
  return {reinterpret_cast<const char*>(output_.data()), output_.size() - 1};
}

std::string_view EngineCalls::text(std::size_t first, std::size_t size) const {
  return {reinterpret_cast<const char*>(input_.data()) + first, size};
}

int EngineCalls::answer(std::string_view text) {
  return answer(std::vector<std::uint8_t>(text.begin(), text.end()));
}

int EngineCalls::answer(std::vector<std::uint8_t> bytes) {
  output_ = std::move(bytes);
  output_.push_back(0);
  return static_cast<int>(output_.size() - 1);
}

int EngineCalls::fail(int code, const Sentence& message) {
  answer(sentence_json(message));
  return code;
}

int EngineCalls::version() { return answer(initlab::version); }

int EngineCalls::labs(int language) { return answer(labs_json(language_of(language))); }

int EngineCalls::resolve(std::size_t base_size, std::size_t size, int door) {
  if (!has_input(size) || base_size > size || door < 0 || door > 1) {
    return fail(bad_input, fill(strings::error_input, {}));
  }
  const auto who = static_cast<Door>(door);
  const State state = read_query(text(0, base_size), text(base_size, size - base_size), who);
  if (who == Door::script && state.unknown_lab) {
    return fail(bad_input, fill(strings::error_unknown_lab,
                                {{"value", *state.unknown_lab}, {"labs", lab_list()}}));
  }
  const Experiment& experiment = *state.experiment;
  return answer(state_json(state, computation_of(experiment).readings(experiment)));
}

int EngineCalls::plan(std::size_t size) {
  if (!has_input(size)) return fail(bad_input, fill(strings::error_input, {}));
  return answer(plan_json(plan_of(*read_query(text(0, size)).experiment)));
}

int EngineCalls::data(std::size_t name_size, std::size_t size) {
  if (!has_input(size) || name_size > size) return fail(bad_input, fill(strings::error_input, {}));
  const std::string_view name = text(0, name_size);
  const auto bytes = std::span<const std::uint8_t>(input_).subspan(name_size, size - name_size);
  if (bytes.empty()) return fail(data_is_missing, missing_data(name));
  if (const auto fault = add_data_file(name, bytes, data_)) return fail(bad_input, *fault);
  return answer(std::string_view{});
}

int EngineCalls::run(std::size_t size, int job) {
  int length = begin(size, job);
  while (length == 0) length = step();
  return length;
}

int EngineCalls::begin(std::size_t size, int job) {
  if (!has_input(size)) return fail(bad_input, fill(strings::error_input, {}));
  begun_.reset();
  const bool is_new = !last_experiment_ || last_query_ != text(0, size);
  if (is_new) {
    last_query_ = text(0, size);
    last_experiment_ = std::move(read_query(last_query_).experiment);
  }
  const Experiment& experiment = *last_experiment_;
  const Plan plan = plan_of(experiment);
  if (plan.refusal) return fail(refused, plan.refusal->reason);
  // Later jobs find the memory of the first; asked again beside it, the heap would double.
  if (is_new && !is_available(plan.memory_bytes)) {
    last_experiment_.reset();
    return fail(out_of_memory, fill(strings::error_memory, {}));
  }
  if (job < 0 || job >= plan.jobs()) {
    return fail(bad_input, fill(strings::error_job, {{"job", std::to_string(job)}}));
  }
  if (lacks_data(plan, data_)) return fail(data_is_missing, missing_data(plan.data_file));
  begun_ = std::make_unique<Begun>();
  begun_->job = job;
  begun_->streams = plan.streams;
  begun_->steps =
      computation_of(experiment).run(experiment, job, data_, workspace_, begun_->measured);
  return 0;
}

int EngineCalls::step() {
  if (!begun_) return fail(bad_input, fill(strings::error_input, {}));
  if (begun_->steps.resume()) return 0;
  const std::unique_ptr<Begun> done = std::move(begun_);
  return answer(write_measurement(*last_experiment_, done->job, *done->measured));
}

int EngineCalls::part() {
  if (!begun_) return fail(bad_input, fill(strings::error_input, {}));
  std::unique_ptr<Measurement> part;
  if (begun_->streams && begun_->measured) part = begun_->measured->take_part();
  if (!part) return answer(std::string_view{});
  return answer(write_measurement(*last_experiment_, begun_->job, *part));
}

int EngineCalls::collect(std::size_t size) {
  if (!has_input(size)) return fail(bad_input, fill(strings::error_input, {}));
  auto collector = std::make_unique<Collector>(std::move(read_query(text(0, size)).experiment));
  if (collector->plan().refusal) return fail(refused, collector->plan().refusal->reason);
  collector_ = std::move(collector);
  return answer(std::string_view{});
}

int EngineCalls::set_aside(int aside) {
  if (aside == 1) {
    aside_ = std::move(collector_);
  } else {
    collector_ = std::move(aside_);
  }
  return answer(std::string_view{});
}

int EngineCalls::add(std::size_t size, int job) { return merge(size, job, &Collector::add); }

int EngineCalls::add_part(std::size_t size, int job) {
  return merge(size, job, &Collector::add_part);
}

int EngineCalls::merge(std::size_t size, int job, Merge how) {
  if (!collector_) return fail(bad_input, fill(strings::error_no_collection, {}));
  if (!has_input(size)) return fail(bad_input, fill(strings::error_input, {}));
  std::unique_ptr<Measurement> measurement =
      read_measurement(collector_->experiment(), job, {input_.data(), size});
  if (!measurement || !((*collector_).*how)(job, std::move(measurement))) {
    return fail(bad_input, fill(strings::error_frame, {}));
  }
  return collector_->progress().jobs_merged;
}

int EngineCalls::progress() {
  return answer(progress_json(collector_ ? collector_->progress() : Progress{}));
}

int EngineCalls::report(int format) {
  if (!collector_) return fail(bad_input, fill(strings::error_no_collection, {}));
  const std::unique_ptr<Report> report = collector_->report();
  switch (format) {
    case 0:
      return answer(result_json(collector_->experiment(), *report));
    case 1:
      return answer(write_report(collector_->experiment(), *report));
    case 2:
      return answer(tables_json(*report));
    default:
      return fail(bad_input, fill(strings::error_format, {}));
  }
}

int EngineCalls::csv() {
  if (!collector_) return fail(bad_input, fill(strings::error_no_collection, {}));
  return answer(initlab::csv(*collector_->report()));
}

int EngineCalls::notes_text() {
  if (!collector_) return fail(bad_input, fill(strings::error_no_collection, {}));
  return answer(computation_of(collector_->experiment()).text(*collector_->report()));
}

int EngineCalls::figures(std::size_t size, int language, int most, int manner) {
  if (!collector_) return fail(bad_input, fill(strings::error_no_collection, {}));
  if (!has_input(size)) return fail(bad_input, fill(strings::error_input, {}));
  if (manner < 0 || manner > 2) return fail(bad_input, fill(strings::error_format, {}));
  const std::unique_ptr<Report> report = collector_->report();
  return answer(report_svg(collector_->experiment(), *report, language_of(language), most,
                           static_cast<SvgManner>(manner), text(0, size)));
}

int EngineCalls::room_figure(int language, double width, double height) {
  if (!collector_) return fail(bad_input, fill(strings::error_no_collection, {}));
  const std::unique_ptr<Report> report = collector_->report();
  return answer(
      report_room_svg(collector_->experiment(), *report, language_of(language), {width, height}));
}

int EngineCalls::missions() { return answer(missions_json()); }

int EngineCalls::mission(std::size_t size) {
  if (!collector_) return fail(bad_input, fill(strings::error_no_collection, {}));
  const Mission* mission = has_input(size) ? find_mission(text(0, size)) : nullptr;
  if (mission == nullptr) return fail(bad_input, fill(strings::mission_unknown, {}));
  const Experiment& experiment = collector_->experiment();
  return answer(mission_state_json(mission_state(*mission, experiment, *collector_->report())));
}

int EngineCalls::qr_code(std::size_t size) {
  if (!has_input(size)) return fail(bad_input, fill(strings::error_input, {}));
  const std::optional<QrCode> code = QrCode::of(text(0, size));
  if (!code) {
    return fail(bad_input, fill(strings::error_qr_long, {{"length", std::to_string(size)},
                                                         {"most", std::to_string(QrCode::most)}}));
  }
  JsonText json;
  json.open('{');
  json.key("size");
  json.number(code->drawn_size());
  json.key("path");
  json.string(code->path());
  json.close('}');
  return answer(json.take());
}

int EngineCalls::script(std::size_t size, int language) {
  if (!has_input(size) || language < 0 || language > static_cast<int>(ScriptLanguage::keras)) {
    return fail(bad_input, fill(strings::error_input, {}));
  }
  const State state = read_query(text(0, size));
  const Experiment& experiment = *state.experiment;
  return answer(
      computation_of(experiment).script(experiment, static_cast<ScriptLanguage>(language)));
}

}  // namespace initlab
