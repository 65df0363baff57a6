#include <cstdio>

#include "engine/cli.h"

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const initlab::CliOutput output = initlab::run_cli(arguments);
  std::fputs(output.err.c_str(), stderr);
  std::fputs(output.out.c_str(), stdout);
  return std::fflush(stdout) == 0 ? output.exit_code : 1;
}
