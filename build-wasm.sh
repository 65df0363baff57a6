#!/usr/bin/env bash
# Builds, serves and tests the initlab site. `./build-wasm.sh help` says how.
set -euo pipefail

sources_top=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cd "$sources_top"

# shellcheck source=tools/common.sh
. tools/common.sh
# shellcheck source=tools/toolchain.sh
. tools/toolchain.sh
# shellcheck source=tools/debian_root.sh
. tools/debian_root.sh
# shellcheck source=tools/sources.sh
. tools/sources.sh
# shellcheck source=tools/site.sh
. tools/site.sh
# shellcheck source=tools/test.sh
. tools/test.sh

help() {
  cat <<'HELP'
./build-wasm.sh               build the site into dist/
./build-wasm.sh serve [port]  build it and serve it on 127.0.0.1 (port 8080)
./build-wasm.sh test [filter] run every test, or those whose name contains the filter
./build-wasm.sh bench         run the benchmarks
./build-wasm.sh exec command  run a command with the toolchain of the tests
./build-wasm.sh help          print this

The toolchain is made once, in a cache folder outside the sources, unless a recent emcc is on PATH.
INITLAB_CACHE      that folder (~/.cache/initlab)
INITLAB_TOOLCHAIN  auto, or host (emcc on PATH), or debian (the script's own)
HELP
}

exec_command() {
  [[ $# -gt 0 ]] || die "exec needs a command: ./build-wasm.sh exec COMMAND..."
  choose_toolchain test
  cd "$OLDPWD"
  in_toolchain "$@"
}

command=${1:-build}
[[ $# == 0 ]] || shift
case $command in
  build) build_site ;;
  serve) serve_site "$@" ;;
  test) run_tests "$@" ;;
  bench) run_benchmarks ;;
  exec) exec_command "$@" ;;
  help | -h | --help) help ;;
  *) die "there is no command '$command': see ./build-wasm.sh help." ;;
esac
