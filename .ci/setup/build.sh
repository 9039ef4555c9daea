# Building the web client and the executable. Sourced after say.sh and node.sh.

npm_build() { cd "$root/web-client" && npm run build; }

build_web_client() {
  ensure_node_modules web-client
  local inputs
  inputs="$(hash_of web-client protocol/generated/ts) $(node --version)"
  if [ -f "$root/web-client/dist/manifest.json" ] && stamp_holds web-client "$inputs"; then
    return 0
  fi
  step web-client "Building the web client (a few seconds)" npm_build
  set_stamp web-client "$inputs"
}

# As many at once as there are cores, but no more than memory allows: the largest files need 1.5 GB.
build_jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)
  [ "$memory" -lt 1 ] && memory=1
  echo $((memory < cores ? memory : cores))
}

# configure FOLDER OPTION...
configure() {
  local folder=$1
  shift
  if [ ! -f "$folder/build.ninja" ]; then
    rm -f "$folder/CMakeCache.txt"
  fi
  step "configure-${folder##*/}" "Configuring ${folder#"$root"/}" \
    cmake -S "$root" -B "$folder" -G Ninja "$@"
}

# compile FOLDER WORDS TARGET...
compile() {
  local folder=$1 words=$2
  shift 2
  step "compile-${folder##*/}" "$words" cmake --build "$folder" --parallel "$(build_jobs)" --target "$@"
}
