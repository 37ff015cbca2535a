# Read by ../../vpspilot. Needs nothing but a POSIX shell: everything else is written in TypeScript
# and runs on the Node that this brings.

# prepare_runtime ROOT: npm packages (with the pinned Node) and the generated database client.
prepare_runtime() {
  setup_root=$1
  setup_stamp=$setup_root/node_modules/.vpspilot-ready
  setup_wanted=$(cat "$setup_root/package-lock.json" "$setup_root/prisma/schema.prisma" \
    "$setup_root/scripts/setup/runtime.sh" | cksum)
  if is_prepared; then return; fi

  require_writable
  # Two first starts at once must not write the same folder.
  if command -v flock >/dev/null 2>&1; then
    mkdir -p "$setup_root/.cache"
    exec 9>"$setup_root/.cache/setup.lock"
    flock 9
    if is_prepared; then
      exec 9>&-
      return
    fi
  fi

  say 'Getting vpspilot ready (only after a change)'
  require_npm
  step 'npm packages and Node 24' install_packages
  step 'database client' generate_client
  printf '%s\n' "$setup_wanted" >"$setup_stamp"
  exec 9>&-
}

is_prepared() {
  [ -x "$setup_root/node_modules/.bin/node" ] && [ -e "$setup_root/prisma/client/client.ts" ] &&
    [ "$(cat "$setup_stamp" 2>/dev/null)" = "$setup_wanted" ]
}

# Install scripts stay off: no package needs one here, so none gets to run. Not `npm ci`: it refuses
# a lock file that leaves out packages of other platforms, and it starts over after every pull.
install_packages() {
  npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error || return 1
  # Not every npm links the program of a package that is there for one platform only.
  for runtime in node_modules/node-*/bin/node; do
    if [ ! -e node_modules/.bin/node ]; then ln -s "../../$runtime" node_modules/.bin/node; fi
  done
  node_modules/.bin/node --version >/dev/null
}

# The schema engine is a separate download that only migrations of Prisma's own would need.
generate_client() {
  PATH=$setup_root/node_modules/.bin:$PATH PRISMA_SCHEMA_ENGINE_BINARY=/bin/true \
    CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1 node node_modules/prisma/build/index.js generate
}

require_npm() {
  if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; then return; fi
  if command -v apt-get >/dev/null 2>&1; then
    install='apt-get install -y --no-install-recommends nodejs npm'
    if [ "$(id -u)" = 0 ]; then
      say "  Node.js and npm are missing. Installing Debian's: $install"
      step 'package lists' apt-get update
      step 'nodejs and npm' env DEBIAN_FRONTEND=noninteractive $install
      return
    fi
    give_up "sudo $install"
  fi
  if command -v dnf >/dev/null 2>&1; then give_up 'sudo dnf install -y nodejs npm'; fi
  if command -v pacman >/dev/null 2>&1; then give_up 'sudo pacman -S --needed nodejs npm'; fi
  if command -v zypper >/dev/null 2>&1; then give_up 'sudo zypper install -y nodejs npm'; fi
  if command -v brew >/dev/null 2>&1; then give_up 'brew install node'; fi
  say 'vpspilot sets itself up with Node.js and npm, and one of them is missing here.'
  say "Install Node.js (18 or newer) with npm in your system's way, and start again."
  exit 1
}

require_writable() {
  if [ -w "$setup_root" ]; then return; fi
  say "vpspilot must write into $setup_root once and may not. Type:"
  say ''
  say "  sudo chown -R $(id -un) $setup_root"
  exit 1
}

give_up() {
  say 'vpspilot sets itself up with Node.js and npm, and one of them is missing here. Type:'
  say ''
  say "  $1"
  say ''
  say 'and start again.'
  exit 1
}

# step NAME COMMAND...: one line with the seconds it took; the output is shown only when it fails.
step() {
  setup_name=$1
  shift
  setup_log=$(mktemp)
  setup_started=$(date +%s)
  printf '  %s …' "$setup_name" >&2
  (cd "$setup_root" && "$@") >"$setup_log" 2>&1 &
  setup_pid=$!
  while [ -t 2 ] && kill -0 "$setup_pid" 2>/dev/null; do
    printf '\r  %s … %s s' "$setup_name" "$(($(date +%s) - setup_started))" >&2
    sleep 1
  done
  if wait "$setup_pid"; then
    if [ -t 2 ]; then printf '\r  %s …' "$setup_name" >&2; fi
    printf ' %s s\n' "$(($(date +%s) - setup_started))" >&2
    rm -f "$setup_log"
    return
  fi
  printf '\n' >&2
  tail -n 20 "$setup_log" >&2
  say "vpspilot could not finish this step: $setup_name. All it said: $setup_log"
  exit 1
}

# Progress goes to stderr: stdout belongs to the program that is started.
say() {
  printf '%s\n' "$1" >&2
}
