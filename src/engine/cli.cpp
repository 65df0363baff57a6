#include "engine/cli.h"

#include <algorithm>
#include <optional>

#include "engine/cli_data.h"
#include "engine/cli_help.h"
#include "engine/embedded_data.h"
#include "engine/thread_host.h"
#include "engine/version.h"
#include "io/data_file.h"
#include "io/json_result.h"
#include "io/param_text.h"
#include "io/query.h"
#include "io/svg.h"
#include "io/tables.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr std::uint64_t max_threads = 64;

enum class Format : std::uint8_t { text, json, csv, svg };

struct Request {
  const Lab* lab = nullptr;
  Format format = Format::text;
  int threads = machine_threads();
  std::optional<ScriptLanguage> script;
  std::optional<std::string> data_path;
  bool help = false;
  bool list = false;
  bool version = false;
  std::vector<Pair> pairs;
};

CliOutput failed(std::string message) {
  return {2, "", "initlab: " + std::move(message) + '\n' + usage_text()};
}

std::optional<std::string> read_threads(std::string_view text, Request& request) {
  bool overflow = false;
  const std::optional<std::uint64_t> count = parse_unsigned(text, overflow);
  if (!count || *count < 1 || *count > max_threads) {
    return "--threads takes a whole number from 1 to " + std::to_string(max_threads);
  }
  request.threads = static_cast<int>(*count);
  return std::nullopt;
}

std::optional<std::string> read_data_path(std::string_view path, Request& request) {
  if (path.empty()) return "--data takes the name of a file";
  request.data_path = path;
  return std::nullopt;
}

/// One option that begins with '-'; `next` is the argument after it, if any. Returns a message when
/// it is wrong, and sets `took_next`.
std::optional<std::string> read_option(std::string_view option,
                                       std::optional<std::string_view> next, Request& request,
                                       bool& took_next) {
  took_next = false;
  if (option == "--json") {
    request.format = Format::json;
  } else if (option == "--text") {
    request.format = Format::text;
  } else if (option == "--csv") {
    request.format = Format::csv;
  } else if (option == "--svg") {
    request.format = Format::svg;
  } else if (option == "--numpy") {
    request.script = ScriptLanguage::numpy;
  } else if (option == "--pytorch") {
    request.script = ScriptLanguage::pytorch;
  } else if (option == "--keras") {
    request.script = ScriptLanguage::keras;
  } else if (option == "--list") {
    request.list = true;
  } else if (option == "--help" || option == "-h") {
    request.help = true;
  } else if (option == "--version") {
    request.version = true;
  } else if (option.starts_with("--data=")) {
    return read_data_path(option.substr(7), request);
  } else if (option == "--data") {
    took_next = next.has_value();
    return read_data_path(next.value_or(""), request);
  } else if (option.starts_with("--threads=")) {
    return read_threads(option.substr(10), request);
  } else if (option == "--threads") {
    took_next = next.has_value();
    return read_threads(next.value_or(""), request);
  } else {
    return "unknown option " + std::string(option);
  }
  return std::nullopt;
}

std::optional<std::string> read_arguments(const std::vector<std::string_view>& arguments,
                                          Request& request) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument.starts_with('-')) {
      const auto next = i + 1 < arguments.size() ? std::optional(arguments[i + 1]) : std::nullopt;
      bool took_next = false;
      if (auto message = read_option(argument, next, request, took_next)) return message;
      if (took_next) ++i;
      continue;
    }
    const std::size_t equals = argument.find('=');
    if (equals != std::string_view::npos) {
      request.pairs.push_back({std::string(argument.substr(0, equals)),
                               std::string(argument.substr(equals + 1)), Pair::Fault::none});
      continue;
    }
    if (request.lab != nullptr) return "what is " + std::string(argument) + "? Write key=value";
    request.lab = find_lab(argument);
    if (request.lab == nullptr) {
      return "there is no lab named " + std::string(argument) + "; --list shows them";
    }
  }
  return std::nullopt;
}

