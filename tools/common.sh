# shellcheck shell=bash
# Messages, checks and the cache folder. Sourced by build-wasm.sh.

: "${HOME:=/nonexistent}"
cache=${INITLAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/initlab}
mkdir -p "$cache" 2>/dev/null ||
  { echo "initlab: cannot write $cache; set INITLAB_CACHE to a folder you can write to." >&2; exit 1; }
cache=$(cd "$cache" && pwd -P)

say() { printf 'initlab: %s\n' "$*" >&2; }

die() {
  printf 'initlab: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

am_root() { [[ $(id -u) == 0 ]]; }

# need_space FOLDER MEGABYTES WHAT
need_space() {
  local free
  free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
  (( free >= $2 )) ||
    die "$3 needs $2 MB in $1 but only $free MB are free: make room, or set INITLAB_CACHE to a folder on a larger disk."
}

# with_lock FILE COMMAND...: one process at a time. The lock is not handed on to the command's
# own children, so that nothing left behind can hold it.
with_lock() {
  local lock=$1
  shift
  (
    if ! flock --nonblock 9; then
      say "waiting for another build to finish"
      flock 9
    fi
    "$@" 9>&-
  ) 9>"$lock"
}
