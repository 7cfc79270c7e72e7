# Sourced by the scripts: what the machine must have.

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

# needs_tools: JDK 17 or newer, Maven 3.8 or newer, Node 20 or newer.
needs_tools() {
  local java maven node
  java=$(javac -version 2>/dev/null | awk '{ split($2, v, "."); print v[1] }')
  [ "${java:-0}" -ge 17 ] || fail "needs a JDK 17 or newer (javac on the path)"
  maven=$(mvn -v 2>/dev/null | sed 's/\x1b\[[0-9;]*m//g' | awk '/^Apache Maven/ { split($3, v, "."); print v[1] * 100 + v[2] }')
  [ "${maven:-0}" -ge 308 ] || fail "needs Maven 3.8 or newer (mvn on the path)"
  node=$(node --version 2>/dev/null | sed 's/^v//; s/\..*//')
  [ "${node:-0}" -ge 20 ] || fail "needs Node 20 or newer (node on the path)"
}

# cache_folder: where what is fetched is kept, outside the work tree.
cache_folder() {
  echo "${WRITEBACK_CACHE:-$HOME/.cache/writeback-bot}"
}
