# shellcheck shell=bash
# All tests, in stages; the first that fails ends the run.

run_tests() {
  filter=${1:-}
  choose_toolchain test
  with_lock "$(lock_of build)" run_stages
}

run_stages() {
  need_space "$sources_top" 1500 "the tests' build"
  local started=$SECONDS
  rm -f build/*-tests*.log build/*-tests.tap
  configure_preset native-debug
  if [[ -z $filter ]]; then
    stage "format" check_format
    stage "layers" in_toolchain node tools/check_layers.mjs
  fi
  stage "node packages" install_packages
  if [[ -z $filter ]]; then
    stage "JavaScript lint" in_toolchain node_modules/.bin/eslint --max-warnings 0 .
    stage "JavaScript types" check_types
    begin_tidy
  fi
  stage "script tests" script_tests
  stage "native tests" native_tests
  stage "WebAssembly tests" wasm_tests
  stage "site" make_site
  stage "browser tests" browser_tests
  if [[ -z $filter ]]; then end_tidy; fi
  [[ $(($(native_count) + $(node_count script) + $(node_count browser))) -gt 0 ]] || die "no test's name contains '$filter': see 'ctest --test-dir build/native-debug -N', tests/tools and tests/web."
  times >build/times
  say "all tests passed ($((SECONDS - started)) s, $(processor_time) s of processor time)"
}

# stage NAME COMMAND...
stage() {
  local name=$1 started=$SECONDS
  shift
  say "== $name"
  # In a subshell, so that the stage is named also when the command dies with its own message.
  # set -e has no effect before `||`: the functions below chain with &&.
  ("$@" && times >build/times) || die "the stage '$name' failed after $((SECONDS - started)) s: see its messages above, and run './build-wasm.sh test' again when they are dealt with."
  say "== $name: ok ($((SECONDS - started)) s, $(processor_time) s of processor time)"
}

# What the commands of the shell that has written build/times took, in seconds.
processor_time() { awk -F '[ms ]+' 'NR == 2 { printf "%d", 60 * $1 + $2 + 60 * $3 + $4 }' build/times; }

check_types() {
  in_toolchain node_modules/.bin/tsc -p . && in_toolchain node_modules/.bin/tsc -p tsconfig.sw.json
}

# Beside the other stages, in what they leave of the cores: links and browsers wait much.
begin_tidy() {
  in_toolchain nice -n 19 node tools/tidy.mjs build/native-debug >build/clang-tidy.log 2>&1 &
  tidy=$!
}

end_tidy() {
  local failed=0
  say "== clang-tidy"
  wait "$tidy" || failed=1
  cat build/clang-tidy.log
  [[ $failed -eq 0 ]] || die "the stage 'clang-tidy' failed: see its messages above, and run './build-wasm.sh test' again when they are dealt with."
  say "== clang-tidy: ok"
}

check_format() {
  local files
  mapfile -t files < <(find src tests \( -name '*.h' -o -name '*.cpp' \) | sort)
  in_toolchain clang-format --dry-run -Werror "${files[@]}"
}

# Makes a regular expression that matches $filter literally.
filter_expression() { sed 's/[][\.*^$+?(){}|/]/\\&/g' <<<"$filter"; }

# Every test in one process a core: starting one for each takes longer than most tests do.
native_tests() {
  build_preset native-debug all
  local shards shard failed=0 pids=()
  shards=$(nproc)
  for ((shard = 0; shard < shards; shard++)); do
    in_toolchain env GTEST_TOTAL_SHARDS="$shards" GTEST_SHARD_INDEX="$shard" \
      build/native-debug/tests/initlab_tests --gtest_brief=1 --gtest_filter="*$filter*" \
      >"build/native-tests.$shard.log" 2>&1 &
    pids+=($!)
  done
  for ((shard = 0; shard < shards; shard++)); do
    wait "${pids[$shard]}" || failed=1
    cat "build/native-tests.$shard.log"
  done
  return "$failed"
}

native_count() {
  local shard total=0
  for ((shard = 0; shard < $(nproc); shard++)); do
    total=$((total + $(count_in "build/native-tests.$shard.log" 's/^\[  PASSED  \] ([0-9]+) tests?\.$/\1/p')))
  done
  echo "$total"
}

wasm_tests() {
  # With the site, which the browser tests need: the long links overlap.
  build_preset wasm-release initlab_tests site &&
    in_toolchain node build/wasm-release/tests/initlab_tests.cjs --gtest_brief=1 --gtest_filter="*$filter*"
}

script_tests() { node_tests script 'tests/tools/*.test.mjs'; }

browser_tests() { node_tests browser 'tests/web/*.test.mjs'; }

# node_tests KIND PATTERN
node_tests() {
  local options=(--test --test-concurrency=1 --test-timeout=600000
    --test-reporter=spec --test-reporter-destination=stdout
    --test-reporter=tap --test-reporter-destination="build/$1-tests.tap")
  if [[ -n $filter ]]; then options+=(--test-name-pattern "$(filter_expression)"); fi
  INITLAB_DIST=$sources_top/dist in_toolchain node "${options[@]}" "$2"
}

node_count() { count_in "build/$1-tests.tap" 's/^# pass ([0-9]+)$/\1/p'; }

# count_in FILE SED_EXPRESSION: the last number found, or 0.
count_in() {
  local count
  count=$(sed -nE "$2" "$1" 2>/dev/null | tail -n 1)
  echo "${count:-0}"
}
