# shellcheck shell=bash
# A Debian root in the cache folder that holds every tool, made by mmdebstrap and entered with
# bubblewrap, so that the host stays as it is. Works for root and for ordinary users.

debian_suites=(forky sid)
oldest_eigen=5.0

common_packages=(emscripten libeigen3-dev cmake ninja-build python3-fonttools fonts-inter fonts-noto-cjk)
build_packages=("${common_packages[@]}" npm)
test_packages=("${common_packages[@]}" g++ clang-format clang-tidy libgtest-dev googletest libsdl2-dev
  libgl-dev chromium firefox-esr libgl1-mesa-dri libegl1 libgles2 npm nlohmann-json3-dev
  python3-numpy libopenblas0-pthread)

packages_of() { if [[ $1 == test ]]; then echo "${test_packages[*]}"; else echo "${build_packages[*]}"; fi; }

root_stamp() { packages_of "$1" | sha256sum | cut -c1-16; }

root_is_ready() { [[ $(cat "$cache/roots/$1/initlab-stamp" 2>/dev/null) == "$(root_stamp "$1")" ]]; }

# The test root can do all that the build root can, so a build uses it when it is there.
debian_root_for() {
  if [[ $1 == build ]] && root_is_ready test; then set -- test; fi
  echo "$cache/roots/$1"
}

make_debian_root() {
  local kind=$1 suite
  if root_is_ready "$kind" || { [[ $kind == build ]] && root_is_ready test; }; then return; fi
  need_root_tools
  if [[ $kind == test ]]; then need_space "$cache" 5000 "the toolchain with the tests' browsers"
  else need_space "$cache" 2000 "the toolchain"; fi
  for suite in "${debian_suites[@]}"; do
    say "making the toolchain ($kind, Debian $suite) in $cache: a few minutes, once"
    if bootstrap_root "$kind" "$suite"; then return; fi
    say "Debian $suite did not work"
  done
  tail -n 5 "$cache/bootstrap.log" >&2
  need_space "$cache" 500 "the rest of the toolchain"
  die "could not make the toolchain: check the network to the Debian mirror and $cache/bootstrap.log, then run this again."
}

