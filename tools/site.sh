# shellcheck shell=bash
# Building the site into dist/, serving it, and the benchmarks.

build_site() {
  choose_toolchain build
  make_whole_site
}

make_whole_site() {
  with_lock "$(lock_of build)" make_site
  say "the site is in dist/"
}

lock_of() {
  mkdir -p build
  echo "build/$1.lock"
}

make_site() {
  need_space "$sources_top" 300 "the build"
  install_packages
  build_preset wasm-release site
  assemble_site
}

# The page alone: no lessons, no pictures of what it will show, no second engine.
make_page() {
  need_space "$sources_top" 300 "the build"
  say "1 of 3: the packages of the page's scripts"
  install_packages
  say "2 of 3: compiling the engine and the lab, some minutes the first time"
  build_preset wasm-release page
  say "3 of 3: putting the page together"
  assemble_site --page
}

assemble_site() {
  in_toolchain python3 tools/fonts.py build/fonts || die "could not make the fonts: see the message above."
  in_toolchain node tools/assemble_site.mjs "$@" || die "could not assemble dist/: see the message above."
}

# npm ci, but only when the lock file has changed.
install_packages() {
  local lock
  lock=$(sha256sum package-lock.json)
  if [[ $(cat node_modules/.initlab-lock 2>/dev/null) == "$lock" ]]; then return; fi
  in_toolchain npm ci --no-audit --no-fund >&2 ||
    die "npm could not install the build's packages: check the network to the npm registry, then run this again."
  echo "$lock" >node_modules/.initlab-lock
}

# build_preset PRESET TARGET...
build_preset() {
  local preset=$1
  shift
  configure_preset "$preset"
  in_toolchain env NINJA_STATUS='initlab: %f of %t, %e s: ' cmake --build "build/$preset" --target "$@" >&2 ||
    die "$preset does not build: see the compiler's messages above."
}

# Runs CMake the first time, and again when the toolchain is another one than last time.
# After that, Ninja runs it when need be.
configure_preset() {
  local preset=$1 testing=ON stamp=build/$1/initlab-toolchain
  # A plain build neither needs nor has GoogleTest.
  [[ $toolchain_id != build\ * ]] || testing=OFF
  if [[ -f build/$preset/build.ninja && $(cat "$stamp" 2>/dev/null) == "$toolchain_id" ]]; then return; fi
  rm -rf "build/$preset"
  in_toolchain cmake --preset "$preset" -DBUILD_TESTING="$testing" >"build/configure-$preset.log" 2>&1 || {
    cat "build/configure-$preset.log" >&2
    die "CMake could not configure $preset: see its messages above."
  }
  echo "$toolchain_id" >"$stamp"
}

serve_site() {
  local port=${1:-8080}
  [[ $port =~ ^[0-9]{1,5}$ ]] && ((port >= 1 && port <= 65535)) ||
    die "'$port' is no port: give a number from 1 to 65535, as in ./build-wasm.sh serve 8081."
  port_is_free "$port" || die_port_taken "$port"
  choose_toolchain build
  # A whole site is not replaced by a page without its lessons.
  local whole=dist/lessons/en/index.html
  if [[ -e $whole ]]; then make_whole_site; else with_lock "$(lock_of build)" make_page; fi
  port_is_free "$port" || die_port_taken "$port"
  set -m # a process group of its own, to end with all that is in it
  in_toolchain node tools/serve.mjs dist "$port" &
  server=$!
  set +m
  trap 'kill -- "-$server" 2>/dev/null || true' EXIT
  if [[ ! -e $whole ]]; then
    say "the page can be opened; the lessons and the rest follow in some minutes"
    make_whole_site
    say "the lessons are there: reload the page"
  fi
  wait "$server"
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

die_port_taken() {
  local other=$(($1 % 65535 + 1))
  until port_is_free "$other"; do other=$((other % 65535 + 1)); done
  die "port $1 is taken: try ./build-wasm.sh serve $other."
}

# The notes' experiment in WebAssembly, in NumPy and in TensorFlow.js, side by side; and the rest of
# tests/bench.
run_benchmarks() {
  choose_toolchain test
  with_lock "$(lock_of build)" make_site
  build_preset wasm-release bench_kernels
  in_toolchain npm ci --prefix tests/bench --no-audit --no-fund >&2 ||
    die "npm could not install TensorFlow.js: check the network to the npm registry, then run this again."
  INITLAB_DIST=$sources_top/dist in_toolchain node tests/bench/bench.mjs
}
