# How run and test speak, and how they run a step: one line while it works, its output in a log.
# Sourced, not run. Needs: root (the repository).

work="$root/.torg"
log_folder="$work/log"
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }

# Ends the program with the words given.
give_up() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

duration() {
  if [ "$1" -lt 60 ]; then
    printf '%d s' "$1"
  else
    printf '%d min %02d s' $(($1 / 60)) $(($1 % 60))
  fi
}

# try_step LOG WORDS COMMAND...: says the words, runs the command with its output in .torg/log/LOG.log, and
# says how long it took. On failure it shows the end of that log and returns the command's status.
try_step() {
  local log="$log_folder/$1.log" words=$2 begin=$SECONDS status=0
  shift 2
  mkdir -p "$log_folder"
  printf '  %s ... ' "$words"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" -eq 0 ]; then
    printf 'done (%s)\n' "$(duration $((SECONDS - begin)))"
  else
    printf 'FAILED (%s)\n\n' "$(duration $((SECONDS - begin)))"
    tail -n 30 "$log" | sed 's/^/    /'
    printf '\n  The whole log: %s\n' "${log#"$root"/}"
  fi
  return "$status"
}

# The same for a step that nothing can go on without.
step() {
  try_step "$@" || give_up "Stopped: this step failed: $2."
}

# hash_of PATH...: one hash over the names and contents of all files under the paths, leaving out what
# is made from them.
hash_of() {
  (
    cd "$root"
    find "$@" \( -name node_modules -o -name dist -o -name __pycache__ -o -name test-results \) -prune \
      -o -type f -print0 | sort -z | xargs -0 -r sha256sum | sha256sum | cut -d ' ' -f 1
  )
}

# A stamp remembers the inputs that a step last succeeded with, so that it can be left out next time.
stamp_holds() { [ "$(cat "$work/stamps/$1" 2>/dev/null)" = "$2" ]; }

set_stamp() {
  mkdir -p "$work/stamps"
  printf '%s\n' "$2" >"$work/stamps/$1"
}
