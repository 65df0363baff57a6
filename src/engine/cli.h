#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace initlab {

struct CliOutput {
  int exit_code = 0;  // 0 done, 2 bad arguments or an experiment over the budget
  std::string out;
  std::string err;
};

/// The command line: `initlab <lab> key=value... [--json | --text | --csv] [--threads N]
/// [--data FILE]`, `initlab --list`, `initlab <lab> --help`. `arguments` are those after the
/// program's name.
CliOutput run_cli(const std::vector<std::string_view>& arguments);

}  // namespace initlab
