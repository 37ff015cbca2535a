# Links to the programs of some packages of a tree.
set -eu
export PATH="$busybox/bin"
mkdir -p "$out/bin"
for name in $names; do
  while read -r program; do ln -s "$from/bin/$program" "$out/bin/$program"; done < "$from/nix-support/programs/$name"
done
for link in ${links:-}; do ln -s "$from/bin/${link#*=}" "$out/bin/${link%=*}"; done