# Sees to mmdebstrap and bubblewrap, and to user namespaces when we are not root.
need_root_tools() {
  local missing=()
  have mmdebstrap || missing+=(mmdebstrap)
  have bwrap || missing+=(bubblewrap)
  am_root || have newuidmap || missing+=(uidmap)
  if [[ ${#missing[@]} != 0 ]]; then
    am_root || die "missing ${missing[*]}: run 'sudo apt-get install ${missing[*]}' first, or activate emsdk ($emcc_install)."
    have apt-get || die "missing ${missing[*]} and this is not Debian: install them, or activate emsdk ($emcc_install)."
    say "installing ${missing[*]}"
    { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$cache/apt.log" 2>&1 ||
      die "could not install ${missing[*]}: check the network and $cache/apt.log, then run this again."
  fi
  am_root || have_user_namespaces ||
    die "neither root nor user namespaces are available here: run this as root, or have 'sysctl kernel.unprivileged_userns_clone=1' and a line for you in /etc/subuid, or activate emsdk ($emcc_install)."
}

have_user_namespaces() {
  grep -qE "^($(id -un)|$(id -u)):" /etc/subuid 2>/dev/null && unshare --user --map-root-user true 2>/dev/null
}

# bootstrap_root KIND SUITE: all or nothing.
bootstrap_root() {
  local kind=$1 suite=$2 new=$cache/roots/$1.new packages
  packages=$(packages_of "$kind")
  remove_tree "$new"
  mkdir -p "$cache/roots"
  if am_root; then
    run_mmdebstrap root "${packages// /,}" "$suite" "$new" || return 1
  else
    run_mmdebstrap unshare "${packages// /,}" "$suite" "$new.tar" || return 1
    mkdir -p "$new"
    tar -xf "$new.tar" -C "$new" --no-same-owner --exclude='./dev/*' || return 1
    rm -f "$new.tar"
    chmod -R u+rwX "$new"
  fi
  add_source_lists "$new" || return 1
  root=$new write_versions "$suite" || return 1
  root_stamp "$kind" >"$new/initlab-stamp"
  remove_tree "$cache/roots/$kind"
  mv "$new" "$cache/roots/$kind"
}

# run_mmdebstrap MODE PACKAGES SUITE TARGET
run_mmdebstrap() {
  local own_mounts=()
  # As root it mounts /proc and others inside the target: in a mount namespace of its own, so that
  # none is left behind when it is killed.
  if am_root; then own_mounts=(unshare --mount --propagation private --); fi
  # From /, since another user's namespace may not be able to enter the current folder.
  (cd / && "${own_mounts[@]}" mmdebstrap --mode="$1" --variant=apt \
    --aptopt='Acquire::Check-Valid-Until "false"' --dpkgopt=force-unsafe-io \
    --include="$2" "$3" "$4") >"$cache/bootstrap.log" 2>&1
}

# Removes a root, never what may be mounted in it.
remove_tree() {
  [[ -e $1 ]] || return 0
  if grep -qF " $1/" /proc/mounts; then
    die "something is still mounted in $1: stop the other build, or unmount it, then run this again."
  fi
  am_root || chmod -R u+rwX "$1" 2>/dev/null || true
  rm -rf --one-file-system "$1"
}

# Source packages come from wherever this root's packages came from.
add_source_lists() {
  local lists=$1/etc/apt/sources.list.d
  if [[ -s $1/etc/apt/sources.list ]]; then
    sed -n 's/^deb /deb-src /p' "$1/etc/apt/sources.list" >"$lists/initlab-source.list"
  fi
  find "$lists" -name '*.sources' -exec sed -i 's/^Types: deb$/Types: deb deb-src/' {} +
}

write_versions() {
  local emcc eigen
  em_cache=$cache/emscripten
  emcc=$(emcc_version in_debian_root)
  eigen=$(in_debian_root dpkg-query -W -f '${Version}' libeigen3-dev)
  if ! version_at_least "${emcc:-0}" "$oldest_emcc" || ! version_at_least "$eigen" "$oldest_eigen"; then
    say "Debian $1 has Emscripten ${emcc:-none} and Eigen $eigen; wanted are $oldest_emcc and $oldest_eigen or newer"
    return 1
  fi
  echo "Emscripten $emcc and Eigen $eigen from Debian $1" >"$root/initlab-versions"
}

# in_debian_root COMMAND...: runs it in $root with the sources, the cache and the current folder
# in their usual places and a clean environment.
in_debian_root() {
  local home=$cache/home bundle file variable args environment
  mkdir -p "$home" "$em_cache"
  args=(--bind "$root" / --dev /dev --proc /proc --tmpfs /run --tmpfs /dev/shm --bind /tmp /tmp
    --bind "$cache" "$cache" --bind "$sources_top" "$sources_top" --bind "$PWD" "$PWD" --chdir "$PWD"
    --die-with-parent)
  am_root || args+=(--unshare-user --uid 0 --gid 0)
  environment=("HOME=$home" PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 "TERM=${TERM:-dumb}"
    "EM_CACHE=$em_cache" "INITLAB_CACHE=$cache" "INITLAB_SOURCES=$cache/sources" INITLAB_CHROMIUM=/usr/bin/chromium)
  while IFS= read -r variable; do
    environment+=("$variable=${!variable}")
  done < <(compgen -e | grep -iE '^((https?|all|no)_proxy|npm_config_[a-z_]+|initlab_(dist|update|filter)|gtest_[a-z_]+|ctest_[a-z_]+|colorterm|no_color|ci)$')

  for file in /etc/resolv.conf /etc/hosts; do
    if [[ -r $file ]]; then args+=(--ro-bind "$(readlink -f "$file")" "$file"); fi
  done
  if [[ -r $HOME/.npmrc ]]; then args+=(--ro-bind "$HOME/.npmrc" "$home/.npmrc"); fi
  bundle=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
  if [[ -r $bundle ]]; then
    args+=(--ro-bind "$(readlink -f "$bundle")" /etc/ssl/certs/ca-certificates.crt)
    if [[ -n ${NODE_EXTRA_CA_CERTS:-} ]]; then
      environment+=(NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt)
    fi
  fi
  env -i "${environment[@]}" bwrap "${args[@]}" "$@"
}
