# shellcheck shell=bash
# Where the compiler comes from: the host's own emsdk, or a Debian root made in the cache.
# Afterwards `in_toolchain COMMAND...` runs anything with that compiler, in the current folder.
# shellcheck source=tools/common.sh
# shellcheck source=tools/debian_root.sh

oldest_emcc=4.0
emcc_install='https://emscripten.org/docs/getting_started/downloads.html'

# version_at_least FOUND WANTED
version_at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

emcc_version() { "$@" emcc --version 2>/dev/null | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p'; }

# choose_toolchain build|test: sets `toolchain` (host or debian), and `root` for the latter.
choose_toolchain() {
  local kind=$1 choice=${INITLAB_TOOLCHAIN:-auto}
  case $choice in
    debian) ;;
    host | auto)
      if have emcc; then
        use_host_emcc "$kind"
        return
      fi
      [[ $choice == auto ]] ||
        die "INITLAB_TOOLCHAIN=host but there is no emcc on PATH: activate emsdk ($emcc_install) or unset it."
      ;;
    *) die "INITLAB_TOOLCHAIN is '$choice': use host, debian or auto." ;;
  esac
  toolchain=debian
  with_lock "$cache/toolchain.lock" make_debian_root "$kind"
  root=$(debian_root_for "$kind")
  em_cache=$cache/emscripten
  toolchain_id="$(basename "$root") $(cat "$root/initlab-stamp")"
  say "$(cat "$root/initlab-versions")"
  with_lock "$cache/sources.lock" make_sources
}

use_host_emcc() {
  local found
  toolchain=host
  found=$(emcc_version env) || true
  [[ -n $found ]] ||
    die "emcc on PATH does not run: activate emsdk again ($emcc_install), or set INITLAB_TOOLCHAIN=debian."
  version_at_least "$found" "$oldest_emcc" ||
    die "emcc $found on PATH is older than $oldest_emcc: activate a newer emsdk ($emcc_install), or set INITLAB_TOOLCHAIN=debian to let this script make its own."
  em_cache=$cache/emscripten-$found
  toolchain_id="host $found"
  say "emcc $found from PATH; Dear ImGui, SDL2, the QR code generator, the handwritten digits, Fashion-MNIST and Eigen from their repositories"
  need_host_tools "$1"
}

# need_host_tools build|test
need_host_tools() {
  local tool missing=()
  local tools=(cmake ninja node npm python3)
  [[ $1 == build ]] || tools+=(g++ clang-format clang-tidy chromium firefox-esr)
  for tool in "${tools[@]}"; do have "$tool" || missing+=("$tool"); done
  python3 -c 'import fontTools' 2>/dev/null || missing+=("fontTools for python3")
  [[ ${#missing[@]} == 0 ]] ||
    die "not found: ${missing[*]}; install them, or set INITLAB_TOOLCHAIN=debian to let this script make its own toolchain."
}

in_toolchain() {
  mkdir -p "$em_cache"
  if [[ $toolchain == host ]]; then
    EM_CACHE=$em_cache INITLAB_CACHE=$cache \
      INITLAB_CHROMIUM=${INITLAB_CHROMIUM:-$(command -v chromium || true)} "$@"
  else
    in_debian_root "$@"
  fi
}