std::string notes_without_effect(const Experiment& experiment, const std::vector<Pair>& pairs) {
  std::string text;
  for (const ParamText& param : param_texts(experiment)) {
    const bool given = std::any_of(pairs.begin(), pairs.end(),
                                   [&param](const Pair& pair) { return pair.key == param.key; });
    if (given && !param.relevant) {
      text += "initlab: " + fill(strings::note_no_effect, {{"label", param.label.en}}).en + '\n';
    }
  }
  return text;
}

std::string written(Format format, const Collector& collector, const std::vector<Note>& notes) {
  const std::unique_ptr<Report> report = collector.report();
  switch (format) {
    case Format::json:
      return result_json(collector.experiment(), *report, notes) + '\n';
    case Format::csv:
      return csv(*report);
    case Format::svg:
      return report_svg(collector.experiment(), *report, Language::en, 0, SvgManner::whole);
    case Format::text:
      break;
  }
  return computation_of(collector.experiment()).text(*report);
}

/// The data files of a run: those within this program, or the one that was named; `output` says
/// what is wrong.
const DataFiles& data_for(const Request& request, const Plan& plan, DataFiles& given,
                          CliOutput& output) {
  std::optional<Sentence> fault;
  const bool named = request.data_path && !plan.data_file.empty();
  if (request.data_path && !named) {
    output.err += "initlab: " + std::string(strings::note_data_unused.en) + '\n';
  }
  if (named) fault = take_data_file(plan, *request.data_path, given);
  const DataFiles& files = named ? given : embedded_data_files();
  if (!named && lacks_data(plan, files)) {
    fault = fill(strings::error_data_command, {{"name", plan.data_file}});
  }
  if (fault) {
    output.exit_code = 2;
    output.err += "initlab: " + fault->en + '\n';
  }
  return files;
}

CliOutput run_lab(const Request& request) {
  CliOutput output;
  const std::unique_ptr<Experiment> experiment = request.lab->create();
  std::vector<Note> notes;
  read_params(*experiment, request.pairs, notes);
  for (const Note& note : notes) {
    // A command that ran with something else than it was told would mislead.
    if (note.fault) output.exit_code = 2;
    output.err += "initlab: " + note.text.en + '\n';
  }
  if (output.exit_code != 0) {
    output.err += "Nothing was run. `initlab " + std::string(request.lab->id) +
                  " --help` lists the parameters.\n";
    return output;
  }
  output.err += notes_without_effect(*experiment, request.pairs);
  for (const ParamReading& reading : computation_of(*experiment).readings(*experiment)) {
    output.err += "initlab: " + reading.key + ": " + reading.text.en + '\n';
  }
  if (request.script) {
    output.out = computation_of(*experiment).script(*experiment, *request.script);
    if (output.out.empty()) {
      output.exit_code = 2;
      output.err += "initlab: this lab cannot be written as a script\n";
    }
    return output;
  }
  RunOptions options;
  options.threads = request.threads;
  DataFiles given;
  const Plan plan = plan_of(*experiment);
  if (!plan.refusal) options.data = &data_for(request, plan, given, output);
  if (output.exit_code != 0) return output;
  const std::unique_ptr<Collector> collector = run_experiment(*experiment, options);
  if (const auto& refusal = collector->plan().refusal) {
    output.exit_code = 2;
    output.err += "initlab: " + refusal->reason.en + '\n';
    if (!refusal->remedy_key.empty()) {
      output.err +=
          "Largest that fits: " + refusal->remedy_key + '=' + refusal->remedy_value + '\n';
    }
    return output;
  }
  output.out = written(request.format, *collector, notes);
  return output;
}

}  // namespace

CliOutput run_cli(const std::vector<std::string_view>& arguments) {
  Request request;
  if (const auto message = read_arguments(arguments, request)) return failed(*message);
  if (request.version) return {0, "initlab " + std::string(version) + '\n', ""};
  if (request.list) return {0, labs_text(), ""};
  if (request.help) {
    return {0, request.lab == nullptr ? usage_text() : lab_help_text(*request.lab), ""};
  }
  if (request.lab == nullptr) return failed("which lab? --list shows them");
  return run_lab(request);
}

}  // namespace initlab
