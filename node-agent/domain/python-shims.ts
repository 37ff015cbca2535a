/**
 * uv, Poetry and Pipenv for builds: the agent has read the lock file and fetched what it names, so
 * that installing it is all there is left to do. They understand what stands in build and start
 * commands, and say so where they do not. The real ones want the network, or a Python of their own.
 */

const head = (name: string) => `#!/usr/bin/env bash
# Stands for ${name}: installs what its lock file names, from packages that were fetched before.
set -euo pipefail
packages="\${VPSPILOT_PYTHON_PACKAGES:-}"
lists=(main); group_dev=yes; project=yes; all_groups=no; all_extras=no
install() {
  if [ "$group_dev" = yes ]; then lists+=(group-dev); fi
  if [ "$all_groups" = yes ]; then for file in "$packages"/lists/group-*.txt; do lists+=("$(basename "$file" .txt)"); done; fi
  if [ "$all_extras" = yes ]; then for file in "$packages"/lists/extra-*.txt; do lists+=("$(basename "$file" .txt)"); done; fi
  if [ "$project" = yes ]; then lists+=(project); fi
  arguments=()
  for list in "\${lists[@]}"; do
    if [ -s "$packages/lists/$list.txt" ]; then arguments+=(-r "$packages/lists/$list.txt"); fi
  done
  if [ "\${#arguments[@]}" -gt 0 ]; then python3 -m pip install --no-deps "\${arguments[@]}"; fi
}
run() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --) shift; break ;;
      --group|--extra|--with|--python|-p|--env-file|--directory|--project) shift 2 ;;
      -m|--module) shift; exec python3 -m "$@" ;;
      -*) shift ;;
      *) break ;;
    esac
  done
  case "\${1:-}" in
    *.py) exec python3 "$@" ;;
    *) exec "$@" ;;
  esac
}
unknown() {
  echo "$*: this is not the real ${name}, and it does not understand that." >&2
  echo "Dependencies are installed from the lock file without network; write commands that need no more, or use pip." >&2
  exit 2
}
add() {
  local kind="$1" names="$2" one
  for one in \${names//,/ }; do lists+=("$kind-$(echo "$one" | tr 'A-Z_.' 'a-z--')"); done
}
`;

const uv = `${head('uv')}
command="\${1:-}"; shift || true
case "$command" in
  sync)
    while [ "$#" -gt 0 ]; do
      case "$1" in
        --no-dev|--no-default-groups) group_dev=no ;;
        --no-group|--only-group) if [ "$2" = dev ]; then group_dev=no; fi; shift ;;
        --only-dev) lists=() ;;
        --no-install-project|--no-install-workspace) project=no ;;
        --group) add group "$2"; shift ;;
        --group=*) add group "\${1#*=}" ;;
        --extra) add extra "$2"; shift ;;
        --extra=*) add extra "\${1#*=}" ;;
        --all-groups) all_groups=yes ;;
        --all-extras) all_extras=yes ;;
      esac
      shift
    done
    install ;;
  run) run "$@" ;;
  pip)
    action="\${1:-}"; shift || true
    arguments=()
    for one in "$@"; do if [ "$one" != --system ]; then arguments+=("$one"); fi; done
    case "$action" in
      install|list|freeze|check|show) exec python3 -m pip "$action" "\${arguments[@]}" ;;
      sync) exec python3 -m pip install -r "\${arguments[@]}" ;;
      *) unknown uv pip "$action" ;;
    esac ;;
  venv) ;;
  --version|-V|version) echo "uv of vpspilot" ;;
  *) unknown uv "$command" ;;
esac
`;

const poetry = `${head('Poetry')}
command="\${1:-}"; shift || true
case "$command" in
  install|sync)
    while [ "$#" -gt 0 ]; do
      case "$1" in
        --no-root) project=no ;;
        --no-dev) group_dev=no ;;
        --only) group_dev=no; lists=(); if [ "$2" = main ]; then lists=(main); else add group "$2"; fi; shift ;;
        --only=*) group_dev=no; lists=(); if [ "\${1#*=}" = main ]; then lists=(main); else add group "\${1#*=}"; fi ;;
        --without) case ",$2," in *,dev,*) group_dev=no ;; esac; shift ;;
        --without=*) case ",\${1#*=}," in *,dev,*) group_dev=no ;; esac ;;
        --with) add group "$2"; shift ;;
        --with=*) add group "\${1#*=}" ;;
        -E|--extras) add extra "$2"; shift ;;
        --extras=*) add extra "\${1#*=}" ;;
        --all-extras) all_extras=yes ;;
        --all-groups) all_groups=yes ;;
      esac
      shift
    done
    install ;;
  run) run "$@" ;;
  config|check|env) ;;
  --version|-V) echo "Poetry of vpspilot" ;;
  *) unknown poetry "$command" ;;
esac
`;

const pipenv = `${head('Pipenv')}
group_dev=no
command="\${1:-}"; shift || true
case "$command" in
  install|sync)
    project=no
    for one in "$@"; do
      case "$one" in
        --dev|-d) group_dev=yes ;;
        -*) ;;
        *) unknown pipenv "$command $one" ;;
      esac
    done
    install ;;
  run) run "$@" ;;
  --version) echo "Pipenv of vpspilot" ;;
  *) unknown pipenv "$command" ;;
esac
`;

export const pythonShims = { uv, poetry, pipenv } as const;
