# The distribution's packages: which are needed, which are missing, and installing those.
# Sourced after say.sh.

# The version that apt would install, or nothing.
candidate_of() {
  local version
  version=$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p')
  # Ubuntu's package of a browser only installs a snap, which a plain system cannot run.
  [ "$version" = "(none)" ] || [[ "$version" == *snap* ]] || printf '%s' "$version"
}

# Debian 12 has 1.74 as its default and 1.81 beside it; everything newer has a default that is new enough.
boost_package() {
  local default
  default=$(candidate_of libboost-dev)
  if [ -n "$default" ] && dpkg --compare-versions "$default" lt 1.81; then
    echo libboost1.81-dev
  else
    echo libboost-dev
  fi
}

has_boost() {
  local header=/usr/include/boost/version.hpp
  [ -r "$header" ] && [ "$(sed -n 's/^#define BOOST_VERSION //p' "$header")" -ge 108100 ]
}

# The distribution's Python sees the distribution's Python packages; another one in PATH may not.
python=/usr/bin/python3

packages_to_build=(
  libbrotli-dev libcli11-dev libqrcodegencpp-dev libsodium-dev libsqlite3-dev libssl-dev
  libzstd-dev nlohmann-json3-dev zlib1g-dev
)
packages_to_test=(fonts-dejavu-core libbenchmark-dev libgmock-dev libgtest-dev librapidcheck-dev python3 python3-jsonschema)
# A second engine for the browser tests, which are skipped without: half a minute to install, 200 MB.
packages_for_webkit=(webkit2gtk-driver xvfb)

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Prints the packages that are missing for a purpose: build or test.
missing_packages() {
  local package
  command -v g++ >/dev/null || echo g++
  command -v cmake >/dev/null || echo cmake
  command -v ninja >/dev/null || echo ninja-build
  command -v ccache >/dev/null || echo ccache
  command -v npm >/dev/null || { node_is_new_enough node && echo npm || echo nodejs npm; }
  has_boost || boost_package
  for package in "${packages_to_build[@]}"; do
    is_installed "$package" || echo "$package"
  done
  if [ "$1" = test ]; then
    for package in "${packages_to_test[@]}"; do
      is_installed "$package" || echo "$package"
    done
    find_chromium >/dev/null || echo chromium
    for package in "${packages_for_webkit[@]}"; do
      is_installed "$package" || echo "$package"
    done
    command -v "$clang_format" >/dev/null || echo "$clang_format"
  fi
}

# What the tests drive; TORG_CHROMIUM names another.
find_chromium() {
  if [ -n "${TORG_CHROMIUM:-}" ]; then
    command -v "$TORG_CHROMIUM"
    return
  fi
  local name
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    # Ubuntu's chromium-browser is a wrapper that only works once a snap is installed.
    if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
  return 1
}

# clang-format's output differs between major versions; this one is in Debian 12, Debian 13 and Ubuntu 24.04.
clang_format=clang-format-19

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

refresh_package_lists() { as_root env DEBIAN_FRONTEND=noninteractive apt-get update; }

install_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
    apt-get install -y --no-install-recommends "$@"
}

# ensure_packages PURPOSE: installs what is missing for build or test, and asks for root only then.
ensure_packages() {
  local wanted=() package optional=" $clang_format chromium ccache ${packages_for_webkit[*]} " missing
  missing=$(missing_packages "$1")
  [ -n "$missing" ] || return 0
  # What this system is known not to have is not asked for again.
  stamp_holds "without-$1" "$(echo $missing)" && return 0
  if ! command -v apt-get >/dev/null; then
    give_up "These are missing, and only apt is known here: $(echo $missing).
Install them by your system's own means (GCC 12 or clang 16; Boost 1.81; CMake 3.25; or newer), then
start this again."
  fi
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    give_up "These packages are missing: $(echo $missing).
Installing them needs root or sudo. As root: apt-get update && apt-get install $(echo $missing)"
  fi
  if [ "$(id -u)" -ne 0 ]; then
    say "  Missing packages: $(echo $missing)"
    sudo -v || give_up "Installing packages needs root."
  fi
  try_step apt-update "Reading the package lists" refresh_package_lists ||
    say "  Going on with the package lists that are there."
  # Asked again, because only now it is known which Boost there is.
  for package in $(missing_packages "$1"); do
    if [ -n "$(candidate_of "$package")" ]; then
      wanted+=("$package")
    elif [[ "$optional" == *" $package "* ]]; then
      say "  (this system has no package $package; going on without)"
    else
      give_up "This system has no package $package. Known to work: Debian 12 and 13, Ubuntu 24.04."
    fi
  done
  if [ ${#wanted[@]} -gt 0 ]; then
    step apt-install "Installing ${#wanted[@]} packages and what they need (1 to 4 minutes)" \
      install_packages "${wanted[@]}"
  fi
  set_stamp "without-$1" "$(echo $(missing_packages "$1"))"
}
