#!/bin/sh
# Makes this machine a node of vpspilot, or brings a node up to date. Safe to repeat.
#
#   curl -fsSL @CENTRAL@/install.sh | sh -s -- --token vpj_…
#
# Brings: Nix, Caddy and git from the distribution's packages where they are missing; the agent and
# its Node runtime in /opt/vpspilot/agent; the services vpspilot-agent and vpspilot-caddy.
# `vpspilot agent leave` takes everything away again.
set -eu

central='@CENTRAL@'
agent_version='@AGENT_VERSION@'
agent_sha256='@AGENT_SHA256@'
# One per line: platform, file, sha256.
runtimes='@RUNTIMES@'

home=/opt/vpspilot/agent
state=/var/lib/vpspilot-agent

main() {
  token=
  while [ $# -gt 0 ]; do
    case $1 in
      --token) token=${2-} && shift 2 || fail '--token needs a value' ;;
      --token=*) token=${1#--token=} && shift ;;
      *) fail "there is no option $1" 'The only one is --token vpj_…' ;;
    esac
  done
  check_machine
  check_token
  install_packages
  install_agent
  say "Starting the agent $agent_version"
  set -- install
  if [ -n "$token" ]; then set -- "$@" --token "$token"; fi
  "$home/current/vpspilot" agent "$@"
  remove_old_versions
}

check_machine() {
  [ "$(id -u)" = 0 ] || fail 'this must be run as root' "curl -fsSL $central/install.sh | sudo sh -s -- --token …"
  [ "$(uname -s)" = Linux ] || fail "a node must run Linux, not $(uname -s)"
  case $(uname -m) in
    x86_64) platform=linux-x64 ;;
    aarch64) platform=linux-arm64 ;;
    *) fail "there is no runtime for $(uname -m)" 'Nodes are x86_64 or aarch64 machines' ;;
  esac
  runtime=$(printf '%s\n' "$runtimes" | grep "^$platform " || true)
  if [ -z "$runtime" ]; then
    fail "this central server has no runtime for $platform" "On central: npm install --no-save --force node-$platform, and start it again"
  fi
  [ -d /run/systemd/system ] || fail 'systemd does not run on this machine' 'Containers without systemd cannot be nodes'
  if command -v curl >/dev/null 2>&1; then
    fetch() { curl -fsS --retry 3 -o "$2" "$1"; }
  elif command -v wget >/dev/null 2>&1; then
    fetch() { wget -q -t 3 -O "$2" "$1"; }
  else
    fail 'neither curl nor wget is here' 'apt-get install curl'
  fi
}

check_token() {
  if [ -n "$token" ] || [ -e "$state/identity.json" ] || [ -x "$home/current/vpspilot" ]; then return; fi
  fail 'a machine that has not joined yet needs a join token' "vpspilot nodes token NAME prints the whole line"
}

install_packages() {
  missing=
  [ -x /nix/var/nix/profiles/default/bin/nix ] || need nix 'nix-bin nix-setup-systemd'
  need caddy caddy
  need git git
  [ -e /etc/ssl/certs/ca-certificates.crt ] || missing="$missing ca-certificates"
  if [ -z "$missing" ]; then
    say 'Nix, Caddy and git are here already'
    return
  fi
  command -v apt-get >/dev/null 2>&1 ||
    fail "these programs are missing:$missing" "Install them with your system's package manager, then run this line again"
  say "Installing packages:$missing"
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get update
  before=$(installed_packages)
  # Caddy must not take port 80 with its welcome page, not even for a moment.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
    trap 'rm -f $policy' EXIT
  fi
  # shellcheck disable=SC2086
  quietly apt-get install -y --no-install-recommends -o APT::Keep-Downloaded-Packages=false $missing
  if [ -e $policy ] && [ "$(cat $policy)" = "$(printf '#!/bin/sh\nexit 101')" ]; then rm -f $policy; fi
  trap - EXIT
  case $missing in *caddy*) quietly systemctl disable caddy.service ;; esac
  record_packages
}

# Remembered for `leave --purge`, what came as a dependency included.
record_packages() {
  mkdir -p "$state"
  chmod 700 "$state"
  [ ! -e "$state/installation.json" ] || return 0
  added=$(installed_packages | grep -Fxv "$before" | sed 's/.*/"&"/' | paste -sd, -)
  printf '{"packages":[%s],"stoppedUnits":[]}\n' "$added" >"$state/installation.json"
  chmod 600 "$state/installation.json"
}

install_agent() {
  folder=$home/$agent_version
  if [ ! -e "$folder/complete" ]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    say "Downloading the agent $agent_version"
    download vpspilot-agent.mjs "$agent_sha256" "$folder/vpspilot-agent.mjs"
    install_runtime "$folder"
    write_command "$folder/vpspilot"
    : >"$folder/complete"
  fi
  ln -sfn "$agent_version" "$home/next"
  mv -T "$home/next" "$home/current"
  ln -sfn "$home/current/vpspilot" /usr/local/bin/vpspilot
}

# The runtime, Node and npm, changes seldom: versions of the agent share it.
install_runtime() {
  file=$(printf '%s' "$runtime" | cut -d' ' -f2)
  sum=$(printf '%s' "$runtime" | cut -d' ' -f3)
  name=runtime-${file%.tar.gz}
  if [ ! -d "$home/$name" ]; then
    say 'Downloading its Node runtime'
    unfinished=$home/unfinished
    rm -rf "$unfinished"
    mkdir -p "$unfinished"
    download "$file" "$sum" "$unfinished/archive"
    tar -xzf "$unfinished/archive" -C "$unfinished" --no-same-owner
    rm "$unfinished/archive"
    mv "$unfinished" "$home/$name"
  fi
  ln -s "../$name/bin/node" "$1/node"
}

write_command() {
  cat >"$1" <<'COMMAND'
#!/bin/sh
# vpspilot on a node: only the agent's own commands.
if [ "${1-}" = agent ]; then shift; fi
here=$(dirname -- "$(readlink -f -- "$0")")
exec "$here/node" --disable-warning=ExperimentalWarning "$here/vpspilot-agent.mjs" "$@"
COMMAND
  chmod 755 "$1"
}

# The version before the present one stays, for a way back; so does its runtime.
remove_old_versions() {
  cd "$home" || return 0
  for old in $(ls -t | grep -Ev '^(current$|runtime-)' | tail -n +3); do
    [ "$old" = "$agent_version" ] || rm -rf "./$old"
  done
  for old in $(ls | grep '^runtime-' || true); do
    ls -l ./*/node 2>/dev/null | grep -q "$old/" || rm -rf "./$old"
  done
}

# download FILE SHA256 TARGET
download() {
  fetch "$central/agent/$1" "$3" || fail "$central/agent/$1 could not be downloaded"
  printf '%s  %s\n' "$2" "$3" | sha256sum -c --status ||
    fail "the download of $1 is damaged" 'Run the line again; if it stays so, somebody between here and central changes it'
}

need() {
  command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

installed_packages() {
  dpkg-query -W -f='${Package} ${db:Status-Status}\n' | sed -n 's/ installed$//p'
}

quietly() {
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
    return
  fi
  tail -n 20 "$log" >&2
  fail "'$*' failed" "All it said: $log"
}

say() {
  printf '%s\n' "$1"
}

fail() {
  printf 'vpspilot: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf '%s\n' "$2" >&2
  exit 1
}

# At the end, so that a download that was cut runs nothing.
main "$@"
