# shellcheck shell=bash
# The dependencies' sources, pinned, for the Debian toolchain: from Debian's source packages, or
# from upstream by commit when Debian has moved on to other versions. cmake/dependencies.cmake
# finds them through INITLAB_SOURCES; with a host emsdk it fetches the same versions itself.

# name, Debian source package, version of it, sha256 of its upstream tarball
debian_sources=(
  "imgui imgui 1.92.2b e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48"
  "qrcodegen qr-code-generator 1.8.0 2ec0a4d33d6f521c942eeaf473d42d5fe139abcfa57d2beffe10c5cf7d34ae60"
  "sdl2 libsdl2 2.32.10 31bac5add36f98b55e3fcf4456f0dab50a06cf06bbcde283be567f64b05b95f3"
)
declare -A upstream_sources=(
  [imgui]="https://github.com/ocornut/imgui.git 45acd5e0e82f4c954432533ae9985ff0e1aad6d5"
  [qrcodegen]="https://github.com/nayuki/QR-Code-generator.git 720f62bddb7226106071d4728c292cb1df519ceb"
  [sdl2]="https://github.com/libsdl-org/SDL.git 5d249570393f7a37e037abf22cd6012a4cc56a71"
)

# Data sets: files of a package, of whatever version; they are told by their content.
digits_package=python3-sklearn
digits_file=./usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz
fashion_package=dataset-fashion-mnist
fashion_folder=./usr/share/datasets/fashion-mnist
fashion_images=t10k-images-idx3-ubyte.gz
fashion_labels=t10k-labels-idx1-ubyte.gz

sources_stamp() { cat "${BASH_SOURCE[0]}" | sha256sum | cut -c1-16; }

make_sources() {
  local sources=$cache/sources new=$cache/sources.new row
  if [[ $(cat "$sources/stamp" 2>/dev/null) == "$(sources_stamp)" ]]; then return; fi
  need_space "$cache" 500 "the dependencies' sources"
  say "fetching Dear ImGui, SDL2, the QR code generator, the handwritten digits and Fashion-MNIST"
  rm -rf "$new"
  mkdir -p "$new/download"
  in_debian_root apt-get -o APT::Sandbox::User=root update >"$cache/sources.log" 2>&1 ||
    say "the Debian mirror does not answer; trying the upstream repositories"
  for row in "${debian_sources[@]}"; do
    # shellcheck disable=SC2086 # the row is a list of words
    fetch_source "$new" $row
  done
  if debian_digits "$new/download"; then
    mkdir "$new/digits"
    mv "$new/download/digits.csv.gz" "$new/digits"
  else
    say "the handwritten digits cannot be had from Debian; CMake fetches them from their repository"
  fi
  if debian_fashion "$new/download"; then
    mkdir "$new/fashion_images" "$new/fashion_labels"
    mv "$new/download/$fashion_images" "$new/fashion_images"
    mv "$new/download/$fashion_labels" "$new/fashion_labels"
  else
    say "Fashion-MNIST cannot be had from Debian; CMake fetches it from its repository"
  fi
  rm -rf "$new/download"
  sources_stamp >"$new/stamp"
  rm -rf "$sources"
  mv "$new" "$sources"
}

# fetch_source FOLDER NAME PACKAGE VERSION SHA256
fetch_source() {
  local target=$1/$2
  mkdir -p "$target"
  if debian_source "$1" "$3" "$4" "$5"; then
    unpack_source "$1"/download/"$3"_*.orig.tar.* "$target"
  else
    # shellcheck disable=SC2086 # url and commit
    git_source "$target" ${upstream_sources[$2]} ||
      die "could not fetch $2 from Debian or from its repository: check the network and $cache/sources.log, then run this again."
  fi
}

# debian_source FOLDER PACKAGE VERSION SHA256: the tarball, if Debian has exactly that one.
debian_source() {
  local tarball
  (cd "$1/download" && in_debian_root apt-get -o APT::Sandbox::User=root source --tar-only --download-only "$2") \
    >>"$cache/sources.log" 2>&1 || return 1
  for tarball in "$1"/download/"$2"_"$3"*.orig.tar.*; do
    [[ -f $tarball ]] && echo "$4  $tarball" | sha256sum --check --status && return 0
  done
  say "Debian has another version of $2 now"
  return 1
}

# unpack_source TARBALL TARGET
unpack_source() { tar -xf "$1" -C "$2" --strip-components=1 --exclude='*/android-project*'; }

# git_source TARGET URL COMMIT
git_source() {
  {
    git init --quiet "$1" &&
      git -C "$1" fetch --quiet --depth 1 "$2" "$3" &&
      git -C "$1" checkout --quiet FETCH_HEAD
  } >>"$cache/sources.log" 2>&1
}

# debian_files FOLDER PACKAGE FILE...: the package's files in that folder; nothing is installed.
debian_files() {
  local folder=$1 package=$2 file
  shift 2
  (cd "$folder" && in_debian_root apt-get -o APT::Sandbox::User=root download "$package") || return 1
  for file; do
    in_debian_root dpkg-deb --fsys-tarfile "$folder/$package"_*.deb | tar -xO "$file" >"$folder/${file##*/}" || return 1
  done
}

# debian_digits FOLDER: digits.csv.gz in it, if it holds the very digits.
debian_digits() {
  {
    debian_files "$1" "$digits_package" "$digits_file" &&
      in_debian_root node "$sources_top/tools/data.mjs" "$1/digits.csv.gz" "$1"
  } >>"$cache/sources.log" 2>&1
}

# debian_fashion FOLDER: the two files of the test set, likewise. The package, 31 MB, has all four.
debian_fashion() {
  {
    debian_files "$1" "$fashion_package" "$fashion_folder/$fashion_images" "$fashion_folder/$fashion_labels" &&
      in_debian_root node "$sources_top/tools/fashion.mjs" "$1/$fashion_images" "$1/$fashion_labels" "$1"
  } >>"$cache/sources.log" 2>&1
}
