# Node.js for building the web client. Where the system's is too old, npm's own package of a newer one
# is put into .torg/tools and used from then on. Sourced after say.sh.

node_major=22
node_folder="$work/tools/node-$node_major"

node_is_new_enough() {
  local version
  version=$("$1" --version 2>/dev/null) || return 1
  version=${version#v}
  [ "${version%%.*}" -ge "$node_major" ] 2>/dev/null
}

install_node() {
  rm -rf "$node_folder"
  mkdir -p "$node_folder"
  # The one package here whose install script must run: it puts the executable in its place.
  npm install --prefix "$node_folder" --ignore-scripts=false --no-save --no-audit --no-fund \
    "node@$node_major"
}

# Afterwards `node` is new enough and `npm` runs on it.
ensure_node() {
  node_is_new_enough node && return 0
  local bin="$node_folder/node_modules/node/bin"
  if ! node_is_new_enough "$bin/node"; then
    step node "Getting Node.js $node_major into .torg/tools (half a minute)" install_node
    node_is_new_enough "$bin/node" || give_up "The Node.js in $bin does not start."
  fi
  export PATH="$bin:$PATH"
}

npm_ci() {
  cd "$root/$1" && npm ci --ignore-scripts --no-audit --no-fund
}

# ensure_node_modules FOLDER: exactly what the folder's lock file says.
ensure_node_modules() {
  local stamp="npm-${1//\//-}" inputs
  inputs="$(hash_of "$1/package.json" "$1/package-lock.json") $(node --version)"
  if [ -d "$root/$1/node_modules" ] && stamp_holds "$stamp" "$inputs"; then
    return 0
  fi
  step "$stamp" "Installing the packages of $1 (half a minute)" npm_ci "$1"
  set_stamp "$stamp" "$inputs"
}
