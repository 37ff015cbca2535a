# The part of nixpkgs' setup.sh that simple derivations and `nix develop` need.
PATH=
for package in ${buildInputs:-} ${nativeBuildInputs:-} $initialPath; do
  if [ -d "$package/bin" ]; then PATH="${PATH:+$PATH:}$package/bin"; fi
done
export PATH SHELL=/bin/sh TZ=UTC LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-315532800}"
patchShebangs() { :; }
# phases: cut off here for `nix develop`
set -eu -o pipefail
umask 0022
export HOME="$NIX_BUILD_TOP/home"
mkdir -p "$HOME"
runHook() {
  if declare -F "$1" > /dev/null; then "$1"; elif [ -n "${!1:-}" ]; then eval "${!1}"; fi
}
unpackPhase() { cp -r "$src" source; chmod -R u+w source; cd source; }
installPhaseDefault() { cp -r . "$out"; }
phase() {
  printf '@nix { "action": "setPhase", "phase": "%s" }\n' "$1" >&"$NIX_LOG_FD"
  echo "Running phase: $1"
  if [ -n "${!1:-}" ]; then eval "${!1}"; elif declare -F "$1" > /dev/null; then "$1"; elif [ "$1" = installPhase ]; then installPhaseDefault; fi
}
if [ -n "${buildCommandPath:-}" ]; then . "$buildCommandPath"; exit; fi
if [ -n "${buildCommand:-}" ]; then eval "$buildCommand"; exit; fi
if [ -n "${src:-}" ]; then phase unpackPhase; fi
for name in patchPhase configurePhase buildPhase; do phase "$name"; done
if [ -n "${doCheck:-}" ]; then phase checkPhase; fi
phase installPhase
phase fixupPhase
